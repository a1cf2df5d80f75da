#include "training/decision_grid.h"

#include "training/flush_denormals.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace downhill::training {

namespace {

using Eigen::Index;

constexpr Index kStretch = 256;

double along(const std::array<double, 2>& range, int index, int count) {
    return count < 2 ? range[0] : range[0] + (range[1] - range[0]) * index / (count - 1);
}

} // namespace

template <class Scalar>
DecisionGrid<Scalar>::DecisionGrid(const Network<Scalar>& network, const InputMap& inputs,
                                   const PlaceGrid& grid)
    : grid_(grid), pass_(network, kStretch) {
    const std::size_t plane = static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns);
    places_.resize(plane * inputs.size());
    std::vector<Scalar> place(inputs.size());
    std::size_t at = 0;
    for (int row = 0; row < grid.rows; ++row) {
        const double y = along(grid.y, row, grid.rows);
        for (int column = 0; column < grid.columns; ++column, ++at) {
            mapPlace<Scalar>(inputs, along(grid.x, column, grid.columns), y, place);
            for (std::size_t input = 0; input < place.size(); ++input)
                places_[input * plane + at] = place[input];
        }
    }
}

template <class Scalar>
void DecisionGrid<Scalar>::evaluate(std::span<const Scalar> parameters, std::span<const Scalar> statistics,
                                    int firstRow, int lastRow, std::span<Scalar> outputs) {
    const FlushDenormals flush;
    const Index plane = Index{grid_.rows} * grid_.columns;
    const Index end = Index{lastRow} * grid_.columns;
    for (Index begin = Index{firstRow} * grid_.columns; begin < end; begin += kStretch) {
        const Index count = std::min(kStretch, end - begin);
        pass_.takeRows(places_.data() + begin, plane, count);
        pass_.evaluate(parameters, statistics);
        const LayerView<Scalar> found = pass_.outputs();
        for (Index output = 0; output < found.rows(); ++output)
            std::copy_n(found.data() + output * found.outerStride(), count,
                        outputs.data() + output * plane + begin);
    }
}

template class DecisionGrid<float>;
template class DecisionGrid<double>;

} // namespace downhill::training
