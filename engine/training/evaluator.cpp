#include "training/evaluator.h"

#include "training/loss.h"

#include <algorithm>
#include <limits>

namespace downhill::training {

using Eigen::Index;

namespace {

constexpr Index kStretch = 256;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

template <class Scalar>
Evaluator<Scalar>::Evaluator(const Network<Scalar>& network, Loss loss)
    : network_(&network), loss_(loss), workspace_(network.workspace(kStretch)) {}

template <class Scalar>
Evaluation Evaluator<Scalar>::evaluate(std::span<const Scalar> parameters, const Dataset<Scalar>& data) {
    if (data.size() == 0)
        return {kNothing, kNothing};
    const Index outputCount = network_->outputs();
    const bool classes = data.task != Task::Regression;
    double lossSum = 0;
    Index right = 0;
    for (Index begin = 0; begin < data.size(); begin += kStretch) {
        const Index count = std::min(kStretch, data.size() - begin);
        network_->forward(parameters, data.features.middleCols(begin, count), workspace_);
        const Scalar* outputs = workspace_.activations.back().data();
        for (Index i = 0; i < count; ++i, outputs += outputCount) {
            const Scalar target = data.targets(0, begin + i);
            lossSum += static_cast<double>(sampleLoss(loss_, outputCount, outputs, target));
            right += classes && namesClass(loss_, outputCount, outputs, target) ? 1 : 0;
        }
    }
    const auto size = static_cast<double>(data.size());
    return {lossSum / size, classes ? static_cast<double>(right) / size : kNothing};
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace downhill::training
