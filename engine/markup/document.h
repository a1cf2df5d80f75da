#pragma once

#include "markup/page.h"
#include "markup/palette.h"

#include <QString>

class QPainter;
class QRectF;
class QTextDocument;

namespace downhill::markup {

/// The few words that a document says by itself, in the reader's language.
struct Wording {
    QString note = QStringLiteral("Note"); ///< the title of a callout without one
    QString tip = QStringLiteral("Tip");
    QString warning = QStringLiteral("Warning");
    QString picture = QStringLiteral("Picture"); ///< before the words that stand for a picture
    QString tooLong = QStringLiteral("This formula is too long.");
    QString tooLarge = QStringLiteral("This formula is too large.");
    QString tooSlow = QStringLiteral("This formula takes too long to typeset.");
    QString noEngine = QStringLiteral("Formulas cannot be shown.");
};

/// What stands for a picture where only words can: "[Picture: a bowl]".
QString pictureInWords(const Run& picture, const Wording& wording);

/// Fills `document` with `page` in the colours and fonts of `palette`, `width` px wide (0: leave the width as
/// it is; a text view sets it itself). Takes a few milliseconds and typesets nothing, so that a new theme is
/// a new call; a new width needs only QTextDocument::setTextWidth(). Turns off undo. To be called on the
/// thread of the document.
void layOut(QTextDocument& document, const Page& page, const Palette& palette, double width = 0,
            const Wording& wording = {});

/// Paints what lies behind and beside the text of such a document: code blocks, callouts, the markers of
/// lists, rules. In the document's coordinates, within `clip`, before the text itself is painted. The
/// document is not changed.
void paintDecorations(QPainter& painter, const QTextDocument& document, const Palette& palette,
                      const QRectF& clip);

/// Paints a whole document, decorations and text, as for a print or a picture.
void paintDocument(QPainter& painter, QTextDocument& document, const Palette& palette, const QRectF& clip);

} // namespace downhill::markup
