#pragma once

#include "charts/marker.h"
#include "charts/relief.h"

#include <QColor>
#include <QList>
#include <QWidget>

namespace downhill::app {

class Appearance;

/// A terrain seen from the side, with ways over it. The mouse and the arrow keys turn it, the wheel and the
/// keys + and − come nearer, Home goes back. What lies behind a hill is shown faintly.
class ReliefPlot : public QWidget {
    Q_OBJECT

public:
    struct Trail {
        QColor color{};
        QList<ReliefPlace> places{};    ///< oldest first, the present one last
        Marker marker = Marker::Circle; ///< of the present place
    };

    explicit ReliefPlot(Appearance& appearance, QWidget* parent = nullptr);

    void setTerrain(ScalarGrid heights);
    void setTrails(QList<Trail> trails);

    const ReliefCamera& camera() const { return camera_; }
    void setCamera(const ReliefCamera& camera); ///< within what a ReliefCamera allows

    QSize minimumSizeHint() const override { return {200, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void renew();
    void turn(double right, double up);
    void approach(double factor);
    void paintTrail(QPainter& painter, const Trail& trail) const;

    Appearance& appearance_;
    ScalarGrid heights_{};
    QList<Trail> trails_{};
    ReliefCamera camera_{};
    ReliefPicture picture_{}; ///< of the terrain alone; made anew when it is painted
    bool stale_ = true;
    QPointF dragFrom_{};
};

} // namespace downhill::app
