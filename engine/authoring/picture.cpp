#include "authoring/picture.h"

#include "authoring/svg_check.h"
#include "lesson/folder_files.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <zlib.h>

namespace downhill::authoring {

namespace {

using lesson::Rule;
using Inspection = tl::expected<Picture, PictureFault>;

constexpr QByteArrayView kPngHead("\x89PNG\r\n\x1a\n", 8);
constexpr QByteArrayView kJpegHead("\xFF\xD8\xFF", 3);
constexpr qsizetype kChunkFrame = 12; // a PNG chunk's length, type and checksum

Inspection unreadable() {
    return tl::unexpected(PictureFault{.rule = Rule::UnreadablePicture});
}

/// `picture`, or what its size is too large for.
Inspection ofSize(const Picture& picture) {
    if (picture.width > picture_limits::kSide || picture.height > picture_limits::kSide)
        return tl::unexpected(
            PictureFault{.rule = Rule::PictureTooLarge, .width = picture.width, .height = picture.height});
    return picture;
}

quint32 number(QByteArrayView bytes, qsizetype at) {
    return qFromBigEndian<quint32>(bytes.data() + at);
}

/// Whether every chunk of a PNG is whole, from the head to the end (PNG specification, section 5).
bool isWholePng(QByteArrayView bytes) {
    bool hasData = false;
    for (qsizetype at = kPngHead.size(); bytes.size() - at >= kChunkFrame;) {
        const qsizetype length = number(bytes, at);
        if (length > bytes.size() - at - kChunkFrame)
            return false;
        const QByteArrayView checked = bytes.sliced(at + 4, length + 4);
        const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), uInt(checked.size()));
        if (sum != number(bytes, at + 8 + length))
            return false;
        const QByteArrayView type = checked.first(4);
        if (type == QByteArrayView("IEND"))
            return hasData;
        hasData = hasData || type == QByteArrayView("IDAT");
        at += length + kChunkFrame;
    }
    return false;
}

Inspection inspectPng(QByteArrayView bytes) {
    constexpr qsizetype head = 8 + 8 + 13;
    if (bytes.size() < head || bytes.sliced(12, 4) != QByteArrayView("IHDR"))
        return unreadable();
    Picture picture{PictureFormat::Png, double(number(bytes, 16)), double(number(bytes, 20))};
    if (picture.width < 1 || picture.height < 1)
        return unreadable();
    const Inspection fitting = ofSize(picture);
    return !fitting || isWholePng(bytes) ? fitting : unreadable();
}

/// Walks from marker to marker up to the one that tells the size (ITU T.81, annex B).
Inspection inspectJpeg(QByteArrayView bytes) {
    qsizetype at = 2;
    while (at + 9 < bytes.size() && quint8(bytes[at]) == 0xFF) {
        const auto marker = quint8(bytes[at + 1]);
        if (marker == 0xFF) { // fills
            ++at;
            continue;
        }
        const bool isFrame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        const qsizetype length = qFromBigEndian<quint16>(bytes.data() + at + 2);
        if (length < 2 || marker == 0xDA)
            return unreadable();
        if (isFrame) {
            const Picture picture{PictureFormat::Jpeg, double(qFromBigEndian<quint16>(bytes.data() + at + 7)),
                                  double(qFromBigEndian<quint16>(bytes.data() + at + 5))};
            const bool isWhole = bytes.sliced(at).lastIndexOf(QByteArrayView("\xFF\xD9", 2)) > 0;
            return isWhole && picture.width > 0 && picture.height > 0 ? ofSize(picture) : unreadable();
        }
        at += 2 + length;
    }
    return unreadable();
}

} // namespace

Inspection inspectPicture(const QString& file) {
    const auto bytes = lesson::readWhole(file, picture_limits::kBytes);
    if (!bytes)
        return tl::unexpected(PictureFault{.rule = bytes.error()});
    return inspectPicture(*bytes);
}

Inspection inspectPicture(const QByteArray& bytes) {
    if (bytes.startsWith(kPngHead))
        return inspectPng(bytes);
    if (bytes.startsWith(kJpegHead))
        return inspectJpeg(bytes);
    const auto svg = inspectSvg(bytes);
    return svg ? ofSize(*svg) : svg;
}

} // namespace downhill::authoring
