#pragma once

#include "player/answer_editor.h"

#include <vector>

class QVBoxLayout;

namespace downhill::app {

class OrderRow;
class TextContext;

/// Puts things in order: a list whose rows are dragged, or moved by buttons or by Alt with the arrow keys.
class OrderEditor : public AnswerEditor {
    Q_OBJECT

public:
    OrderEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                QWidget* parent = nullptr);

    std::optional<lesson::Answer> answer() const override;
    void setAnswer(const lesson::Answer& answer) override;
    void setLocked(bool locked) override;
    void showGrade(const std::optional<lesson::Grade>& grade) override;

private:
    /// By rows up or down, as far as the list goes.
    void move(OrderRow* row, int by);
    void drag(OrderRow* row, const QPoint& at);
    void moveFocus(OrderRow* row, int by);
    void arrange();
    int placeOf(const OrderRow* row) const;

    QVBoxLayout* column_;
    std::vector<OrderRow*> rows_{}; ///< as they stand now
};

} // namespace downhill::app
