#pragma once

#include "training/error.h"
#include "training/experiment.h"

#include <Eigen/Core>

#include <string>
#include <vector>

namespace downhill::training {

enum class Task { Regression, BinaryClassification, MultiClassification };

/// Samples in memory, one column a sample.
template <class Scalar>
struct Dataset {
    using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

    Matrix features{}; ///< shape = [features, samples]
    Matrix targets{};  ///< shape = [1, samples]; class labels are 0, 1, …
    Task task = Task::Regression;
    int classes = 0; ///< 0 for regression
    std::vector<std::string> featureNames{};

    Eigen::Index size() const { return features.cols(); }
};

/// A dataset split into what is trained on and what is held back; `test` may be empty.
template <class Scalar>
struct SplitDataset {
    Dataset<Scalar> train{};
    Dataset<Scalar> test{};
};

/// Draws or reads the data that `spec` describes and splits it. Points are drawn from the stream
/// `seeds.data`, the split from `seeds.split`; a split keeps the order of the samples within each part.
/// Errors: sizes outside the limits, a CSV that cannot be read, empty data, one class only, a value that is
/// not finite.
template <class Scalar>
Result<SplitDataset<Scalar>> makeDataset(const DatasetSpec& spec, const Seeds& seeds);

extern template Result<SplitDataset<float>> makeDataset<float>(const DatasetSpec&, const Seeds&);
extern template Result<SplitDataset<double>> makeDataset<double>(const DatasetSpec&, const Seeds&);

} // namespace downhill::training
