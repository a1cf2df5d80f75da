#pragma once

#include "lesson/answer.h"
#include "lesson/fsrs.h"
#include "store/error.h"
#include "store/keys.h"

#include <QString>
#include <QUuid>

#include <cstdint>
#include <optional>
#include <vector>

namespace downhill::store {

class Database;

/// One attempt at a question, as it was given and marked.
struct AnswerRecord {
    QUuid id{};
    LessonKey lesson{};
    int lessonVersion = 1;
    QString question{};
    QString
        contentHash{}; ///< of the question as it was asked; another hash now means that the answer is stale
    lesson::Answer answer{};
    double score = 0;
    double points = 0;
    bool marked = true;
    bool correct = false;
    int hintsOpened = 0;           ///< before this answer was given
    std::uint64_t shuffleSeed = 0; ///< of the order in which the choices were shown
    UtcMs answered = 0;
    bool operator==(const AnswerRecord&) const = default;
};

/// Every answer that was ever given.
class AnswerStore {
public:
    explicit AnswerStore(Database& database) : database_(database) {}

    /// The answer is on disk when this returns without an error, together with the review card of its
    /// question where one is given. Recording the same id again changes nothing, so that a caller in doubt
    /// may repeat it.
    Result<void> record(const AnswerRecord& answer,
                        const std::optional<lesson::fsrs::Card>& card = std::nullopt);

    /// The answer given last to each question of a lesson, in the order of the questions' ids.
    Result<std::vector<AnswerRecord>> latest(const LessonKey& lesson);
    /// All answers to one question, the latest first.
    Result<std::vector<AnswerRecord>> attempts(const LessonKey& lesson, const QString& question);

private:
    Database& database_;
};

} // namespace downhill::store
