#include "lesson/fsrs.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::lesson::fsrs {

namespace {

/// w0 to w20.
constexpr std::array<double, 21> kWeights{0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                                          0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                                          1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};
constexpr double kLeastStability = 0.001; // days
constexpr double kGreatestStability = 36'500;
constexpr double kLeastDifficulty = 1;
constexpr double kGreatestDifficulty = 10;

/// The forgetting curve is (1 + factor · t/S)^−w20, with the factor that makes it 0.9 at t = S.
double curveFactor() {
    return std::pow(0.9, -1 / kWeights[20]) - 1;
}

double gradeOf(Rating rating) {
    return static_cast<double>(rating);
}

double boundedStability(double stability) {
    return std::clamp(stability, kLeastStability, kGreatestStability);
}

double boundedDifficulty(double difficulty) {
    return std::clamp(difficulty, kLeastDifficulty, kGreatestDifficulty);
}

double retrievabilityAfter(double days, double stability) {
    return std::pow(1 + curveFactor() * days / stability, -kWeights[20]);
}

double firstStability(Rating rating) {
    return kWeights[static_cast<std::size_t>(rating) - 1];
}

/// D₀(G) = w4 − e^(w5·(G − 1)) + 1
double firstDifficulty(Rating rating) {
    return kWeights[4] - std::exp(kWeights[5] * (gradeOf(rating) - 1)) + 1;
}

/// A step of −w6·(G − 3) that shrinks towards 10, and a share w7 of the way back to D₀(Easy).
double nextDifficulty(double difficulty, Rating rating) {
    const double step = -kWeights[6] * (gradeOf(rating) - 3);
    const double moved = difficulty + step * (10 - difficulty) / 9;
    return boundedDifficulty(kWeights[7] * firstDifficulty(Rating::Easy) + (1 - kWeights[7]) * moved);
}

/// Asked again on the same day: S·e^(w17·(G − 3 + w18))·S^−w19, never less after a right answer.
double stabilityOfSameDay(double stability, Rating rating) {
    double growth =
        std::exp(kWeights[17] * (gradeOf(rating) - 3 + kWeights[18])) * std::pow(stability, -kWeights[19]);
    if (rating != Rating::Again)
        growth = std::max(growth, 1.0);
    return stability * growth;
}

/// S·(1 + e^w8·(11 − D)·S^−w9·(e^(w10·(1 − R)) − 1)·penalty·bonus)
double stabilityAfterRecall(const Card& card, double recall, Rating rating) {
    const double penalty = rating == Rating::Hard ? kWeights[15] : 1;
    const double bonus = rating == Rating::Easy ? kWeights[16] : 1;
    const double growth = std::exp(kWeights[8]) * (11 - card.difficulty) *
                          std::pow(card.stability, -kWeights[9]) * std::expm1(kWeights[10] * (1 - recall)) *
                          penalty * bonus;
    return card.stability * (1 + growth);
}

/// w11·D^−w12·((S + 1)^w13 − 1)·e^(w14·(1 − R)), and never more than S·e^(−w17·w18)
double stabilityAfterForgetting(const Card& card, double recall) {
    const double forgotten = kWeights[11] * std::pow(card.difficulty, -kWeights[12]) *
                             (std::pow(card.stability + 1, kWeights[13]) - 1) *
                             std::exp(kWeights[14] * (1 - recall));
    return std::min(forgotten, card.stability * std::exp(-kWeights[17] * kWeights[18]));
}

double nextStability(const Card& card, Rating rating, double days) {
    if (days < 1)
        return stabilityOfSameDay(card.stability, rating);
    const double recall = retrievabilityAfter(days, card.stability);
    return rating == Rating::Again ? stabilityAfterForgetting(card, recall)
                                   : stabilityAfterRecall(card, recall, rating);
}

double daysBetween(std::int64_t from, std::int64_t to) {
    return std::max(0.0, (static_cast<double>(to) - static_cast<double>(from)) / static_cast<double>(kDay));
}

} // namespace

double boundedRetention(double retention) {
    return std::isnan(retention) ? kRetention : std::clamp(retention, kLeastRetention, kGreatestRetention);
}

int intervalDays(double stability, double retention) {
    const double days =
        stability / curveFactor() * (std::pow(boundedRetention(retention), -1 / kWeights[20]) - 1);
    return static_cast<int>(std::clamp(std::nearbyint(days), 1.0, kGreatestStability));
}

Card next(const Card& card, Rating rating, std::int64_t now, double retention) {
    Card after = card;
    if (card.reviews == 0) {
        after = {};
        after.stability = firstStability(rating);
        after.difficulty = boundedDifficulty(firstDifficulty(rating));
    } else {
        const double days = std::floor(daysBetween(card.last, now));
        after.stability = boundedStability(nextStability(card, rating, days));
        after.difficulty = nextDifficulty(card.difficulty, rating);
        if (rating == Rating::Again && days >= 1 && card.rating != Rating::Again)
            ++after.lapses;
    }
    ++after.reviews;
    after.rating = rating;
    after.last = now;
    after.due = after.last + intervalDays(after.stability, retention) * kDay;
    return after;
}

double retrievability(const Card& card, std::int64_t now) {
    return card.reviews == 0 ? 0 : retrievabilityAfter(daysBetween(card.last, now), card.stability);
}

} // namespace downhill::lesson::fsrs
