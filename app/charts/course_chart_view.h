#pragma once

#include "charts/axis_scale.h"
#include "charts/plot_space.h"
#include "charts/read_out.h"

#include <QChartView>

#include <functional>
#include <optional>
#include <vector>

class QLineSeries;
class QValueAxis;

namespace downhill::app {

class Appearance;
class AxesItem;
struct Theme;

/// A chart that can be read: a read-out under the pointer or moved by the arrow keys, zoom by wheel or + and
/// −, panning by dragging or Shift and the arrow keys, the whole picture again by Home or a double click,
/// Escape to put the read-out away. Its plot keeps its place whatever its numbers are.
///
/// On a logarithmic axis everything given or told in values of y is the decimal exponent.
class CourseChartView : public QChartView {
    Q_OBJECT

public:
    using Probe = std::function<std::optional<ReadOut>(QPointF value)>;
    /// The next place worth reading from `value`, to the left (−1) or to the right (1).
    using Stops = std::function<std::optional<QPointF>(QPointF value, int direction)>;
    enum class Notice { Quiet, Alert };

    explicit CourseChartView(Appearance& appearance, QWidget* parent = nullptr);

    const Theme& theme() const;
    const PlotSpace& space() const { return space_; }

    void setAxisTitles(const QString& x, const QString& y);
    void setLogarithmic(bool on);
    bool isLogarithmic() const;
    /// The same for x, on its own.
    void setXLogarithmic(bool on);
    /// Names along the axes in the place of numbers; see AxesItem::setTicks().
    void setTicks(std::vector<Tick> x, std::vector<Tick> y);
    void setGrid(bool upright, bool level);
    /// A unit is as long in both directions; the ranges widen as they must.
    void setEqualAxes(bool on);

    /// The ranges shown unless somebody zoomed.
    void setHome(AxisRange x, AxisRange y);
    void goHome();
    bool isZoomed() const { return zoomed_; }
    /// `factor` below 1 comes closer; the value under `pixel` stays there.
    void zoomAt(QPointF pixel, double factor);
    void panBy(QPointF pixels);

    /// A line between the grid and the points; the chart owns it.
    QLineSeries* addLine(const QPen& pen);

    void setProbe(Probe probe) { probe_ = std::move(probe); }
    void setStops(Stops stops) { stops_ = std::move(stops); }
    /// The same for the arrow keys up (1) and down (−1).
    void setRises(Stops rises) { rises_ = std::move(rises); }
    /// Something in the plot that the mouse can move; in values of the axes.
    struct Handle {
        std::function<std::optional<QPointF>()> place{}; ///< nothing where there is none now
        std::function<void(QPointF value)> moved{};      ///< while it is dragged
        std::function<void(QPointF value)> dropped{};
    };
    void setHandle(Handle handle) { handle_ = std::move(handle); }
    /// What the chart shows, for those who hear it.
    void setSpoken(std::function<QString()> spoken) { spoken_ = std::move(spoken); }
    QString spokenValue() const;
    /// What is known about the place that is pointed at.
    const std::optional<ReadOut>& readOut() const { return readOut_; }
    /// Asks the probe anew, after the values have changed.
    void refreshReadOut();

    /// A sentence on the chart: quietly in the middle, instead of the axes' numbers, or as an alert above
    /// what is shown. An empty one takes it away.
    void setNotice(const QString& sentence, Notice kind = Notice::Quiet);
    const QString& notice() const { return notice_; }

Q_SIGNALS:
    /// The ranges or the plot's place have changed.
    void spaceChanged();
    /// The theme has changed; the chart's own parts follow by themselves.
    void restyled();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void restyle();
    void askForRoom();
    void placePlot();
    void applyRanges();
    void pointAt(std::optional<QPointF> value);
    void stepReadOut(int right, int up);
    bool arrowPressed(const QKeyEvent& event);
    bool isAtHandle(QPointF pixel) const;
    QPointF valueWithin(QPointF pixel) const;
    void drawNotice(QPainter& painter) const;

    Appearance& appearance_;
    QValueAxis* xAxis_;
    QValueAxis* yAxis_;
    AxesItem* axes_;
    PlotSpace space_{};
    AxisRange homeX_{}, homeY_{}; ///< as asked for
    AxisRange x_{}, y_{};         ///< as zoomed
    bool zoomed_ = false;
    bool equalAxes_ = false;
    bool focusRing_ = false;
    std::optional<QPointF> dragFrom_{};
    bool dragging_ = false;
    Handle handle_{};
    bool holding_ = false; ///< the handle is being dragged
    Probe probe_{};
    Stops stops_{};
    Stops rises_{};
    std::function<QString()> spoken_{};
    std::optional<QPointF> pointed_{}; ///< a value of the axes
    std::optional<ReadOut> readOut_{};
    QString notice_{};
    Notice noticeKind_ = Notice::Quiet;
};

} // namespace downhill::app
