#pragma once

#include "store/error.h"
#include "store/run_store.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace downhill::store {

class Connection;
class Statement;

// The rows behind RunStore. Each function is one part of a transaction that the caller holds.

/// Columns that readRecord() reads, for a SELECT from `runs`; the row's number comes first.
QString recordColumns();
RunRecord readRecord(const Statement& row);
/// Fills in `outcomes`. Error: Damaged for a reason that no version has written.
Result<void> readOutcomes(Connection& connection, std::int64_t row, RunRecord& record);

/// Inserts or updates a record and its outcomes; the row's number.
Result<std::int64_t> writeRecord(Connection& connection, const RunRecord& record);

/// The number of a record's row.
Result<std::optional<std::int64_t>> findRecord(Connection& connection, const QUuid& id);

Result<void> removeCurves(Connection& connection, std::int64_t row);
/// Writes what the stored curve lacks, or all of it where the width changed or there are fewer buckets.
Result<void> writeCurve(Connection& connection, std::int64_t row, const CurveSlice& curve);
/// Error: Damaged for chunks that do not make up the curve.
Result<std::vector<StoredCurve>> readCurves(Connection& connection, std::int64_t row);

} // namespace downhill::store
