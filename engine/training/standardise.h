#pragma once

#include <Eigen/Core>

#include <cmath>
#include <span>
#include <vector>

namespace downhill::training {

/// What standardising subtracts from each feature and divides it by, in double precision; empty where
/// features stay as they are.
struct Standardisation {
    std::vector<double> means{};
    std::vector<double> deviations{}; ///< 1 for a feature that does not vary

    bool empty() const { return means.empty(); }
    double apply(std::size_t feature, double value) const {
        return (value - means[feature]) / deviations[feature];
    }
    /// The value that apply() was given, up to rounding.
    double undo(std::size_t feature, double value) const {
        return value * deviations[feature] + means[feature];
    }
    bool operator==(const Standardisation&) const = default;
};

/// Mean and population standard deviation of each feature over the samples at `which` (at least one) of
/// `samples`, shape = [features, any], each value divided by `unit` first. As scikit-learn's StandardScaler:
/// a feature whose variance is nothing but rounding counts as constant and keeps the deviation 1, so that it
/// becomes 0 and not NaN. The sums are taken in the order of `which` and are the same on every platform.
template <class Matrix>
Standardisation standardisationOf(const Matrix& samples, std::span<const Eigen::Index> which,
                                  double unit = 1) {
    const auto features = static_cast<std::size_t>(samples.rows());
    const auto count = static_cast<double>(which.size());
    const auto value = [&](std::size_t feature, Eigen::Index sample) {
        return static_cast<double>(samples(static_cast<Eigen::Index>(feature), sample)) / unit;
    };
    // From the first sample on, so that a constant's mean is the constant.
    std::vector<double> sums(features, 0.0);
    for (const Eigen::Index sample : which) {
        for (std::size_t i = 0; i < features; ++i)
            sums[i] += value(i, sample) - value(i, which.front());
    }
    Standardisation result;
    for (std::size_t i = 0; i < features; ++i)
        result.means.push_back(value(i, which.front()) + sums[i] / count);

    std::vector<double> squares(features, 0.0);
    for (const Eigen::Index sample : which) {
        for (std::size_t i = 0; i < features; ++i) {
            const double distance = value(i, sample) - result.means[i];
            squares[i] += distance * distance;
        }
    }
    constexpr double kRounding = 0x1p-52;
    for (std::size_t i = 0; i < features; ++i) {
        const double variance = squares[i] / count;
        const double error = count * result.means[i] * kRounding;
        const bool constant = variance <= count * kRounding * variance + error * error;
        result.deviations.push_back(constant ? 1.0 : std::sqrt(variance));
    }
    return result;
}

} // namespace downhill::training
