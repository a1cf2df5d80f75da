#include "player/gap_view.h"

#include "text/code_fence.h"

#include <QFontMetricsF>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace downhill::app {
namespace {

/// A gap on its way through the typesetter: a letter of nobody's alphabet.
constexpr char16_t kFirst = 0xE000;
constexpr char16_t kLast = 0xF8FF;

QString markFor(std::size_t gap) {
    return QString(QChar(static_cast<char16_t>(kFirst + gap)));
}

} // namespace

void GapView::setText(const QString& text, const QString& language, const QStringList& ids,
                      const std::vector<QWidget*>& fields) {
    fields_ = fields;
    for (QWidget* field : fields_) {
        field->setParent(viewport());
        field->hide();
    }
    QString marked = text;
    marked.removeIf([](QChar c) { return c.unicode() >= kFirst && c.unicode() <= kLast; });
    std::vector<std::pair<qsizetype, QWidget*>> inOrder;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const QString gap = QStringLiteral("[[%1]]").arg(ids[static_cast<qsizetype>(i)]);
        inOrder.emplace_back(text.indexOf(gap), fields_[i]);
        marked.replace(gap, markFor(i));
    }
    std::ranges::sort(inOrder, {}, &std::pair<qsizetype, QWidget*>::first);
    for (std::size_t i = 1; i < inOrder.size(); ++i)
        setTabOrder(inOrder[i - 1].second, inOrder[i].second);
    setMarkdown(language.isEmpty() ? marked : codeFence(marked, language));
}

void GapView::placeObjects() {
    places_.clear();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        QTextCursor found = document()->find(markFor(i));
        if (found.isNull()) { // within a formula, where nothing can be typed: after the text then
            found = QTextCursor(document());
            found.movePosition(QTextCursor::End);
            places_.push_back(objects().place(found.position(), 0, objectFor(fields_[i])));
        } else {
            places_.push_back(objects().place(found.selectionStart(), 1, objectFor(fields_[i])));
        }
    }
}

InlineObjects::Object GapView::objectFor(const QWidget* field) const {
    InlineObjects::Object object;
    object.size = [field](double column) {
        const QSize wanted =
            field->sizeHint().expandedTo(field->minimumSize()).boundedTo(field->maximumSize());
        return QSizeF(std::min<double>(wanted.width(), column), wanted.height());
    };
    // The field's text on the line of the text around it.
    const QFontMetricsF metrics(field->font());
    object.rise = (metrics.ascent() - metrics.descent()) / 2;
    return object;
}

void GapView::laidOut() {
    if (places_.size() != fields_.size())
        return;
    const std::vector<QRectF> rects = objects().rects();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        fields_[i]->setGeometry(rects[places_[i]].toRect());
        fields_[i]->show();
    }
}

} // namespace downhill::app
