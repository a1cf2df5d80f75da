#pragma once

#include <QObject>
#include <QRectF>
#include <QTextFormat>
#include <QTextObjectInterface>

#include <functional>
#include <vector>

class QTextDocument;

namespace downhill::app {

/// Things among the letters of a laid-out document that the window brings itself: pictures, fields to fill
/// in. Each takes the place of the characters that stood for it.
class InlineObjects : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    struct Object {
        /// Its size where at most `column` px are free beside the panels and indents around it.
        std::function<QSizeF(double column)> size{};
        std::function<void(QPainter& painter, const QRectF& rect)> paint{}; ///< may be empty
        QString words{};                                                    ///< copied in its place
        double rise = 0; ///< px of its middle above the baseline; 0: about that of a small letter
    };

    /// The property of a character format that makes its object larger or smaller than it asks to be.
    static constexpr int kScale = QTextFormat::UserProperty + 0x201;

    explicit InlineObjects(QTextDocument* document);

    void clear();
    /// Replaces `length` characters from `position` on; places after it move by what became shorter. Returns
    /// the object's place among rects().
    std::size_t place(int position, int length, Object object);
    /// Where the objects stand now, in the document's coordinates, in the order in which they were placed.
    std::vector<QRectF> rects() const;

    QSizeF intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                    const QTextFormat& format) override;

private:
    const Object* objectOf(const QTextFormat& format) const;
    QSizeF sizeOf(const Object& object, int position, const QTextFormat& format) const;

    QTextDocument& document_;
    std::vector<Object> objects_{};
};

} // namespace downhill::app
