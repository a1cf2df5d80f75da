#include "views/weight_path.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

void WeightPath::forget() {
    places_.clear();
    stride_ = 1;
}

void WeightPath::add(std::int64_t step, std::span<const float> weights) {
    if (weights.empty() || !std::ranges::all_of(weights, [](float weight) { return std::isfinite(weight); }))
        return;
    if (!places_.empty() && step < places_.back().step)
        forget();
    if (!places_.empty() && weights.size() != places_.back().weights.size())
        return;
    // The last place is one for the time being while it is nearer to the one before than a stride.
    const bool replaces =
        !places_.empty() &&
        (step == places_.back().step ||
         (places_.size() > 1 && places_.back().step < places_[places_.size() - 2].step + stride_));
    if (!replaces)
        places_.emplace_back();
    places_.back().step = step;
    places_.back().weights.assign(weights.begin(), weights.end());
    if (places_.size() <= kMost)
        return;
    // Every other goes, but for the first and the last.
    std::vector<Place> kept;
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (i % 2 == 0 || i + 1 == places_.size())
            kept.push_back(std::move(places_[i]));
    places_ = std::move(kept);
    stride_ = std::max<std::int64_t>(stride_ + 1, (places_.back().step - places_.front().step) /
                                                      static_cast<std::int64_t>(kMost / 2));
}

} // namespace downhill::app
