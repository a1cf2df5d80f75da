#pragma once

#include <cstdint>

/// When something learnt is best asked again: FSRS, the Free Spaced Repetition Scheduler, version 6, with its
/// published default parameters. Open Spaced Repetition, "The Algorithm",
/// github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm; the parameters and the values that the
/// tests compare with are those of its implementations py-fsrs 6.3.2 and go-fsrs 4.
namespace downhill::lesson::fsrs {

/// How well something came back. The values are those of the publication.
enum class Rating { Again = 1, Hard = 2, Good = 3, Easy = 4 };

/// What is known of one memory. Moments are milliseconds since 1970, UTC.
struct Card {
    double stability = 0;          ///< days after which it comes back with a probability of 0.9
    double difficulty = 0;         ///< 1 to 10
    std::int64_t last = 0;         ///< when it was last asked
    std::int64_t due = 0;          ///< when it is best asked again
    int reviews = 0;               ///< 0: never asked, and nothing else counts
    int lapses = 0;                ///< times it had been known on an earlier day, and was not
    Rating rating = Rating::Again; ///< the last one

    bool operator==(const Card&) const = default;
};

inline constexpr double kRetention = 0.9; ///< desired probability that a card comes back when it is due
inline constexpr double kLeastRetention = 0.7;
inline constexpr double kGreatestRetention = 0.97;
inline constexpr std::int64_t kDay = 86'400'000; ///< milliseconds

/// `retention` as far as it is offered; kRetention where it is no number.
double boundedRetention(double retention);

/// The card after it was asked at `now` with that result. A pure function. Due after whole days, at least
/// one: the minutes-long steps of flash cards are left out, since a lesson asks again by itself. A clock that
/// was set back counts as no time.
Card next(const Card& card, Rating rating, std::int64_t now, double retention = kRetention);

/// Probability that it comes back at `now`; 0 for a card that was never asked.
double retrievability(const Card& card, std::int64_t now);

/// Days until a memory of that stability comes back with the probability `retention`, rounded; 1 to 36,500.
int intervalDays(double stability, double retention);

} // namespace downhill::lesson::fsrs
