#include "markup/formula_object.h"

#include "markup/properties.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetrics>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace downhill::markup {

namespace {

constexpr double kLeastScale = 0.5; // of a formula wider than its column; beyond it, the document scrolls

/// Half the x-height of the format's font, as Qt's layout reckons it.
double halfXHeight(const QTextFormat& format) {
    return QFontMetrics(format.toCharFormat().font()).xHeight() / 2.0;
}

double columnOf(const QTextDocument& document, const QTextFormat& format) {
    const QTextFrameFormat root = document.rootFrame()->frameFormat();
    const double width =
        document.textWidth() - root.leftMargin() - root.rightMargin() - format.doubleProperty(kInset);
    return document.textWidth() > 0 ? std::max(1.0, width - 1) : -1;
}

} // namespace

FormulaObject::FormulaObject(QTextDocument* document) : QObject(document) {}

FormulaObject& FormulaObject::of(QTextDocument& document) {
    auto* object = document.findChild<FormulaObject*>(QString(), Qt::FindDirectChildrenOnly);
    if (object == nullptr) {
        object = new FormulaObject(&document);
    }
    document.documentLayout()->registerHandler(kFormulaType, object);
    return *object;
}

void FormulaObject::clear() {
    formulas_.clear();
}

QTextCharFormat FormulaObject::formatFor(const std::shared_ptr<const Formula>& formula,
                                         const QTextCharFormat& around, double em, double inset) {
    const QFontMetricsF metrics(around.font());
    // A display formula stands alone: its line is as tall as it is.
    const double ascent = formula->display ? 0.0 : metrics.ascent();
    const double descent = formula->display ? 0.0 : metrics.descent();
    const double above = std::max(ascent, std::ceil(formula->ascent(em)));
    const double below = std::max(descent, std::ceil(formula->descent(em)));

    QTextCharFormat format = around;
    format.setObjectType(kFormulaType);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    format.setProperty(kFormulaIndex, static_cast<int>(formulas_.size()));
    format.setProperty(kTex, inDollars(formula->tex, formula->display));
    format.setProperty(kEm, em);
    format.setProperty(kInset, inset);
    format.setProperty(kTextAscent, ascent);
    format.setProperty(kTextDescent, descent);
    QFont font = around.font();
    font.setPixelSize(pixelSizeFor(font, 2 * (above - below)));
    format.setFont(font, QTextCharFormat::FontPropertiesSpecifiedOnly);
    formulas_.push_back(formula);
    return format;
}

int FormulaObject::pixelSizeFor(const QFont& font, double xHeight) {
    const QString family = font.families().join(u',');
    auto share = xHeightShares_.constFind(family);
    if (share == xHeightShares_.constEnd()) {
        QFont sample = font;
        sample.setPixelSize(100);
        share = xHeightShares_.insert(family, std::max(1, QFontMetrics(sample).xHeight()) / 100.0);
    }
    // Rather too small than too large: then the ascent is right, and the descent up to half a pixel more.
    QFont sized = font;
    int size = std::clamp(static_cast<int>(xHeight / *share) + 1, 1, 2000);
    for (; size > 1; --size) {
        sized.setPixelSize(size);
        if (QFontMetrics(sized).xHeight() <= xHeight) {
            break;
        }
    }
    return size;
}

FormulaObject::Box FormulaObject::boxOf(const QTextDocument& document, const QTextFormat& format) const {
    Box box;
    const int index = format.intProperty(kFormulaIndex);
    if (index < 0 || index >= static_cast<int>(formulas_.size())) {
        return box;
    }
    box.formula = formulas_[static_cast<std::size_t>(index)].get();
    box.em = format.doubleProperty(kEm);
    box.width = box.formula->width(box.em);
    if (format.hasProperty(kTail)) {
        const QFontMetricsF metrics(format.property(kTailFont).value<QFont>());
        box.tail = metrics.horizontalAdvance(format.stringProperty(kTail));
    }
    const double column = columnOf(document, format) - box.tail;
    if (column > 0 && box.width > column) {
        box.em *= std::max(kLeastScale, column / box.width);
        box.width = box.formula->width(box.em);
    }
    if (box.formula->wide && column > 0) {
        box.width = std::max(box.width, column);
    }
    box.ascent = std::max(format.doubleProperty(kTextAscent), std::ceil(box.formula->ascent(box.em)));
    box.descent = std::max(format.doubleProperty(kTextDescent), std::ceil(box.formula->descent(box.em)));
    return box;
}

QSizeF FormulaObject::intrinsicSize(QTextDocument* document, int, const QTextFormat& format) {
    const Box box = boxOf(*document, format);
    if (box.formula == nullptr) {
        return {};
    }
    // Qt gives it an ascent of (h + half)/2 and a descent of (h - half)/2; both must do.
    const double half = halfXHeight(format);
    const double ascent = std::max(box.ascent, box.descent + half);
    return {box.width + box.tail, 2 * ascent - half};
}

void FormulaObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                               const QTextFormat& format) {
    const Box box = boxOf(*document, format);
    const QTextBlock block = document->findBlock(position);
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    if (box.formula == nullptr || !line.isValid()) {
        return;
    }
    const double top = document->documentLayout()->blockBoundingRect(block).top();
    QPointF origin(rect.left(), top + line.y() + line.ascent());
    // On a whole device pixel, like the letters beside it.
    const QTransform device = painter->deviceTransform();
    const QPointF mapped = device.map(origin);
    origin = device.inverted().map(QPointF(mapped.x(), std::round(mapped.y())));
    const QTextCharFormat text = format.toCharFormat();
    const bool coloured = text.hasProperty(QTextFormat::ForegroundBrush);
    const QColor colour = coloured ? text.foreground().color() : painter->pen().color();
    box.formula->paint(*painter, origin, box.em, colour, box.width);
    if (box.tail > 0) {
        painter->save();
        painter->setFont(format.property(kTailFont).value<QFont>());
        painter->setPen(colour);
        painter->drawText(origin + QPointF(box.width, 0), format.stringProperty(kTail));
        painter->restore();
    }
}

void scaleFormula(QTextCharFormat& format, double ratio) {
    for (const int length : {kEm, kTextAscent, kTextDescent}) {
        format.setProperty(length, format.doubleProperty(length) * ratio);
    }
    if (format.hasProperty(kTailFont)) {
        QFont font = format.property(kTailFont).value<QFont>();
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * ratio)));
        format.setProperty(kTailFont, font);
    }
}

} // namespace downhill::markup
