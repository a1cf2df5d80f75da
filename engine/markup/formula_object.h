#pragma once

#include "markup/formula.h"

#include <QHash>
#include <QObject>
#include <QTextCharFormat>
#include <QTextObjectInterface>

#include <memory>
#include <vector>

class QTextDocument;

namespace downhill::markup {

/// Gives formulas their place in the lines of a QTextDocument, and paints them there.
///
/// Qt puts an object's bottom on the baseline, or, for AlignMiddle, its middle at half the x-height of the
/// object's font. So each formula gets a font, never drawn, whose x-height makes that the right place: of an
/// object `h` px tall, Qt then takes (h + x/2)/2 as its ascent. The baseline itself is asked of the line when
/// painting.
///
/// Qt also breaks a line after any object, so that the comma behind a formula could begin the next: such a
/// tail belongs to the formula's character and is painted with it.
class FormulaObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    explicit FormulaObject(QTextDocument* document);

    /// The one of `document`, made and registered when there is none.
    static FormulaObject& of(QTextDocument& document);

    void clear();

    /// The format of a character that shows `formula` in text formatted like `around`. `em` and `inset` in
    /// px.
    QTextCharFormat formatFor(const std::shared_ptr<const Formula>& formula, const QTextCharFormat& around,
                              double em, double inset);

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    /// A formula in its line, px. The ascent and the descent are never less than those of the text around.
    struct Box {
        const Formula* formula = nullptr;
        double em = 0;
        double width = 0; ///< without its tail
        double tail = 0;  ///< width of its tail
        double ascent = 0;
        double descent = 0;
    };
    Box boxOf(const QTextDocument& document, const QTextFormat& format) const;
    int pixelSizeFor(const QFont& font, double xHeight);

    std::vector<std::shared_ptr<const Formula>> formulas_;
    QHash<QString, double> xHeightShares_; ///< by family: x-height over size
};

/// Makes the formula of a character, and the text that stays on its line, larger or smaller.
void scaleFormula(QTextCharFormat& format, double ratio);

} // namespace downhill::markup
