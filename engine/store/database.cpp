#include "store/database.h"

#include "store/backup.h"
#include "store/connection.h"
#include "store/file_check.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

Result<void> prepareFolder(const QString& folder) {
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return tl::unexpected(Error{.code = ErrorCode::CannotCreateFolder, .path = folder});
    // Permission bits do not tell: the system may be mounted read-only, or the user may be above them.
    QTemporaryFile probe(QDir(folder).filePath(u".probe-XXXXXX"_s));
    if (!probe.open())
        return tl::unexpected(
            Error{.code = ErrorCode::NotWritable, .path = folder, .detail = probe.errorString()});
    return {};
}

Result<void> configure(Connection& connection) {
    // Where a file system cannot do write-ahead logging, SQLite stays with its journal, which is as safe.
    // FULL makes each commit wait for the disk.
    for (const QString& pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (auto done = connection.execute(pragma); !done)
            return done;
    }
    return {};
}

bool isBackedUp(const QString& folder, const QDate& date) {
    const auto backups = listBackups(folder);
    return std::any_of(backups.begin(), backups.end(),
                       [&](const Backup& backup) { return backup.date == date; });
}

} // namespace

Database::Database(QString file, std::unique_ptr<Connection> connection)
    : file_(std::move(file)), connection_(std::move(connection)) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const OpenOptions& options) {
    if (!options.today.isValid() || !isComplete(options.migrations)) {
        return tl::unexpected(Error{.code = ErrorCode::Failed,
                                    .path = options.folder,
                                    .detail = u"a valid date and unbroken migrations are needed"_s});
    }
    if (const auto prepared = prepareFolder(options.folder); !prepared)
        return tl::unexpected(prepared.error());

    const QString file = QDir(options.folder).absoluteFilePath(u"downhill.sqlite"_s);
    const int newest = newestVersion(options.migrations);
    const auto state = checkFile(file, newest, options.busyTimeout);
    if (!state)
        return tl::unexpected(state.error());
    if (const QFileInfo info(file); info.exists() && !info.isWritable())
        return tl::unexpected(Error{.code = ErrorCode::NotWritable, .path = file});

    auto connection = Connection::open(file, Connection::Mode::ReadWrite, options.busyTimeout);
    if (!connection)
        return tl::unexpected(connection.error());
    if (const auto configured = configure(**connection); !configured)
        return tl::unexpected(configured.error());

    std::unique_ptr<Database> database(new Database(file, std::move(*connection)));
    const QString backups = QDir(options.folder).absoluteFilePath(u"backups"_s);
    const bool outdated = state->version < newest;
    if (!state->fresh && (outdated || !isBackedUp(backups, options.today))) {
        const auto backup = makeBackup(*database->connection_, backups, options.today, options.backupsKept);
        if (!backup && outdated)
            return tl::unexpected(backup.error());
        if (!backup)
            database->backupProblem_ = backup.error();
    }
    if (outdated) {
        if (const auto migrated = migrate(*database->connection_, options.migrations); !migrated)
            return tl::unexpected(migrated.error());
    }
    if (const auto on = database->connection_->execute(u"PRAGMA foreign_keys = ON"_s); !on)
        return tl::unexpected(on.error());
    return database;
}

} // namespace downhill::store
