// The painting behind and beside the text: panels, pills, markers and rules.

#include "markup/document.h"
#include "markup/properties.h"

#include <QAbstractTextDocumentLayout>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>

namespace downhill::markup {

namespace {

constexpr double kCorner = 8;
constexpr double kBar = 4;

class Decorator {
public:
    Decorator(QPainter& painter, const QTextDocument& document, const Palette& palette, const QRectF& clip)
        : painter_(painter), layout_(*document.documentLayout()), palette_(palette), clip_(clip) {}

    void paintPanels(const QTextFrame& frame) {
        const auto kind = static_cast<PanelKind>(frame.format().intProperty(kPanel));
        const QRectF outer = rectOf(frame);
        if (!outer.adjusted(-8, -8, 8, 8).intersects(clip_)) {
            return;
        }
        if (kind != PanelKind::None) {
            const QTextFrameFormat format = frame.frameFormat();
            paintPanel(kind, outer.adjusted(format.leftMargin(), format.topMargin(), -format.rightMargin(),
                                            -format.bottomMargin()));
        }
        for (const QTextFrame* child : frame.childFrames()) {
            paintPanels(*child);
        }
    }

    void paintBlock(const QTextBlock& block) {
        const QRectF rect = layout_.blockBoundingRect(block);
        if (!rect.adjusted(-64, -8, 64, 8).intersects(clip_) || block.layout()->lineCount() == 0) {
            return;
        }
        if (block.blockFormat().boolProperty(kRule)) {
            const double left = rect.left() + block.blockFormat().leftMargin();
            painter_.fillRect(QRectF(left, rect.top(), rect.right() - left, 1), palette_.tableBorder);
            return;
        }
        if (block.blockFormat().hasProperty(kMarker)) {
            paintMarker(block, rect.topLeft());
        }
        if (!block.blockFormat().boolProperty(kCodeLine)) {
            paintPills(block, rect.topLeft());
        }
    }

private:
    /// The frame with its margins. Qt's own answer for a table begins where the first cell's text does.
    QRectF rectOf(const QTextFrame& frame) const {
        QRectF rect = layout_.frameBoundingRect(const_cast<QTextFrame*>(&frame));
        if (const auto* table = qobject_cast<const QTextTable*>(&frame)) {
            const QTextTableCellFormat cell = table->cellAt(0, 0).format().toTableCellFormat();
            const QTextTableFormat format = table->format();
            rect.translate(-format.leftMargin() - cell.leftPadding(),
                           -format.topMargin() - cell.topPadding());
        }
        return rect;
    }

    void paintPanel(PanelKind kind, const QRectF& rect) {
        switch (kind) {
        case PanelKind::Code: {
            QPainterPath path;
            path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), kCorner, kCorner);
            painter_.fillPath(path, palette_.codeBackground);
            painter_.strokePath(path, QPen(palette_.codeBorder, 1));
            break;
        }
        case PanelKind::Note:
            paintCallout(rect, palette_.noteBackground, palette_.noteBar);
            break;
        case PanelKind::Tip:
            paintCallout(rect, palette_.tipBackground, palette_.tipBar);
            break;
        case PanelKind::Warning:
            paintCallout(rect, palette_.warningBackground, palette_.warningBar);
            break;
        case PanelKind::Quote: {
            QPainterPath bar;
            bar.addRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5);
            painter_.fillPath(bar, palette_.tableBorder);
            break;
        }
        case PanelKind::None:
            break;
        }
    }

    void paintCallout(const QRectF& rect, const QColor& background, const QColor& bar) {
        QPainterPath path;
        path.addRoundedRect(rect, kCorner, kCorner);
        painter_.fillPath(path, background);
        QPainterPath left;
        left.addRect(rect.left(), rect.top(), kBar, rect.height());
        painter_.fillPath(path.intersected(left), bar);
    }

    void paintMarker(const QTextBlock& block, QPointF origin) {
        const QTextLine line = block.layout()->lineAt(0);
        const QFont font = palette_.body;
        const QFontMetricsF metrics(font);
        const double left = origin.x() + block.blockFormat().leftMargin();
        const double baseline = origin.y() + line.y() + line.ascent();
        const QString marker = block.blockFormat().stringProperty(kMarker);
        if (marker != kBullet) {
            painter_.setFont(font);
            painter_.setPen(palette_.muted);
            const double gap = metrics.horizontalAdvance(u' ') * 1.6;
            painter_.drawText(QPointF(left - gap - metrics.horizontalAdvance(marker), baseline), marker);
            return;
        }
        const double radius = metrics.xHeight() * 0.29;
        const QPointF centre(left - metrics.xHeight() * 1.45, baseline - metrics.xHeight() / 2);
        const bool hollow = block.blockFormat().intProperty(kNesting) % 2 == 1;
        painter_.setPen(hollow ? QPen(palette_.muted, 1.2) : QPen(Qt::NoPen));
        painter_.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(palette_.muted));
        painter_.drawEllipse(centre, radius, radius);
    }

    void paintPills(const QTextBlock& block, QPointF origin) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const auto kind = static_cast<PillKind>(fragment.charFormat().intProperty(kPill));
            if (kind != PillKind::None && !fragment.charFormat().isTableCellFormat()) {
                paintPill(kind, *block.layout(), fragment.position() - block.position(), fragment.length(),
                          origin, QFontMetricsF(fragment.charFormat().font()));
            }
        }
    }

    void paintPill(PillKind kind, const QTextLayout& layout, int start, int length, QPointF origin,
                   const QFontMetricsF& metrics) {
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            const int from = std::max(start, line.textStart());
            const int to = std::min(start + length, line.textStart() + line.textLength());
            if (from >= to) {
                continue;
            }
            const double a = line.cursorToX(from);
            const double b = line.cursorToX(to);
            const double baseline = origin.y() + line.y() + line.ascent();
            const QRectF rect(origin.x() + std::min(a, b) - 2.5, baseline - metrics.ascent() - 0.5,
                              std::abs(b - a) + 5, metrics.ascent() + metrics.descent() + 1.5);
            QPainterPath path;
            path.addRoundedRect(rect, 4, 4);
            painter_.fillPath(path, kind == PillKind::Error ? palette_.errorBackground : palette_.inlineCode);
        }
    }

    QPainter& painter_;
    QAbstractTextDocumentLayout& layout_;
    const Palette& palette_;
    QRectF clip_;
};

} // namespace

void paintDecorations(QPainter& painter, const QTextDocument& document, const Palette& palette,
                      const QRectF& clip) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Decorator decorator(painter, document, palette, clip);
    decorator.paintPanels(*document.rootFrame());
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        decorator.paintBlock(block);
    }
    painter.restore();
}

} // namespace downhill::markup
