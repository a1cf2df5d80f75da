#include "views/sample_loss_model.h"

#include "charts/number_text.h"
#include "views/class_points.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace downhill::app {

void SampleLossModel::setSamples(std::shared_ptr<const training::SplitDataset<float>> data, bool held) {
    beginResetModel();
    data_ = data ? std::move(data) : std::make_shared<const training::SplitDataset<float>>();
    held_ = held;
    losses_.clear();
    named_.clear();
    order_.clear();
    mean_ = greatest_ = 0;
    endResetModel();
}

void SampleLossModel::setAssessment(const training::Assessment& assessment) {
    const bool fits = std::ssize(assessment.losses) == set().size();
    const bool grows = fits && losses_.size() != assessment.losses.size();
    if (!fits || grows)
        beginResetModel();
    losses_ = fits ? assessment.losses : std::vector<double>();
    named_ = fits ? assessment.named : std::vector<int>();
    mean_ = fits ? assessment.meanLoss : 0;
    greatest_ = 0;
    for (const double loss : losses_)
        if (std::isfinite(loss))
            greatest_ = std::max(greatest_, loss);
    arrange();
    if (!fits || grows)
        endResetModel();
    else if (!losses_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount({}) - 1, lossColumn()));
}

int SampleLossModel::coordinates() const {
    const Eigen::Index rows = set().drawn().rows();
    return rows <= 2 ? static_cast<int>(rows) : 0;
}

bool SampleLossModel::isWrong(int row) const {
    const auto of = static_cast<std::size_t>(sample(row));
    return of < named_.size() && named_[of] != std::lround(set().targets(0, sample(row)));
}

int SampleLossModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int SampleLossModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 1 + coordinates() + (hasClasses() ? 2 : 1) + 1;
}

double SampleLossModel::number(int sample, int column) const {
    if (column == 0)
        return sample;
    if (column == lossColumn())
        return losses_[static_cast<std::size_t>(sample)];
    if (column <= coordinates())
        return static_cast<double>(set().drawn()(column - 1, sample));
    if (column == 1 + coordinates())
        return static_cast<double>(set().targets(0, sample));
    return static_cast<double>(named_[static_cast<std::size_t>(sample)]);
}

QString SampleLossModel::cell(int sample, int column) const {
    const double value = number(sample, column);
    if (column == 0)
        return countText(sample + 1);
    if (hasClasses() && column > coordinates() && column < lossColumn())
        return value < 0 ? tr("none") : countText(std::lround(value));
    return valueText(value, column == lossColumn() ? 4 : 3);
}

QVariant SampleLossModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cell(sample(index.row()), index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    case ShareRole: {
        const double loss = losses_[static_cast<std::size_t>(sample(index.row()))];
        if (index.column() != lossColumn())
            return {};
        return std::isfinite(loss) ? std::clamp(greatest_ > 0 ? loss / greatest_ : 0.0, 0.0, 1.0) : 1.0;
    }
    case WrongRole:
        return isWrong(index.row());
    default:
        return {};
    }
}

QVariant SampleLossModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) // above the ends of its numbers
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
    if (role == Qt::ToolTipRole && hasClasses() && section == lossColumn() - 1)
        return tr("The class that the network names");
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Sample");
    if (section == lossColumn())
        return tr("Loss");
    if (section <= coordinates())
        return coordinateName(*data_, static_cast<std::size_t>(section - 1),
                              section == 1 ? QStringLiteral("x") : QStringLiteral("y"));
    if (section == 1 + coordinates())
        return hasClasses() ? tr("Class") : tr("Target");
    return tr("Named");
}

void SampleLossModel::sort(int column, Qt::SortOrder order) {
    sortedBy_ = column;
    direction_ = order;
    arrange();
    if (rowCount({}) > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount({}) - 1, lossColumn()));
}

void SampleLossModel::arrange() {
    order_.resize(losses_.size());
    std::iota(order_.begin(), order_.end(), 0);
    if (sortedBy_ < 0 || sortedBy_ >= columnCount({}))
        return;
    // What is no number counts as greater than any.
    const auto key = [this](int sample) {
        const double value = number(sample, sortedBy_);
        return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
    };
    if (direction_ == Qt::AscendingOrder)
        std::ranges::stable_sort(order_, std::less(), key);
    else
        std::ranges::stable_sort(order_, std::greater(), key);
}

} // namespace downhill::app
