#include "training/landscape.h"

#include "training/flush_denormals.h"
#include "training/philox.h"
#include "training/thread_team.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace downhill::training {

using Eigen::Index;

template <class Scalar>
std::vector<Scalar> filterNormalisedDirection(const Network<Scalar>& network,
                                              std::span<const Scalar> parameters, std::uint64_t seed,
                                              std::uint32_t number) {
    // Networks have no noise, so its stream is free; from the end, away from the steps of a surface.
    RandomStream random(seed, Stream::Noise, std::numeric_limits<std::uint32_t>::max() - number);
    std::vector<Scalar> direction(parameters.size(), Scalar(0));
    std::vector<double> drawn;
    for (const LayerShape& layer : network.layers()) {
        drawn.resize(static_cast<std::size_t>(layer.inputs));
        for (Index unit = 0; unit < layer.units; ++unit) {
            const auto first = static_cast<std::size_t>(layer.weights + unit * layer.inputs);
            double drawnSquares = 0;
            double squares = 0;
            for (std::size_t i = 0; i < drawn.size(); ++i) {
                const auto weight = static_cast<double>(parameters[first + i]);
                drawn[i] = random.normal();
                drawnSquares += drawn[i] * drawn[i];
                squares += weight * weight;
            }
            const double scale = drawnSquares > 0 ? std::sqrt(squares / drawnSquares) : 0;
            for (std::size_t i = 0; i < drawn.size(); ++i)
                direction[first + i] = static_cast<Scalar>(scale * drawn[i]);
        }
    }
    return direction;
}

template <class Scalar>
Landscape<Scalar>::Landscape(const Network<Scalar>& network, const LossSettings& loss,
                             const Dataset<Scalar>& data, std::span<const Scalar> statistics)
    : loss_(network, loss, data), statistics_(statistics.begin(), statistics.end()),
      place_(static_cast<std::size_t>(network.parameterCount())) {}

template <class Scalar>
double Landscape<Scalar>::lossAt(std::span<const Scalar> parameters) {
    return loss_.at(parameters, statistics_);
}

template <class Scalar>
void Landscape<Scalar>::row(const LandscapePlane<Scalar>& plane, const LandscapeGrid& grid, int row,
                            std::span<double> losses) {
    const FlushDenormals flush;
    const auto b = static_cast<Scalar>(grid.bAt(row));
    for (int column = 0; column < grid.columns; ++column) {
        const auto a = static_cast<Scalar>(grid.aAt(column));
        for (std::size_t i = 0; i < place_.size(); ++i)
            place_[i] = plane.centre[i] + a * plane.first[i] + b * plane.second[i];
        losses[static_cast<std::size_t>(column)] = lossAt(place_);
    }
}

template <class Scalar>
bool survey(std::span<Landscape<Scalar>> landscapes, const LandscapePlane<Scalar>& plane,
            const LandscapeGrid& grid, std::span<double> losses, ThreadTeam* team,
            const std::stop_token& stop) {
    std::atomic<int> next = 0;
    std::atomic<bool> stopped = false;
    const auto columns = static_cast<std::size_t>(std::max(grid.columns, 0));
    const auto work = [&](int member) {
        if (static_cast<std::size_t>(member) >= landscapes.size())
            return;
        Landscape<Scalar>& own = landscapes[static_cast<std::size_t>(member)];
        for (int row = next.fetch_add(1); row < grid.rows; row = next.fetch_add(1)) {
            if (stop.stop_requested()) {
                stopped = true;
                return;
            }
            own.row(plane, grid, row, losses.subspan(static_cast<std::size_t>(row) * columns, columns));
        }
    };
    if (team != nullptr)
        team->run(work);
    else
        work(0);
    return !stopped;
}

template class Landscape<float>;
template class Landscape<double>;
template std::vector<float> filterNormalisedDirection<float>(const Network<float>&, std::span<const float>,
                                                             std::uint64_t, std::uint32_t);
template std::vector<double> filterNormalisedDirection<double>(const Network<double>&,
                                                               std::span<const double>, std::uint64_t,
                                                               std::uint32_t);
template bool survey<float>(std::span<Landscape<float>>, const LandscapePlane<float>&, const LandscapeGrid&,
                            std::span<double>, ThreadTeam*, const std::stop_token&);
template bool survey<double>(std::span<Landscape<double>>, const LandscapePlane<double>&,
                             const LandscapeGrid&, std::span<double>, ThreadTeam*, const std::stop_token&);

} // namespace downhill::training
