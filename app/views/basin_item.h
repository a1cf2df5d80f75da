#pragma once

#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QImage>
#include <QList>

namespace downhill::app {

struct Theme;

/// Fields in flat colours, and on them places that bear a number.
class BasinItem : public PlotItem {
    Q_OBJECT

public:
    struct Mark {
        QPointF at{};
        QString text{};
        QColor color{};
    };

    BasinItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Picture), theme_(theme) {}

    /// `fields` has a pixel a field, its first line at the greatest y; `window` is their outer edge on both
    /// axes.
    void setFields(QImage fields, AxisRange window);
    void setMarks(QList<Mark> marks);
    const QList<Mark>& marks() const { return marks_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& theme_;
    QImage fields_{};
    AxisRange window_{};
    QList<Mark> marks_{};
};

} // namespace downhill::app
