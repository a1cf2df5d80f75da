#pragma once

#include "lesson/diagnostic.h"

#include <QString>
#include <tl/expected.hpp>

namespace downhill::lesson {

/// Why a folder is no dataset in the format of MNIST. FileNotReadable, MissingFile and OutsideFolder carry
/// the name of the folder or of the file that they concern, FileTooLarge the greatest size allowed, in bytes.
struct IdxFolderFault {
    Rule rule{};
    QString argument{};
};

/// The canonical path of the folder `name`, which is `folder` or stands below it and holds the four files of
/// MNIST, each plain or gzip. Nothing is opened; a file that is a link out of `folder` is refused.
tl::expected<QString, IdxFolderFault> findIdxFolder(const QString& folder, const QString& name);

} // namespace downhill::lesson
