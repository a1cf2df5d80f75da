#include "charts/glyph_text.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <numeric>
#include <utility>

namespace downhill::app {
namespace {

/// The glyphs of a text; none where the font lacks one.
QList<quint32> glyphsOf(const QRawFont& font, const QString& text) {
    QList<quint32> glyphs = font.glyphIndexesForString(text);
    if (glyphs.size() != text.size() || glyphs.contains(0U))
        glyphs.clear();
    return glyphs;
}

} // namespace

GlyphText::GlyphText(const QFont& font) : font_(font), glyphs_(QRawFont::fromFont(font)) {}

double GlyphText::width(const QString& text) const {
    const QList<quint32> glyphs = glyphsOf(glyphs_, text);
    if (glyphs.isEmpty())
        return QFontMetricsF(font_).horizontalAdvance(text);
    const QList<QPointF> advances = glyphs_.advancesForGlyphIndexes(glyphs);
    return std::accumulate(advances.begin(), advances.end(), 0.0,
                           [](double sum, QPointF advance) { return sum + advance.x(); });
}

void GlyphText::paint(QPainter& painter, QPointF baseline, const QString& text) const {
    const QList<quint32> glyphs = glyphsOf(glyphs_, text);
    if (glyphs.isEmpty()) {
        painter.setFont(font_);
        painter.drawText(baseline, text);
        return;
    }
    QList<QPointF> places = glyphs_.advancesForGlyphIndexes(glyphs);
    double x = 0;
    for (QPointF& place : places)
        place = {std::exchange(x, x + place.x()), 0};
    QGlyphRun run;
    run.setRawFont(glyphs_);
    run.setGlyphIndexes(glyphs);
    run.setPositions(places);
    painter.drawGlyphRun(baseline, run);
}

} // namespace downhill::app
