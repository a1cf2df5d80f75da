#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/standardise.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace downhill::training {

/// The value of a derived feature at the place (x, y); |x| and |y| are at most 10⁶ for the sines.
double featureAt(Feature feature, double x, double y);

/// What a feature that is derived from features of these names is called: "x1", "x1²", "x1·x2", "sin x1".
std::string featureName(Feature feature, const std::string& x, const std::string& y);

/// How a place of a dataset with two features becomes what a network sees.
struct InputMap {
    std::vector<Feature> features{}; ///< empty means x and y
    Standardisation standardisation{};

    /// Inputs for a place.
    std::size_t size() const { return features.empty() ? 2 : features.size(); }
    bool operator==(const InputMap&) const = default;
};

/// Writes what a network trained on a dataset sees at the place (x, y) to `inputs`, map.size() numbers: just
/// what a sample there would have as its features. Computed in double precision.
template <class Scalar>
void mapPlace(const InputMap& map, double x, double y, std::span<Scalar> inputs) {
    for (std::size_t i = 0; i < map.size(); ++i) {
        const double value = map.features.empty() ? (i == 0 ? x : y) : featureAt(map.features[i], x, y);
        inputs[i] =
            static_cast<Scalar>(map.standardisation.empty() ? value : map.standardisation.apply(i, value));
    }
}

/// Whether the number of derived features is one that is allowed. Error: OutOfRange about "dataset.features".
Result<void> checkFeatureCount(const std::vector<Feature>& features);

/// Whether these features can be derived from data that has `drawn` features. Errors: OutOfRange,
/// ShapeMismatch about "dataset.features".
Result<void> checkFeatures(const std::vector<Feature>& features, std::int64_t drawn);

/// The derived features of places, shape = [features, samples] from [2, samples]. Errors: those of
/// checkFeatures(), and OutOfRange where a sine would be taken of more than 10⁶.
Result<Eigen::MatrixXd> deriveFeatures(const std::vector<Feature>& features, const Eigen::MatrixXd& places);

} // namespace downhill::training
