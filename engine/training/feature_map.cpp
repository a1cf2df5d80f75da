#include "training/feature_map.h"

#include "training/portable_math.h"
#include "training/range_check.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

constexpr const char* kWhere = "dataset.features";
constexpr std::int64_t kKinds = 7;        ///< of derived features
constexpr double kGreatestForSines = 1e6; ///< what portable::sin takes

} // namespace

double featureAt(Feature feature, double x, double y) {
    switch (feature) {
    case Feature::X:
        return x;
    case Feature::Y:
        return y;
    case Feature::XSquared:
        return x * x;
    case Feature::YSquared:
        return y * y;
    case Feature::XTimesY:
        return x * y;
    case Feature::SinX:
        return portable::sin(x);
    case Feature::SinY:
        return portable::sin(y);
    }
    return 0;
}

std::string featureName(Feature feature, const std::string& x, const std::string& y) {
    switch (feature) {
    case Feature::X:
        return x;
    case Feature::Y:
        return y;
    case Feature::XSquared:
        return x + "²";
    case Feature::YSquared:
        return y + "²";
    case Feature::XTimesY:
        return x + "·" + y;
    case Feature::SinX:
        return "sin " + x;
    case Feature::SinY:
        return "sin " + y;
    }
    return {};
}

Result<void> checkFeatureCount(const std::vector<Feature>& features) {
    return checkCount(kWhere, static_cast<std::int64_t>(features.size()), 0, kKinds);
}

Result<void> checkFeatures(const std::vector<Feature>& features, std::int64_t drawn) {
    if (auto found = checkFeatureCount(features); !found)
        return found;
    if (features.empty() || drawn == 2)
        return {};
    return failure(
        {.code = ErrorCode::ShapeMismatch, .where = kWhere, .value = static_cast<double>(drawn), .limit = 2});
}

Result<Eigen::MatrixXd> deriveFeatures(const std::vector<Feature>& features, const Eigen::MatrixXd& places) {
    if (auto found = checkFeatures(features, places.rows()); !found)
        return failure(std::move(found.error()));
    Eigen::MatrixXd derived(static_cast<Eigen::Index>(features.size()), places.cols());
    for (std::size_t i = 0; i < features.size(); ++i) {
        const Feature feature = features[i];
        const bool sine = feature == Feature::SinX || feature == Feature::SinY;
        for (Eigen::Index sample = 0; sample < places.cols(); ++sample) {
            const double x = places(0, sample);
            const double y = places(1, sample);
            const double angle = feature == Feature::SinX ? x : y;
            if (sine && std::abs(angle) > kGreatestForSines) {
                return failure({.code = ErrorCode::OutOfRange,
                                .where = kWhere,
                                .value = angle,
                                .least = -kGreatestForSines,
                                .limit = kGreatestForSines});
            }
            derived(static_cast<Eigen::Index>(i), sample) = featureAt(feature, x, y);
        }
    }
    return derived;
}

} // namespace downhill::training
