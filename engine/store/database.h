#pragma once

#include "store/error.h"
#include "store/migrations.h"

#include <QDate>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace downhill::store {

class Connection;

/// Where the database is and how it is opened.
struct OpenOptions {
    QString folder{};                            ///< the data folder; created where it is missing
    QDate today{};                               ///< the date that a backup made now carries
    std::chrono::milliseconds busyTimeout{5000}; ///< how long to wait for another program
    int backupsKept = 7;
    std::vector<Migration> migrations = schemaMigrations();
};

/// The open database `<data folder>/downhill.sqlite`: write-ahead log, foreign keys on, every commit on disk
/// before it returns. It belongs to the thread that opened it; the stores over it (ProfileStore and so on) do
/// too.
class Database {
public:
    /// Creates or opens the file, backs it up in `<data folder>/backups` before a migration and at the first
    /// opening of a day, and brings it to the newest version. A file that is refused is left as it is.
    /// Errors: CannotCreateFolder, NotWritable, NotADatabase, NewerVersion, Damaged, Locked, DiskFull,
    /// BackupFailed (before a migration only), Failed.
    static Result<std::unique_ptr<Database>> open(const OpenOptions& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const QString& file() const { return file_; }
    /// Why today's backup could not be made, though the database is open and sound.
    const std::optional<Error>& backupProblem() const { return backupProblem_; }

    /// For the stores.
    Connection& connection() { return *connection_; }

private:
    Database(QString file, std::unique_ptr<Connection> connection);

    QString file_;
    std::unique_ptr<Connection> connection_;
    std::optional<Error> backupProblem_{};
};

} // namespace downhill::store
