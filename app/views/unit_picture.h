#pragma once

#include <QRectF>

#include <span>

class QPainter;

namespace downhill::app {

struct Theme;

/// Fills `room`, whose corners are round by `corner`, with what a unit makes of the samples' plane, as a map,
/// or of their line, as a curve with the height of 0; with nothing but a ground where `values` are as many as
/// neither. They are those of NetworkInside::maps().
void paintUnit(QPainter& painter, const QRectF& room, double corner, std::span<const float> values,
               const Theme& theme);

} // namespace downhill::app
