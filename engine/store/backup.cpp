#include "store/backup.h"

#include "store/connection.h"
#include "store/disk_sync.h"
#include "store/file_check.h"
#include "store/statement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <tuple>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

tl::unexpected<Error> failed(const QString& file, const QString& detail) {
    return tl::unexpected(Error{.code = ErrorCode::BackupFailed, .path = file, .detail = detail});
}

/// Whether `copy` is sound and carries the same marks as the database it was made from.
Result<void> verify(const QString& copy, std::int64_t application, std::int64_t version) {
    using namespace std::chrono_literals;
    const auto connection = Connection::open(copy, Connection::Mode::Immutable, 0ms);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto sound = checkIntegrity(**connection); !sound)
        return sound;
    const auto itsApplication = (*connection)->integer(u"PRAGMA application_id"_s);
    const auto itsVersion = (*connection)->integer(u"PRAGMA user_version"_s);
    if (itsApplication != application || itsVersion != version)
        return tl::unexpected(
            Error{.code = ErrorCode::Damaged, .path = copy, .detail = u"the copy has other marks"_s});
    return {};
}

void prune(const QString& folder, const QString& newest, int kept) {
    int others = 0;
    for (const Backup& backup : listBackups(folder)) {
        if (backup.file != newest && ++others >= std::max(kept, 1))
            QFile::remove(backup.file);
    }
}

} // namespace

std::vector<Backup> listBackups(const QString& folder) {
    static const QRegularExpression pattern(u"^downhill-(\\d{4}-\\d{2}-\\d{2})-v(\\d{1,6})\\.sqlite$"_s);
    std::vector<Backup> backups;
    const QDir dir(folder);
    const QStringList names = dir.entryList({u"downhill-*.sqlite"_s}, QDir::Files);
    for (const QString& name : names) {
        const auto match = pattern.match(name);
        const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
        if (match.hasMatch() && date.isValid())
            backups.push_back({dir.filePath(name), date, match.captured(2).toInt()});
    }
    std::sort(backups.begin(), backups.end(), [](const Backup& a, const Backup& b) {
        return std::tie(a.date, a.version) > std::tie(b.date, b.version);
    });
    return backups;
}

Result<Backup> makeBackup(Connection& connection, const QString& folder, const QDate& date, int kept) {
    const auto application = connection.integer(u"PRAGMA application_id"_s);
    const auto version = connection.integer(u"PRAGMA user_version"_s);
    if (!application || !version)
        return failed(folder, (application ? version : application).error().detail);

    const QString name = u"downhill-%1-v%2.sqlite"_s.arg(date.toString(Qt::ISODate)).arg(*version);
    const Backup backup{QDir(folder).filePath(name), date, static_cast<int>(*version)};
    if (!QDir().mkpath(folder))
        return failed(backup.file, u"the folder cannot be created"_s);

    const QString partial = backup.file + u".partial"_s;
    if (QFile::exists(partial) && !QFile::remove(partial))
        return failed(backup.file, u"an unfinished backup cannot be removed"_s);
    const auto giveUp = [&](const QString& detail) {
        QFile::remove(partial);
        return failed(backup.file, detail);
    };
    if (const auto copied = Statement(connection, u"VACUUM INTO ?"_s).bind(partial).run(); !copied)
        return giveUp(copied.error().detail);
    if (const auto sound = verify(partial, *application, *version); !sound)
        return giveUp(sound.error().detail);
    if (!syncFile(partial)) // VACUUM INTO does not
        return giveUp(u"the copy did not reach the disk"_s);

    std::error_code error;
    std::filesystem::rename(QFileInfo(partial).filesystemFilePath(),
                            QFileInfo(backup.file).filesystemFilePath(), error);
    if (error)
        return giveUp(QString::fromStdString(error.message()));
    syncFolder(folder);
    prune(folder, backup.file, kept);
    return backup;
}

} // namespace downhill::store
