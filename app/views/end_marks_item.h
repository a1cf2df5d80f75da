#pragma once

#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QList>
#include <QString>

namespace downhill::app {

struct Theme;

/// Marks where curves end for good: a cross at the last point, a hairline at its step, and a label beside it
/// that gives way to the labels of other marks.
class EndMarksItem : public PlotItem {
    Q_OBJECT

public:
    struct Mark {
        QPointF at{};
        QString text{};
        QColor color{};
    };

    EndMarksItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Marks), theme_(theme) {}

    void setMarks(QList<Mark> marks);
    const QList<Mark>& marks() const { return marks_; }

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& theme_;
    QList<Mark> marks_{};
};

} // namespace downhill::app
