#include "training/loss.h"

#include "training/exponential.h"

#include <algorithm>
#include <cmath>

namespace downhill::training {

namespace {

using Eigen::Index;

/// What a squared error is multiplied by.
template <class Scalar>
constexpr Scalar squareFactor(Loss loss) {
    return loss == Loss::HalfMeanSquaredError ? Scalar(0.5) : Scalar(1);
}

/// What output `output` should be: the target, or 1 for the class that it stands for and 0 for others.
template <class Scalar>
Scalar wanted(Index outputCount, Index output, Scalar target) {
    return outputCount == 1 ? target : Scalar(static_cast<Scalar>(output) == target ? 1 : 0);
}

template <class Scalar>
Scalar squaredError(Loss loss, Index outputCount, const Scalar* outputs, Scalar target) {
    Scalar sum = 0;
    for (Index i = 0; i < outputCount; ++i) {
        const Scalar error = outputs[i] - wanted(outputCount, i, target);
        sum += error * error;
    }
    return squareFactor<Scalar>(loss) * sum / static_cast<Scalar>(outputCount);
}

/// −log of the probability that one logit gives to the class `target`, 0 or 1.
template <class Scalar>
Scalar binaryCrossEntropy(Scalar logit, Scalar target) {
    const Scalar power = exponentialOfNegative(-std::abs(logit)).whole;
    return std::max(logit, Scalar(0)) - logit * target + logOfOneAnd(power);
}

template <class Scalar>
Scalar greatestOf(Index count, const Scalar* values) {
    Scalar greatest = values[0];
    for (Index i = 1; i < count; ++i)
        greatest = values[i] > greatest ? values[i] : greatest;
    return greatest;
}

/// −log of the share that softmax gives to the class `target`. e^(logit − greatest) goes to `powers` where
/// that is not null, and their sum to `sum`.
template <class Scalar>
Scalar crossEntropy(Index count, const Scalar* logits, Scalar target, Scalar* powers, Scalar& sum) {
    const Scalar greatest = greatestOf(count, logits);
    sum = 0;
    if (powers != nullptr) {
        for (Index i = 0; i < count; ++i)
            powers[i] = exponentialOfNegative(logits[i] - greatest).whole;
        for (Index i = 0; i < count; ++i)
            sum += powers[i];
    } else {
        for (Index i = 0; i < count; ++i)
            sum += exponentialOfNegative(logits[i] - greatest).whole;
    }
    return std::log(sum) - (logits[static_cast<Index>(target)] - greatest);
}

template <class Scalar>
double squaredErrors(Loss loss, Index outputCount, Index samples, const Scalar* outputs,
                     const Scalar* targets, Scalar* gradient) {
    const Scalar slope = 2 * squareFactor<Scalar>(loss) / static_cast<Scalar>(outputCount * samples);
    double sum = 0;
    for (Index sample = 0; sample < samples; ++sample) {
        for (Index i = 0; i < outputCount; ++i) {
            const Scalar error = outputs[i] - wanted(outputCount, i, targets[sample]);
            gradient[i] = error * slope;
            sum += static_cast<double>(error * error);
        }
        outputs += outputCount;
        gradient += outputCount;
    }
    return static_cast<double>(squareFactor<Scalar>(loss)) * sum / static_cast<double>(outputCount * samples);
}

template <class Scalar>
double binaryCrossEntropies(Index samples, const Scalar* logits, const Scalar* targets, Scalar* gradient) {
    const Scalar share = Scalar(1) / static_cast<Scalar>(samples);
    double sum = 0;
    for (Index i = 0; i < samples; ++i) {
        const Scalar power = exponentialOfNegative(-std::abs(logits[i])).whole;
        const Scalar probability = (logits[i] < 0 ? power : Scalar(1)) / (1 + power);
        gradient[i] = (probability - targets[i]) * share;
        sum += static_cast<double>(binaryCrossEntropy(logits[i], targets[i]));
    }
    return sum / static_cast<double>(samples);
}

template <class Scalar>
double crossEntropies(Index outputCount, Index samples, const Scalar* logits, const Scalar* targets,
                      Scalar* gradient) {
    const Scalar share = Scalar(1) / static_cast<Scalar>(samples);
    double sum = 0;
    for (Index sample = 0; sample < samples; ++sample) {
        Scalar powers = 0;
        sum += static_cast<double>(crossEntropy(outputCount, logits, targets[sample], gradient, powers));
        const Scalar scale = share / powers;
        for (Index i = 0; i < outputCount; ++i)
            gradient[i] *= scale;
        gradient[static_cast<Index>(targets[sample])] -= share;
        logits += outputCount;
        gradient += outputCount;
    }
    return sum / static_cast<double>(samples);
}

} // namespace

template <class Scalar>
double lossWithGradient(Loss loss, Index outputCount, Index samples, const Scalar* outputs,
                        const Scalar* targets, Scalar* gradient) {
    switch (loss) {
    case Loss::BinaryCrossEntropy:
        return binaryCrossEntropies(samples, outputs, targets, gradient);
    case Loss::CrossEntropy:
        return crossEntropies(outputCount, samples, outputs, targets, gradient);
    default:
        return squaredErrors(loss, outputCount, samples, outputs, targets, gradient);
    }
}

template <class Scalar>
Scalar sampleLoss(Loss loss, Index outputCount, const Scalar* outputs, Scalar target) {
    switch (loss) {
    case Loss::BinaryCrossEntropy:
        return binaryCrossEntropy(outputs[0], target);
    case Loss::CrossEntropy: {
        Scalar sum = 0;
        return crossEntropy<Scalar>(outputCount, outputs, target, nullptr, sum);
    }
    default:
        return squaredError(loss, outputCount, outputs, target);
    }
}

template <class Scalar>
bool namesClass(Loss loss, Index outputCount, const Scalar* outputs, Scalar label) {
    if (outputCount == 1) {
        const Scalar middle = loss == Loss::BinaryCrossEntropy ? Scalar(0) : Scalar(0.5);
        return label == 1 ? outputs[0] > middle : outputs[0] <= middle;
    }
    const Scalar own = outputs[static_cast<Index>(label)];
    for (Index i = 0; i < outputCount; ++i) {
        const bool beaten = static_cast<Scalar>(i) < label ? outputs[i] < own : outputs[i] <= own;
        if (!beaten)
            return false;
    }
    return true;
}

template double lossWithGradient<float>(Loss, Index, Index, const float*, const float*, float*);
template double lossWithGradient<double>(Loss, Index, Index, const double*, const double*, double*);
template float sampleLoss<float>(Loss, Index, const float*, float);
template double sampleLoss<double>(Loss, Index, const double*, double);
template bool namesClass<float>(Loss, Index, const float*, float);
template bool namesClass<double>(Loss, Index, const double*, double);

} // namespace downhill::training
