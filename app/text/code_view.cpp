#include "text/code_view.h"

#include "markup/properties.h"
#include "text/code_fence.h"
#include "text/text_context.h"
#include "theme/appearance.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

namespace downhill::app {
namespace {

constexpr int kBar = 4;

} // namespace

void CodeView::setCode(const QString& code, const QString& language) {
    setMarkdown(codeFence(code, language));
}

void CodeView::markLines(int first, int last) {
    first_ = first;
    last_ = last;
    viewport()->update();
}

QRect CodeView::markedRect() const {
    QRectF marked;
    int line = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!block.blockFormat().boolProperty(markup::kCodeLine))
            continue;
        ++line;
        if (line >= first_ && line <= last_)
            marked |= document()->documentLayout()->blockBoundingRect(block);
    }
    return marked.isNull() ? QRect()
                           : QRect(2, qRound(marked.top()), viewport()->width() - 4, qRound(marked.height()));
}

void CodeView::laidOut() {
    Q_EMIT moved();
}

void CodeView::paintBehindText(QPainter& painter) {
    const Theme& theme = context().appearance().theme();
    if (hasFocus()) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), space::kRadius,
                                space::kRadius);
        painter.restore();
    }
    const QRect marked = markedRect();
    if (marked.isNull())
        return;
    painter.fillRect(marked, theme.accentSoft);
    painter.fillRect(QRect(marked.topLeft(), QSize(kBar, marked.height())), theme.accent);
}

} // namespace downhill::app
