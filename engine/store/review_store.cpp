#include "store/review_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

const QString& columns() {
    static const QString names =
        u"lesson, question, stability, difficulty, last, due, reviews, lapses, rating"_s;
    return names;
}

lesson::ReviewCard readCard(const Statement& row) {
    return {row.text(0),
            row.text(1),
            {.stability = row.real(2),
             .difficulty = row.real(3),
             .last = row.integer(4),
             .due = row.integer(5),
             .reviews = static_cast<int>(row.integer(6)),
             .lapses = static_cast<int>(row.integer(7)),
             .rating = static_cast<lesson::fsrs::Rating>(row.integer(8))}};
}

} // namespace

Result<std::optional<lesson::fsrs::Card>> ReviewStore::card(const LessonKey& key, const QString& question) {
    auto found =
        Statement(database_.connection(),
                  u"SELECT %1 FROM review_cards"
                  " WHERE profile = ? AND course = ? AND lesson = ? AND question = ?"_s.arg(columns()))
            .bind(key.profile)
            .bind(key.course)
            .bind(key.lesson)
            .bind(question)
            .row(readCard);
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional((*found)->card) : std::nullopt;
}

Result<std::vector<lesson::ReviewCard>> ReviewStore::course(const QUuid& profile, const QString& course) {
    return Statement(database_.connection(), u"SELECT %1 FROM review_cards WHERE profile = ? AND course = ?"
                                             " ORDER BY lesson, question"_s.arg(columns()))
        .bind(profile)
        .bind(course)
        .rows(readCard);
}

Result<void> ReviewStore::save(const LessonKey& key, const QString& question,
                               const lesson::fsrs::Card& card) {
    return Statement(database_.connection(), u"INSERT OR REPLACE INTO review_cards (profile, course, %1)"
                                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(columns()))
        .bind(key.profile)
        .bind(key.course)
        .bind(key.lesson)
        .bind(question)
        .bind(card.stability)
        .bind(card.difficulty)
        .bind(card.last)
        .bind(card.due)
        .bind(card.reviews)
        .bind(card.lapses)
        .bind(static_cast<int>(card.rating))
        .run();
}

} // namespace downhill::store
