#include "views/task_strip.h"

#include "charts/chart_header.h"
#include "theme/look.h"
#include "theme/theme.h"
#include "views/background.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace downhill::app {

namespace {

constexpr int kLookMs = 100;
constexpr int kParts = 1000;
constexpr qint64 kFirstEstimateMs = 500;

} // namespace

TaskStrip::TaskStrip(const QString& action, Background& background, ChartHeader& header, QWidget* parent)
    : TaskStrip(*new QPushButton(action), background, header, parent) {
    begin_->setAccessibleName(action);
    connect(&beginButton(), &QPushButton::clicked, this, [this] {
        Q_EMIT beginAsked();
        watch();
        if (background_.isBusy())
            cancel_->setFocus(Qt::OtherFocusReason);
    });
}

TaskStrip::TaskStrip(QWidget& begin, Background& background, ChartHeader& header, QWidget* parent)
    : QWidget(parent), background_(background), header_(header), begin_(&begin),
      cancel_(new QPushButton(tr("Cancel"), this)), progress_(new QProgressBar(this)),
      words_(new QLabel(this)) {
    cancel_->setAccessibleName(tr("Cancel the computation"));
    setLook(cancel_, "quiet");
    setLook(words_, "caption");
    progress_->setRange(0, kParts);
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the computation"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kL, 0, space::kL, space::kS);
    row->setSpacing(space::kM);
    header_.addControl(begin_);
    row->addWidget(progress_, 1);
    row->addWidget(words_);
    row->addWidget(cancel_);
    timer_.setInterval(kLookMs);
    connect(&timer_, &QTimer::timeout, this, &TaskStrip::follow);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        background_.cancel();
        begin_->setFocus();
    });
    connect(&background_, &Background::ended, this, &TaskStrip::follow);
    follow();
}

void TaskStrip::watch() {
    const bool focused = begin_->hasFocus();
    since_.start();
    follow();
    if (!background_.isBusy())
        return;
    timer_.start();
    if (focused)
        cancel_->setFocus(Qt::OtherFocusReason);
}

void TaskStrip::offer(bool on) {
    begin_->setVisible(on);
    header_.arrange();
}

void TaskStrip::follow() {
    const bool busy = background_.isBusy();
    begin_->setEnabled(!busy);
    if (!busy && cancel_->hasFocus())
        begin_->setFocus();
    setVisible(busy);
    if (!busy) {
        timer_.stop();
        return;
    }
    const double share = background_.share();
    progress_->setValue(static_cast<int>(share * kParts));
    const qint64 gone = since_.isValid() ? since_.elapsed() : 0;
    if (gone < kFirstEstimateMs || share <= 0)
        words_->setText(tr("%1 %").arg(static_cast<int>(100 * share)));
    else
        words_->setText(tr("%1 %, about %2 s left")
                            .arg(static_cast<int>(100 * share))
                            .arg(qRound(static_cast<double>(gone) * (1 - share) / share / 1000) + 1));
}

} // namespace downhill::app
