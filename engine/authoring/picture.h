#pragma once

#include "lesson/rule.h"

#include <QByteArray>
#include <QString>
#include <tl/expected.hpp>

namespace downhill::authoring {

namespace picture_limits {
inline constexpr qint64 kBytes = 8 << 20; ///< of the file
inline constexpr double kSide = 4096;     ///< pixels, of width and height
} // namespace picture_limits

enum class PictureFormat { Svg, Png, Jpeg };

/// What a picture says of itself.
struct Picture {
    PictureFormat format{};
    double width = 0;  ///< pixels; 0 where an SVG does not say it
    double height = 0; ///< the same
};

/// Why a picture is not shown.
struct PictureFault {
    lesson::Rule
        rule{}; ///< UnreadablePicture, PictureTooLarge, RefusedPicture, FileTooLarge or another of files
    double width = 0; ///< PictureTooLarge: pixels
    double height = 0;
    QString
        address{}; ///< RefusedPicture: what an SVG names outside itself, at `line` and `column` of its file
    int line = 0;
    int column = 0;
};

/// Looks at a picture before anybody shows it: an SVG, a PNG or a JPEG, told by its content. Nothing is
/// decoded, so that a picture of billions of pixels costs no more than another; the size is that of its head,
/// a PNG's parts have to be whole, a JPEG has to have its end, and an SVG has to be well-formed, of moderate
/// depth, and without entities of its own, uses within uses and anything from outside its file.
tl::expected<Picture, PictureFault> inspectPicture(const QString& file);

/// The same of the bytes of a file.
tl::expected<Picture, PictureFault> inspectPicture(const QByteArray& bytes);

} // namespace downhill::authoring
