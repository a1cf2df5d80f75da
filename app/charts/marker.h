#pragma once

#include <QColor>
#include <QPointF>

class QPainter;

namespace downhill::app {

/// The shape of a data point, so that classes differ in more than colour.
enum class Marker { Circle, Triangle, Square, Diamond, Plus, Pentagon };

/// The shape of class `index`; after the sixth they begin anew.
Marker markerOf(int index);

/// Paints one marker of about `size` pixels across: `fill` within a thin `outline`.
void drawMarker(QPainter& painter, QPointF center, double size, Marker marker, const QColor& fill,
                const QColor& outline);

} // namespace downhill::app
