#include "training/run_inside.h"

#include "training/data_loader.h"
#include "training/network_pass.h"

#include <algorithm>
#include <span>

namespace downhill::training {

namespace {

constexpr Eigen::Index kNumbersALayer = 1 << 16; // copied for one snapshot

void copyOptimizer(const Trainer<float>& trainer, RunSnapshot& shot) {
    shot.optimizer = trainer.optimizer().state();
    const std::span<const float> before = trainer.before();
    const std::span<const float> now = trainer.parameters();
    shot.lastMove.resize(before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        shot.lastMove[i] = now[i] - before[i];
}

void copyBatch(const Trainer<float>& trainer, const Dataset<float>& data, const LossSettings& loss,
               RunSnapshot& shot) {
    const LayerView<float> outputs = trainer.pass()->outputs();
    const std::span<const Eigen::Index> batch = trainer.batch();
    const auto seen =
        std::min<std::size_t>(batch.size(), static_cast<std::size_t>(RunSnapshot::kSamplesSeen));
    shot.batch.assign(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(seen));
    shot.batchLosses.resize(seen);
    for (std::size_t i = 0; i < seen; ++i)
        shot.batchLosses[i] = sampleLoss(loss, outputs.rows(), outputs.data() + i,
                                         data.targets.data()[batch[i]], outputs.outerStride());
}

/// The first samples of a layer's numbers, row after row.
std::vector<float> firstSamples(const LayerView<float>& numbers, Eigen::Index samples) {
    std::vector<float> copy;
    copy.reserve(static_cast<std::size_t>(numbers.rows() * samples));
    for (Eigen::Index unit = 0; unit < numbers.rows(); ++unit) {
        const float* row = numbers.data() + unit * numbers.outerStride();
        copy.insert(copy.end(), row, row + samples);
    }
    return copy;
}

void copyLayers(const NetworkPass<float>& pass, RunSnapshot& shot) {
    const auto add = [&](const LayerView<float>& activations, const LayerView<float>* deltas) {
        const Eigen::Index units = activations.rows();
        const Eigen::Index samples =
            std::min({pass.size(), Eigen::Index(RunSnapshot::kSamplesSeen),
                      std::max<Eigen::Index>(1, kNumbersALayer / std::max<Eigen::Index>(1, units))});
        LayerNumbers& layer = shot.layers.emplace_back();
        layer.units = units;
        layer.samples = samples;
        layer.activations = firstSamples(activations, samples);
        if (deltas != nullptr)
            layer.deltas = firstSamples(*deltas, samples);
    };
    add(pass.input(), nullptr);
    for (std::size_t i = 0; i < pass.network().layers().size(); ++i) {
        const LayerView<float> deltas = pass.deltas(i);
        add(pass.activations(i), &deltas);
    }
}

} // namespace

void lookInside(const Trainer<float>& trainer, const SplitDataset<float>* data, const LossSettings& loss,
                SnapshotParts parts, RunSnapshot& shot) {
    if (parts.optimizer)
        copyOptimizer(trainer, shot);
    // Before the first Forward act, and after a rewind, what a pass holds is of no batch.
    if (data == nullptr || trainer.pass() == nullptr || trainer.batch().empty())
        return;
    if (parts.batch)
        copyBatch(trainer, data->train, loss, shot);
    if (parts.layers)
        copyLayers(*trainer.pass(), shot);
}

std::vector<BatchTimes> timelineUpTo(const Trainer<float>& trainer, std::int64_t steps) {
    if (trainer.loader() == nullptr)
        return {};
    std::vector<BatchTimes> timeline = trainer.loader()->timeline();
    if (steps < trainer.step()) {
        // A step takes one batch.
        std::erase_if(timeline, [steps](const BatchTimes& times) { return times.batch >= steps; });
        return timeline;
    }
    const std::vector<BatchTimes> ready = trainer.loader()->ready();
    timeline.insert(timeline.end(), ready.begin(), ready.end());
    return timeline;
}

} // namespace downhill::training
