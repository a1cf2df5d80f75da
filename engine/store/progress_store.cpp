#include "store/progress_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/statement.h"
#include "store/transaction.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

LessonProgress readProgress(const Statement& row) {
    return {row.text(0), row.text(1), row.integer(2), {}};
}

VisitedStep readVisit(const Statement& row) {
    return {row.text(0), row.integer(1), row.integer(2)};
}

Result<void> readVisits(Connection& connection, const QUuid& profile, const QString& course,
                        LessonProgress& progress) {
    auto visited = Statement(connection, u"SELECT step, first_visit, last_visit FROM visited_steps"
                                         " WHERE profile = ? AND course = ? AND lesson = ?"
                                         " ORDER BY first_visit, step"_s)
                       .bind(profile)
                       .bind(course)
                       .bind(progress.lesson)
                       .rows(readVisit);
    if (!visited)
        return tl::unexpected(visited.error());
    progress.visited = std::move(*visited);
    return {};
}

} // namespace

Result<void> ProgressStore::visit(const StepKey& key, UtcMs when) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return tl::unexpected(transaction.error());

    const LessonKey& lesson = key.lesson;
    auto current =
        Statement(connection, u"INSERT INTO lesson_progress (profile, course, lesson, current_step, changed)"
                              " VALUES (?, ?, ?, ?, ?)"
                              " ON CONFLICT (profile, course, lesson) DO UPDATE"
                              " SET current_step = excluded.current_step, changed = excluded.changed"_s)
            .bind(lesson.profile)
            .bind(lesson.course)
            .bind(lesson.lesson)
            .bind(key.step)
            .bind(when)
            .run();
    if (!current)
        return current;
    auto visited =
        Statement(connection,
                  u"INSERT INTO visited_steps (profile, course, lesson, step, first_visit, last_visit)"
                  " VALUES (?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (profile, course, lesson, step) DO UPDATE"
                  " SET last_visit = max(last_visit, excluded.last_visit)"_s)
            .bind(lesson.profile)
            .bind(lesson.course)
            .bind(lesson.lesson)
            .bind(key.step)
            .bind(when)
            .bind(when)
            .run();
    if (!visited)
        return visited;
    return transaction->commit();
}

Result<std::optional<LessonProgress>> ProgressStore::lesson(const LessonKey& key) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto progress = Statement(connection, u"SELECT lesson, current_step, changed FROM lesson_progress"
                                          " WHERE profile = ? AND course = ? AND lesson = ?"_s)
                        .bind(key.profile)
                        .bind(key.course)
                        .bind(key.lesson)
                        .row(readProgress);
    if (!progress || !*progress)
        return progress;
    if (const auto read = readVisits(connection, key.profile, key.course, **progress); !read)
        return tl::unexpected(read.error());
    return progress;
}

Result<std::vector<LessonProgress>> ProgressStore::course(const QUuid& profile, const QString& course) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto lessons = Statement(connection, u"SELECT lesson, current_step, changed FROM lesson_progress"
                                         " WHERE profile = ? AND course = ?"
                                         " ORDER BY changed DESC, lesson"_s)
                       .bind(profile)
                       .bind(course)
                       .rows(readProgress);
    if (!lessons)
        return lessons;
    for (LessonProgress& progress : *lessons) {
        if (const auto read = readVisits(connection, profile, course, progress); !read)
            return tl::unexpected(read.error());
    }
    return lessons;
}

Result<void> ProgressStore::passTest(const LessonKey& lesson, double share, UtcMs when) {
    return Statement(database_.connection(),
                     u"INSERT INTO passed_tests (profile, course, lesson, share, passed)"
                     " VALUES (?, ?, ?, ?, ?)"
                     " ON CONFLICT (profile, course, lesson) DO UPDATE"
                     " SET share = excluded.share, passed = excluded.passed"
                     " WHERE excluded.share > share"_s)
        .bind(lesson.profile)
        .bind(lesson.course)
        .bind(lesson.lesson)
        .bind(share)
        .bind(when)
        .run();
}

Result<std::vector<PassedTest>> ProgressStore::passedTests(const QUuid& profile, const QString& course) {
    return Statement(database_.connection(), u"SELECT lesson, share, passed FROM passed_tests"
                                             " WHERE profile = ? AND course = ? ORDER BY lesson"_s)
        .bind(profile)
        .bind(course)
        .rows([](const Statement& row) {
            return PassedTest{row.text(0), row.real(1), row.integer(2)};
        });
}

} // namespace downhill::store
