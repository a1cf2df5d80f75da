#pragma once

#include "store/error.h"

#include <QDate>
#include <QString>

#include <vector>

namespace downhill::store {

class Connection;

/// A copy of the database in the folder of backups: "downhill-2031-04-09-v3.sqlite".
struct Backup {
    QString file{};
    QDate date{};
    int version = 0; ///< schema version of its content
};

/// The backups in `folder`, newest first; files of other names are not looked at.
std::vector<Backup> listBackups(const QString& folder);

/// Copies the database behind `connection` into `folder` as the backup of `date`, replacing one of the same
/// date and version. The copy takes its name only when it has passed the integrity check and is on disk. Then
/// removes the oldest until `kept` are left; the new one always stays. Error: BackupFailed, whose `path` is
/// the backup.
Result<Backup> makeBackup(Connection& connection, const QString& folder, const QDate& date, int kept);

} // namespace downhill::store
