#pragma once

#include "lesson/course.h"
#include "lesson/fsrs.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Questions that come back once they were answered, where they stand alone (question_use.h): when, and in
/// what order. Pure functions.
namespace downhill::lesson {

/// The card of one question of a course.
struct ReviewCard {
    QString lesson{};
    QString question{};
    fsrs::Card card{};

    bool operator==(const ReviewCard&) const = default;
};

/// A question to be asked now.
struct ReviewItem {
    QString lesson{};
    QString question{};
    std::uint64_t seed = 0; ///< of its order and of its numbers: others each time
    double retrievability = 0;

    bool operator==(const ReviewItem&) const = default;
};

/// How hard it was to bring a right answer back, by the student's word; never guessed.
enum class Effort { Hard, Usual, Easy };

/// How an answer came about.
struct ReviewedAnswer {
    bool correct = false;
    int hintsOpened = 0;
    Effort effort = Effort::Usual;
};

inline constexpr int kReviewLimit = 10; ///< questions of a session: a few minutes

/// How well an answer came back: wrong is Again; right with hints, or on the day of a wrong answer, is Hard;
/// otherwise right is Good, or Hard or Easy by the student's word. Nothing where a right answer follows
/// another of the same day, from which nothing is learnt about memory.
std::optional<fsrs::Rating> ratingOf(const ReviewedAnswer& answer, const fsrs::Card& card, std::int64_t now);

/// The cards whose questions the course still has. A question that was taken away or renamed leaves its card
/// unused.
std::vector<ReviewCard> cardsOf(const Course& course, std::span<const ReviewCard> cards);

/// How many of the cards are due at `now`.
int dueCount(std::span<const ReviewCard> cards, std::int64_t now);

/// What to ask at `now`: of the cards that are due the `limit` that are most nearly forgotten, mixed so that
/// questions of one lesson stand apart where they can. The same cards and moment give the same session.
std::vector<ReviewItem> reviewSession(std::span<const ReviewCard> cards, std::int64_t now,
                                      int limit = kReviewLimit);

} // namespace downhill::lesson
