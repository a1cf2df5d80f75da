#pragma once

#include "views/card_view.h"
#include "views/optimizer_table.h"

#include <array>

class QGridLayout;
class QLabel;
class QTableView;

namespace downhill::app {

/// What the optimizer remembers of each parameter and what its last step made of it: two chosen parameters
/// side by side, and all of them in a table with bars.
class OptimizerStateView : public CardView {
    Q_OBJECT

public:
    OptimizerStateView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.optimizer = true}; }
    QString spokenSummary() const override;

    QTableView& table() const { return *table_; }
    const OptimizerTable& model() const { return *model_; }
    /// Chooses the parameter that is compared at the left (0) or the right (1).
    QComboBox& choice(std::size_t side) const { return *choices_[side]; }

protected:
    void refresh() override;
    void restyle() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QString valueOf(std::size_t side, OptimizerTable::Column column) const;
    QWidget* makeComparison();
    void measureNames();
    void arrange();
    int leastNumber() const; ///< px of a column that cuts no usual number

    OptimizerTable* model_;
    QTableView* table_;
    std::array<QComboBox*, 2> choices_{};
    std::array<QLabel*, OptimizerTable::kColumns> names_{};                  ///< of a column's number
    std::array<std::array<QLabel*, OptimizerTable::kColumns>, 2> numbers_{}; ///< by side and column
    ParameterNames parameters_{};
    int widthOfNames_ = 0; ///< px of the longest
    /// Of two parameters; hidden where the table shows no more, or has no room beside it. Last: it fills the
    /// above.
    QWidget* comparison_;
};

} // namespace downhill::app
