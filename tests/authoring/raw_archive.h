#pragma once

#include <QByteArray>
#include <QtEndian>

#include <optional>
#include <vector>

/// Zip archives written byte by byte, so that every field can say what no honest program would write.
namespace downhill::authoring::testing {

inline QByteArray littleEndian(quint64 value, int bytes) {
    QByteArray result;
    for (int i = 0; i < bytes; ++i)
        result += char(value >> (8 * i));
    return result;
}

inline quint32 crc32Of(const QByteArray& bytes) {
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// A raw deflate stream: qCompress() without its length, zlib's head and its checksum.
inline QByteArray deflated(const QByteArray& bytes) {
    return qCompress(bytes).mid(6).chopped(4);
}

constexpr quint16 kStored = 0;
constexpr quint16 kDeflated = 8;

struct RawEntry {
    QByteArray name{};
    QByteArray content{};
    quint16 method = kStored;
    quint32 attributes = 0100644U << 16;
    quint16 flags = 0;
    std::optional<QByteArray> packed{};    ///< instead of `content`, stored or deflated
    std::optional<quint32> announced{};    ///< instead of the content's size
    std::optional<quint32> crc{};          ///< instead of the content's
    std::optional<QByteArray> localName{}; ///< instead of `name`, before the file
};

/// What stands in the record at the end, where it is not the truth.
struct RawEnd {
    quint16 disk = 0;
    std::optional<quint16> entries{};
    std::optional<quint32> directorySize{};
    QByteArray comment{};
    QByteArray before{}; ///< between the directory and the record
    QByteArray after{};
};

namespace raw {

inline QByteArray sizes(const RawEntry& entry, const QByteArray& packed) {
    return littleEndian(entry.crc ? *entry.crc : crc32Of(entry.content), 4) +
           littleEndian(quint64(packed.size()), 4) +
           littleEndian(entry.announced.value_or(quint32(entry.content.size())), 4);
}

inline QByteArray packedBytes(const RawEntry& entry) {
    if (entry.packed)
        return *entry.packed;
    return entry.method == kDeflated ? deflated(entry.content) : entry.content;
}

inline QByteArray shared(const RawEntry& entry, const QByteArray& packed) {
    return littleEndian(20, 2) + littleEndian(entry.flags, 2) + littleEndian(entry.method, 2) +
           littleEndian(0, 2) + littleEndian(33, 2) + sizes(entry, packed);
}

} // namespace raw

/// A local header with its file, as it stands in an archive.
inline QByteArray rawFile(const RawEntry& entry) {
    const QByteArray packed = raw::packedBytes(entry);
    const QByteArray name = entry.localName.value_or(entry.name);
    return "PK\3\4" + raw::shared(entry, packed) + littleEndian(quint64(name.size()), 2) +
           littleEndian(0, 2) + name + packed;
}

/// A record of the central directory, about the file at `offset`.
inline QByteArray rawRecord(const RawEntry& entry, quint32 offset) {
    return "PK\1\2" + littleEndian((3 << 8) | 20, 2) + raw::shared(entry, raw::packedBytes(entry)) +
           littleEndian(quint64(entry.name.size()), 2) + littleEndian(0, 8) +
           littleEndian(entry.attributes, 4) + littleEndian(offset, 4) + entry.name;
}

inline QByteArray rawEnd(quint16 entries, const QByteArray& directory, quint32 offset,
                         const RawEnd& end = {}) {
    return end.before + "PK\5\6" + littleEndian(end.disk, 2) + littleEndian(0, 2) +
           littleEndian(end.entries.value_or(entries), 2) + littleEndian(end.entries.value_or(entries), 2) +
           littleEndian(end.directorySize.value_or(quint32(directory.size())), 4) + littleEndian(offset, 4) +
           littleEndian(quint64(end.comment.size()), 2) + end.comment + end.after;
}

inline QByteArray rawArchive(const std::vector<RawEntry>& entries, const RawEnd& end = {}) {
    QByteArray files;
    QByteArray directory;
    for (const RawEntry& entry : entries) {
        directory += rawRecord(entry, quint32(files.size()));
        files += rawFile(entry);
    }
    return files + directory + rawEnd(quint16(entries.size()), directory, quint32(files.size()), end);
}

} // namespace downhill::authoring::testing
