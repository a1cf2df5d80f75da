#include "training/batch_order.h"

#include "training/philox.h"

#include <algorithm>
#include <numeric>

namespace downhill::training {

using Eigen::Index;

BatchOrder::BatchOrder(const Settings& settings)
    : settings_(settings), shuffles_(settings.shuffle && settings.batchSize < settings.samples),
      order_(static_cast<std::size_t>(settings.samples)) {
    rewind();
}

void BatchOrder::rewind(std::int64_t batches) {
    epoch_ = 0;
    begin_ = 0;
    end_ = 0;
    std::iota(order_.begin(), order_.end(), Index{0});
    if (batches == 0)
        return;
    const std::int64_t perEpoch = batchesPerEpoch();
    epoch_ = static_cast<std::uint32_t>((batches - 1) / perEpoch);
    beginEpoch();
    const Index last = (batches - 1) % perEpoch; // the batch before the one that comes next
    begin_ = last * settings_.batchSize;
    end_ = std::min(begin_ + settings_.batchSize, settings_.samples);
}

std::int64_t BatchOrder::batchesPerEpoch() const {
    const bool partial = !settings_.dropLast && settings_.samples % settings_.batchSize != 0;
    return settings_.samples / settings_.batchSize + (partial ? 1 : 0);
}

void BatchOrder::beginEpoch() {
    end_ = 0;
    if (shuffles_) {
        // From the rows' own order each time, so that an epoch's order depends on no other epoch.
        std::iota(order_.begin(), order_.end(), Index{0});
        RandomStream(settings_.seed, Stream::Shuffle, epoch_).shuffle(std::span(order_));
    }
    ++epoch_;
}

std::span<const Index> BatchOrder::next() {
    const Index left = settings_.samples - end_;
    if (epoch_ == 0 || left < (settings_.dropLast ? settings_.batchSize : 1))
        beginEpoch();
    begin_ = end_;
    end_ = std::min(begin_ + settings_.batchSize, settings_.samples);
    return present();
}

std::span<const Index> BatchOrder::present() const {
    return std::span(order_).subspan(static_cast<std::size_t>(begin_),
                                     static_cast<std::size_t>(end_ - begin_));
}

} // namespace downhill::training
