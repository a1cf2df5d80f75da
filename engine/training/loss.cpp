#include "training/loss.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace downhill::training {

namespace {

using Eigen::Index;

/// One sample's outputs, which need not stand side by side.
template <class Scalar>
struct Sample {
    Index count;
    const Scalar* outputs;
    Index step;

    Scalar operator[](Index i) const { return outputs[i * step]; }

    /// What output `i` should be: the target, or 1 for the class that it stands for and 0 for others.
    Scalar wanted(Index i, Scalar target) const {
        return count == 1 ? target : Scalar(static_cast<Scalar>(i) == target ? 1 : 0);
    }

    Scalar greatest() const {
        Scalar found = (*this)[0];
        for (Index i = 1; i < count; ++i)
            found = (*this)[i] > found ? (*this)[i] : found;
        return found;
    }
};

/// The loss of one output that should be `wanted`.
template <class Scalar>
Scalar outputLoss(const LossSettings& loss, Scalar output, Scalar wanted) {
    const Scalar error = output - wanted;
    switch (loss.kind) {
    case Loss::MeanSquaredError:
        return error * error;
    case Loss::HalfMeanSquaredError:
        return error * error / 2;
    case Loss::MeanError:
        return error;
    case Loss::MeanAbsoluteError:
        return std::abs(error);
    case Loss::Huber: {
        const auto delta = static_cast<Scalar>(loss.huberDelta);
        return std::abs(error) > delta ? delta * (std::abs(error) - delta / 2) : error * error / 2;
    }
    case Loss::BinaryCrossEntropy:
        return std::max(Scalar(0), output) - output * wanted + std::log1p(std::exp(-std::abs(output)));
    default: {
        const Scalar missing = 1 - (2 * wanted - 1) * output;
        return missing < 0 ? Scalar(0) : missing;
    }
    }
}

template <class Scalar>
Scalar crossEntropy(const Sample<Scalar>& sample, Scalar label) {
    const Scalar greatest = sample.greatest();
    Scalar sum = 0;
    for (Index i = 0; i < sample.count; ++i)
        sum += std::exp(sample[i] - greatest);
    return std::log(sum) + greatest - sample[static_cast<Index>(label)];
}

template <class Scalar>
Scalar hingeOfSeveral(const Sample<Scalar>& sample, Scalar label) {
    const auto own = static_cast<Index>(label);
    Scalar sum = 0;
    for (Index i = 0; i < sample.count; ++i) {
        const Scalar missing = 1 - sample[own] + sample[i];
        sum += i == own || missing <= 0 ? Scalar(0) : missing;
    }
    return sum / static_cast<Scalar>(sample.count);
}

} // namespace

template <class Scalar>
Scalar sampleLoss(const LossSettings& loss, Index outputCount, const Scalar* outputs, Scalar target,
                  Index step) {
    const Sample<Scalar> sample{outputCount, outputs, step};
    if (loss.kind == Loss::CrossEntropy)
        return crossEntropy(sample, target);
    if (loss.kind == Loss::Hinge && outputCount > 1)
        return hingeOfSeveral(sample, target);
    Scalar sum = 0;
    for (Index i = 0; i < outputCount; ++i)
        sum += outputLoss(loss, sample[i], sample.wanted(i, target));
    return sum / static_cast<Scalar>(outputCount);
}

template <class Scalar>
bool namesClass(const LossSettings& loss, Index outputCount, const Scalar* outputs, Scalar label,
                Index step) {
    const Sample<Scalar> sample{outputCount, outputs, step};
    for (Index i = 0; i < outputCount; ++i) {
        if (std::isnan(sample[i]))
            return false;
    }
    if (outputCount > 1) {
        const auto own = static_cast<Index>(label);
        for (Index i = 0; i < outputCount; ++i) {
            if (sample[i] > sample[own] || (i < own && sample[i] == sample[own]))
                return false;
        }
        return true;
    }
    const bool bySign = loss.kind == Loss::BinaryCrossEntropy || loss.kind == Loss::Hinge;
    return (sample[0] > (bySign ? Scalar(0) : Scalar(0.5))) == (label == 1);
}

template float sampleLoss<float>(const LossSettings&, Index, const float*, float, Index);
template double sampleLoss<double>(const LossSettings&, Index, const double*, double, Index);
template bool namesClass<float>(const LossSettings&, Index, const float*, float, Index);
template bool namesClass<double>(const LossSettings&, Index, const double*, double, Index);

} // namespace downhill::training
