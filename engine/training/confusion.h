#pragma once

#include <Eigen/Core>

namespace downhill::training {

/// How often samples of one class were named as another.
class ConfusionMatrix {
public:
    /// Of no class; everything is NaN.
    ConfusionMatrix() = default;
    /// With classes 0 to `classes` − 1 and nothing counted.
    explicit ConfusionMatrix(int classes);

    /// Counts a sample. What is named may be −1: no class, as where an output is NaN.
    void count(int actual, int named);

    int classes() const { return static_cast<int>(counts_.rows()); }
    Eigen::Index samples() const { return counts_.sum(); }
    Eigen::Index operator()(int actual, int named) const { return counts_(actual, named); }
    /// Samples of a class for which none was named.
    Eigen::Index unnamed(int actual) const { return counts_(actual, counts_.cols() - 1); }

    /// The share of all samples whose own class was named; NaN without samples.
    double accuracy() const;
    /// The share of the samples named `label` that are; NaN where none was.
    double precision(int label) const;
    /// The share of the samples of `label` that were named so; NaN where there is none.
    double recall(int label) const;
    /// The harmonic mean of precision and recall; 0 where the class has samples and none was right. NaN where
    /// it has none and none was named so.
    double f1(int label) const;

private:
    using Counts = Eigen::Matrix<Eigen::Index, Eigen::Dynamic, Eigen::Dynamic>;
    Counts counts_{}; ///< shape = [classes, classes + 1], a row an actual class, the last column for none
};

} // namespace downhill::training
