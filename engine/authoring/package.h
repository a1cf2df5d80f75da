#pragma once

#include "authoring/package_error.h"
#include "lesson/diagnostic.h"

#include <QString>
#include <QStringList>

/// A package is a course in one file, NAME.downhill: a zip archive with course.json at its top, whose files
/// are stored or deflated and have plain names. It holds nothing but what a lesson may have: JSON, Markdown,
/// pictures, tables, the four files of an IDX folder, Python, plain text.
namespace downhill::authoring {

namespace package_limits {
inline constexpr int kFiles = 5'000;
inline constexpr qint64 kFileBytes = 32 << 20;
inline constexpr qint64 kBytes = 256 << 20;        ///< of all files together
inline constexpr qint64 kArchiveBytes = 260 << 20; ///< of the package itself
inline constexpr qint64 kGrowth = 200;             ///< times that a file may grow when it is unpacked…
inline constexpr qint64 kGrowingBytes = 1 << 20;   ///< …once it is larger than this
} // namespace package_limits

struct Packed {
    QString file{};
    int files = 0;
    qint64 bytes = 0;      ///< of the package
    QStringList leftOut{}; ///< what no package holds: hidden files, links, files of other kinds
    lesson::Diagnostics warnings{};
};

/// Packs the course in `folder`, which must have no errors, into `file` (empty: ID.downhill in the working
/// folder). Equal courses give equal packages, byte for byte. The package is unpacked and checked before it
/// appears under its name, where it replaces an older one.
PackageResult<Packed> pack(const QString& folder, const QString& file = {});

struct Unpacked {
    QString id{};
    QString title{};
    QString folder{}; ///< where the course now is
    int files = 0;
    lesson::Diagnostics warnings{};
};

enum class Existing {
    Keep,    ///< AlreadyThere, where the course is installed
    Replace, ///< the installed course stays until the new one takes its place
};

/// Installs the course of a package as the folder `folder`/ID. The package may come from a stranger: whatever
/// is odd about it refuses the whole of it, nothing is written outside a temporary folder in `folder`, and
/// the course appears whole and checked, or not at all.
PackageResult<Unpacked> unpack(const QString& file, const QString& folder,
                               Existing existing = Existing::Keep);

} // namespace downhill::authoring
