#pragma once

#include "training/assessment.h"
#include "training/dataset.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace downhill::app {

/// The samples of one set with what the network makes of each: its number, its place where it has one or two
/// features, its target, the class that is named, its loss. Sorted by any column.
class SampleLossModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ShareRole = Qt::UserRole + 1, ///< of the greatest loss, in the column of losses: from 0 to 1
        WrongRole                     ///< whether another class is named than the sample's own
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `held` samples are those of the test set. Forgets the losses, keeps the order.
    void setSamples(std::shared_ptr<const training::SplitDataset<float>> data, bool held);
    /// Of the samples set, or empty.
    void setAssessment(const training::Assessment& assessment);

    int lossColumn() const { return columnCount({}) - 1; }
    int sample(int row) const { return order_[static_cast<std::size_t>(row)]; }
    double loss(int row) const { return losses_[static_cast<std::size_t>(sample(row))]; }
    bool isWrong(int row) const;
    bool hasClasses() const { return set().task != training::Task::Regression; }
    /// Whether the rows stand in another order than the data.
    bool isSorted() const { return sortedBy_ >= 0; }
    double meanLoss() const { return mean_; }
    double greatestLoss() const { return greatest_; }

    int rowCount(const QModelIndex& parent) const override;
    int columnCount(const QModelIndex& parent) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Column −1 is the order of the data.
    void sort(int column, Qt::SortOrder order) override;

private:
    const training::Dataset<float>& set() const { return held_ ? data_->test : data_->train; }
    int coordinates() const;
    double number(int sample, int column) const;
    QString cell(int sample, int column) const;
    void arrange();

    std::shared_ptr<const training::SplitDataset<float>> data_ =
        std::make_shared<const training::SplitDataset<float>>();
    bool held_ = false;
    std::vector<double> losses_{};
    std::vector<int> named_{};
    std::vector<int> order_{}; ///< a sample a row
    int sortedBy_ = -1;
    Qt::SortOrder direction_ = Qt::AscendingOrder;
    double mean_ = 0;
    double greatest_ = 0;
};

} // namespace downhill::app
