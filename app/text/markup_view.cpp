#include "text/markup_view.h"

#include "markup/plain_text.h"
#include "markup/properties.h"
#include "text/document_palette.h"
#include "text/markup_service.h"
#include "text/text_context.h"
#include "theme/appearance.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr double kSmallPicture = 48;  ///< px of height, up to which a picture is one within a line
constexpr double kNearlyAsWide = 0.6; ///< of the column: the card then is as wide as it

/// A picture on a card that suits drawings made for paper, no wider than its column.
InlineObjects::Object pictureObject(const std::shared_ptr<const Picture>& picture, Appearance& appearance,
                                    const QString& words) {
    InlineObjects::Object object;
    object.words = words;
    const double padding = picture->size().height() > kSmallPicture ? space::kM : space::kXs;
    const auto sizeIn = [picture, &appearance, padding](double column) {
        const double room = std::max(1.0, column - 2 * padding);
        return picture->size() * std::min(appearance.textScale(), room / picture->size().width());
    };
    object.size = [sizeIn, padding](double column) {
        QSizeF card = sizeIn(column) + QSizeF(2 * padding, 2 * padding);
        if (card.width() > kNearlyAsWide * column)
            card.setWidth(column);
        return card;
    };
    object.paint = [picture, &appearance, sizeIn](QPainter& painter, const QRectF& rect) {
        const Theme& theme = appearance.theme();
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.border, 1));
        painter.setBrush(theme.pictureCard);
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), space::kRadius, space::kRadius);
        QRectF inner(QPointF(), sizeIn(rect.width()));
        inner.moveCenter(rect.center());
        painter.drawPixmap(inner.topLeft(),
                           picture->drawn(inner.size().toSize(), painter.device()->devicePixelRatioF()));
        painter.restore();
    };
    return object;
}

} // namespace

MarkupView::MarkupView(TextContext& context, QWidget* parent)
    : QTextBrowser(parent), context_(context), objects_(new InlineObjects(document())) {
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::ClickFocus);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { context_.follow(url, this); });
    connect(&context_.appearance(), &Appearance::changed, this, &MarkupView::layOut);
}

void MarkupView::setMarkdown(const QString& markdown) {
    if (markdown == markdown_ && page_)
        return;
    markdown_ = markdown;
    context_.markup().prepare(markdown, this, [this, markdown](const markup::Page& page) {
        if (markdown == markdown_)
            setPage(page);
    });
}

void MarkupView::setPage(const markup::Page& page) {
    page_ = page;
    setAccessibleName(spokenText());
    layOut();
    Q_EMIT prepared();
}

void MarkupView::setBare(bool bare) {
    bare_ = bare;
    viewport()->update();
}

void MarkupView::setTabStop(bool stop) {
    tabStop_ = stop;
    chooseFocus();
}

QString MarkupView::spokenText() const {
    return page_ ? markup::plainText(*page_, wording()) : QString();
}

void MarkupView::layOut() {
    if (!page_)
        return;
    objects_->clear();
    markup::layOut(*document(), *page_, documentPalette(context_.appearance().theme()), 0, wording());
    placePictures();
    placeObjects();
    tables_.measure(*document());
    chooseFocus();
    fitHeight();
    viewport()->update();
}

void MarkupView::chooseFocus() {
    // A text with links takes its turn with Tab; any other only when it is clicked, to be copied.
    setFocusPolicy(tabStop_ || hasLinks() ? Qt::StrongFocus : Qt::ClickFocus);
}

void MarkupView::placePictures() {
    struct Found {
        int position;
        int length;
        QString name;
        QString words;
    };
    std::vector<Found> found;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (const QTextFragment words = it.fragment(); words.charFormat().hasProperty(markup::kPicture))
                found.push_back({words.position(), words.length(),
                                 words.charFormat().stringProperty(markup::kPicture), words.text()});
    // From the end, so that the places of those before stay what they are.
    std::ranges::reverse(found);
    for (const Found& each : found)
        if (const auto picture = context_.pictures().find(each.name))
            objects_->place(each.position, each.length,
                            pictureObject(picture, context_.appearance(), each.words));
}

bool MarkupView::hasLinks() const {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().isAnchor())
                return true;
    return false;
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
    const bool isWider = tables_.fit(*document(), viewport()->width());
    document()->setTextWidth(viewport()->width());
    setHorizontalScrollBarPolicy(isWider ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    const int height = neededHeight();
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
    laidOut();
}

int MarkupView::neededHeight() const {
    const bool scrolls = horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOn;
    return textHeight() + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0);
}

int MarkupView::textHeight() const {
    const double whole = std::ceil(document()->size().height());
    // Behind a table or panel Qt keeps space and an empty line, which are of no use at the end.
    const QTextBlock last = document()->lastBlock();
    const QTextBlock before = last.previous();
    const QTextTable* panel =
        last.length() <= 1 && before.isValid() ? QTextCursor(before).currentTable() : nullptr;
    if (!panel)
        return static_cast<int>(whole);
    while (const auto* around = qobject_cast<const QTextTable*>(panel->parentFrame()))
        panel = around;
    // Qt's answer for a table begins where the text of its first cell does.
    const QTextTableFormat format = panel->format();
    const double inner = panel->cellAt(0, 0).format().toTableCellFormat().topPadding();
    const QRectF rect = document()->documentLayout()->frameBoundingRect(const_cast<QTextTable*>(panel));
    const double bottom = rect.bottom() - format.topMargin() - inner - format.bottomMargin();
    return static_cast<int>(std::min(whole, std::ceil(bottom) + 1));
}

QSize MarkupView::sizeHint() const {
    return {200, neededHeight()};
}

QSize MarkupView::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void MarkupView::paintEvent(QPaintEvent* event) {
    if (page_) {
        QPainter painter(viewport());
        if (!bare_)
            markup::paintDecorations(painter, *document(), documentPalette(context_.appearance().theme()),
                                     event->rect());
        paintBehindText(painter);
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
    // Up and down the page scrolls, not the text in it.
    if (std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y()) &&
        horizontalScrollBar()->maximum() > 0)
        QTextBrowser::wheelEvent(event);
    else
        event->ignore();
}

void MarkupView::keyPressEvent(QKeyEvent* event) {
    const bool follows = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool scrolls = (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) &&
                         horizontalScrollBar()->maximum() > 0;
    if (scrolls || event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll) ||
        (follows && textCursor().charFormat().isAnchor()))
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
