#pragma once

#include "authoring/package_error.h"

#include <QSet>
#include <QString>

#include <optional>

/// The names that files may have inside a package: relative, with `/` between folders.
namespace downhill::authoring {

/// Why no file in a package may have this name: UnsafeName, UnportableName, ForeignFile. Letters are those of
/// ASCII, so that no system spells a name in two ways.
std::optional<PackageErrorCode> faultOfFileName(const QString& name);

/// The same of a folder: UnsafeName, UnportableName.
std::optional<PackageErrorCode> faultOfFolderName(const QString& name);

/// Whether a file is of a kind that lessons have, by the last part of its name.
bool isCourseFile(const QString& name);

/// The names of one package; finds those that some system would take for the same.
class NameSet {
public:
    /// False where the name, or a folder on the way to it, clashes with one that was added before.
    bool addFile(const QString& name);
    bool addFolder(const QString& name);

private:
    bool addFolders(const QString& name, qsizetype end);

    QSet<QString> files_{};   ///< in lower case
    QSet<QString> folders_{}; ///< as written
    QSet<QString> foldedFolders_{};
};

} // namespace downhill::authoring
