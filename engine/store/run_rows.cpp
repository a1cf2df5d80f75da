#include "store/run_rows.h"

#include "store/connection.h"
#include "store/statement.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

using training::StopReason;

/// The words in the file; they stay when an enumeration is rearranged.
const std::array<std::pair<StopReason, QString>, 6>& reasonWords() {
    static const std::array<std::pair<StopReason, QString>, 6> words{{
        {StopReason::None, u"none"_s},
        {StopReason::Finished, u"finished"_s},
        {StopReason::GoalReached, u"goal-reached"_s},
        {StopReason::Diverged, u"diverged"_s},
        {StopReason::LeftWindow, u"left-window"_s},
        {StopReason::Stopped, u"stopped"_s},
    }};
    return words;
}

QString wordFor(StopReason reason) {
    for (const auto& [value, word] : reasonWords()) {
        if (value == reason)
            return word;
    }
    return {};
}

std::optional<StopReason> reasonFor(const QString& word) {
    for (const auto& [value, known] : reasonWords()) {
        if (known == word)
            return value;
    }
    return std::nullopt;
}

Result<void> writeOutcome(Connection& connection, std::int64_t row, std::size_t position,
                          const RunOutcome& outcome) {
    return Statement(
               connection,
               u"INSERT INTO run_outcomes (run, position, run_id, name, reason, steps, train_loss,"
               " train_accuracy, test_loss, test_accuracy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
               " ON CONFLICT (run, position) DO UPDATE SET run_id = excluded.run_id, name = excluded.name,"
               " reason = excluded.reason, steps = excluded.steps, train_loss = excluded.train_loss,"
               " train_accuracy = excluded.train_accuracy, test_loss = excluded.test_loss,"
               " test_accuracy = excluded.test_accuracy"_s)
        .bind(row)
        .bind(position)
        .bind(outcome.id)
        .bind(outcome.name)
        .bind(wordFor(outcome.reason))
        .bind(outcome.steps)
        .bind(outcome.train.loss)
        .bind(outcome.train.accuracy)
        .bind(outcome.test.loss)
        .bind(outcome.test.accuracy)
        .run();
}

} // namespace

QString recordColumns() {
    return u"id, uuid, profile, course, lesson, step, experiment, changes, app_version, started, ended"_s;
}

RunRecord readRecord(const Statement& row) {
    return {.id = row.uuid(1),
            .step = {{row.uuid(2), row.text(3), row.text(4)}, row.text(5)},
            .experiment = row.text(6),
            .changes = row.text(7),
            .appVersion = row.text(8),
            .started = row.integer(9),
            .ended = row.isNull(10) ? std::nullopt : std::optional<UtcMs>(row.integer(10)),
            .outcomes = {}};
}

Result<void> readOutcomes(Connection& connection, std::int64_t row, RunRecord& record) {
    Statement statement(connection,
                        u"SELECT run_id, name, reason, steps, train_loss, train_accuracy, test_loss,"
                        " test_accuracy FROM run_outcomes WHERE run = ? ORDER BY position"_s);
    statement.bind(row);
    while (statement.next()) {
        const auto reason = reasonFor(statement.text(2));
        if (!reason) {
            return tl::unexpected(Error{.code = ErrorCode::Damaged,
                                        .path = connection.file(),
                                        .detail = u"reason %1"_s.arg(statement.text(2))});
        }
        record.outcomes.push_back({.id = statement.text(0),
                                   .name = statement.text(1),
                                   .reason = *reason,
                                   .steps = statement.integer(3),
                                   .train = {statement.real(4), statement.real(5)},
                                   .test = {statement.real(6), statement.real(7)}});
    }
    if (statement.failure())
        return tl::unexpected(*statement.failure());
    return {};
}

Result<std::int64_t> writeRecord(Connection& connection, const RunRecord& record) {
    Statement upsert(
        connection,
        u"INSERT INTO runs (uuid, profile, course, lesson, step, experiment, changes, app_version,"
        " started, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (uuid) DO UPDATE SET profile = excluded.profile, course = excluded.course,"
        " lesson = excluded.lesson, step = excluded.step, experiment = excluded.experiment,"
        " changes = excluded.changes, app_version = excluded.app_version,"
        " started = excluded.started, ended = excluded.ended"_s);
    upsert.bind(record.id)
        .bind(record.step.lesson.profile)
        .bind(record.step.lesson.course)
        .bind(record.step.lesson.lesson)
        .bind(record.step.step)
        .bind(record.experiment)
        .bind(record.changes)
        .bind(record.appVersion)
        .bind(record.started);
    record.ended ? upsert.bind(*record.ended) : upsert.bindNull();
    if (const auto written = upsert.run(); !written)
        return tl::unexpected(written.error());

    const auto row = findRecord(connection, record.id);
    if (!row)
        return tl::unexpected(row.error());
    const auto removed = Statement(connection, u"DELETE FROM run_outcomes WHERE run = ? AND position >= ?"_s)
                             .bind(row->value())
                             .bind(record.outcomes.size())
                             .run();
    if (!removed)
        return tl::unexpected(removed.error());
    for (std::size_t position = 0; position < record.outcomes.size(); ++position) {
        const auto written = writeOutcome(connection, row->value(), position, record.outcomes[position]);
        if (!written)
            return tl::unexpected(written.error());
    }
    return row->value();
}

Result<std::optional<std::int64_t>> findRecord(Connection& connection, const QUuid& id) {
    return Statement(connection, u"SELECT id FROM runs WHERE uuid = ?"_s)
        .bind(id)
        .row([](const Statement& row) { return row.integer(0); });
}

} // namespace downhill::store
