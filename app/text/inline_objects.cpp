#include "text/inline_objects.h"

#include "markup/properties.h"

#include <QAbstractTextDocumentLayout>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kObjectType = QTextFormat::UserObject + 0x200;
constexpr int kIndex = QTextFormat::UserProperty + 0x200;

/// The innermost frame around a position. Not by a cursor: that would ask for the layout, which asks here.
QTextFrame* frameAt(const QTextDocument& document, int position) {
    QTextFrame* frame = document.rootFrame();
    for (bool deeper = true; deeper;) {
        deeper = false;
        for (QTextFrame* child : frame->childFrames()) {
            if (position >= child->firstPosition() && position <= child->lastPosition()) {
                frame = child;
                deeper = true;
                break;
            }
        }
    }
    return frame;
}

/// The width that a block has for its lines: the document's, less the panels and indents around it.
double columnAt(const QTextDocument& document, int position) {
    double width = document.textWidth();
    const QTextBlockFormat block = document.findBlock(position).blockFormat();
    width -= block.leftMargin() + block.rightMargin();
    for (QTextFrame* frame = frameAt(document, position); frame != nullptr; frame = frame->parentFrame()) {
        width -= frame->frameFormat().leftMargin() + frame->frameFormat().rightMargin();
        if (const auto* table = qobject_cast<QTextTable*>(frame)) {
            const QTextTableCellFormat cell = table->cellAt(position).format().toTableCellFormat();
            width = width / std::max(1, table->columns()) - cell.leftPadding() - cell.rightPadding();
        }
    }
    return std::max(1.0, width - 1);
}

/// How far Qt puts the middle of an object above the baseline, by the font of its character (AlignMiddle in
/// QTextDocumentLayout::resizeInlineObject).
double riseOf(const QFont& font) {
    return QFontMetrics(font).xHeight() / 4.0;
}

double scaleOf(const QTextFormat& format) {
    return format.hasProperty(InlineObjects::kScale) ? format.doubleProperty(InlineObjects::kScale) : 1;
}

} // namespace

InlineObjects::InlineObjects(QTextDocument* document) : QObject(document), document_(*document) {
    document->documentLayout()->registerHandler(kObjectType, this);
}

void InlineObjects::clear() {
    objects_.clear();
}

std::size_t InlineObjects::place(int position, int length, Object object) {
    QTextCursor cursor(&document_);
    cursor.setPosition(position + length);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
    QTextCharFormat format = cursor.charFormat();
    format.clearProperty(markup::kPill);
    format.setFontItalic(false);
    format.setObjectType(kObjectType);
    format.setProperty(kIndex, static_cast<int>(objects_.size()));
    format.setProperty(markup::kTex, object.words);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    if (object.rise > 0) {
        QFont font = format.font(); // never drawn
        const int pixels = QFontInfo(font).pixelSize();
        font.setPixelSize(std::max(1, qRound(pixels * object.rise / std::max(0.25, riseOf(font)))));
        format.setFont(font, QTextCharFormat::FontPropertiesSpecifiedOnly);
    }
    objects_.push_back(std::move(object));
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    return objects_.size() - 1;
}

std::vector<QRectF> InlineObjects::rects() const {
    std::vector<QRectF> rects(objects_.size());
    for (QTextBlock block = document_.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            const Object* object = objectOf(format);
            if (!object)
                continue;
            const int place = fragment.position() - block.position();
            const QTextLine line = block.layout()->lineForTextPosition(place);
            if (!line.isValid())
                continue;
            const QPointF origin = document_.documentLayout()->blockBoundingRect(block).topLeft();
            const QSizeF size = sizeOf(*object, fragment.position(), format);
            const double baseline = origin.y() + line.y() + line.ascent();
            const double top = baseline - riseOf(format.font()) - size.height() / 2;
            const QPointF corner(origin.x() + line.cursorToX(place), top);
            rects[static_cast<std::size_t>(format.intProperty(kIndex))] = QRectF(corner, size);
        }
    }
    return rects;
}

QSizeF InlineObjects::sizeOf(const Object& object, int position, const QTextFormat& format) const {
    return object.size(columnAt(document_, position)) * scaleOf(format);
}

QSizeF InlineObjects::intrinsicSize(QTextDocument*, int position, const QTextFormat& format) {
    const Object* object = objectOf(format);
    return object ? sizeOf(*object, position, format) : QSizeF();
}

void InlineObjects::drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int,
                               const QTextFormat& format) {
    const Object* object = objectOf(format);
    if (!object || !object->paint)
        return;
    const double scale = scaleOf(format);
    painter->save();
    painter->translate(rect.topLeft());
    painter->scale(scale, scale);
    object->paint(*painter, {QPointF(), rect.size() / scale});
    painter->restore();
}

const InlineObjects::Object* InlineObjects::objectOf(const QTextFormat& format) const {
    if (format.objectType() != kObjectType)
        return nullptr;
    const auto index = static_cast<std::size_t>(format.intProperty(kIndex));
    return index < objects_.size() ? &objects_[index] : nullptr;
}

} // namespace downhill::app
