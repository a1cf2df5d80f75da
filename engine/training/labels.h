#pragma once

#include "training/dataset.h"
#include "training/error.h"
#include "training/experiment.h"

#include <Eigen/Core>

#include <optional>

namespace downhill::training {

/// The greatest label that data may carry for a loss about classes, before the network is known.
double greatestLabel(Loss loss);

/// The first of the targets, shape = [1, samples], that is not a whole number from 0 to `greatest`.
std::optional<Eigen::Index> firstNotAClass(const Eigen::MatrixXd& targets, double greatest);

/// Sets the task of data whose targets are labels; `classes` is at least 2.
void setClasses(Dataset<double>& data, int classes);

/// Labels as indicator columns, shape = [classes, samples] from [1, samples]: 1 in the row of the label, 0
/// elsewhere. Error: LabelNotAClass.
template <class Scalar>
Result<typename Dataset<Scalar>::Matrix> oneHot(const typename Dataset<Scalar>::Matrix& labels, int classes);

extern template Result<Dataset<float>::Matrix> oneHot<float>(const Dataset<float>::Matrix&, int);
extern template Result<Dataset<double>::Matrix> oneHot<double>(const Dataset<double>::Matrix&, int);

} // namespace downhill::training
