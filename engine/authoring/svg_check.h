#pragma once

#include "authoring/picture.h"

#include <QByteArray>

namespace downhill::authoring {

/// The part of inspectPicture() for what is neither PNG nor JPEG: an SVG, or UnreadablePicture. Its size is
/// not judged.
tl::expected<Picture, PictureFault> inspectSvg(const QByteArray& bytes);

} // namespace downhill::authoring
