#include "text/markup_view.h"

#include "markup/document.h"
#include "text/document_palette.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace downhill::app {

MarkupView::MarkupView(MarkupService& service, Appearance& appearance, QWidget* parent)
    : QTextBrowser(parent), service_(service), appearance_(appearance) {
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::ClickFocus);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(&appearance_, &Appearance::changed, this, &MarkupView::layOut);
}

void MarkupView::setMarkdown(const QString& markdown) {
    if (markdown == markdown_ && page_)
        return;
    markdown_ = markdown;
    service_.prepare(markdown, this, [this, markdown](const markup::Page& page) {
        if (markdown != markdown_)
            return;
        page_ = page;
        setAccessibleName(spokenText());
        layOut();
        Q_EMIT prepared();
    });
}

QString MarkupView::spokenText() const {
    return page_ ? markup::plainText(*page_) : QString();
}

void MarkupView::layOut() {
    if (!page_ || viewport()->width() <= 0)
        return;
    markup::layOut(*document(), *page_, documentPalette(appearance_.theme()), viewport()->width());
    fitHeight();
    viewport()->update();
}

void MarkupView::fitHeight() {
    const int height = static_cast<int>(std::ceil(document()->size().height()));
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

QSize MarkupView::sizeHint() const {
    return {200, static_cast<int>(std::ceil(document()->size().height()))};
}

QSize MarkupView::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void MarkupView::paintEvent(QPaintEvent* event) {
    if (page_) {
        QPainter painter(viewport());
        markup::paintDecorations(painter, *document(), documentPalette(appearance_.theme()), event->rect());
    }
    QTextBrowser::paintEvent(event);
}

void MarkupView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOut();
}

void MarkupView::mouseReleaseEvent(QMouseEvent* event) {
    const bool onLink = !anchorAt(event->pos()).isEmpty();
    QTextBrowser::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !onLink && !textCursor().hasSelection())
        Q_EMIT clicked();
}

void MarkupView::wheelEvent(QWheelEvent* event) {
    event->ignore(); // the page scrolls, not the text in it
}

void MarkupView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll))
        QTextBrowser::keyPressEvent(event);
    else
        event->ignore();
}

QMimeData* MarkupView::createMimeDataFromSelection() const {
    auto data = std::make_unique<QMimeData>();
    data->setText(markup::selectedText(textCursor()));
    return data.release();
}

} // namespace downhill::app
