#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QSizeF>
#include <QString>

#include <memory>

class QSvgRenderer;

namespace downhill::app {

/// A picture of a lesson: an SVG, or an image of PNG or JPEG.
class Picture {
public:
    /// Nothing else than `file` is opened; null where it is no picture, or one beyond the bounds.
    static std::shared_ptr<const Picture> load(const QString& file);
    ~Picture();

    QSizeF size() const { return size_; } ///< as its author drew it, px
    /// The picture at `size` px of the window, sharp on a screen of `ratio` device pixels each.
    QPixmap drawn(QSize size, double ratio) const;

private:
    Picture() = default;

    QSizeF size_{};
    QImage image_{};
    std::unique_ptr<QSvgRenderer> drawing_{};
    mutable QPixmap last_{}; ///< what was drawn last, for the next time it is painted at that size
};

/// The pictures of one lesson, read when they are first shown. Nothing outside the folder is opened.
class PictureFolder {
public:
    explicit PictureFolder(QString folder) : folder_(std::move(folder)) {}

    /// The picture `name`, or null: the words that stand for it are shown instead.
    std::shared_ptr<const Picture> find(const QString& name);

private:
    QString folder_;
    QHash<QString, std::shared_ptr<const Picture>> pictures_{};
};

} // namespace downhill::app
