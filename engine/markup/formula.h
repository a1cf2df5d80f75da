#pragma once

#include <QColor>
#include <QList>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QTransform>

class QPainter;

namespace downhill::markup {

/// Why a formula could not be typeset.
enum class FormulaError {
    None,
    NotTypeset, ///< read, and not yet given to a Typesetter
    BadTex,     ///< `message` is MathJax's reason, in English
    TooLong,    ///< more TeX than kMaxTex characters
    TooLarge,   ///< wider or taller than any page, or of more strokes than anything a lesson needs
    TooSlow,    ///< stopped after the Typesetter's time limit
    NoEngine,   ///< the script engine could not be loaded
};

/// One thing to paint of a formula: an area, a line, or a character that MathJax's fonts lack.
struct FormulaItem {
    enum class Dash { Solid, Dashed, Dotted };

    QPainterPath path{};
    bool fillsWithText = false; ///< filled with the colour of the text around it; `fill` otherwise, if valid
    QColor fill{};
    bool strokesWithText = false;
    QColor stroke{};
    double strokeWidth = 0; ///< 0: no stroke
    Dash dash = Dash::Solid;
    double anchor =
        0; ///< the share of the column's width that the item is shifted by: 0.5 the middle, 1 the end
    QString text{}; ///< drawn at the origin of `transform` instead of `path`, when not empty
    double textSize = 0;
    bool italic = false;
    bool bold = false;
    QTransform transform{}; ///< of `text`; paths have theirs applied
};

/// A typeset formula: what to paint, in thousandths of an em, y downwards, the baseline at y = 0. Its colours
/// are those the author named in TeX; all else takes the text's colour when it is painted, so that a formula
/// outlives its theme.
struct Formula {
    QString tex{};
    bool display = false;
    FormulaError error = FormulaError::NotTypeset;
    QString message{};
    QList<FormulaItem> items{};
    QRectF box{};
    bool wide = false; ///< takes the whole column, for it has a tag at its end; `box` has its least width

    bool ok() const { return error == FormulaError::None; }
    double width(double em) const { return box.width() * em / 1000; }    ///< px, for an em of `em` px
    double ascent(double em) const { return -box.top() * em / 1000; }    ///< px above the baseline
    double descent(double em) const { return box.bottom() * em / 1000; } ///< px below it

    /// Paints it with the left end of its baseline at `origin`. `columnWidth` (px) matters to a wide formula
    /// only.
    void paint(QPainter& painter, QPointF origin, double em, const QColor& colour, double columnWidth) const;
};

/// TeX between the dollars that it stands in: "$x$", or "$$x$$" for a display formula.
QString inDollars(const QString& tex, bool display);

} // namespace downhill::markup
