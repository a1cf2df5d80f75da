#pragma once

#include "training/stroke_canvas.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace downhill::app {

class Appearance;

/// A square to draw a digit in, seen as the pixels that a network is given. By mouse; or by key: the arrows
/// move the pen, Space puts it down and lifts it, Delete clears.
class DigitField : public QWidget {
    Q_OBJECT

public:
    explicit DigitField(Appearance& appearance, QWidget* parent = nullptr);

    /// Pixels a side; clears.
    void setSide(int side);
    int side() const { return side_; }
    void clear();
    bool isEmpty() const;

    /// Row by row, from 0 to 1; moved so that what was drawn lies around the middle, as drawn digits do.
    std::vector<float> pixels() const;

    QSize sizeHint() const override { return {180, 180}; }
    QSize minimumSizeHint() const override { return {90, 90}; }

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QRectF square() const;
    training::PenPoint paperPoint(QPointF pixel) const;
    void strokeTo(training::PenPoint point);
    void tell();
    std::vector<std::uint8_t> bytes() const;

    Appearance& appearance_;
    int side_ = 8;
    std::unique_ptr<training::StrokeCanvas> paper_{};
    training::PenPoint pen_{};
    bool penDown_ = false; ///< by key
};

} // namespace downhill::app
