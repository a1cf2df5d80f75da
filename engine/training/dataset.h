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

/// Draws or reads the data that `problem.dataset` describes and splits it. Points are drawn from the stream
/// `seeds.data`, the split from `seeds.split`; a split keeps the order of the samples within each part.
/// Everything is drawn in double precision and rounded to Scalar at the end.
///
/// The task follows the kind of the dataset. Points and CSV hold numbers that could be either: they are class
/// labels where `problem.loss` is a cross-entropy (the classes are then 0 to the largest label), and
/// regression targets otherwise. `problem.network` is not looked at.
/// Errors: sizes outside the limits, a CSV that cannot be read, empty data, one class only in the training
/// set, a label that is not a class, a value that is not finite.
template <class Scalar>
Result<SplitDataset<Scalar>> makeDataset(const NetworkProblem& problem, const Seeds& seeds);

extern template Result<SplitDataset<float>> makeDataset<float>(const NetworkProblem&, const Seeds&);
extern template Result<SplitDataset<double>> makeDataset<double>(const NetworkProblem&, const Seeds&);

} // namespace downhill::training
