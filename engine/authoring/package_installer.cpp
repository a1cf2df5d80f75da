#include "authoring/course_files.h"
#include "authoring/folder_swap.h"
#include "authoring/package.h"
#include "authoring/package_check.h"
#include "authoring/package_extraction.h"
#include "lesson/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace downhill::authoring {

namespace {

using Code = PackageErrorCode;

tl::unexpected<PackageError> refuse(Code code, const QString& name, const QString& detail = {}) {
    return tl::unexpected(PackageError{code, name, detail, 0, {}});
}

/// Whether nothing but an installed course of this id would be lost with `folder`.
bool isThatCourse(const QString& folder, const QString& id) {
    const QFileInfo info(folder);
    if (info.isSymLink() || !info.isDir())
        return false;
    const auto reading = lesson::readCourse(folder);
    const auto files = courseFilesIn(folder);
    return reading.value && reading.value->id == id && files && files->leftOut.isEmpty();
}

/// Puts the folder `fresh` in the place `target`.
PackageResult<void> install(const QString& fresh, const QString& target, const QString& id,
                            Existing existing) {
    const QFileInfo there(target);
    if (!there.exists() && !there.isSymLink()) {
        if (!QDir().rename(fresh, target))
            return refuse(Code::CannotWrite, target);
        return {};
    }
    if (existing == Existing::Keep)
        return refuse(Code::AlreadyThere, target);
    if (!isThatCourse(target, id))
        return refuse(Code::NotReplaceable, target);
    // The old one goes with the temporary folder in which it then is.
    if (!swapFolders(fresh, target))
        return refuse(Code::CannotWrite, target);
    return {};
}

} // namespace

PackageResult<Unpacked> unpack(const QString& file, const QString& folder, Existing existing) {
    const auto archive = PackageArchive::open(file);
    if (!archive)
        return tl::unexpected(archive.error());
    if (!QDir().mkpath(folder))
        return refuse(Code::CannotWrite, folder);
    const QTemporaryDir beside(QDir(folder).filePath(QStringLiteral(".unpack-XXXXXX")));
    if (!beside.isValid())
        return refuse(Code::CannotWrite, folder, beside.errorString());
    const QString fresh = beside.filePath(QStringLiteral("course"));
    if (!QDir().mkdir(fresh))
        return refuse(Code::CannotWrite, folder);
    if (auto extracted = extract(*archive, fresh); !extracted)
        return tl::unexpected(std::move(extracted.error()));
    Validator validator;
    auto sound = readUnpackedCourse(fresh, file, validator);
    if (!sound)
        return tl::unexpected(std::move(sound.error()));
    const lesson::Course& course = sound->course;
    const QString target = QDir(folder).filePath(course.id);
    if (auto done = install(fresh, target, course.id, existing); !done)
        return tl::unexpected(std::move(done.error()));
    return Unpacked{course.id, course.title, target, int(archive->files().size()),
                    std::move(sound->warnings)};
}

} // namespace downhill::authoring
