#include "training/confusion.h"

#include <limits>

namespace downhill::training {

namespace {

double share(Eigen::Index part, Eigen::Index whole) {
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                      : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

ConfusionMatrix::ConfusionMatrix(int classes) : counts_(Counts::Zero(classes, classes + 1)) {}

void ConfusionMatrix::count(int actual, int named) {
    ++counts_(actual, named < 0 ? counts_.cols() - 1 : named);
}

double ConfusionMatrix::accuracy() const {
    return share(counts_.diagonal().sum(), counts_.sum());
}

double ConfusionMatrix::precision(int label) const {
    return share(counts_(label, label), counts_.col(label).sum());
}

double ConfusionMatrix::recall(int label) const {
    return share(counts_(label, label), counts_.row(label).sum());
}

double ConfusionMatrix::f1(int label) const {
    return share(2 * counts_(label, label), counts_.col(label).sum() + counts_.row(label).sum());
}

} // namespace downhill::training
