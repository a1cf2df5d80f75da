#pragma once

#include "training/dataset.h"
#include "training/network_pass.h"
#include "training/parameter_statistics.h"
#include "training/runner.h"

#include <optional>
#include <span>
#include <vector>

namespace downhill::app {

/// The numbers of a network's layers in figures, frame after frame. Of a layer with more than kMost of a kind
/// every n-th counts, so that a frame stays quick whatever the network is.
class LayerFigures {
public:
    enum class Kind { Weights, Biases, Gradients, Activations };

    static constexpr std::size_t kMost = 50'000;

    /// Nothing where the network cannot be built on `data`, which has to live as long.
    static std::optional<LayerFigures> create(const training::NetworkProblem& problem,
                                              const training::Dataset<float>& data);

    std::size_t layers() const { return pass_.network().layers().size(); }
    Eigen::Index units(std::size_t layer) const { return pass_.network().layers()[layer].units; }
    bool fits(const training::RunSnapshot& run) const;

    /// A summary a layer; in `magnitudes` of the decimal logarithms of the numbers' sizes, without zeros.
    /// Gradients are those of the weights; activations are what the layers hand on for up to 256 training
    /// samples. `run` fits.
    std::vector<training::NumberSummary> summaries(Kind kind, const training::RunSnapshot& run,
                                                   bool magnitudes, int bins);
    /// ‖last move‖ / ‖what was moved‖ of each layer's weights; empty where the last move is not known.
    std::vector<double> updateRatios(const training::RunSnapshot& run) const;

private:
    LayerFigures(const training::Network<float>& network, const training::Dataset<float>& data,
                 Eigen::Index samples);

    training::NumberSummary summary(std::span<const float> numbers, bool magnitudes, int bins);

    training::NetworkPass<float> pass_;
    const training::Dataset<float>* data_;
    std::vector<float> taken_{};
};

} // namespace downhill::app
