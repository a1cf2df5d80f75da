#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace downhill::app {

/// The weights that a run had on its way, as a view has seen them: at most kMost places, spread evenly over
/// the steps, the first and the last always among them.
class WeightPath {
public:
    static constexpr std::size_t kMost = 64;

    struct Place {
        std::int64_t step = 0;
        std::vector<float> weights{};
    };

    /// Another place, `step` steps from the start. An earlier step than the last begins anew; weights that
    /// are no numbers, or of another size, are passed over.
    void add(std::int64_t step, std::span<const float> weights);
    void forget();

    std::span<const Place> places() const { return places_; }

private:
    std::vector<Place> places_{};
    std::int64_t stride_ = 1; ///< steps between two that are kept, but for the last
};

} // namespace downhill::app
