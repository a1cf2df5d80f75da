#pragma once

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QString>

class QPainter;

namespace downhill::app {

/// Short texts that change with every frame, such as numbers: set glyph by glyph. Qt shapes whole texts
/// anew each time they are measured or painted, which takes several times as long. Where the font lacks a
/// glyph, Qt sets the text with others.
class GlyphText {
public:
    explicit GlyphText(const QFont& font);

    double width(const QString& text) const; ///< px
    void paint(QPainter& painter, QPointF baseline, const QString& text) const;

private:
    QFont font_;
    QRawFont glyphs_;
};

} // namespace downhill::app
