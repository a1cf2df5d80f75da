#include "lesson/workload.h"

#include "lesson/experiment_fit.h"

#include <limits>

namespace downhill::lesson {

namespace {

using training::Experiment;
using training::NetworkProblem;
using training::RunSpec;

constexpr double kActivation = 20;
constexpr double kParameter = 10;
constexpr double kStep = 2'000;
constexpr double kMicrosecond = 5'000;
constexpr std::int64_t kImagePixels = 28 * 28; // of MNIST

/// What a network is made of.
struct Sizes {
    double first = 0;   ///< weights of the first layer, whose inputs need no gradient
    double weights = 0; ///< of all layers
    double units = 0;

    Sizes(const training::NetworkSpec& network, std::int64_t features) {
        auto inputs = double(features);
        for (const training::LayerSpec& layer : network.layers) {
            const double own = inputs * double(layer.units);
            first = weights == 0 ? own : first;
            weights += own;
            units += double(layer.units);
            inputs = double(layer.units);
        }
    }

    /// Forward, and backward to weights and to inputs.
    double multiplications(double batch) const { return batch * (3 * weights - first); }
};

double batchOf(const RunSpec& run, std::int64_t samples) {
    return double(run.batchSize == 0 ? samples : run.batchSize);
}

} // namespace

double multiplications(const Experiment& experiment, std::int64_t features, std::int64_t samples) {
    const auto* problem = std::get_if<NetworkProblem>(&experiment.problem);
    if (!problem || experiment.runs.empty())
        return std::numeric_limits<double>::quiet_NaN();
    return Sizes(problem->network, features).multiplications(batchOf(experiment.runs.front(), samples));
}

double work(const Experiment& experiment) {
    const auto steps = double(experiment.steps);
    const auto* problem = std::get_if<NetworkProblem>(&experiment.problem);
    if (!problem)
        return steps * kStep * double(experiment.runs.size());
    const bool isImages = problem->dataset.kind == training::DatasetKind::Idx;
    const std::int64_t features = featureCount(problem->dataset).value_or(isImages ? kImagePixels : 1);
    const std::int64_t samples = trainingSamples(problem->dataset).value_or(1);
    const Sizes sizes(problem->network, features);
    double sum = 0;
    for (const RunSpec& run : experiment.runs) {
        const double batch = batchOf(run, samples);
        sum += sizes.multiplications(batch) + kActivation * sizes.units * batch +
               kParameter * (sizes.weights + sizes.units) + kStep +
               kMicrosecond * run.loader.microseconds * batch;
    }
    return steps * sum;
}

} // namespace downhill::lesson
