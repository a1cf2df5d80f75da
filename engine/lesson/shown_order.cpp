#include "lesson/shown_order.h"

#include "lesson/split_mix.h"

#include <algorithm>
#include <numeric>

namespace downhill::lesson {

namespace {

using Places = std::vector<std::size_t>;

Places inOrder(std::size_t count) {
    Places places(count);
    std::iota(places.begin(), places.end(), std::size_t(0));
    return places;
}

Places shuffled(std::size_t count, std::uint64_t seed) {
    Places places = inOrder(count);
    SplitMix(seed).shuffle(places);
    return places;
}

/// Shuffled until it is not the order itself, which no seed keeps up for long.
Places disordered(std::size_t count, std::uint64_t seed) {
    Places places = inOrder(count);
    SplitMix random(seed);
    while (places.size() > 1 && std::is_sorted(places.begin(), places.end()))
        random.shuffle(places);
    return places;
}

struct Shown {
    std::uint64_t seed;

    Places operator()(const ChoiceQuestion& question) const {
        return question.shuffle ? shuffled(question.choices.size(), seed) : inOrder(question.choices.size());
    }
    Places operator()(const PredictQuestion& question) const { return inOrder(question.choices.size()); }
    Places operator()(const OrderQuestion& question) const { return disordered(question.items.size(), seed); }
    Places operator()(const MatchQuestion& question) const {
        return shuffled(question.pairs.size() + question.others.size(), seed);
    }
    template <class Other>
    Places operator()(const Other&) const {
        return {};
    }
};

} // namespace

std::vector<std::size_t> shownOrder(const Question& question, std::uint64_t seed) {
    return std::visit(Shown{seed}, question.body);
}

std::vector<std::size_t> shownOrder(const Gap& gap, std::uint64_t seed) {
    const auto* chosen = std::get_if<ChosenGap>(&gap.body);
    if (!chosen)
        return {};
    // Gaps with the same choices show them in different orders.
    for (const QChar character : gap.id)
        seed = (seed ^ character.unicode()) * 0x100000001B3;
    return shuffled(chosen->choices.size(), seed);
}

} // namespace downhill::lesson
