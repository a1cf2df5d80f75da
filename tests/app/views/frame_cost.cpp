// Measures what a frame of the busiest views costs on this machine; not a test, because no machine promises
// it.

#include "charts/course_chart_view.h"
#include "sample_experiments.h"
#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "trained_frames.h"
#include "views/charted_view.h"

#include <QApplication>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <vector>

using namespace downhill;

namespace {

constexpr int kFrames = 61;

/// Six curves of 4,096 buckets, eight steps wide, that go on growing.
std::vector<app::RunCurves> sixCurves(std::int64_t steps) {
    std::vector<app::RunCurves> curves(6);
    for (std::size_t run = 0; run < curves.size(); ++run) {
        for (std::int64_t step = 1; step <= steps; ++step) {
            const double at = static_cast<double>(step), rate = 1e-4 * static_cast<double>(run + 1);
            curves[run].batch.add(step, static_cast<float>((std::exp(-rate * at) + 0.01) *
                                                           std::exp(0.3 * std::sin(at * 12.9898))));
        }
    }
    return curves;
}

struct Cost {
    double median = 0;
    double worst = 0;
};

template <class Feed>
Cost measure(app::ExperimentView& view, Feed&& feed) {
    QWidget* viewport = view.findChild<app::CourseChartView*>()->viewport();
    std::vector<double> milliseconds;
    for (int i = 0; i < kFrames; ++i) {
        const std::clock_t before = std::clock(); // processor time: others may be busy too
        feed(i);
        viewport->repaint();
        milliseconds.push_back(static_cast<double>(std::clock() - before) * 1e3 / CLOCKS_PER_SEC);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    return {milliseconds[kFrames / 2], milliseconds.back()};
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    app::Appearance appearance(application);
    app::MarkupService markup;
    app::TabChoices tabs;
    app::TextContext texts(markup, appearance, tabs, {});
    QTextStream out(stdout);

    lesson::ExperimentBlock race = samples::parabolaAtFourRates();
    race.experiment.runs.resize(6, race.experiment.runs.front());
    for (const bool logarithmic : {false, true}) {
        auto loss = app::makeExperimentView(samples::view(lesson::ViewKind::LossCurves, logarithmic), texts);
        loss->resize(900, 560);
        loss->show();
        loss->setExperiment(race, nullptr);
        std::int64_t steps = 8 * 4000;
        std::vector<app::RunCurves> curves = sixCurves(steps);
        const Cost cost = measure(*loss, [&](int) {
            for (int i = 0; i < 8; ++i, ++steps)
                for (app::RunCurves& run : curves)
                    run.batch.add(steps + 1,
                                  0.02F + 0.005F * static_cast<float>(std::sin(static_cast<double>(steps))));
            app::ExperimentFrame frame;
            frame.curves = curves;
            loss->showFrame(frame);
        });
        out << (logarithmic ? "six curves, logarithmic: " : "six curves, linear: ")
            << curves[0].batch.buckets().size() << " buckets each, " << cost.median << " ms, at most "
            << cost.worst << " ms\n";
    }

    TrainedFrames circle(samples::circle());
    circle.train(500);
    auto boundary = app::makeExperimentView(samples::view(lesson::ViewKind::DecisionBoundary), texts);
    boundary->resize(900, 560);
    boundary->show();
    boundary->setExperiment(circle.block(), circle.data());
    const Cost cost = measure(*boundary, [&](int) {
        circle.train(5);
        boundary->showFrame(circle.frame());
    });
    out << "boundary of 2-8-8-1: " << cost.median << " ms, at most " << cost.worst << " ms\n";
    return 0;
}
