#include "charts/chart_header.h"

#include "charts/steady_label.h"
#include "theme/appearance.h"

#include <QEvent>
#include <QToolButton>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kChipGap = 2;
constexpr int kWide = 560;

} // namespace

ChartHeader::ChartHeader(Appearance& appearance, QWidget* parent)
    : QWidget(parent), appearance_(appearance), title_(new SteadyLabel(this)),
      subtitle_(new SteadyLabel(this)) {
    subtitle_->setProperty("look", QStringLiteral("caption"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&appearance_, &Appearance::changed, this, &ChartHeader::restyle);
    restyle();
}

QString ChartHeader::title() const {
    return title_->said();
}

QString ChartHeader::subtitle() const {
    return subtitle_->said();
}

void ChartHeader::setTitle(const QString& title) {
    title_->say(title);
    arrange();
}

void ChartHeader::setSubtitle(const QString& subtitle) {
    subtitle_->say(subtitle); // its room depends on the title, the chips and the card alone
}

void ChartHeader::addChip(QToolButton* chip) {
    chip->setParent(this);
    QWidget* before = chips_.isEmpty() ? nullptr : chips_.last();
    chips_.append(chip);
    if (before)
        setTabOrder(before, chip);
    chip->show();
    arrange();
}

void ChartHeader::clearChips() {
    for (QToolButton* chip : chips_) {
        chip->hide();
        chip->deleteLater();
    }
    chips_.clear();
    arrange();
}

void ChartHeader::addControl(QWidget* control) {
    control->setParent(this);
    controls_.append(control);
    arrange();
}

void ChartHeader::arrange() {
    const int wanted = place(width(), true);
    if (height() != wanted)
        setFixedHeight(wanted); // the one thing about it that the layout around it does not know
}

QSize ChartHeader::sizeHint() const {
    return {400, place(width(), false)};
}

QSize ChartHeader::minimumSizeHint() const {
    return {120, place(width(), false)};
}

void ChartHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool ChartHeader::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void ChartHeader::restyle() {
    title_->setFont(appearance_.theme().font(15, QFont::DemiBold));
    subtitle_->setFont(appearance_.theme().caption());
    arrange();
}

/// Puts the controls in one row, narrower than they would be where there is no room.
void ChartHeader::placeControls(int top, int width, int wanted, int height) const {
    int left = 0;
    for (QWidget* control : controls_) {
        if (control->isHidden())
            continue;
        const QSize size = control->sizeHint();
        const int given = wanted <= width ? size.width() : size.width() * width / wanted;
        control->setGeometry(left, top + (height - size.height()) / 2, given, size.height());
        left += given + space::kXs * std::min(width, wanted) / wanted;
    }
}

int ChartHeader::place(int width, bool move) const {
    // By the fonts: a label that is asked lays its text out, and subtitles change with every frame.
    const int titleHeight = title_->fontMetrics().height(),
              subtitleHeight = subtitle_->fontMetrics().height();
    const int titles = titleHeight + subtitleHeight;
    const int titleWidth = title_->fontMetrics().horizontalAdvance(title_->said());

    int controlsWidth = 0;
    int controlsHeight = 0;
    for (const QWidget* control : controls_) {
        if (control->isHidden())
            continue;
        controlsWidth += control->sizeHint().width() + space::kXs;
        controlsHeight = std::max(controlsHeight, control->sizeHint().height());
    }
    int chipsWidth = 0;
    for (const QToolButton* chip : chips_)
        chipsWidth += chip->sizeHint().width() + kChipGap;

    // Controls stand beside the title where that leaves it room, otherwise in a row of their own.
    const bool controlsBeside =
        controlsWidth + (controlsWidth > 0 ? std::min(titleWidth, width / 2) + space::kM : 0) <= width;
    // So do chips where the card is wide and at least a third of it stays free for the texts.
    const bool beside = controlsBeside && width >= kWide &&
                        chipsWidth + controlsWidth + std::max(titleWidth, width / 3) + space::kXl <= width;
    const int firstRow = controlsBeside ? std::max(titles, controlsHeight) : titles;
    int right = width;
    if (move && !controlsBeside)
        placeControls(firstRow + space::kXs, width, controlsWidth, controlsHeight);
    if (move && controlsBeside) {
        for (auto control = controls_.rbegin(); control != controls_.rend(); ++control) {
            if ((*control)->isHidden())
                continue;
            const QSize size = (*control)->sizeHint();
            right -= size.width();
            (*control)->setGeometry(right, (firstRow - size.height()) / 2, size.width(), size.height());
            right -= space::kXs;
        }
    }
    if (beside) {
        if (move) {
            int left = right - chipsWidth;
            const int titleEnd = left - space::kM;
            for (QToolButton* chip : chips_) {
                const QSize size = chip->sizeHint();
                chip->setGeometry(left, (firstRow - size.height()) / 2, size.width(), size.height());
                left += size.width() + kChipGap;
            }
            right = titleEnd;
        }
    }
    if (move) {
        title_->setGeometry(0, (firstRow - titles) / 2, std::max(0, right), titleHeight);
        subtitle_->setGeometry(0, (firstRow - titles) / 2 + titleHeight, std::max(0, right), subtitleHeight);
    }
    const int secondRow = controlsBeside ? firstRow : firstRow + space::kXs + controlsHeight;
    if (beside || chips_.isEmpty())
        return secondRow;

    int left = -space::kXs, top = secondRow + space::kXs,
        rowHeight = 0; // a chip's own padding aligns its mark
    for (QToolButton* chip : chips_) {
        const QSize size = chip->sizeHint().boundedTo({std::max(60, width), 1000});
        if (left > 0 && left + size.width() > width) {
            left = -space::kXs;
            top += rowHeight;
            rowHeight = 0;
        }
        if (move)
            chip->setGeometry(left, top, size.width(), size.height());
        left += size.width() + kChipGap;
        rowHeight = std::max(rowHeight, size.height());
    }
    return top + rowHeight;
}

} // namespace downhill::app
