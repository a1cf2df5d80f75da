#pragma once

#include "charts/plot_item.h"

#include <QColor>
#include <QImage>
#include <QList>
#include <QString>

namespace downhill::app {

struct Theme;

/// Small pictures in rows, each with a caption below: tile i of `columns` lies around (i mod columns,
/// −⌊i / columns⌋).
class TilesItem : public PlotItem {
    Q_OBJECT

public:
    struct Tile {
        QImage picture{};
        QString caption{};
        QColor frame{};      ///< none where invalid
        bool strong = false; ///< of the caption
    };

    TilesItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Points), theme_(theme) {}

    void setTiles(QList<Tile> tiles, int columns);
    const QList<Tile>& tiles() const { return tiles_; }
    int columns() const { return columns_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& theme_;
    QList<Tile> tiles_{};
    int columns_ = 1;
};

} // namespace downhill::app
