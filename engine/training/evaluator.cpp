#include "training/evaluator.h"

#include <algorithm>
#include <limits>

namespace downhill::training {

using Eigen::Index;

namespace {

constexpr Index kStretch = 256;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

template <class Scalar>
Evaluator<Scalar>::Evaluator(const Network<Scalar>& network, const LossSettings& loss, ThreadTeam* team)
    : loss_(loss), pass_(network, kStretch, team) {}

template <class Scalar>
Evaluation Evaluator<Scalar>::evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics,
                                       const Dataset<Scalar>& data) {
    if (data.size() == 0)
        return {kNothing, kNothing};
    const Index features = data.features.rows();
    const bool classes = data.task != Task::Regression;
    double lossSum = 0;
    Index right = 0;
    for (Index begin = 0; begin < data.size(); begin += kStretch) {
        const Index count = std::min(kStretch, data.size() - begin);
        const Scalar* targets = data.targets.data() + begin;
        pass_.take(data.features.data() + begin * features, count);
        pass_.evaluate(parameters, statistics);
        lossSum += pass_.measure(loss_, targets) * static_cast<double>(count);
        if (!classes)
            continue;
        const auto outputs = pass_.outputs();
        for (Index i = 0; i < count; ++i) {
            right += namesClass(loss_, outputs.rows(), outputs.data() + i, targets[i], outputs.outerStride())
                         ? 1
                         : 0;
        }
    }
    const auto size = static_cast<double>(data.size());
    return {lossSum / size, classes ? static_cast<double>(right) / size : kNothing};
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace downhill::training
