#pragma once

#include <QRectF>

#include <span>

class QPainter;

namespace downhill::app {

struct Theme;

/// Paints what a unit makes of the samples' plane, as a map, or of their line, as a curve with the height of
/// 0; nothing where `values` are as many as neither. They are those of NetworkInside::maps().
void paintUnit(QPainter& painter, const QRectF& room, std::span<const float> values, const Theme& theme);

} // namespace downhill::app
