#include "training/labels.h"

#include <cmath>

namespace downhill::training {

namespace {

bool isLabel(double value, double greatest) {
    return value >= 0 && value <= greatest && value == std::floor(value);
}

} // namespace

double greatestLabel(Loss loss) {
    return loss == Loss::BinaryCrossEntropy ? 1 : static_cast<double>(limits::kClasses - 1);
}

std::optional<Eigen::Index> firstNotAClass(const Eigen::MatrixXd& targets, double greatest) {
    for (Eigen::Index i = 0; i < targets.size(); ++i) {
        if (!isLabel(targets(0, i), greatest))
            return i;
    }
    return std::nullopt;
}

void setClasses(Dataset<double>& data, int classes) {
    data.classes = classes;
    data.task = classes == 2 ? Task::BinaryClassification : Task::MultiClassification;
}

template <class Scalar>
Result<typename Dataset<Scalar>::Matrix> oneHot(const typename Dataset<Scalar>::Matrix& labels, int classes) {
    using Matrix = typename Dataset<Scalar>::Matrix;
    Matrix indicators = Matrix::Zero(classes, labels.cols());
    for (Eigen::Index i = 0; i < labels.cols(); ++i) {
        const auto label = static_cast<double>(labels(0, i));
        if (!isLabel(label, classes - 1)) {
            return failure({.code = ErrorCode::LabelNotAClass,
                            .where = "dataset",
                            .value = label,
                            .limit = static_cast<double>(classes - 1)});
        }
        indicators(static_cast<Eigen::Index>(label), i) = 1;
    }
    return indicators;
}

template Result<Dataset<float>::Matrix> oneHot<float>(const Dataset<float>::Matrix&, int);
template Result<Dataset<double>::Matrix> oneHot<double>(const Dataset<double>::Matrix&, int);

} // namespace downhill::training
