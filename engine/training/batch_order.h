#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::training {

/// Which samples a batch takes, batch after batch and epoch after epoch. With `shuffle` each epoch has an
/// order of its own, which depends on nothing but the seed and the epoch's number; a batch that is the whole
/// set keeps the order of the rows. Nothing here allocates after construction.
class BatchOrder {
public:
    /// How the samples are dealt out.
    struct Settings {
        Eigen::Index samples = 0;
        Eigen::Index batchSize = 0; ///< at most `samples`
        bool shuffle = true;
        std::uint64_t seed = 1;
        bool dropLast = false; ///< leave out the batch at the end of an epoch that is not full
    };

    explicit BatchOrder(const Settings& settings);

    const Settings& settings() const { return settings_; }
    bool shuffles() const { return shuffles_; }

    /// Goes on to the next batch and returns its samples.
    std::span<const Eigen::Index> next();
    /// The samples of the present batch; empty before the first.
    std::span<const Eigen::Index> present() const;
    /// The samples that this epoch had before the present batch.
    std::span<const Eigen::Index> epochSoFar() const {
        return std::span(order_).first(static_cast<std::size_t>(begin_));
    }
    std::int64_t batchesPerEpoch() const;
    /// Where the present batch begins in the order of its epoch.
    Eigen::Index begin() const { return begin_; }
    /// To before batch number `batches`, counted from 0 over all epochs.
    void rewind(std::int64_t batches = 0);

private:
    void beginEpoch();

    Settings settings_;
    bool shuffles_;
    std::uint32_t epoch_ = 0; ///< epochs begun
    Eigen::Index begin_ = 0;  ///< of the present batch, in order_
    Eigen::Index end_ = 0;
    std::vector<Eigen::Index> order_;
};

} // namespace downhill::training
