#pragma once

#include "trained_frames.h"

#include <QPointF>
#include <QSize>
#include <QString>

#include <memory>

namespace downhill::app {

class ChartedView;
class CourseChartView;
class LegendChip;
class TextContext;

/// A view as a lesson describes it, 640 px wide.
std::unique_ptr<ExperimentView> viewOf(lesson::View description, TextContext& texts,
                                       const QString& title = {});

/// Opens a window for a view, and waits until keys reach it.
void openWindow(ExperimentView& view, QSize size = {700, 420});
/// The same for a view that shows what was trained.
void openWindow(ExperimentView& view, const TrainedFrames& frames, QSize size = {700, 420});

/// The entry of a view's legend that is called `name`; nullptr where there is none.
LegendChip* chipOf(const ChartedView& view, const QString& name);

/// Moves the mouse over a place of a chart, in the units of its axes.
void pointAt(const CourseChartView& chart, QPointF place);

} // namespace downhill::app
