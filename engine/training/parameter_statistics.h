#pragma once

#include "training/network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// A set of numbers in figures, of those that are finite. Without any, all are NaN and no bin has a count.
struct NumberSummary {
    double mean = 0;
    double deviation = 0; ///< of the population
    double norm = 0;      ///< Euclidean
    double least = 0;
    double greatest = 0;
    std::int64_t notFinite = 0;
    /// How many lie in each of equally wide bins from `least` to `greatest`; the last bin holds its upper
    /// end.
    std::vector<std::int64_t> bins{};
};

/// Summarises numbers in double precision, with `bins` bins.
template <class Scalar>
NumberSummary summarise(std::span<const Scalar> numbers, int bins);

/// The parameters of one kind in a layer.
struct ParameterSummary {
    NumberSummary values{};
    NumberSummary gradient{}; ///< all NaN where no gradient is given
    /// The norm of the last update over the norm of the values before it: about 10⁻³ is a healthy pace, far
    /// less hardly learns. NaN where no values before are given, infinite where they were all 0.
    double updateRatio = 0;
};

struct LayerSummary {
    ParameterSummary weights{};
    ParameterSummary biases{};
};

/// How the layers of a network stand. `gradient`, and the `before` of the last step, may be empty.
template <class Scalar>
std::vector<LayerSummary>
summariseLayers(std::span<const LayerShape> layers, std::span<const Scalar> parameters,
                std::span<const Scalar> gradient, std::span<const Scalar> before, int bins);

extern template NumberSummary summarise<float>(std::span<const float>, int);
extern template NumberSummary summarise<double>(std::span<const double>, int);
extern template std::vector<LayerSummary> summariseLayers<float>(std::span<const LayerShape>,
                                                                 std::span<const float>,
                                                                 std::span<const float>,
                                                                 std::span<const float>, int);
extern template std::vector<LayerSummary> summariseLayers<double>(std::span<const LayerShape>,
                                                                  std::span<const double>,
                                                                  std::span<const double>,
                                                                  std::span<const double>, int);

} // namespace downhill::training
