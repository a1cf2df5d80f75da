#include "charts/steady_label.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <vector>

namespace downhill::app {

SteadyLabel::SteadyLabel(QWidget* parent, int lines) : QLabel(parent), glyphs_(font()), lines_(lines) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SteadyLabel::say(const QString& text) {
    if (text == said_)
        return;
    said_ = text;
    setAccessibleName(text);
    update();
}

void SteadyLabel::setLines(int lines) {
    if (lines == lines_)
        return;
    lines_ = lines;
    updateGeometry();
    update();
}

QSize SteadyLabel::sizeHint() const {
    return {0, fontMetrics().height() + (lines_ - 1) * fontMetrics().lineSpacing()};
}

/// In one line, with as many whole parts as there is room for, unless that leaves much of it empty.
QString SteadyLabel::shortened() const {
    constexpr double kMuch = 0.6;
    if (fitsInto(width()))
        return said_;
    const QString between = QStringLiteral(" · "), more = between + QChar(0x2026);
    for (qsizetype end = said_.lastIndexOf(between); end > 0; end = said_.lastIndexOf(between, end - 1)) {
        QString part = said_.left(end) + more;
        const double wide = glyphs_.width(part);
        if (wide < kMuch * width())
            break;
        if (wide <= width())
            return part;
    }
    return fontMetrics().elidedText(said_, Qt::ElideRight, width());
}

void SteadyLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        glyphs_ = GlyphText(font());
}

void SteadyLabel::paintLine(QPainter& painter, const QString& text) const {
    const QFontMetrics metrics = fontMetrics();
    const int wide = std::min(width(), static_cast<int>(std::ceil(glyphs_.width(text))));
    QRect room = rect();
    if (lines_ > 1) // the first of them
        room.setHeight(metrics.height());
    const QRect line = QStyle::alignedRect(layoutDirection(), alignment(), {wide, metrics.height()}, room);
    glyphs_.paint(painter,
                  {static_cast<double>(line.left()), static_cast<double>(line.top() + metrics.ascent())},
                  text);
}

bool SteadyLabel::paintLines(QPainter& painter) const {
    const QFontMetrics metrics = fontMetrics();
    QTextLayout text(said_, font());
    text.beginLayout();
    bool fits = true;
    std::vector<QTextLine> lines;
    for (int i = 0; i < lines_; ++i) {
        QTextLine line = text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width());
        line.setPosition({0, static_cast<double>(i * metrics.lineSpacing())});
        lines.push_back(line);
    }
    text.endLayout();
    for (const QTextLine& line : lines) {
        const bool isLast = &line == &lines.back();
        fits = !isLast || line.textStart() + line.textLength() >= said_.size();
        if (fits)
            line.draw(&painter, {});
        else
            painter.drawText(QPointF(0, line.y() + metrics.ascent()),
                             metrics.elidedText(said_.mid(line.textStart()), Qt::ElideRight, width()));
    }
    return fits;
}

void SteadyLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    bool fits = true;
    if (lines_ == 1 || fitsInto(width())) {
        const QString shown = shortened();
        fits = shown == said_;
        paintLine(painter, shown);
    } else {
        fits = paintLines(painter);
    }
    if (const QString tip = fits ? QString() : said_; tip != toolTip())
        setToolTip(tip);
}

} // namespace downhill::app
