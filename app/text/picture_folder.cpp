#include "text/picture_folder.h"

#include "authoring/picture.h"
#include "lesson/folder_files.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

namespace downhill::app {

Picture::~Picture() = default;

std::shared_ptr<const Picture> Picture::load(const QString& file) {
    const auto bytes = lesson::readWhole(file, authoring::picture_limits::kBytes);
    if (!bytes)
        return nullptr;
    const auto inspected = authoring::inspectPicture(*bytes);
    if (!inspected)
        return nullptr;
    std::shared_ptr<Picture> picture(new Picture);
    if (inspected->format == authoring::PictureFormat::Svg) {
        picture->drawing_ = std::make_unique<QSvgRenderer>(*bytes);
        picture->drawing_->setAspectRatioMode(Qt::KeepAspectRatio);
        picture->size_ = picture->drawing_->defaultSize();
    } else {
        QBuffer buffer;
        buffer.setData(*bytes);
        QImageReader reader(&buffer, inspected->format == authoring::PictureFormat::Png ? "png" : "jpeg");
        reader.setAutoTransform(true);
        picture->image_ = reader.read();
        picture->size_ = picture->image_.size();
    }
    constexpr double greatest = authoring::picture_limits::kSide;
    const QSizeF size = picture->size_;
    const bool fits =
        size.width() >= 1 && size.height() >= 1 && size.width() <= greatest && size.height() <= greatest;
    return fits ? picture : nullptr;
}

QPixmap Picture::drawn(QSize size, double ratio) const {
    const QSize pixels(static_cast<int>(std::lround(size.width() * ratio)),
                       static_cast<int>(std::lround(size.height() * ratio)));
    if (last_.size() == pixels && qFuzzyCompare(last_.devicePixelRatio(), ratio))
        return last_;
    if (drawing_) {
        last_ = QPixmap(pixels);
        last_.fill(Qt::transparent);
        QPainter painter(&last_);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing_->render(&painter, QRectF(QPointF(), pixels));
    } else {
        last_ = QPixmap::fromImage(image_.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    last_.setDevicePixelRatio(ratio);
    return last_;
}

std::shared_ptr<const Picture> PictureFolder::find(const QString& name) {
    if (const auto known = pictures_.constFind(name); known != pictures_.cend())
        return *known;
    const auto file = lesson::findInFolder(folder_, name);
    return *pictures_.insert(name, file ? Picture::load(*file) : nullptr);
}

} // namespace downhill::app
