#include "store/answer_store.h"

#include "store/answer_json.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/review_store.h"
#include "store/statement.h"
#include "store/transaction.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

const QString& columns() {
    static const QString names =
        u"uuid, profile, course, lesson, lesson_version, question, content_hash, answer,"
        " score, points, marked, correct, hints_opened, shuffle_seed, answered"_s;
    return names;
}

/// Runs `select` for a lesson, and for a question where one is given.
Result<std::vector<AnswerRecord>> readAnswers(Connection& connection, const QString& select,
                                              const LessonKey& lesson, const QString& question = {}) {
    Statement statement(connection, select);
    statement.bind(lesson.profile).bind(lesson.course).bind(lesson.lesson);
    if (!question.isNull())
        statement.bind(question);

    std::vector<AnswerRecord> answers;
    while (statement.next()) {
        auto answer = answerFromJson(statement.text(7));
        if (!answer) {
            return tl::unexpected(Error{.code = ErrorCode::Damaged,
                                        .path = connection.file(),
                                        .detail = u"answer %1"_s.arg(statement.text(0))});
        }
        answers.push_back({.id = statement.uuid(0),
                           .lesson = {statement.uuid(1), statement.text(2), statement.text(3)},
                           .lessonVersion = static_cast<int>(statement.integer(4)),
                           .question = statement.text(5),
                           .contentHash = statement.text(6),
                           .answer = std::move(*answer),
                           .score = statement.real(8),
                           .points = statement.real(9),
                           .marked = statement.truth(10),
                           .correct = statement.truth(11),
                           .hintsOpened = static_cast<int>(statement.integer(12)),
                           .shuffleSeed = static_cast<std::uint64_t>(statement.integer(13)),
                           .answered = statement.integer(14)});
    }
    if (statement.failure())
        return tl::unexpected(*statement.failure());
    return answers;
}

} // namespace

Result<void> AnswerStore::record(const AnswerRecord& answer, const std::optional<lesson::fsrs::Card>& card) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto inserted =
        Statement(connection, u"INSERT INTO answers (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                              " ON CONFLICT (uuid) DO NOTHING"_s.arg(columns()))
            .bind(answer.id)
            .bind(answer.lesson.profile)
            .bind(answer.lesson.course)
            .bind(answer.lesson.lesson)
            .bind(answer.lessonVersion)
            .bind(answer.question)
            .bind(answer.contentHash)
            .bind(answerToJson(answer.answer))
            .bind(answer.score)
            .bind(answer.points)
            .bind(answer.marked)
            .bind(answer.correct)
            .bind(answer.hintsOpened)
            .bind(answer.shuffleSeed)
            .bind(answer.answered)
            .run();
    if (!inserted)
        return inserted;
    if (card) {
        if (auto saved = ReviewStore(database_).save(answer.lesson, answer.question, *card); !saved)
            return saved;
    }
    return transaction->commit();
}

Result<std::vector<AnswerRecord>> AnswerStore::latest(const LessonKey& lesson) {
    return readAnswers(database_.connection(),
                       u"SELECT %1 FROM (SELECT *, row_number() OVER (PARTITION BY question ORDER BY id DESC)"
                       " AS place FROM answers WHERE profile = ? AND course = ? AND lesson = ?)"
                       " WHERE place = 1 ORDER BY question"_s.arg(columns()),
                       lesson);
}

Result<std::vector<AnswerRecord>> AnswerStore::attempts(const LessonKey& lesson, const QString& question) {
    return readAnswers(
        database_.connection(),
        u"SELECT %1 FROM answers WHERE profile = ? AND course = ? AND lesson = ? AND question = ?"
        " ORDER BY id DESC"_s.arg(columns()),
        lesson, question.isNull() ? u""_s : question);
}

} // namespace downhill::store
