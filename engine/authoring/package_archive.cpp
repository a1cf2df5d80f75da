#include "authoring/package_archive.h"

#include "authoring/package.h"
#include "authoring/package_names.h"
#include "lesson/json_document.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>
#include <zip.h>

namespace downhill::authoring {

namespace {

using Code = PackageErrorCode;

// The end record of an archive: APPNOTE.TXT 4.3.16 (PKWARE). It is the last thing in the file.
constexpr qint64 kEndBytes = 22;
constexpr QByteArrayView kEndMark("PK\5\6", 4);
constexpr QByteArrayView kFileMark("PK\3\4", 4);
/// As far from the end a reader may look for an end record, and for the 64-bit one before it.
constexpr qint64 kEndWindow = kEndBytes + 0xFFFF + 20;
constexpr quint32 kGreatestDirectory = 4 << 20; // bytes; kFiles names of 200 letters take a third of it
constexpr qint64 kPiece = 64 << 10;             // bytes

// External attributes: below the mode of Unix in the upper half stand the bits of DOS.
constexpr quint32 kModeKind = 0170000;
constexpr quint32 kModeFile = 0100000;
constexpr quint32 kModeFolder = 0040000;
constexpr quint32 kDosVolume = 0x08;
constexpr quint32 kDosDevice = 0x40;
constexpr quint32 kDosLink = 0x400;

PackageError error(Code code, const QString& name = {}, qint64 limit = 0) {
    return {code, lesson::shortened(name), {}, limit, {}};
}

template <class Number>
Number numberAt(const QByteArray& bytes, qsizetype offset) {
    return qFromLittleEndian<Number>(bytes.constData() + offset);
}

/// Whether the file ends in one plain end record, before which stands a directory of bearable size. What we
/// would not refuse, libzip reads within these bounds.
PackageResult<void> checkEnd(QFile& file) {
    const qint64 size = file.size();
    const QByteArray begin = file.peek(kFileMark.size());
    if (begin != kFileMark || size < kEndBytes || !file.seek(std::max<qint64>(0, size - kEndWindow)))
        return tl::unexpected(error(Code::NotAPackage));
    const QByteArray window = file.readAll();
    const QByteArray end = window.right(kEndBytes);
    if (window.size() > kEndWindow || end.size() < kEndBytes || !end.startsWith(kEndMark))
        return tl::unexpected(error(Code::NotAPackage));
    const auto disks = numberAt<quint32>(end, 4);
    const auto entriesHere = numberAt<quint16>(end, 8);
    const auto entries = numberAt<quint16>(end, 10);
    const auto directory = numberAt<quint32>(end, 12);
    const auto offset = numberAt<quint32>(end, 16);
    const auto comment = numberAt<quint16>(end, 20);
    if (entries > package_limits::kFiles)
        return tl::unexpected(error(Code::TooManyFiles, {}, package_limits::kFiles));
    if (window.indexOf(kEndMark) != window.size() - kEndBytes || disks != 0 || entriesHere != entries ||
        comment != 0 || directory > kGreatestDirectory || qint64(offset) + directory + kEndBytes != size)
        return tl::unexpected(error(Code::Damaged));
    return {};
}

Code codeOf(int zipError) {
    switch (zipError) {
    case ZIP_ER_NOZIP:
    case ZIP_ER_MULTIDISK:
        return Code::NotAPackage;
    case ZIP_ER_EXISTS:
        return Code::NamesClash;
    case ZIP_ER_OPEN:
    case ZIP_ER_READ:
    case ZIP_ER_SEEK:
        return Code::CannotRead;
    default:
        return Code::Damaged;
    }
}

/// Whether the external attributes say that this is a plain file, or a plain folder.
bool isPlainEntry(quint32 attributes, bool isFolder) {
    const quint32 kind = (attributes >> 16) & kModeKind;
    const bool plain = kind == 0 || kind == (isFolder ? kModeFolder : kModeFile);
    return plain && (attributes & (kDosVolume | kDosDevice | kDosLink)) == 0;
}

/// What is wrong with an entry, looked at alone.
std::optional<PackageError> faultOf(zip* archive, const zip_stat_t& entry, const QString& name,
                                    bool isFolder) {
    const QString bare = isFolder ? name.chopped(1) : name;
    if (const auto fault = isFolder ? faultOfFolderName(bare) : faultOfFileName(bare))
        return error(*fault, name);
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, entry.index, ZIP_FL_UNCHANGED, &system, &attributes) != 0)
        return error(Code::Damaged, name);
    if (!isPlainEntry(attributes, isFolder))
        return error(Code::NotAPlainFile, name);
    if (entry.encryption_method != ZIP_EM_NONE)
        return error(Code::Encrypted, name);
    if (entry.comp_method != ZIP_CM_STORE && entry.comp_method != ZIP_CM_DEFLATE)
        return error(Code::UnknownMethod, name);
    if (entry.size > quint64(package_limits::kFileBytes))
        return error(Code::FileTooLarge, name, package_limits::kFileBytes);
    if (isFolder && entry.size != 0)
        return error(Code::Damaged, name);
    return std::nullopt;
}

