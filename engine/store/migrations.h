#pragma once

#include "store/error.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace downhill::store {

class Connection;

/// Marks a file as ours in SQLite's header: "DHil".
inline constexpr std::int32_t kApplicationId = 0x4448696c;

/// The schema version that this program reads and writes.
inline constexpr int kSchemaVersion = 3;

/// Brings a file from the version before to `version`, one SQL statement after the other, with foreign keys
/// off.
struct Migration {
    int version = 0;
    QStringList statements{};
};

/// All steps from an empty file to kSchemaVersion. A published step is never edited; a change is a new step.
std::vector<Migration> schemaMigrations();

/// The version that `steps` lead to; 0 for none.
int newestVersion(const std::vector<Migration>& steps);

/// Whether the steps count 1, 2, 3, … without a gap and each does something.
bool isComplete(const std::vector<Migration>& steps);

/// Applies the steps that the file lacks in one exclusive transaction: all or none. Errors: NewerVersion,
/// Locked, DiskFull, Failed (also for a row that refers to nothing afterwards).
Result<void> migrate(Connection& connection, const std::vector<Migration>& steps);

} // namespace downhill::store
