#pragma once

#include "training/runner.h"
#include "views/parameter_names.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <array>

namespace downhill::app {

class Appearance;

/// The parameters of a run, a row each: gradient, what the optimizer remembers, and the last move.
class OptimizerTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Gradient, First, Second, Move };
    static constexpr int kColumns = Move + 1;
    static constexpr std::size_t kMostRows = 2000;

    /// What a cell's bar is drawn by.
    enum Role { ShareRole = Qt::UserRole }; ///< its number over the largest of its column, from −1 to 1

    using QAbstractTableModel::QAbstractTableModel;

    using Kind = training::OptimizerSettings::Kind;

    void setNames(const ParameterNames& names);
    /// Whether names are written in the least of room; the tool tip has the whole one.
    void setBrief(bool on);
    /// By which the columns are called: v is a velocity to momentum, and a mean of squares to Adam.
    void setOptimizer(Kind kind);
    void setRun(const training::RunSnapshot* run);

    /// NaN where there is no such number.
    double number(int row, Column column) const;
    /// Whether the optimizer has such a column; names, gradients and moves are always there.
    bool has(Column column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::vector<float>& valuesOf(Column column) const;

    ParameterNames names_{};
    std::vector<float> gradient_{}, first_{}, second_{}, move_{};
    std::array<double, kColumns> largest_{};
    int rows_ = 0;
    bool brief_ = false;
    Kind kind_ = Kind::Sgd;
};

/// Draws a number beside a bar: to the right of its middle above zero, to the left below it.
class NumberBarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    NumberBarDelegate(Appearance& appearance, QObject* parent)
        : QStyledItemDelegate(parent), appearance_(appearance) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    Appearance& appearance_;
};

} // namespace downhill::app
