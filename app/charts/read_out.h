#pragma once

#include "charts/plot_space.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace downhill::app {

struct Theme;

/// What is known about the place under the pointer: a heading and rows of name and value, some with a spot.
struct ReadOut {
    struct Row {
        QString name{};
        QString value{};
        QColor color{};                ///< of the spot before the name; none where invalid
        std::optional<QPointF> spot{}; ///< in values of the axes: a dot there
        bool strong = false;
    };

    QString heading{};
    std::vector<Row> rows{};
    QPointF at{};        ///< in values of the axes: where the crosshair crosses and the panel belongs
    bool upright = true; ///< a line through `at` across the whole height
    bool level = true;   ///< a line through `at` across the whole width

    /// The same in one sentence.
    QString spoken() const;
};

/// Paints the crosshair, the spots and the panel; the panel stays within the plot where it can.
void drawReadOut(QPainter& painter, const ReadOut& readOut, const PlotSpace& space, const Theme& theme);

} // namespace downhill::app
