// Paints every view of real, short runs into PNG files, for people to look at: render_views DIRECTORY
// [BEGINNING OF NAMES]

#include "charts/course_chart_view.h"
#include "sample_experiments.h"
#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "trained_frames.h"
#include "views/charted_view.h"
#include "views/landscape_view.h"
#include "views/loss_view.h"
#include "views/network_ground.h"
#include "views/seed_bands.h"

#include <QApplication>
#include <QDir>
#include <QMouseEvent>
#include <QTextStream>

#include <array>
#include <optional>
#include <vector>

using namespace downhill;
using app::CourseChartView;
using namespace Qt::StringLiterals;

namespace {

struct Picture {
    QString name{};
    lesson::ExperimentBlock block{};
    lesson::View view{};
    std::int64_t steps = 0;
    std::optional<QPointF> hover{}; ///< shares of the plot's width and height
    int pastRuns = 0;
    int seeds = 0; ///< of a band behind the loss
};

std::vector<Picture> pictures() {
    using lesson::ViewKind;
    const auto loss = samples::view(ViewKind::LossCurves),
               logLoss = samples::view(ViewKind::LossCurves, true);
    const auto boundary = samples::view(ViewKind::DecisionBoundary), slope = samples::view(ViewKind::Slope);
    const auto fit = samples::view(ViewKind::RegressionFit),
               squares = samples::view(ViewKind::RegressionFit, false, true);
    const auto landscape = samples::view(ViewKind::Landscape);
    const auto confusion = samples::view(ViewKind::Confusion);
    using training::SurfaceKind;
    const lesson::ExperimentBlock adam = samples::circleByAdam();
    lesson::ExperimentBlock unzeroed = samples::circle();
    unzeroed.experiment.runs.front().loop.erase(unzeroed.experiment.runs.front().loop.begin());
    lesson::ExperimentBlock loaded = samples::circle();
    loaded.experiment.runs.front().loader = {.microseconds = 50};
    lesson::ExperimentBlock prefetched = samples::circle();
    prefetched.experiment.runs.front().loader = {.prefetch = 3, .microseconds = 5};
    prefetched.experiment.runs.front().batchSize = 64;
    lesson::ExperimentBlock ended = samples::circle();
    ended.experiment.steps = 600; // so that its landscape is drawn
    lesson::View along = landscape;
    along.alongPath = true;
    lesson::View magnified = slope;
    magnified.magnified = true;
    return {
        {u"timeline_direct"_s, samples::circle(), samples::view(ViewKind::LoaderTimeline), 20, {}, 0},
        {u"timeline_needed"_s, loaded, samples::view(ViewKind::LoaderTimeline), 40, {}, 0},
        {u"timeline_prefetched"_s, prefetched, samples::view(ViewKind::LoaderTimeline), 40, QPointF(0.7, 0.7),
         0},
        {u"graph_start"_s, samples::circle(), samples::view(ViewKind::NetworkGraph), 0, {}, 0},
        {u"graph_circle"_s, samples::circle(), samples::view(ViewKind::NetworkGraph), 3000, {}, 0},
        {u"graph_blobs"_s, samples::blobs(), samples::view(ViewKind::NetworkGraph), 300, {}, 0},
        {u"graph_line"_s, samples::line(false), samples::view(ViewKind::NetworkGraph), 3, {}, 0},
        {u"loop_circle"_s, samples::circle(), samples::view(ViewKind::TrainingLoop), 40, {}, 0},
        {u"loop_unzeroed"_s, unzeroed, samples::view(ViewKind::TrainingLoop), 40, {}, 0},
        {u"formula_adam"_s, adam, samples::view(ViewKind::UpdateFormula), 12, {}, 0},
        {u"formula_sgd"_s, samples::line(false), samples::view(ViewKind::UpdateFormula), 2, {}, 0},
        {u"state_adam"_s, adam, samples::view(ViewKind::OptimizerState), 50, {}, 0},
        {u"state_sgd"_s, samples::parabola(0.1), samples::view(ViewKind::OptimizerState), 5, {}, 0},
        {u"loss_empty"_s, samples::circle(), loss, 0, {}, 0},
        {u"loss_circle"_s, samples::circle(), loss, 6000, {}, 0},
        {u"loss_circle_log_hover"_s, samples::circle(), logLoss, 6000, QPointF(0.44, 0.5), 0},
        {u"loss_rates_log"_s, samples::sineAtThreeRates(), logLoss, 3000, {}, 0},
        {u"loss_seeds"_s, samples::circle(), logLoss, 600, QPointF(0.5, 0.4), 0, 10},
        {u"loss_seeds_rates"_s, samples::sineAtThreeRates(), logLoss, 400, {}, 0, 5},
        {u"loss_past"_s, samples::circle(0), logLoss, 2000, {}, 3},
        {u"loss_parabola_diverged"_s, samples::parabola(1.1), logLoss, 2000, {}, 0},
        {u"loss_four_rates"_s, samples::parabolaAtFourRates(), logLoss, 60, QPointF(0.6, 0.3), 0},
        {u"boundary_empty"_s, samples::circle(), boundary, 0, {}, 0},
        {u"boundary_circle"_s, samples::circle(), boundary, 6000, {}, 0},
        {u"boundary_blobs_hover"_s, samples::blobs(), boundary, 600, QPointF(0.4, 0.4), 0},
        {u"boundary_squares_hover"_s, samples::circleOfSquares(true), boundary, 1500, QPointF(0.6, 0.4), 0},
        {u"fit_line_squares"_s, samples::line(true), squares, 8, {}, 0},
        {u"fit_line_hover"_s, samples::line(true), squares, 60, QPointF(0.75, 0.35), 0},
        {u"fit_sine"_s, samples::sineAtThreeRates(), fit, 3000, {}, 0},
        {u"slope_start"_s, samples::parabola(0.1), slope, 0, {}, 0},
        {u"slope_small"_s, samples::parabola(0.03), slope, 12, QPointF(0.2, 0.5), 0},
        {u"slope_zigzag"_s, samples::parabola(0.93), slope, 9, {}, 0},
        {u"slope_growing"_s, samples::parabola(1.1), slope, 14, {}, 0},
        {u"slope_glass"_s, samples::parabola(0.35), magnified, 1, {}, 0},
        {u"slope_glass_overshoot"_s, samples::parabola(0.93), magnified, 3, {}, 0},
        {u"slope_glass_wells"_s, samples::doubleWell(0.05), magnified, 2, {}, 0},
        {u"slope_diverged"_s, samples::parabola(1.1), slope, 2000, {}, 0},
        {u"slope_double_well"_s, samples::doubleWell(0.02), slope, 6, {}, 0},
        {u"landscape_network_before"_s, samples::circle(), landscape, 200, {}, 0},
        {u"landscape_network_random"_s, ended, landscape, 600, QPointF(0.6, 0.4), 0},
        {u"landscape_network_path"_s, ended, along, 600, {}, 0},
        {u"landscape_start"_s, samples::surface(SurfaceKind::Himmelblau), landscape, 0, {}, 0},
        {u"landscape_himmelblau"_s, samples::surface(SurfaceKind::Himmelblau), landscape, 80, {}, 0},
        {u"landscape_ravine_hover"_s, samples::surface(SurfaceKind::Ravine), landscape, 60,
         QPointF(0.64, 0.38), 0},
        {u"landscape_rosenbrock"_s, samples::surface(SurfaceKind::Rosenbrock), landscape, 400, {}, 0},
        {u"landscape_saddle"_s, samples::surface(SurfaceKind::Saddle), landscape, 900, {}, 0},
        {u"landscape_rastrigin"_s, samples::surface(SurfaceKind::Rastrigin), landscape, 200,
         QPointF(0.5, 0.5), 0},
        {u"slope_four_rates"_s, samples::parabolaAtFourRates(), slope, 12, {}, 0},
        {u"confusion_blobs_hover"_s, samples::blobs(), confusion, 60, QPointF(0.4, 0.15), 0},
        {u"confusion_circle"_s, samples::circle(), confusion, 800, {}, 0},
        {u"confusion_digits"_s, samples::digits(), confusion, 60, {}, 0},
        {u"histograms_circle"_s, samples::circle(), samples::view(ViewKind::Histograms), 400, {}, 0},
        {u"histograms_digits_log"_s, samples::digits(), samples::view(ViewKind::Histograms, true), 60, {}, 0},
        {u"sample_loss_blobs"_s, samples::blobs(), samples::view(ViewKind::SampleLoss), 60, QPointF(0.4, 0.5),
         0},
        {u"mini_batch_circle"_s, samples::circle(), samples::view(ViewKind::MiniBatch), 12, {}, 0},
        {u"gradient_arrows_circle"_s, samples::circle(), samples::view(ViewKind::GradientArrows), 100, {}, 0},
        {u"penalty"_s, samples::circle(), samples::view(ViewKind::Penalty), 0, QPointF(0.6, 0.4), 0},
        {u"range_test_before"_s, samples::circle(), samples::view(ViewKind::RangeTest), 0, {}, 0},
        {u"digits"_s, samples::digits(), samples::view(ViewKind::Digits), 100, {}, 0},
        {u"throughput_before"_s, samples::circle(), samples::view(ViewKind::Throughput), 100, {}, 0},
        {u"basin_map_before"_s,
         samples::surface(SurfaceKind::Himmelblau),
         samples::view(ViewKind::BasinMap),
         0,
         {},
         0},
    };
}

void addPast(TrainedFrames& frames, int count) {
    constexpr std::array<double, 3> kRates{0.01, 0.03, 0.3};
    for (int i = 0; i < count; ++i) {
        lesson::ExperimentBlock block = frames.block();
        block.experiment.runs[0].optimizer.learningRate = kRates[static_cast<std::size_t>(i)];
        TrainedFrames earlier(block);
        earlier.train(2000);
        frames.past().push_back(
            {u"rate %1"_s.arg(kRates[static_cast<std::size_t>(i)]), earlier.frame().curves[0].batch});
    }
}

void point(CourseChartView& chart, QPointF share) {
    const QRectF area = chart.space().area;
    const QPointF at(area.left() + share.x() * area.width(), area.top() + share.y() * area.height());
    QMouseEvent move(QEvent::MouseMove, at, chart.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(chart.viewport(), &move);
}

/// Trains and shows what comes of it, as often as a landscape of the way needs.
void watch(app::ExperimentView& view, TrainedFrames& frames, std::int64_t steps) {
    constexpr std::int64_t kFrames = 40;
    frames.showIn(view);
    for (std::int64_t i = 0; i < kFrames; ++i) {
        frames.train(steps * (i + 1) / kFrames - steps * i / kFrames);
        view.showFrame(frames.frame());
    }
}

/// Begins what a student would have computed, and waits for whatever is computed.
void compute(app::ExperimentView& view, int seeds) {
    auto* loss = qobject_cast<app::LossView*>(&view);
    if (loss && seeds > 0)
        loss->seeds().begin(seeds);
    auto* landscape = qobject_cast<app::LandscapeView*>(&view);
    while ((loss && loss->seeds().isBusy()) || (landscape && landscape->network().isBusy()))
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    folder.mkpath(u"."_s);
    app::Appearance appearance(application);
    app::MarkupService markup;
    app::TabChoices tabs;
    app::TextContext texts(markup, appearance, tabs, {});
    QTextStream out(stdout);
    const QString wanted = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    for (const Picture& picture : pictures()) {
        if (!picture.name.startsWith(wanted))
            continue;
        TrainedFrames frames(picture.block);
        if (!frames.isValid()) {
            out << picture.name << ": the experiment is refused\n";
            return 1;
        }
        const bool watched = picture.view.kind == lesson::ViewKind::Landscape && frames.data();
        if (!watched)
            frames.train(picture.steps);
        addPast(frames, picture.pastRuns);
        for (const auto scheme : {app::Appearance::Scheme::Light, app::Appearance::Scheme::Dark}) {
            appearance.setScheme(scheme);
            for (const QSize size : {QSize(420, 300), QSize(900, 560)}) {
                auto view = app::makeExperimentView(picture.view, texts);
                view->resize(size);
                view->show();
                std::optional<TrainedFrames> own;
                if (watched) {
                    watch(*view, own.emplace(picture.block), picture.steps);
                } else {
                    frames.showIn(*view);
                }
                QCoreApplication::processEvents();
                compute(*view, picture.seeds);
                while (!markup.isIdle())
                    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
                QCoreApplication::processEvents();
                auto* charted = qobject_cast<app::ChartedView*>(view.get());
                if (picture.hover && charted)
                    point(charted->chart(), *picture.hover);
                const QString theme = appearance.theme().dark ? u"dark"_s : u"light"_s;
                view->grab().save(
                    folder.filePath(u"%1_%2_%3.png"_s.arg(picture.name, theme).arg(size.width())));
            }
        }
        out << picture.name << '\n';
        out.flush();
    }
    return 0;
}
