#include "charts/chart_card.h"

#include "charts/chart_header.h"
#include "charts/course_chart_view.h"
#include "theme/appearance.h"

#include <QVBoxLayout>

namespace downhill::app {

ChartCard::ChartCard(CourseChartView* chart, Appearance& appearance, QWidget* parent)
    : QFrame(parent), appearance_(appearance), header_(new ChartHeader(appearance, this)), chart_(chart) {
    setProperty("look", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, space::kM, 1, space::kXs);
    layout->setSpacing(space::kXs);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::kL, 0, space::kM, 0);
    head->addWidget(header_);
    layout->addLayout(head);
    layout->addWidget(chart_, 1);
}

void ChartCard::setTitle(const QString& title) {
    header_->setTitle(title);
    chart_->setAccessibleName(title);
    setAccessibleName(title);
}

void ChartCard::setSubtitle(const QString& subtitle) {
    header_->setSubtitle(subtitle);
}

void ChartCard::addBelow(QWidget* widget) {
    static_cast<QVBoxLayout*>(layout())->addWidget(widget);
}

LegendChip* ChartCard::addChip(const QString& name, ChipMark mark, std::function<void(bool)> onToggled) {
    auto* chip = new LegendChip(name, std::move(mark), appearance_, header_);
    connect(chip, &QToolButton::toggled, this, std::move(onToggled));
    header_->addChip(chip);
    return chip;
}

LegendChip* ChartCard::addChip(const QString& name, ChipMark mark, bool& shown,
                               std::function<void()> redraw) {
    auto* chip = addChip(name, std::move(mark), [&shown, redraw = std::move(redraw)](bool on) {
        shown = on;
        redraw();
    });
    chip->setChecked(shown);
    return chip;
}

void ChartCard::clearChips() {
    header_->clearChips();
}

} // namespace downhill::app
