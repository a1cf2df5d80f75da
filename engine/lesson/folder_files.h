#pragma once

#include "lesson/diagnostic.h"

#include <QByteArray>
#include <QString>
#include <tl/expected.hpp>

/// The one door through which files are opened: never outside a lesson's folder, never more than a bound.
namespace downhill::lesson {

/// The canonical path of the file `name`, which stands in `folder` or below it. Refused without being opened:
/// OutsideFolder (an absolute name, one with `..`, a symbolic link that leads out), MissingFile,
/// FileNotReadable (not a plain file).
tl::expected<QString, Rule> findInFolder(const QString& folder, const QString& name);

/// The same for a folder, which may be `folder` itself (".").
tl::expected<QString, Rule> findFolderIn(const QString& folder, const QString& name);

/// All bytes of a plain file. Errors: FileNotFound, FileNotReadable, FileTooLarge.
tl::expected<QByteArray, Rule> readWhole(const QString& path, qint64 greatestSize);

} // namespace downhill::lesson
