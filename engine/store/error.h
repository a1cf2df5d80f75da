#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace downhill::store {

/// Why something could not be remembered or recalled.
enum class ErrorCode {
    CannotCreateFolder, ///< `path` is the data folder
    NotWritable,        ///< `path` is the folder or file
    NotADatabase,       ///< `path` is a file of another kind, left as it is
    NewerVersion, ///< `found` is the file's schema version, `supported` the newest we know; left as it is
    Damaged,      ///< SQLite's integrity check failed; `detail` says where
    Locked,       ///< another program holds the file
    DiskFull,
    BackupFailed, ///< `path` is the backup; nothing was migrated
    Failed,       ///< anything else; `detail` is SQLite's message
};

struct Error {
    ErrorCode code{};
    QString path{};
    QString detail{};
    int found = 0;
    int supported = 0;
};

template <class T>
using Result = tl::expected<T, Error>;

} // namespace downhill::store
