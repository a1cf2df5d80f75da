#include "authoring/course_files.h"
#include "authoring/package.h"
#include "authoring/package_check.h"
#include "authoring/package_extraction.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <zip.h>

namespace downhill::authoring {

namespace {

using Code = PackageErrorCode;

// The same in every package, so that equal courses give equal bytes: the first day that an archive can name,
// and a plain file that all may read. The level is that of zlib.
constexpr zip_uint16_t kDosTime = 0;
constexpr zip_uint16_t kDosDate = (1 << 5) | 1;
constexpr zip_uint32_t kAttributes = 0100644U << 16;
constexpr zip_uint32_t kLevel = 9;

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

using Archive = std::unique_ptr<zip_t, Discard>;

tl::unexpected<PackageError> refuse(Code code, const QString& name, const QString& detail = {}) {
    return tl::unexpected(PackageError{code, name, detail, 0, {}});
}

/// A file that would grow so much that a reader must take it for a bomb is stored as it is.
bool compressesTooWell(const CourseFile& file) {
    if (file.size <= package_limits::kGrowingBytes)
        return false;
    QFile bytes(file.path);
    if (!bytes.open(QIODevice::ReadOnly))
        return false; // which libzip will say
    const QByteArray content = bytes.read(package_limits::kFileBytes);
    return content.size() / (package_limits::kGrowth / 2) > qCompress(content).size();
}

bool addFile(zip_t* archive, const CourseFile& file) {
    zip_source_t* source =
        zip_source_file(archive, QFile::encodeName(file.path).constData(), 0, file.size > 0 ? file.size : -1);
    if (!source)
        return false;
    const zip_int64_t index = zip_file_add(archive, file.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto place = zip_uint64_t(index);
    const bool stored = compressesTooWell(file);
    return zip_set_file_compression(archive, place, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                    stored ? 0 : kLevel) == 0 &&
           zip_file_set_dostime(archive, place, kDosTime, kDosDate, 0) == 0 &&
           zip_file_set_external_attributes(archive, place, 0, ZIP_OPSYS_UNIX, kAttributes) == 0;
}

/// Writes the archive `path`, which must not exist.
PackageResult<void> writeArchive(const QString& path, const std::vector<CourseFile>& files) {
    int zipError = 0;
    Archive archive(zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, &zipError));
    if (!archive)
        return refuse(Code::CannotWrite, path);
    for (const CourseFile& file : files) {
        if (!addFile(archive.get(), file))
            return refuse(Code::CannotRead, file.name, QString::fromUtf8(zip_strerror(archive.get())));
    }
    if (zip_close(archive.get()) != 0)
        return refuse(Code::CannotWrite, path, QString::fromUtf8(zip_strerror(archive.get())));
    archive.release(); // NOLINT(bugprone-unused-return-value): closed, and gone with that
    return {};
}

/// Whether what was written can be unpacked and is sound again: files of the course that no package holds are
/// missed only there.
PackageResult<void> prove(const QString& package, const QString& name, Validator& validator) {
    const QTemporaryDir folder;
    if (!folder.isValid())
        return refuse(Code::CannotWrite, folder.path(), folder.errorString());
    const auto archive = PackageArchive::open(package);
    if (!archive)
        return tl::unexpected(archive.error());
    if (auto extracted = extract(*archive, folder.path()); !extracted)
        return tl::unexpected(std::move(extracted.error()));
    if (auto sound = readUnpackedCourse(folder.path(), name, validator); !sound)
        return tl::unexpected(std::move(sound.error()));
    return {};
}

} // namespace

PackageResult<Packed> pack(const QString& folder, const QString& file) {
    Validator validator;
    auto sound = readSoundCourse(folder, validator);
    if (!sound)
        return tl::unexpected(std::move(sound.error()));
    auto found = courseFilesIn(folder);
    if (!found)
        return tl::unexpected(std::move(found.error()));

    const QString target =
        QFileInfo(file.isEmpty() ? sound->course.id + QStringLiteral(".downhill") : file).absoluteFilePath();
    const QTemporaryDir beside(QFileInfo(target).path() + QStringLiteral("/.pack-XXXXXX"));
    if (!beside.isValid())
        return refuse(Code::CannotWrite, QFileInfo(target).path(), beside.errorString());
    const QString written = beside.filePath(QStringLiteral("package"));
    if (auto done = writeArchive(written, found->files); !done)
        return tl::unexpected(std::move(done.error()));
    if (auto proven = prove(written, target, validator); !proven)
        return tl::unexpected(std::move(proven.error()));

    const qint64 bytes = QFileInfo(written).size();
    std::error_code error;
    std::filesystem::rename(QFile::encodeName(written).toStdString(), QFile::encodeName(target).toStdString(),
                            error);
    if (error)
        return refuse(Code::CannotWrite, target, QString::fromStdString(error.message()));
    return Packed{target, int(found->files.size()), bytes, std::move(found->leftOut),
                  std::move(sound->warnings)};
}

} // namespace downhill::authoring
