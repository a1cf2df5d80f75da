#pragma once

#include "training/dataset.h"
#include "training/decision_grid.h"
#include "training/network_pass.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace downhill::training {

struct RunSnapshot;

} // namespace downhill::training

namespace downhill::app {

/// The network of a run, as a frame gave it.
struct NetworkState {
    std::vector<float> parameters{};
    std::vector<float> statistics{}; ///< of batch norm
    std::int64_t step = 0;

    /// Takes over what `run` is now; whether that is another network than before. It is one for ever where a
    /// NaN is among its numbers.
    bool take(const training::RunSnapshot& run);
};

/// Asks a network about places that are not in its data, for pictures. A place has the one or two coordinates
/// that its data are drawn by; what the network sees there is derived and standardised as its data were.
class NetworkProbe {
public:
    using Matrix = Eigen::MatrixXf;
    /// A row an output, a column a place.
    using Outputs = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    /// Nothing where the network cannot be built on `data`, or these are not drawn by one or two coordinates.
    static std::optional<NetworkProbe> create(const training::NetworkProblem& problem,
                                              const training::SplitDataset<float>& data);
    /// The same for data that are drawn by `coordinates` coordinates; nothing before there are data, and for
    /// a problem that is no network.
    static std::optional<NetworkProbe> create(const training::Problem& problem,
                                              const training::SplitDataset<float>* data,
                                              Eigen::Index coordinates);

    Eigen::Index coordinates() const { return coordinates_; } ///< of a place, 1 or 2
    Eigen::Index outputs() const { return pass_.network().outputs(); }
    /// Whether the parameters, and with batch norm its running statistics, are those of such a network.
    bool fits(std::span<const float> parameters, std::span<const float> statistics) const;
    /// Multiply-adds of one place.
    std::int64_t cost() const { return cost_; }

    /// What the network sees at `places` (shape = [coordinates, n]); shape = [inputs, n].
    Matrix inputsAt(const Eigen::MatrixXd& places) const;
    /// The network's outputs for `inputs` (shape = [inputs, n]).
    Outputs evaluate(std::span<const float> parameters, std::span<const float> statistics,
                     const Matrix& inputs);
    /// The network's outputs at the nodes of a grid, row by row. Needs places of two coordinates.
    Outputs evaluate(std::span<const float> parameters, std::span<const float> statistics,
                     const training::PlaceGrid& grid);

    /// Whether sharesOf() gives what the network takes for probabilities.
    bool givesProbabilities() const;
    /// Outputs as shares between 0 and 1: of a single output the share of class 1, otherwise one row a class.
    /// A hinge gives no probabilities; its two margins stand for 0 and 1, and of several scores the softmax
    /// is taken. A network trained on values gives its outputs as they are.
    Outputs sharesOf(Outputs outputs) const;

private:
    NetworkProbe(const training::Network<float>& network, training::Loss loss,
                 const training::InputMap& inputs, Eigen::Index coordinates);

    training::NetworkPass<float> pass_;
    training::Loss loss_;
    training::InputMap inputs_;
    Eigen::Index coordinates_;
    std::int64_t cost_ = 0;
    std::optional<training::DecisionGrid<float>> grid_{}; ///< as last asked for
};

} // namespace downhill::app
