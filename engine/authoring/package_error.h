#pragma once

#include "lesson/diagnostic.h"

#include <QString>
#include <tl/expected.hpp>

namespace downhill::authoring {

/// Why a course could not be packed, or a package not be unpacked. `name` is the file in question: one inside
/// the package or the course, or the package or folder itself.
enum class PackageErrorCode {
    CannotRead,     ///< `name` cannot be opened or read; `detail` is the system's reason
    CannotWrite,    ///< `name` cannot be created, written or renamed; `detail` is the system's reason
    NotSound,       ///< the course has errors: `findings`
    NoCourse,       ///< there is no course.json at the top
    NotAPackage,    ///< no archive of the plain kind that packages are
    Damaged,        ///< the archive contradicts itself, or what it holds (`name`, where one is to blame)
    TooManyFiles,   ///< `limit` is how many there may be
    TooMuchData,    ///< all files together, in bytes: `limit`
    FileTooLarge,   ///< `limit` in bytes
    Bomb,           ///< `name` grows by more than `limit` times when it is unpacked
    UnsafeName,     ///< leads out of the folder, or might: absolute, with `..`, a drive, a backslash
    UnportableName, ///< not every system can have a file of that name, or tell it from another
    NamesClash,     ///< differs from another name in nothing but capitals, or is a file and a folder
    ForeignFile,    ///< of a kind that no lesson has
    NotAPlainFile,  ///< a link, a device
    Encrypted,
    UnknownMethod,  ///< compressed in another way than by deflate
    AlreadyThere,   ///< `name` is the folder of the course that is installed
    NotReplaceable, ///< `name` is in the way and is not that course, or holds files that are no course's
};

struct PackageError {
    PackageErrorCode code{};
    QString name{};
    QString detail{};
    qint64 limit = 0;
    lesson::Diagnostics findings{};
};

template <class T>
using PackageResult = tl::expected<T, PackageError>;

} // namespace downhill::authoring
