#pragma once

#include "shell/course_outline.h"
#include "shell/map_layout.h"

#include <QWidget>

#include <map>
#include <optional>
#include <vector>

class QPainter;

namespace downhill::app {

class Appearance;
class MapNode;
class UnitLabel;

/// A course as a graph: each lesson below those it requires. Where the pointer or the focus is, the way that
/// leads there is lit. Up and Down go along the edges, Left and Right within a row, Home and End to the first
/// and the last lesson. It is as high as its width needs.
class CourseMap : public QWidget {
    Q_OBJECT

public:
    CourseMap(CourseOutline outline, Appearance& appearance, QWidget* parent = nullptr);

    const MapLayout& map() const { return map_; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void lessonChosen(const QString& id);
    /// A lesson has got the focus by the keys of the map.
    void wentTo(QWidget* lesson);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The map whose lessons are as wide as they may be in `width`.
    const MapLayout& layoutFor(int width) const;
    double pixelsOfSlot(const MapLayout& map, int width) const;
    /// Puts the legend into lines of `width`; returns its height. Moves nothing where `place` is false.
    int layLegend(int width, bool place) const;
    QPointF pixelsOf(const MapPlace& place) const;
    void arrange();
    void light();
    void go(std::size_t from, int key);
    std::optional<std::size_t> beside(std::size_t from, int rows) const;
    std::optional<std::size_t> inRow(std::size_t from, int direction) const;
    void paintEdge(QPainter& painter, std::size_t edge) const;

    CourseOutline outline_;
    Appearance& appearance_;
    std::vector<MapNode*> nodes_{};
    std::vector<UnitLabel*> legend_{};
    mutable std::map<int, MapLayout> layouts_{}; ///< by the most lessons of a row
    MapLayout map_{};
    std::vector<bool> lit_{}; ///< of each lesson; empty while no path is lit
    QWidget* pointed_ = nullptr;
};

} // namespace downhill::app
