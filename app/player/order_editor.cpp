#include "player/order_editor.h"

#include "lesson/shown_order.h"
#include "player/order_row.h"
#include "text/code_fence.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {

OrderEditor::OrderEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                         QWidget* parent)
    : AnswerEditor(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(space::kS);
    const auto& order = std::get<lesson::OrderQuestion>(question.body);
    const bool code = !order.language.isEmpty();
    for (const std::size_t index : lesson::shownOrder(question, seed)) {
        const lesson::OrderItem& item = order.items[index];
        auto* row = new OrderRow(item.id, code ? codeFence(item.text, order.language) : item.text, code,
                                 context, this);
        connect(row, &OrderRow::moveRequested, this, [this, row](int by) { move(row, by); });
        connect(row, &OrderRow::focusRequested, this, [this, row](int by) { moveFocus(row, by); });
        connect(row, &OrderRow::draggedTo, this, [this, row](const QPoint& at) { drag(row, at); });
        rows_.push_back(row);
    }
    arrange();
}

std::optional<lesson::Answer> OrderEditor::answer() const {
    lesson::OrderedIds ordered;
    for (const OrderRow* row : rows_)
        ordered.ids.append(row->id());
    return ordered;
}

void OrderEditor::setAnswer(const lesson::Answer& answer) {
    const auto* ordered = std::get_if<lesson::OrderedIds>(&answer);
    if (!ordered)
        return;
    std::ranges::stable_sort(rows_, {}, [&](const OrderRow* row) { return ordered->ids.indexOf(row->id()); });
    arrange();
}

void OrderEditor::setLocked(bool locked) {
    for (OrderRow* row : rows_)
        row->setLocked(locked);
}

void OrderEditor::showGrade(const std::optional<lesson::Grade>& grade) {
    for (OrderRow* row : rows_) {
        std::optional<bool> right;
        if (grade)
            if (const auto verdict = std::ranges::find(grade->parts, row->id(), &lesson::PartVerdict::id);
                verdict != grade->parts.end())
                right = verdict->right;
        row->setMark(right);
    }
}

void OrderEditor::move(OrderRow* row, int by) {
    const int from = placeOf(row);
    const int to = std::clamp(from + by, 0, static_cast<int>(rows_.size()) - 1);
    if (from == to)
        return;
    std::swap(rows_[static_cast<std::size_t>(from)], rows_[static_cast<std::size_t>(to)]);
    arrange();
    row->setFocus();
    QAccessibleEvent renamed(row, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&renamed);
    Q_EMIT changed();
}

void OrderEditor::drag(OrderRow* row, const QPoint& at) {
    const int y = mapFromGlobal(at).y();
    const auto place = static_cast<std::size_t>(placeOf(row));
    if (place > 0 && y < rows_[place - 1]->geometry().center().y())
        move(row, -1);
    else if (place + 1 < rows_.size() && y > rows_[place + 1]->geometry().center().y())
        move(row, 1);
    column_->activate();
}

void OrderEditor::moveFocus(OrderRow* row, int by) {
    const int to = placeOf(row) + by;
    if (to >= 0 && to < static_cast<int>(rows_.size()))
        rows_[static_cast<std::size_t>(to)]->setFocus();
}

void OrderEditor::arrange() {
    QWidget* before = nullptr;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        column_->removeWidget(rows_[i]);
        column_->addWidget(rows_[i]);
        rows_[i]->setPlace(static_cast<int>(i) + 1, static_cast<int>(rows_.size()));
        if (before)
            setTabOrder(before, rows_[i]);
        before = rows_[i];
    }
}

int OrderEditor::placeOf(const OrderRow* row) const {
    return static_cast<int>(std::ranges::find(rows_, row) - rows_.begin());
}

} // namespace downhill::app
