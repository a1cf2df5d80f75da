#include "charts/chart_header.h"

#include "charts/steady_label.h"
#include "theme/appearance.h"

#include <QEvent>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kChipGap = 2;
constexpr int kWide = 560;
constexpr int kSubtitleLetters = 36; // that it has room for beside controls
constexpr double kSqueeze = 1.15;    // so much wider than the card controls may be, to share one row

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
    subtitle_->say(subtitle);
    // Its room depends on the title, the chips and the card, and once it has needed a second line it keeps
    // it.
    if (subtitle_->lines() == 1 && subtitle_->width() > 0 && !subtitle_->fitsInto(subtitle_->width())) {
        subtitle_->setLines(2);
        arrange();
    }
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
    if (event->size().width() != event->oldSize().width())
        subtitle_->setLines(1);
    arrange();
    setSubtitle(subtitle_->said());
}

bool ChartHeader::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void ChartHeader::restyle() {
    title_->setFont(appearance_.theme().font(15, QFont::DemiBold));
    subtitle_->setFont(appearance_.theme().caption());
    subtitle_->setLines(1);
    arrange();
    setSubtitle(subtitle_->said());
}

/// Puts the controls below the titles, in as many rows as they need; returns where the next one would stand.
/// A list is as wide as its longest entry, so all give a little where that saves a row.
QPoint ChartHeader::placeControls(int top, int width, QSize wanted, bool move) const {
    const double part = static_cast<double>(width) / std::max(1, wanted.width());
    const double share = part < 1 && part >= 1 / kSqueeze ? part : 1;
    int left = 0;
    for (QWidget* control : controls_) {
        if (control->isHidden())
            continue;
        const QSize hint = control->sizeHint();
        const QSize size(std::min(static_cast<int>(hint.width() * share), width), hint.height());
        if (left > 0 && left + size.width() > width) {
            top += wanted.height() + space::kXs;
            left = 0;
        }
        if (move)
            control->setGeometry(left, top + (wanted.height() - size.height()) / 2, size.width(),
                                 size.height());
        left += size.width() + static_cast<int>(space::kXs * share);
    }
    return {left, top};
}

int ChartHeader::place(int width, bool move) const {
    // By the fonts: a label that is asked lays its text out, and subtitles change with every frame.
    const int titleHeight = title_->fontMetrics().height(), subtitleHeight = subtitle_->sizeHint().height();
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

    // Controls stand beside the title where that leaves it room, otherwise in rows of their own.
    const bool controlsBeside =
        controlsWidth + (controlsWidth > 0 ? std::min(titleWidth, width / 2) + space::kM : 0) <= width;
    // So do chips where the card is wide and at least a third of it stays free for the texts.
    const bool beside = controlsBeside && width >= kWide &&
                        chipsWidth + controlsWidth + std::max(titleWidth, width / 3) + space::kXl <= width;
    // What stands beside the title shall not cut the subtitle, which then takes the whole width below both.
    const int free = width - (controlsBeside ? controlsWidth : 0) - (beside ? chipsWidth : 0);
    const bool subtitleBelow =
        free < width && free < kSubtitleLetters * subtitle_->fontMetrics().horizontalAdvance(u'n');
    const int firstRow = std::max(subtitleBelow ? titleHeight : titles, controlsBeside ? controlsHeight : 0);
    const int head = firstRow + (subtitleBelow ? subtitleHeight : 0);
    int right = width;
    const QPoint next = controlsBeside
                            ? QPoint()
                            : placeControls(head + space::kXs, width, {controlsWidth, controlsHeight}, move);
    if (move && controlsBeside) {
        for (qsizetype i = controls_.size(); i-- > 0;) {
            QWidget* control = controls_[i];
            if (control->isHidden())
                continue;
            const QSize size = control->sizeHint();
            right -= size.width();
            control->setGeometry(right, (firstRow - size.height()) / 2, size.width(), size.height());
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
        const int top = (firstRow - (subtitleBelow ? titleHeight : titles)) / 2;
        title_->setGeometry(0, top, std::max(0, right), titleHeight);
        subtitle_->setGeometry(0, subtitleBelow ? firstRow : top + titleHeight,
                               subtitleBelow ? width : std::max(0, right), subtitleHeight);
    }
    const int end = controlsBeside ? head : next.y() + controlsHeight;
    if (beside || chips_.isEmpty())
        return end;

    // Chips go on in the last row of the controls where that has room; a chip's own padding aligns its mark.
    const int chipHeight = chips_.first()->sizeHint().height();
    const bool goOn = !controlsBeside && next.x() + chips_.first()->sizeHint().width() <= width;
    int left = goOn ? next.x() : -space::kXs;
    int top = goOn ? next.y() + (controlsHeight - chipHeight) / 2 : end + space::kXs;
    int bottom = end;
    for (QToolButton* chip : chips_) {
        const QSize size = chip->sizeHint().boundedTo({std::max(60, width), 1000});
        if (left > 0 && left + size.width() > width) {
            left = -space::kXs;
            top = bottom;
        }
        if (move)
            chip->setGeometry(left, top, size.width(), size.height());
        left += size.width() + kChipGap;
        bottom = std::max(bottom, top + size.height());
    }
    return bottom;
}

} // namespace downhill::app
