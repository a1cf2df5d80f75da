#pragma once

#include "lesson/review.h"
#include "store/error.h"
#include "store/keys.h"

#include <QString>

#include <optional>
#include <vector>

namespace downhill::store {

class Database;

/// When each question is best asked again.
class ReviewStore {
public:
    explicit ReviewStore(Database& database) : database_(database) {}

    /// Nothing where the question was never answered.
    Result<std::optional<lesson::fsrs::Card>> card(const LessonKey& lesson, const QString& question);
    /// All cards of a course, by lesson and question.
    Result<std::vector<lesson::ReviewCard>> course(const QUuid& profile, const QString& course);
    /// Puts a card that was asked at least once in the place of the one before.
    Result<void> save(const LessonKey& lesson, const QString& question, const lesson::fsrs::Card& card);

private:
    Database& database_;
};

} // namespace downhill::store
