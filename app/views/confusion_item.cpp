#include "views/confusion_item.h"

#include "charts/course_chart_view.h"
#include "charts/number_text.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kLargestNumber = 14; // px at the usual text size
constexpr int kSmallestNumber = 9;

} // namespace

void ConfusionItem::setMatrix(training::ConfusionMatrix matrix) {
    matrix_ = std::move(matrix);
    update();
}

bool ConfusionItem::hasUnnamed() const {
    for (int row = 0; row < matrix_.classes(); ++row)
        if (matrix_.unnamed(row) > 0)
            return true;
    return false;
}

Eigen::Index ConfusionItem::count(int row, int column) const {
    return column < matrix_.classes() ? matrix_(row, column) : matrix_.unnamed(row);
}

double ConfusionItem::share(int row, int column) const {
    Eigen::Index all = matrix_.unnamed(row);
    for (int named = 0; named < matrix_.classes(); ++named)
        all += matrix_(row, named);
    return static_cast<double>(count(row, column)) / static_cast<double>(all);
}

void ConfusionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(space().area);
    const int rows = matrix_.classes();
    const auto first = [](double at) { return static_cast<int>(std::floor(std::max(0.0, at + 0.5))); };
    const int lastRow = std::min(rows - 1, static_cast<int>(std::ceil(-space().y.low)));
    const int lastColumn = std::min(columns() - 1, static_cast<int>(std::ceil(space().x.high)));
    for (int row = first(-space().y.high); row <= lastRow; ++row)
        for (int column = first(space().x.low); column <= lastColumn; ++column)
            paintField(*painter, row, column);
    painter->restore();
}

void ConfusionItem::paintField(QPainter& painter, int row, int column) const {
    const QRectF whole(space().toPixel({column - 0.5, 0.5 - row}),
                       space().toPixel({column + 0.5, -0.5 - row}));
    const double gap = std::min(whole.width(), whole.height()) < 8 ? 0 : 1;
    const QRectF field = whole.adjusted(gap, gap, -gap, -gap);
    const bool right = row == column;
    const double part = share(row, column);
    const bool any = count(row, column) > 0;
    // A root, so that a rare mistake can be seen.
    const double strength = any ? 0.15 + 0.85 * std::sqrt(part) : 0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(any ? Theme::mix(theme_.plot, right ? theme_.heatLow : theme_.heatHigh, strength)
                         : theme_.sunken);
    const double radius = std::clamp(std::min(field.width(), field.height()) / 8, 0.0, 4.0);
    painter.drawRoundedRect(field, radius, radius);

    const QString text = countText(count(row, column));
    const auto fontOf = [&](int size) { return theme_.font(size, right ? QFont::DemiBold : QFont::Normal); };
    int size = kLargestNumber;
    const auto fits = [&] {
        const QFontMetricsF metrics(fontOf(size));
        return metrics.horizontalAdvance(text) <= field.width() - 2 && metrics.ascent() <= field.height();
    };
    while (size > kSmallestNumber && !fits())
        --size;
    if (!fits())
        return;
    const QFont numbers = fontOf(size);
    const QFontMetricsF metrics(numbers), small(theme_.caption());
    painter.setPen(any ? theme_.text : theme_.muted);
    painter.setFont(numbers);
    const QString shareWords = any ? shareText(part) : QString();
    const bool both = any && small.horizontalAdvance(shareWords) < field.width() - 4 &&
                      metrics.height() + small.height() < field.height() - 4;
    if (!both) {
        painter.drawText(field, Qt::AlignCenter, text);
        return;
    }
    const double top = field.center().y() - (metrics.height() + small.height()) / 2;
    painter.drawText(QRectF(field.left(), top, field.width(), metrics.height()), Qt::AlignCenter, text);
    painter.setFont(theme_.caption());
    painter.drawText(QRectF(field.left(), top + metrics.height(), field.width(), small.height()),
                     Qt::AlignCenter, shareWords);
}

QString shareText(double share) {
    return std::isfinite(share)
               ? QCoreApplication::translate("Numbers", "%1 %").arg(valueText(100 * share, 3))
               : QStringLiteral("–");
}

} // namespace downhill::app
