#include "text/markup_view.h"

#include "markup/document.h"
#include "markup/plain_text.h"
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
    connect(this, &QTextBrowser::anchorClicked, this,
            [](const QUrl& url) { QDesktopServices::openUrl(url); });
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
    if (!page_)
        return;
    markup::layOut(*document(), *page_, documentPalette(appearance_.theme()), 0, wording());
    fitHeight();
    viewport()->update();
}

markup::Wording MarkupView::wording() {
    markup::Wording wording;
    wording.note = tr("Note");
    wording.tip = tr("Tip");
    wording.warning = tr("Warning");
    wording.picture = tr("Picture");
    wording.tooLong = tr("This formula is too long.");
    wording.tooLarge = tr("This formula is too large.");
    wording.tooSlow = tr("This formula takes too long to typeset.");
    wording.noEngine = tr("Formulas cannot be shown.");
    return wording;
}

void MarkupView::fitHeight() {
    if (viewport()->width() <= 0)
        return;
    document()->setTextWidth(viewport()->width());
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
        fitHeight();
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
    auto copied = std::make_unique<QMimeData>();
    copied->setText(markup::selectedText(textCursor()));
    return copied.release();
}

} // namespace downhill::app
