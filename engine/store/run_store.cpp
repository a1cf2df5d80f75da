#include "store/run_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/run_rows.h"
#include "store/statement.h"
#include "store/transaction.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

enum class Before { Replace, Keep };

Result<void> write(Connection& connection, const RunRecord& record, std::span<const CurveSlice> curves,
                   Before before) {
    auto transaction = Transaction::begin(connection, Transaction::Kind::Write);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto row = writeRecord(connection, record);
    if (!row)
        return tl::unexpected(row.error());
    if (before == Before::Replace) {
        if (auto removed = removeCurves(connection, *row); !removed)
            return removed;
    }
    for (const CurveSlice& curve : curves) {
        if (auto written = writeCurve(connection, *row, curve); !written)
            return written;
    }
    return transaction->commit();
}

struct NumberedRecord {
    std::int64_t row = 0;
    RunRecord record{};
};

NumberedRecord readNumbered(const Statement& row) {
    return {row.integer(0), readRecord(row)};
}

/// The records that `select` finds, with their outcomes.
Result<std::vector<RunRecord>> readRecords(Connection& connection, Statement& select) {
    auto found = select.rows(readNumbered);
    if (!found)
        return tl::unexpected(found.error());
    std::vector<RunRecord> records;
    records.reserve(found->size());
    for (auto& [row, record] : *found) {
        if (const auto read = readOutcomes(connection, row, record); !read)
            return tl::unexpected(read.error());
        records.push_back(std::move(record));
    }
    return records;
}

/// The one record that `select` finds, with its outcomes and curves.
Result<std::optional<StoredRun>> readRun(Connection& connection, Statement& select) {
    auto found = select.row(readNumbered);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::nullopt;
    auto& [row, record] = **found;
    if (const auto read = readOutcomes(connection, row, record); !read)
        return tl::unexpected(read.error());
    auto curves = readCurves(connection, row);
    if (!curves)
        return tl::unexpected(curves.error());
    return StoredRun{std::move(record), std::move(*curves)};
}

QString selectStep() {
    return u"SELECT %1 FROM runs WHERE profile = ? AND course = ? AND lesson = ? AND step = ?"
           " ORDER BY started DESC, id DESC LIMIT ?"_s.arg(recordColumns());
}

void bindStep(Statement& statement, const StepKey& step, int limit) {
    statement.bind(step.lesson.profile)
        .bind(step.lesson.course)
        .bind(step.lesson.lesson)
        .bind(step.step)
        .bind(limit);
}

} // namespace

Result<void> RunStore::save(const RunRecord& record, std::span<const CurveSlice> curves) {
    return write(database_.connection(), record, curves, Before::Replace);
}

Result<void> RunStore::grow(const RunRecord& record, std::span<const CurveSlice> curves) {
    return write(database_.connection(), record, curves, Before::Keep);
}

Result<std::vector<RunRecord>> RunStore::list(const StepKey& step, int limit) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    Statement select(connection, selectStep());
    bindStep(select, step, limit);
    return readRecords(connection, select);
}

Result<std::vector<RunRecord>> RunStore::recent(const QUuid& profile, int limit) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    Statement select(connection, u"SELECT %1 FROM runs WHERE profile = ?"
                                 " ORDER BY started DESC, id DESC LIMIT ?"_s.arg(recordColumns()));
    select.bind(profile).bind(limit);
    return readRecords(connection, select);
}

Result<std::optional<StoredRun>> RunStore::load(const QUuid& id) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    Statement select(connection, u"SELECT %1 FROM runs WHERE uuid = ?"_s.arg(recordColumns()));
    select.bind(id);
    return readRun(connection, select);
}

Result<std::optional<StoredRun>> RunStore::last(const StepKey& step) {
    Connection& connection = database_.connection();
    auto transaction = Transaction::begin(connection, Transaction::Kind::Read);
    if (!transaction)
        return tl::unexpected(transaction.error());
    Statement select(connection, selectStep());
    bindStep(select, step, 1);
    return readRun(connection, select);
}

Result<bool> RunStore::remove(const QUuid& id) {
    return Statement(database_.connection(), u"DELETE FROM runs WHERE uuid = ?"_s).bind(id).change();
}

} // namespace downhill::store
