#pragma once

#include "store/error.h"

#include <QString>

#include <chrono>

namespace downhill::store {

class Connection;

/// What a sound file of ours is.
struct FileState {
    bool fresh = true; ///< missing, or without any content yet
    int version = 0;   ///< of its schema
};

/// Looks at `file` and at what an interrupted program left beside it, and changes neither. Errors:
/// NotADatabase (also for the database of another program), NewerVersion, Damaged, Locked.
Result<FileState> checkFile(const QString& file, int newestVersion, std::chrono::milliseconds busyTimeout);

/// SQLite's own check of every page. Errors: Damaged with the first finding, or what kept it from reading.
Result<void> checkIntegrity(Connection& connection);

} // namespace downhill::store
