#pragma once

#include <QSlider>

namespace downhill::app {

class Appearance;

/// A horizontal slider in the theme's colours: a thin groove, filled up to a round handle.
class ThinSlider : public QSlider {
    Q_OBJECT

public:
    explicit ThinSlider(Appearance& appearance, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    /// Moves it only once it has the focus: a wheel that comes by scrolls the page.
    void wheelEvent(QWheelEvent* event) override;

private:
    double handleX() const;
    int positionAt(double x) const;

    Appearance& appearance_;
};

} // namespace downhill::app
