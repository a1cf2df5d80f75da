#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/feature_map.h"

#include <Eigen/Core>

#include <string>
#include <vector>

namespace downhill::training {

enum class Task { Regression, BinaryClassification, MultiClassification };

/// Samples in memory, one column a sample.
template <class Scalar>
struct Dataset {
    using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;

    Matrix features{}; ///< what a network sees; shape = [features, samples]
    Matrix targets{};  ///< shape = [1, samples]; class labels are 0, 1, …
    Task task = Task::Regression;
    int classes = 0; ///< 0 for regression
    std::vector<std::string> featureNames{};
    /// Samples of one or two features as they were before features were derived and standardised, shape =
    /// [1 or 2, samples]; empty where `features` still is what was drawn or read.
    Matrix places{};
    Eigen::Index width = 0;  ///< of images, whose features are their pixels row by row; otherwise 0
    Eigen::Index height = 0; ///< of images; otherwise 0

    Eigen::Index size() const { return features.cols(); }
    /// Where a picture of one or two features shows the samples.
    const Matrix& drawn() const { return places.size() > 0 ? places : features; }
};

/// A dataset split into what is trained on and what is held back; `test` may be empty.
template <class Scalar>
struct SplitDataset {
    Dataset<Scalar> train{};
    Dataset<Scalar> test{};
    /// How features were derived and standardised; see mapPlace().
    InputMap inputs{};
};

/// Draws or reads the data that `problem.dataset` describes and splits it. Samples are drawn from the stream
/// `seeds.data`, the split from `seeds.split`; a split keeps the order of the samples within each part. The
/// kind Idx brings its own test set, and is not split.
/// Then features are derived, and standardised by what the training part holds. All is computed in double
/// precision and rounded to Scalar at the end.
///
/// The task follows the kind of the dataset. Points and CSV hold numbers that could be either: they are class
/// labels where isAboutClasses(problem.loss) (the classes are then 0 to the largest label), or where the
/// columns of a CSV are one-hot (see readCsvSamples()), and regression targets otherwise. `problem.network`
/// is not looked at. Errors: sizes outside the limits, a file that cannot be read, empty data, one class only
/// in the training set, a label that is not a class, a value that is not finite, features derived from other
/// than two.
template <class Scalar>
Result<SplitDataset<Scalar>> makeDataset(const NetworkProblem& problem, const Seeds& seeds);

extern template Result<SplitDataset<float>> makeDataset<float>(const NetworkProblem&, const Seeds&);
extern template Result<SplitDataset<double>> makeDataset<double>(const NetworkProblem&, const Seeds&);

} // namespace downhill::training
