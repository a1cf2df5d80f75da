#include "views/optimizer_table.h"

#include "charts/number_text.h"
#include "theme/appearance.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::app {
namespace {

constexpr double kBarShare = 0.42; // of a cell
constexpr int kRoomForBar = 100;   // px of a cell at the usual text size; a narrower one has its number alone

double largestOf(const std::vector<float>& values, std::size_t count) {
    double largest = 0;
    for (std::size_t i = 0; i < std::min(count, values.size()); ++i)
        if (std::isfinite(values[i]))
            largest = std::max(largest, std::abs(static_cast<double>(values[i])));
    return largest;
}

} // namespace

void OptimizerTable::setNames(const ParameterNames& names) {
    beginResetModel();
    names_ = names;
    rows_ = static_cast<int>(std::min(names_.count(), kMostRows));
    endResetModel();
}

void OptimizerTable::setBrief(bool on) {
    if (on == brief_)
        return;
    brief_ = on;
    if (rows_ > 0)
        Q_EMIT dataChanged(index(0, Name), index(rows_ - 1, Name), {Qt::DisplayRole});
}

void OptimizerTable::setOptimizer(Kind kind) {
    if (kind == kind_)
        return;
    kind_ = kind;
    Q_EMIT headerDataChanged(Qt::Horizontal, First, Second);
}

void OptimizerTable::setRun(const training::RunSnapshot* run) {
    const training::RunSnapshot nothing;
    const training::RunSnapshot& shown = run != nullptr ? *run : nothing;
    // Before the first act nothing has been computed, and the zeros of a new run are no gradient.
    const bool begun = shown.step > 0 || shown.nextActAt > 0;
    gradient_ = begun ? shown.gradient : std::vector<float>();
    first_ = shown.optimizer.first;
    second_ = shown.optimizer.second;
    move_ = shown.lastMove;
    for (const Column column : {Gradient, First, Second, Move})
        largest_[static_cast<std::size_t>(column)] =
            largestOf(valuesOf(column), static_cast<std::size_t>(rows_));
    if (rows_ > 0)
        Q_EMIT dataChanged(index(0, Gradient), index(rows_ - 1, Move), {Qt::DisplayRole, ShareRole});
}

const std::vector<float>& OptimizerTable::valuesOf(Column column) const {
    switch (column) {
    case First:
        return first_;
    case Second:
        return second_;
    case Move:
        return move_;
    case Name:
    case Gradient:
        break;
    }
    return gradient_;
}

double OptimizerTable::number(int row, Column column) const {
    const std::vector<float>& values = valuesOf(column);
    const auto at = static_cast<std::size_t>(row);
    return row >= 0 && column != Name && at < values.size() ? static_cast<double>(values[at])
                                                            : std::numeric_limits<double>::quiet_NaN();
}

bool OptimizerTable::has(Column column) const {
    return column == First ? !first_.empty() : column == Second ? !second_.empty() : true;
}

int OptimizerTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int OptimizerTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant OptimizerTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto column = static_cast<Column>(index.column());
    if (column == Name)
        return role == Qt::DisplayRole && brief_
                   ? QVariant(names_.brief(static_cast<std::size_t>(index.row())))
               : role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole
                   ? QVariant(names_.of(static_cast<std::size_t>(index.row())))
                   : QVariant();
    const double value = number(index.row(), column);
    const bool known = static_cast<std::size_t>(index.row()) < valuesOf(column).size();
    if (role == Qt::DisplayRole)
        return known ? valueText(value, 3) : QStringLiteral("–");
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1: %2").arg(headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString(),
                                            known ? valueText(value, 3) : tr("none"));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == ShareRole) {
        const double largest = largest_[static_cast<std::size_t>(column)];
        return std::isfinite(value) && largest > 0 ? value / largest : 0.0;
    }
    return {};
}

QVariant OptimizerTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (orientation == Qt::Vertical || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool brief = role == Qt::DisplayRole;
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Parameter");
    case Gradient:
        return tr("Gradient");
    case First:
        if (kind_ == Kind::Momentum || kind_ == Kind::Nesterov)
            return brief ? tr("v") : tr("Velocity");
        return brief ? tr("m") : tr("First moment");
    case Second:
        if (kind_ == Kind::Adagrad)
            return brief ? tr("s") : tr("Sum of squares");
        return brief ? tr("v") : tr("Second moment");
    case Move:
        return brief ? tr("Step") : tr("What the last step added to it");
    }
    return {};
}

void NumberBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const Theme& theme = appearance_.theme();
    const double share = std::clamp(index.data(OptimizerTable::ShareRole).toDouble(), -1.0, 1.0);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.accentSoft);
    const bool roomy = option.rect.width() >= kRoomForBar * theme.textScale;
    const int rim = roomy ? space::kS : 2;
    const QRectF cell = QRectF(option.rect).adjusted(rim, space::kXs, -rim, -space::kXs);
    // The bar at the left, the number at the right of it.
    const QRectF bar(cell.left(), cell.top() + 2, cell.width() * kBarShare, cell.height() - 4);
    const double middle = bar.center().x();
    const double length = std::abs(share) * bar.width() / 2;
    if (roomy) {
        painter->fillRect(QRectF(share < 0 ? middle - length : middle, bar.top(), length, bar.height()),
                          theme.series[share < 0 ? 0 : 1]);
        painter->setPen(theme.axis);
        painter->drawLine(QPointF(middle, bar.top() - 2), QPointF(middle, bar.bottom() + 2));
    }
    painter->setPen(theme.text);
    painter->setFont(option.font);
    painter->drawText(cell, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
}

} // namespace downhill::app
