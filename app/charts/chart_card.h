#pragma once

#include "charts/legend_chip.h"

#include <QFrame>

namespace downhill::app {

class Appearance;
class ChartHeader;
class CourseChartView;

/// A chart with its head: title, subtitle and the legend as a row of chips. The card is the only frame.
class ChartCard : public QFrame {
    Q_OBJECT

public:
    /// Takes the chart over.
    ChartCard(CourseChartView* chart, Appearance& appearance, QWidget* parent = nullptr);

    CourseChartView& chart() const { return *chart_; }
    ChartHeader& header() const { return *header_; }

    /// The title also names the chart for a screen reader.
    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);
    /// Puts something below the chart, as wide as the card, and takes it over.
    void addBelow(QWidget* widget);

    /// A legend entry; `onToggled` is told when it shows or hides what it names.
    LegendChip* addChip(const QString& name, ChipMark mark, std::function<void(bool shown)> onToggled);
    /// One that begins as `shown` is, and keeps there whether it shows what it names; then it calls `redraw`.
    /// `shown` lives as long as the card.
    LegendChip* addChip(const QString& name, ChipMark mark, bool& shown, std::function<void()> redraw);
    void clearChips();

private:
    Appearance& appearance_;
    ChartHeader* header_;
    CourseChartView* chart_;
};

} // namespace downhill::app