bool isBomb(qint64 size, qint64 packedSize) {
    return size > package_limits::kGrowingBytes && size / package_limits::kGrowth > packedSize;
}

} // namespace

void PackageArchive::Discard::operator()(zip* archive) const {
    zip_discard(archive);
}

PackageResult<PackageArchive> PackageArchive::open(const QString& file) {
    if (!QFileInfo(file).isFile())
        return tl::unexpected(error(Code::CannotRead, file));
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadOnly))
        return tl::unexpected(PackageError{Code::CannotRead, file, bytes.errorString(), 0, {}});
    const qint64 size = bytes.size();
    if (size > package_limits::kArchiveBytes)
        return tl::unexpected(error(Code::TooMuchData, {}, package_limits::kArchiveBytes));
    if (auto sound = checkEnd(bytes); !sound)
        return tl::unexpected(std::move(sound.error()));

    PackageArchive result;
    int zipError = 0;
    result.archive_.reset(
        zip_open(QFile::encodeName(file).constData(), ZIP_RDONLY | ZIP_CHECKCONS, &zipError));
    if (!result.archive_)
        return tl::unexpected(error(codeOf(zipError)));
    if (auto sound = result.list(size); !sound)
        return tl::unexpected(std::move(sound.error()));
    return result;
}

/// Looks at every entry, and at all of them together.
PackageResult<void> PackageArchive::list(qint64 archiveBytes) {
    NameSet names;
    qint64 size = 0;
    qint64 packedSize = 0;
    const zip_int64_t count = zip_get_num_entries(archive_.get(), ZIP_FL_UNCHANGED);
    if (count > package_limits::kFiles)
        return tl::unexpected(error(Code::TooManyFiles, {}, package_limits::kFiles));
    for (zip_uint64_t i = 0; i < zip_uint64_t(count); ++i) {
        zip_stat_t entry;
        const char* raw = zip_get_name(archive_.get(), i, ZIP_FL_UNCHANGED | ZIP_FL_ENC_RAW);
        constexpr zip_uint64_t kKnown =
            ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if (!raw || zip_stat_index(archive_.get(), i, ZIP_FL_UNCHANGED, &entry) != 0 ||
            (entry.valid & kKnown) != kKnown)
            return tl::unexpected(error(Code::Damaged));
        const QString name = QString::fromUtf8(raw);
        const bool isFolder = name.size() > 1 && name.endsWith(u'/');
        if (auto fault = faultOf(archive_.get(), entry, name, isFolder))
            return tl::unexpected(std::move(*fault));
        if (!(isFolder ? names.addFolder(name.chopped(1)) : names.addFile(name)))
            return tl::unexpected(error(Code::NamesClash, name));
        if (entry.comp_size > quint64(archiveBytes))
            return tl::unexpected(error(Code::Damaged, name));
        if (isBomb(qint64(entry.size), qint64(entry.comp_size)))
            return tl::unexpected(error(Code::Bomb, name, package_limits::kGrowth));
        size += qint64(entry.size);
        packedSize += qint64(entry.comp_size);
        if (!isFolder)
            files_.push_back({name, i, qint64(entry.size), qint64(entry.comp_size)});
    }
    if (size > package_limits::kBytes)
        return tl::unexpected(error(Code::TooMuchData, {}, package_limits::kBytes));
    // Otherwise files lie in each other: few bytes that say that they are many.
    if (packedSize > archiveBytes)
        return tl::unexpected(error(Code::Damaged));
    return {};
}

PackageResult<void> PackageArchive::read(const ArchivedFile& file, const Sink& sink) const {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(
        zip_fopen_index(archive_.get(), file.index, ZIP_FL_UNCHANGED), zip_fclose);
    if (!entry)
        return tl::unexpected(error(Code::Damaged, file.name));
    QByteArray piece(kPiece, Qt::Uninitialized);
    qint64 size = 0;
    for (;;) {
        const zip_int64_t read = zip_fread(entry.get(), piece.data(), zip_uint64_t(piece.size()));
        if (read < 0)
            return tl::unexpected(error(Code::Damaged, file.name));
        if (read == 0)
            break;
        size += read;
        if (isBomb(size, file.packedSize))
            return tl::unexpected(error(Code::Bomb, file.name, package_limits::kGrowth));
        if (size > file.size)
            return tl::unexpected(error(Code::Damaged, file.name));
        if (!sink(piece.constData(), read))
            return tl::unexpected(error(Code::CannotWrite, file.name));
    }
    if (size != file.size)
        return tl::unexpected(error(Code::Damaged, file.name));
    return {};
}

} // namespace downhill::authoring
