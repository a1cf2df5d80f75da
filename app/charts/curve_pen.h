#pragma once

#include <QPen>

namespace downhill::app {

/// What curves in a plot are drawn with, `width` in pixels at any zoom. The ends are square: Qt strokes lines
/// with round ones several times as slowly, and many curves move at once.
QPen curvePen(const QColor& color, double width, Qt::PenStyle style = Qt::SolidLine);

} // namespace downhill::app
