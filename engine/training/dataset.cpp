#include "training/dataset.h"

#include "training/csv.h"
#include "training/experiment_check.h"
#include "training/philox.h"
#include "training/synthetic_data.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace downhill::training {

namespace {

Dataset<double> fromPoints(const DatasetSpec& spec) {
    const auto rows = static_cast<Eigen::Index>(spec.points.size());
    const auto features = static_cast<Eigen::Index>(spec.points.front().size()) - 1;
    Dataset<double> data;
    data.features.resize(features, rows);
    data.targets.resize(1, rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const double* row = spec.points[static_cast<std::size_t>(i)].data();
        data.features.col(i) = Eigen::Map<const Eigen::VectorXd>(row, features);
        data.targets(0, i) = row[features];
    }
    if (features == 1) {
        data.featureNames = {"x"};
    } else {
        for (Eigen::Index i = 1; i <= features; ++i)
            data.featureNames.emplace_back("x").append(std::to_string(i));
    }
    return data;
}

Result<Dataset<double>> fromCsv(const DatasetSpec& spec) {
    auto table = readCsv(spec.csvFile);
    if (!table)
        return failure(std::move(table.error()));
    const auto column = std::find(table->names.begin(), table->names.end(), spec.target);
    if (column == table->names.end()) {
        return failure({.code = ErrorCode::CsvNoSuchColumn, .where = spec.csvFile, .detail = spec.target});
    }
    if (table->names.size() == 1)
        return failure({.code = ErrorCode::CsvNoFeatures, .where = spec.csvFile});

    const auto target = static_cast<Eigen::Index>(column - table->names.begin());
    const auto columns = static_cast<Eigen::Index>(table->names.size());
    const auto rows = static_cast<Eigen::Index>(table->rows());
    const Eigen::Map<const Eigen::MatrixXd> values(table->values.data(), columns, rows);
    Dataset<double> data;
    data.features.resize(columns - 1, rows);
    data.features.topRows(target) = values.topRows(target);
    data.features.bottomRows(columns - 1 - target) = values.bottomRows(columns - 1 - target);
    data.targets = values.row(target);
    table->names.erase(column);
    data.featureNames = std::move(table->names);
    return data;
}

/// Takes the targets for class labels, as the loss wants them.
Result<void> targetsToClasses(Dataset<double>& data, Loss loss, const std::string& where) {
    const double largest = loss == Loss::BinaryCrossEntropy ? 1 : static_cast<double>(limits::kClasses - 1);
    for (const double label : data.targets.reshaped()) {
        if (!(label >= 0 && label <= largest && label == std::floor(label))) {
            return failure(
                {.code = ErrorCode::LabelNotAClass, .where = where, .value = label, .limit = largest});
        }
    }
    data.classes = std::max(2, static_cast<int>(data.targets.maxCoeff()) + 1);
    data.task = data.classes == 2 ? Task::BinaryClassification : Task::MultiClassification;
    return {};
}

Result<Dataset<double>> makeSamples(const NetworkProblem& problem, std::uint64_t seed) {
    const DatasetSpec& spec = problem.dataset;
    const bool labels = problem.loss == Loss::BinaryCrossEntropy || problem.loss == Loss::CrossEntropy;
    if (spec.kind != DatasetKind::Csv && spec.kind != DatasetKind::Points)
        return drawSamples(spec, seed);
    auto data = spec.kind == DatasetKind::Csv ? fromCsv(spec) : Result<Dataset<double>>(fromPoints(spec));
    if (data && labels) {
        const std::string where = spec.kind == DatasetKind::Csv ? spec.csvFile : "dataset.points";
        if (auto found = targetsToClasses(*data, problem.loss, where); !found)
            return failure(std::move(found.error()));
    }
    return data;
}

/// The samples that are held back, in order: a random choice of the rounded share.
std::vector<Eigen::Index> chooseTest(Eigen::Index samples, double share, std::uint64_t seed) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(samples));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    RandomStream(seed, Stream::Split).shuffle(std::span(order));
    order.resize(static_cast<std::size_t>(std::floor(static_cast<double>(samples) * share + 0.5)));
    std::sort(order.begin(), order.end());
    return order;
}

std::vector<Eigen::Index> allBut(Eigen::Index samples, const std::vector<Eigen::Index>& left) {
    std::vector<Eigen::Index> all(static_cast<std::size_t>(samples));
    std::iota(all.begin(), all.end(), Eigen::Index{0});
    std::vector<Eigen::Index> kept;
    std::set_difference(all.begin(), all.end(), left.begin(), left.end(), std::back_inserter(kept));
    return kept;
}

template <class Scalar>
Dataset<Scalar> pick(const Dataset<double>& data, const std::vector<Eigen::Index>& samples) {
    Dataset<Scalar> part;
    part.features = data.features(Eigen::all, samples).template cast<Scalar>();
    part.targets = data.targets(Eigen::all, samples).template cast<Scalar>();
    part.task = data.task;
    part.classes = data.classes;
    part.featureNames = data.featureNames;
    return part;
}

template <class Matrix>
bool allFinite(const Matrix& matrix) {
    const auto values = matrix.reshaped();
    return std::all_of(values.begin(), values.end(), [](auto value) { return std::isfinite(value); });
}

/// What can only be told once the samples are there.
template <class Scalar>
Result<void> checkParts(const SplitDataset<Scalar>& parts, const std::string& where) {
    for (const auto* part : {&parts.train, &parts.test}) {
        if (!allFinite(part->features) || !allFinite(part->targets))
            return failure({.code = ErrorCode::NotFinite, .where = where});
    }
    if (parts.train.size() == 0)
        return failure({.code = ErrorCode::EmptyData, .where = where});
    const auto& targets = parts.train.targets;
    if (parts.train.task != Task::Regression && targets.minCoeff() == targets.maxCoeff())
        return failure({.code = ErrorCode::OneClassOnly, .where = where});
    return {};
}

} // namespace

template <class Scalar>
Result<SplitDataset<Scalar>> makeDataset(const NetworkProblem& problem, const Seeds& seeds) {
    const DatasetSpec& spec = problem.dataset;
    if (auto found = checkDataset(spec); !found)
        return failure(std::move(found.error()));
    const auto data = makeSamples(problem, seeds.data);
    if (!data)
        return failure(data.error());
    const auto test = chooseTest(data->size(), spec.testShare, seeds.split);
    SplitDataset<Scalar> parts;
    parts.train = pick<Scalar>(*data, allBut(data->size(), test));
    parts.test = pick<Scalar>(*data, test);
    if (auto found = checkParts(parts, spec.kind == DatasetKind::Csv ? spec.csvFile : "dataset"); !found)
        return failure(std::move(found.error()));
    return parts;
}

template Result<SplitDataset<float>> makeDataset<float>(const NetworkProblem&, const Seeds&);
template Result<SplitDataset<double>> makeDataset<double>(const NetworkProblem&, const Seeds&);

} // namespace downhill::training
