#include "markup/document.h"

#include "markup/document_builder.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextDocument>

namespace downhill::markup {

void layOut(QTextDocument& document, const Page& page, const Palette& palette, double width,
            const Wording& wording) {
    document.setUndoRedoEnabled(false);
    document.clear();
    document.setDefaultFont(palette.body);
    QTextOption option = document.defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    DocumentBuilder(document, page, palette, wording).build();
    if (width > 0) {
        document.setTextWidth(width);
    }
}

void paintDocument(QPainter& painter, QTextDocument& document, const Palette& palette, const QRectF& clip) {
    paintDecorations(painter, document, palette, clip);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = clip;
    context.palette.setColor(QPalette::Text, palette.text);
    document.documentLayout()->draw(&painter, context);
}

} // namespace downhill::markup
