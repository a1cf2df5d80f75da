#pragma once

#include "charts/chart_card.h"
#include "charts/read_out.h"
#include "progress/progress_figures.h"

#include <optional>

namespace downhill::app {

class PathItem;

/// How much was done on each of the last days, as bars: minutes, or answers.
class DayChart : public ChartCard {
    Q_OBJECT

public:
    enum class Shows { Minutes, Answers };

    DayChart(Shows shows, Appearance& appearance, QWidget* parent = nullptr);

    void setDays(std::vector<DayFigures> days);
    /// The days with something in them, in one sentence.
    QString spoken() const;

private:
    double valueOf(const DayFigures& day) const;
    double placeOf(std::size_t index) const; ///< on the axis: days before today, 0 or less
    std::optional<ReadOut> readOut(QPointF value) const;
    void draw();

    Shows shows_;
    std::vector<DayFigures> days_{};
    PathItem* bars_;
};

} // namespace downhill::app
