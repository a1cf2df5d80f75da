#include "store/file_check.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <memory>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

constexpr qint64 kHeaderBytes = 100;

bool holdsSomething(const QString& file) {
    return QFileInfo(file).size() > 0; // 0 for a missing file
}

Result<FileState> checkContent(Connection& connection, int newest) {
    const auto objects = connection.integer(u"SELECT count(*) FROM sqlite_master"_s);
    if (!objects)
        return tl::unexpected(objects.error());
    const auto application = connection.integer(u"PRAGMA application_id"_s);
    if (!application)
        return tl::unexpected(application.error());
    const auto version = connection.integer(u"PRAGMA user_version"_s);
    if (!version)
        return tl::unexpected(version.error());

    if (*application == 0 && *version == 0 && *objects == 0)
        return FileState{}; // created, and interrupted before the first migration
    if (*application != kApplicationId) {
        return tl::unexpected(Error{.code = ErrorCode::NotADatabase,
                                    .path = connection.file(),
                                    .detail = u"application_id %1"_s.arg(*application)});
    }
    if (*version > newest) {
        return tl::unexpected(Error{.code = ErrorCode::NewerVersion,
                                    .path = connection.file(),
                                    .found = static_cast<int>(*version),
                                    .supported = newest});
    }
    if (*version < 1) {
        return tl::unexpected(Error{.code = ErrorCode::Damaged,
                                    .path = connection.file(),
                                    .detail = u"user_version %1"_s.arg(*version)});
    }
    if (const auto sound = checkIntegrity(connection); !sound)
        return tl::unexpected(sound.error());
    return FileState{.fresh = false, .version = static_cast<int>(*version)};
}

Result<FileState> checkThrough(Connection::Mode mode, const QString& file, int newest,
                               std::chrono::milliseconds busyTimeout) {
    const auto connection = Connection::open(file, mode, busyTimeout);
    if (!connection)
        return tl::unexpected(connection.error());
    return checkContent(**connection, newest);
}

/// Recovers a copy of what an interrupted program left, since recovering the file itself would change it.
Result<FileState> checkCopy(const QString& file, int newest, std::chrono::milliseconds busyTimeout) {
    QTemporaryDir folder(QFileInfo(file).absolutePath() + u"/.check-XXXXXX"_s);
    const QString copy = folder.filePath(u"copy.sqlite"_s);
    for (const QString& suffix : {u""_s, u"-wal"_s, u"-journal"_s}) {
        QFile part(file + suffix);
        if (part.exists() && !part.copy(copy + suffix)) {
            return tl::unexpected(
                Error{.code = ErrorCode::Failed, .path = file + suffix, .detail = part.errorString()});
        }
    }
    auto state = checkThrough(Connection::Mode::ReadWrite, copy, newest, busyTimeout);
    if (!state)
        state.error().path = file;
    return state;
}

} // namespace

Result<void> checkIntegrity(Connection& connection) {
    const auto finding = connection.text(u"PRAGMA quick_check(1)"_s);
    if (!finding)
        return tl::unexpected(finding.error());
    if (*finding != u"ok"_s)
        return tl::unexpected(
            Error{.code = ErrorCode::Damaged, .path = connection.file(), .detail = *finding});
    return {};
}

Result<FileState> checkFile(const QString& file, int newestVersion, std::chrono::milliseconds busyTimeout) {
    const QFileInfo info(file);
    if (!info.exists())
        return FileState{};
    // SQLite itself takes a file of a single byte for an empty one.
    const bool tooShort = info.size() > 0 && info.size() < kHeaderBytes;
    if (!info.isFile() || tooShort)
        return tl::unexpected(Error{.code = ErrorCode::NotADatabase, .path = file});

    // A read-only connection to a file in write-ahead mode creates both companions and leaves them behind, so
    // it is used only where both are there already: another program has the file open, or was killed.
    const bool shared = QFileInfo::exists(file + u"-wal"_s) && QFileInfo::exists(file + u"-shm"_s);
    if (shared)
        return checkThrough(Connection::Mode::ReadOnly, file, newestVersion, busyTimeout);
    if (holdsSomething(file + u"-wal"_s) || holdsSomething(file + u"-journal"_s))
        return checkCopy(file, newestVersion, busyTimeout);
    return checkThrough(Connection::Mode::Immutable, file, newestVersion, busyTimeout);
}

} // namespace downhill::store
