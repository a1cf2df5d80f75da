#include "view_window.h"

#include "charts/chart_header.h"
#include "charts/legend_chip.h"
#include "text/text_context.h"
#include "views/charted_view.h"

#include <QTest>

namespace downhill::app {

std::unique_ptr<ExperimentView> viewOf(lesson::View description, TextContext& texts, const QString& title) {
    description.title = title;
    auto view = makeExperimentView(description, texts);
    view->resize(640, 420);
    view->show();
    return view;
}

void openWindow(ExperimentView& view, QSize size) {
    view.resize(size);
    view.show();
    if (!QTest::qWaitForWindowActive(&view))
        qFatal("no window");
}

void openWindow(ExperimentView& view, const TrainedFrames& frames, QSize size) {
    frames.showIn(view);
    openWindow(view, size);
}

LegendChip* chipOf(const ChartedView& view, const QString& name) {
    for (QToolButton* button : view.card().header().chips())
        if (button->text() == name)
            return qobject_cast<LegendChip*>(button);
    return nullptr;
}

void pointAt(const CourseChartView& chart, QPointF place) {
    QTest::mouseMove(chart.viewport(), chart.space().toPixel(place).toPoint());
}

} // namespace downhill::app
