#include "charts/curve_pen.h"

#include "charts/dashes.h"

namespace downhill::app {

QPen curvePen(const QColor& color, double width, Qt::PenStyle style) {
    const bool solid = style == Qt::SolidLine;
    QPen pen(color, width, Qt::SolidLine, solid ? Qt::SquareCap : Qt::FlatCap, Qt::BevelJoin);
    if (!solid)
        pen.setDashPattern(dashesOf(style));
    pen.setCosmetic(true);
    return pen;
}

} // namespace downhill::app
