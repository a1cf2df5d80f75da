#include "store/study_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace downhill::store {

Result<void> StudyStore::add(const LessonKey& lesson, const QDate& day, std::int64_t milliseconds) {
    if (milliseconds < 1)
        return {};
    return Statement(database_.connection(),
                     u"INSERT INTO study_time (profile, course, lesson, day, milliseconds)"
                     " VALUES (?, ?, ?, ?, ?)"
                     " ON CONFLICT (profile, course, lesson, day) DO UPDATE"
                     " SET milliseconds = milliseconds + excluded.milliseconds"_s)
        .bind(lesson.profile)
        .bind(lesson.course)
        .bind(lesson.lesson)
        .bind(day.toString(Qt::ISODate))
        .bind(milliseconds)
        .run();
}

Result<std::vector<StudyTime>> StudyStore::times(const QUuid& profile, const QString& course) {
    return Statement(database_.connection(), u"SELECT lesson, day, milliseconds FROM study_time"
                                             " WHERE profile = ? AND course = ? ORDER BY day, lesson"_s)
        .bind(profile)
        .bind(course)
        .rows([](const Statement& row) {
            return StudyTime{row.text(0), QDate::fromString(row.text(1), Qt::ISODate), row.integer(2)};
        });
}

Result<std::vector<AnswerMark>> StudyStore::answers(const QUuid& profile, const QString& course) {
    return Statement(database_.connection(),
                     u"SELECT lesson, question, score, points, marked, correct, answered FROM answers"
                     " WHERE profile = ? AND course = ? ORDER BY id"_s)
        .bind(profile)
        .bind(course)
        .rows([](const Statement& row) {
            return AnswerMark{row.text(0),  row.text(1),  row.real(2),   row.real(3),
                              row.truth(4), row.truth(5), row.integer(6)};
        });
}

} // namespace downhill::store
