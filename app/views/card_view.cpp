#include "views/card_view.h"

#include "charts/chart_header.h"
#include "theme/appearance.h"
#include "theme/look.h"
#include "views/setting_words.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace downhill::app {

CardView::CardView(const lesson::View& view, const QString& usualTitle, Appearance& appearance,
                   QWidget* parent)
    : ExperimentView(parent), appearance_(appearance), header_(new ChartHeader(appearance, this)),
      selector_(new QComboBox(this)), column_(new QVBoxLayout(this)) {
    setLook(this, "card");
    column_->setContentsMargins(space::kL, space::kM, space::kM, space::kM);
    column_->setSpacing(space::kS);
    column_->addWidget(header_);

    const QString title = view.title.isEmpty() ? usualTitle : view.title;
    header_->setTitle(title);
    setAccessibleName(title);
    selector_->setAccessibleName(tr("Run shown"));
    selector_->setToolTip(tr("The run that is shown"));
    selector_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    selector_->hide();
    header_->addControl(selector_);
    connect(selector_, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    connect(&appearance_, &Appearance::changed, this, [this] { restyle(); });
}

void CardView::setExperiment(const lesson::ExperimentBlock& block,
                             std::shared_ptr<const training::SplitDataset<float>> data) {
    block_ = block;
    data_ = std::move(data);
    begun_ = true;
    snapshot_ = {};
    const int before = std::max(0, selector_->currentIndex());
    const QSignalBlocker quiet(selector_);
    selector_->clear();
    selector_->addItems(runNames(block));
    selector_->setCurrentIndex(std::min(before, selector_->count() - 1));
    selector_->setVisible(selector_->count() > 1);
    header_->arrange();
    refresh();
}

void CardView::showFrame(const ExperimentFrame& frame) {
    snapshot_ = frame.snapshot;
    if (begun_)
        refresh();
}

const Theme& CardView::theme() const {
    return appearance_.theme();
}

QString CardView::subtitle() const {
    return header_->subtitle();
}

void CardView::setSubtitle(const QString& subtitle) {
    header_->setSubtitle(subtitle);
}

std::size_t CardView::shownRun() const {
    return static_cast<std::size_t>(std::max(0, selector_->currentIndex()));
}

const training::RunSpec* CardView::shownSpec() const {
    const auto& runs = block_.experiment.runs;
    return begun_ && shownRun() < runs.size() ? &runs[shownRun()] : nullptr;
}

const training::RunSnapshot* CardView::shownSnapshot() const {
    return begun_ && shownRun() < snapshot_.runs.size() ? &snapshot_.runs[shownRun()] : nullptr;
}

} // namespace downhill::app
