#pragma once

#include "training/instruction_set.h"
#include "training/loss.h"

#include <Eigen/Core>

namespace downhill::training {

template <class Scalar>
struct LossKernels {
    /// The mean loss of a batch and, in `gradient`, its gradient with respect to the outputs; 0 in the
    /// columns that pad the batch. `outputs` and `gradient` hold `outputCount` rows `step` apart, with a
    /// column a sample; `targets` holds a number a sample. All are readable up to whole multiples of kLanes
    /// samples.
    double (*measure)(const LossSettings& loss, Eigen::Index outputCount, Eigen::Index samples,
                      Eigen::Index step, const Scalar* outputs, const Scalar* targets, Scalar* gradient);
};

template <class Scalar>
const LossKernels<Scalar>& lossKernels(InstructionSet instructions);

} // namespace downhill::training
