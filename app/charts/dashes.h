#pragma once

#include <QList>
#include <Qt>

namespace downhill::app {

/// The dashes of a line style, in widths of the pen, alike on a curve and on its legend chip; none for a
/// solid line.
inline QList<qreal> dashesOf(Qt::PenStyle style) {
    switch (style) {
    case Qt::DashLine:
        return {3, 2};
    case Qt::DotLine:
        return {1, 1.6};
    case Qt::DashDotLine:
        return {3.4, 1.4, 1, 1.4};
    default:
        return {};
    }
}

} // namespace downhill::app
