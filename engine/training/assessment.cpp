#include "training/assessment.h"

#include "training/flush_denormals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::training {

namespace {

using Eigen::Index;

constexpr Index kStretch = 256;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// Of how many classes a sample can be of, or be said to be of.
template <class Scalar>
int classesOf(const Dataset<Scalar>& data, Index outputs) {
    return std::max(data.classes, static_cast<int>(std::max<Index>(outputs, 2)));
}

/// 1 − residual / total, from targets that vary.
template <class Scalar>
double determination(const Dataset<Scalar>& data, double squaredErrors) {
    double sum = 0;
    for (Index i = 0; i < data.size(); ++i)
        sum += static_cast<double>(data.targets(0, i));
    const double mean = sum / static_cast<double>(data.size());
    double total = 0;
    for (Index i = 0; i < data.size(); ++i) {
        const double distance = static_cast<double>(data.targets(0, i)) - mean;
        total += distance * distance;
    }
    return total > 0 ? 1 - squaredErrors / total : kNothing;
}

} // namespace

template <class Scalar>
int classNamedBy(const LossSettings& loss, Index outputCount, const Scalar* outputs, Index step) {
    Index greatest = 0;
    for (Index i = 0; i < outputCount; ++i) {
        if (std::isnan(outputs[i * step]))
            return -1;
        if (outputs[i * step] > outputs[greatest * step])
            greatest = i;
    }
    if (outputCount > 1)
        return static_cast<int>(greatest);
    return namesClass(loss, outputCount, outputs, Scalar(1), step) ? 1 : 0;
}

template <class Scalar>
Assessment assess(const Network<Scalar>& network, const LossSettings& loss, const Dataset<Scalar>& data,
                  std::span<const Scalar> parameters, std::span<const Scalar> statistics) {
    const FlushDenormals flush;
    Assessment found{.meanLoss = kNothing, .rSquared = kNothing};
    const bool regression = data.task == Task::Regression;
    const Index samples = data.size();
    if (!regression)
        found.confusion = ConfusionMatrix(classesOf(data, network.outputs()));
    if (samples == 0)
        return found;
    found.losses.reserve(static_cast<std::size_t>(samples));
    NetworkPass<Scalar> pass(network, std::min(kStretch, samples));
    double lossSum = 0;
    double squaredErrors = 0;
    for (Index begin = 0; begin < samples; begin += kStretch) {
        pass.take(data.features.col(begin).data(), std::min(kStretch, samples - begin));
        pass.evaluate(parameters, statistics);
        const LayerView<Scalar> outputs = pass.outputs();
        const Index step = outputs.outerStride();
        for (Index i = 0; i < outputs.cols(); ++i) {
            const Scalar target = data.targets(0, begin + i);
            const Scalar* sample = outputs.data() + i;
            found.losses.push_back(
                static_cast<double>(sampleLoss(loss, outputs.rows(), sample, target, step)));
            lossSum += found.losses.back();
            if (regression) {
                const double error = static_cast<double>(*sample) - static_cast<double>(target);
                squaredErrors += error * error;
            } else {
                found.named.push_back(classNamedBy(loss, outputs.rows(), sample, step));
                found.confusion.count(static_cast<int>(target), found.named.back());
            }
        }
    }
    found.meanLoss = lossSum / static_cast<double>(samples);
    if (regression)
        found.rSquared = determination(data, squaredErrors);
    return found;
}

template int classNamedBy<float>(const LossSettings&, Index, const float*, Index);
template int classNamedBy<double>(const LossSettings&, Index, const double*, Index);
template Assessment assess<float>(const Network<float>&, const LossSettings&, const Dataset<float>&,
                                  std::span<const float>, std::span<const float>);
template Assessment assess<double>(const Network<double>&, const LossSettings&, const Dataset<double>&,
                                   std::span<const double>, std::span<const double>);

} // namespace downhill::training
