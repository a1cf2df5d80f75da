#pragma once

#include "training/trainer.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace downhill::training {

/// The past of one run in bounded memory: checkpoints on its way, and the learning rates that were set while
/// it went. From these any of its steps is computed again, the same bit for bit.
///
/// Checkpoints stand a stride apart that doubles whenever there are too many; so a run of n steps is repeated
/// by at most n / (kCheckpoints / 2) steps from the one before. The step at which parameters were set by hand
/// is the earliest that can be repeated.
class RunHistory {
public:
    static constexpr std::size_t kCheckpoints = 128;
    static constexpr std::size_t kFewest = 8; ///< kept even where they take more than kBytes
    static constexpr std::size_t kBytes = std::size_t{64} << 20;

    /// Forgets everything; what comes begins with `checkpoint`.
    void begin(Checkpoint<float> checkpoint);
    /// Whether a checkpoint of this step is to be kept.
    bool wants(std::int64_t step) const { return step >= next_; }
    /// Keeps the checkpoint of a later step than any before.
    void add(Checkpoint<float> checkpoint);
    /// The rate was set when `step` steps were done.
    void setRate(std::int64_t step, double rate);

    /// The earliest step that can be repeated.
    std::int64_t first() const;
    /// Takes `trainer`, which is of the same run, to `step`, or to where it stops before. Error: that of
    /// Trainer::restore().
    Result<void> repeat(Trainer<float>& trainer, std::int64_t step) const;

    std::size_t size() const { return checkpoints_.size(); } ///< checkpoints kept

private:
    struct Rate {
        std::int64_t step = 0;
        double rate = 0;
    };

    std::size_t most() const;
    void thin();

    std::vector<Checkpoint<float>> checkpoints_{}; ///< by step; empty before begin()
    std::vector<Rate> rates_{};                    ///< by step, each step once
    std::int64_t stride_ = 1;
    std::int64_t next_ = 0; ///< the step whose checkpoint is wanted next
};

} // namespace downhill::training
