#include "training/dataset.h"

#include "training/csv_samples.h"
#include "training/dataset_check.h"
#include "training/digits.h"
#include "training/idx_file.h"
#include "training/labels.h"
#include "training/philox.h"
#include "training/synthetic_data.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <span>
#include <utility>

namespace downhill::training {

namespace {

using Eigen::Index;
using Indices = std::vector<Index>;

Result<Dataset<double>> fromPoints(const DatasetSpec& spec, Loss loss) {
    const auto rows = static_cast<Index>(spec.points.size());
    const auto features = static_cast<Index>(spec.points.front().size()) - 1;
    Dataset<double> data;
    data.features.resize(features, rows);
    data.targets.resize(1, rows);
    for (Index i = 0; i < rows; ++i) {
        const double* row = spec.points[static_cast<std::size_t>(i)].data();
        data.features.col(i) = Eigen::Map<const Eigen::VectorXd>(row, features);
        data.targets(0, i) = row[features];
    }
    if (features == 1) {
        data.featureNames = {"x"};
    } else {
        for (Index i = 1; i <= features; ++i)
            data.featureNames.emplace_back("x").append(std::to_string(i));
    }
    if (!isAboutClasses(loss))
        return data;
    if (const auto wrong = firstNotAClass(data.targets, greatestLabel(loss))) {
        return failure({.code = ErrorCode::LabelNotAClass,
                        .where = "dataset.points",
                        .value = data.targets(0, *wrong),
                        .limit = greatestLabel(loss)});
    }
    setClasses(data, std::max(2, static_cast<int>(data.targets.maxCoeff()) + 1));
    return data;
}

Result<Dataset<double>> makeSamples(const NetworkProblem& problem, std::uint64_t seed) {
    switch (problem.dataset.kind) {
    case DatasetKind::Points:
        return fromPoints(problem.dataset, problem.loss);
    case DatasetKind::Csv:
        return readCsvSamples(problem.dataset, problem.loss);
    default:
        return drawSamples(problem.dataset, seed);
    }
}

Indices countTo(Index samples) {
    Indices all(static_cast<std::size_t>(samples));
    std::iota(all.begin(), all.end(), Index{0});
    return all;
}

/// The samples that are held back, in order: a random choice of the rounded share.
Indices chooseTest(Index samples, double share, std::uint64_t seed) {
    Indices order = countTo(samples);
    RandomStream(seed, Stream::Split).shuffle(std::span(order));
    order.resize(static_cast<std::size_t>(std::floor(static_cast<double>(samples) * share + 0.5)));
    std::sort(order.begin(), order.end());
    return order;
}

Indices allBut(Index samples, const Indices& left) {
    const Indices all = countTo(samples);
    Indices kept;
    std::set_difference(all.begin(), all.end(), left.begin(), left.end(), std::back_inserter(kept));
    return kept;
}

/// The samples at `which`, each value divided by `unit`, standardised and rounded.
template <class Scalar, class Matrix>
typename Dataset<Scalar>::Matrix pick(const Matrix& samples, const Indices& which, double unit,
                                      const Standardisation& standardisation) {
    typename Dataset<Scalar>::Matrix picked(samples.rows(), static_cast<Index>(which.size()));
    for (Index column = 0; column < picked.cols(); ++column) {
        const Index sample = which[static_cast<std::size_t>(column)];
        for (Index row = 0; row < picked.rows(); ++row) {
            const double value = static_cast<double>(samples(row, sample)) / unit;
            picked(row, column) = static_cast<Scalar>(
                standardisation.empty() ? value
                                        : standardisation.apply(static_cast<std::size_t>(row), value));
        }
    }
    return picked;
}

template <class Matrix>
bool allFinite(const Matrix& matrix) {
    const auto values = matrix.reshaped();
    return std::all_of(values.begin(), values.end(), [](auto value) { return std::isfinite(value); });
}

bool allFinite(const Standardisation& standardisation) {
    const auto finite = [](double value) { return std::isfinite(value); };
    return std::all_of(standardisation.means.begin(), standardisation.means.end(), finite) &&
           std::all_of(standardisation.deviations.begin(), standardisation.deviations.end(), finite);
}

/// What can only be told once the samples are there.
template <class Scalar>
Result<void> checkParts(const SplitDataset<Scalar>& parts, const std::string& where) {
    for (const auto* part : {&parts.train, &parts.test}) {
        if (!allFinite(part->features) || !allFinite(part->targets) || !allFinite(part->places))
            return failure({.code = ErrorCode::NotFinite, .where = where});
    }
    if (!allFinite(parts.inputs.standardisation))
        return failure({.code = ErrorCode::NotFinite, .where = where});
    if (parts.train.size() == 0)
        return failure({.code = ErrorCode::EmptyData, .where = where});
    const auto& targets = parts.train.targets;
    if (parts.train.task != Task::Regression && targets.minCoeff() == targets.maxCoeff())
        return failure({.code = ErrorCode::OneClassOnly, .where = where});
    return {};
}

/// Replaces the features by those that are asked for; what was there becomes the places.
Result<void> derive(Dataset<double>& data, const DatasetSpec& spec) {
    const bool drawable = data.features.rows() <= 2;
    if (drawable && (!spec.features.empty() || spec.standardise))
        data.places = data.features;
    if (spec.features.empty())
        return {};
    auto derived = deriveFeatures(spec.features, data.features);
    if (!derived)
        return failure(std::move(derived.error()));
    std::vector<std::string> names;
    for (const Feature feature : spec.features)
        names.push_back(featureName(feature, data.featureNames[0], data.featureNames[1]));
    data.features = *std::move(derived);
    data.featureNames = std::move(names);
    return {};
}

template <class Scalar>
Result<SplitDataset<Scalar>> splitSamples(const NetworkProblem& problem, const Seeds& seeds) {
    const DatasetSpec& spec = problem.dataset;
    auto data = makeSamples(problem, seeds.data);
    if (!data)
        return failure(std::move(data.error()));
    if (auto found = derive(*data, spec); !found)
        return failure(std::move(found.error()));
    const Indices test = chooseTest(data->size(), spec.testShare, seeds.split);
    const Indices train = allBut(data->size(), test);
    SplitDataset<Scalar> parts;
    parts.inputs.features = spec.features;
    if (spec.standardise && !train.empty())
        parts.inputs.standardisation = standardisationOf(data->features, train);
    const auto take = [&](Dataset<Scalar>& part, const Indices& which) {
        part.features = pick<Scalar>(data->features, which, 1, parts.inputs.standardisation);
        part.targets = pick<Scalar>(data->targets, which, 1, {});
        if (data->places.size() > 0)
            part.places = pick<Scalar>(data->places, which, 1, {});
        part.task = data->task;
        part.classes = data->classes;
        part.featureNames = data->featureNames;
    };
    take(parts.train, train);
    take(parts.test, test);
    return parts;
}

/// The names of pixels, by row and column.
std::vector<std::string> pixelNames(const ImageSet& images) {
    std::vector<std::string> names;
    for (Index row = 0; row < images.height; ++row) {
        for (Index column = 0; column < images.width; ++column)
            names.push_back("pixel_" + std::to_string(row) + "_" + std::to_string(column));
    }
    return names;
}

template <class Scalar>
Dataset<Scalar> takeImages(const ImageSet& images, const Indices& which, int classes,
                           const Standardisation& standardisation) {
    Dataset<Scalar> part;
    part.features = pick<Scalar>(images.pixels, which, kFullPixel, standardisation);
    part.targets.resize(1, static_cast<Index>(which.size()));
    for (std::size_t i = 0; i < which.size(); ++i)
        part.targets(0, static_cast<Index>(i)) = images.labels[static_cast<std::size_t>(which[i])];
    part.task = classes == 2 ? Task::BinaryClassification : Task::MultiClassification;
    part.classes = classes;
    part.featureNames = pixelNames(images);
    part.width = images.width;
    part.height = images.height;
    return part;
}

/// Takes `train` from one set of images and `test` from another, which may be the same.
template <class Scalar>
SplitDataset<Scalar> splitImages(const ImageSet& trainFrom, const Indices& train, const ImageSet& testFrom,
                                 const Indices& test, int classes, bool standardise) {
    SplitDataset<Scalar> parts;
    if (standardise && !train.empty())
        parts.inputs.standardisation = standardisationOf(trainFrom.pixels, train, kFullPixel);
    parts.train = takeImages<Scalar>(trainFrom, train, classes, parts.inputs.standardisation);
    parts.test = takeImages<Scalar>(testFrom, test, classes, parts.inputs.standardisation);
    return parts;
}

template <class Scalar>
SplitDataset<Scalar> splitDigits(const DatasetSpec& spec, const Seeds& seeds) {
    constexpr int kDigits = 10;
    const ImageSet images =
        drawDigits({.samples = spec.samples, .side = spec.side, .noise = spec.noise}, seeds.data);
    const Indices test = chooseTest(images.size(), spec.testShare, seeds.split);
    return splitImages<Scalar>(images, allBut(images.size(), test), images, test, kDigits, spec.standardise);
}

template <class Scalar>
Result<SplitDataset<Scalar>> readIdx(const DatasetSpec& spec) {
    const auto folder = readIdxFolder(spec.idxFolder, spec.samples);
    if (!folder)
        return failure(folder.error());
    return splitImages<Scalar>(folder->train, countTo(folder->train.size()), folder->test,
                               countTo(folder->test.size()), folder->classes, spec.standardise);
}

/// What an error names where nothing more exact is known.
std::string originOf(const DatasetSpec& spec) {
    switch (spec.kind) {
    case DatasetKind::Csv:
        return spec.csvFile;
    case DatasetKind::Idx:
        return spec.idxFolder;
    default:
        return "dataset";
    }
}

} // namespace

template <class Scalar>
Result<SplitDataset<Scalar>> makeDataset(const NetworkProblem& problem, const Seeds& seeds) {
    const DatasetSpec& spec = problem.dataset;
    if (auto found = checkDataset(spec); !found)
        return failure(std::move(found.error()));
    auto parts = spec.kind == DatasetKind::Digits
                     ? Result<SplitDataset<Scalar>>(splitDigits<Scalar>(spec, seeds))
                 : spec.kind == DatasetKind::Idx ? readIdx<Scalar>(spec)
                                                 : splitSamples<Scalar>(problem, seeds);
    if (!parts)
        return parts;
    if (auto found = checkParts(*parts, originOf(spec)); !found)
        return failure(std::move(found.error()));
    return parts;
}

template Result<SplitDataset<float>> makeDataset<float>(const NetworkProblem&, const Seeds&);
template Result<SplitDataset<double>> makeDataset<double>(const NetworkProblem&, const Seeds&);

} // namespace downhill::training
