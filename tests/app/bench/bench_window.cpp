// How smoothly the views move while three networks train at full speed beside them, and what that costs the
// training: six live curves (training and test of each), the decision boundary and the network as a graph, at
// 1600 × 1000. What a machine does alone stands beside it from the same run, because machines differ: updates
// a second against the 60 that are wanted, milliseconds of the window's thread for each against the 12 that
// are allowed, and steps a second with the window against steps a second without, of which nine tenths are to
// be kept.

#include "experiment/experiment_panel.h"
#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "training/experiment.h"
#include "training/runner.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace downhill;
using app::ExperimentController;

namespace {

constexpr double kSeconds = 4;

/// Tells how long the window's thread works: everything between taking an event and waiting for the next one.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_++ == 0)
            clock_.start();
        const bool handled = QApplication::notify(receiver, event);
        if (--depth_ == 0)
            busy_ += static_cast<double>(clock_.nsecsElapsed()) * 1e-6;
        return handled;
    }

    /// Milliseconds since the last call.
    double takeBusy() { return std::exchange(busy_, 0.0); }

private:
    int depth_ = 0;
    double busy_ = 0;
    QElapsedTimer clock_{};
};

void spin(const std::function<bool()>& done) {
    while (!done())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

/// Three of the networks that `downhill-cli bench` calls T, with a test set, so that each has two curves.
lesson::ExperimentBlock block() {
    training::NetworkProblem problem;
    problem.dataset.samples = 500;
    problem.dataset.testShare = 0.2;
    problem.network.layers = {{.units = 8, .activation = training::Activation::Tanh},
                              {.units = 8, .activation = training::Activation::Tanh},
                              {.units = 1, .activation = training::Activation::Tanh}};
    problem.loss = training::Loss::HalfMeanSquaredError;
    lesson::ExperimentBlock block;
    block.experiment.problem = problem;
    for (const double rate : {0.01, 0.03, 0.1}) {
        training::RunSpec run;
        run.optimizer.learningRate = rate;
        run.batchSize = 10;
        block.experiment.runs.push_back(run);
    }
    block.experiment.steps = training::limits::kSteps;
    using enum lesson::ViewKind;
    block.views = {{.kind = LossCurves}, {.kind = DecisionBoundary}, {.kind = NetworkGraph}};
    return block;
}

/// Steps a second of all runs together, on the runner's own threads, with nobody looking.
double stepsPerSecondAlone(const training::Experiment& experiment) {
    training::Runner runner;
    runner.load(experiment);
    const auto steps = [&runner] {
        runner.requestSnapshot();
        for (;;) {
            if (const auto snapshot = runner.takeSnapshot()) {
                std::int64_t sum = 0;
                for (const training::RunSnapshot& run : snapshot->runs)
                    sum += run.step;
                return sum;
            }
            QThread::msleep(1);
        }
    };
    runner.play(training::Runner::Pace::unlimited());
    while (steps() == 0)
        QThread::msleep(1);
    QElapsedTimer clock;
    clock.start();
    const std::int64_t before = steps();
    QThread::msleep(static_cast<unsigned long>(kSeconds * 500));
    const std::int64_t made = steps() - before;
    return static_cast<double>(made) / (static_cast<double>(clock.nsecsElapsed()) * 1e-9);
}

std::int64_t stepsOf(const ExperimentController& experiment) {
    std::int64_t sum = 0;
    for (const training::RunSnapshot& run : experiment.snapshot().runs)
        sum += run.step;
    return sum;
}

double quantile(std::vector<double>& values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0
                          : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

} // namespace

int main(int argc, char** argv) {
    TimedApplication application(argc, argv);
    app::Appearance appearance(application);
    app::MarkupService markup;
    app::TabChoices tabs;
    app::TextContext texts(markup, appearance, tabs, {});
    ExperimentController experiment;
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    auto* panel = new app::ExperimentPanel(experiment, texts, &window);
    layout->addWidget(panel);
    window.resize(1600, 1000);
    window.show();

    const lesson::ExperimentBlock shown = block();
    const double before = stepsPerSecondAlone(shown.experiment);
    experiment.setExperiment(shown);
    panel->showExperiment();
    spin([&] { return experiment.state() == ExperimentController::State::Ready; });
    std::vector<double> gaps, work;
    QElapsedTimer since;
    QObject::connect(&experiment, &ExperimentController::frameChanged, &window, [&] {
        gaps.push_back(static_cast<double>(since.nsecsElapsed()) * 1e-6);
        work.push_back(application.takeBusy());
        since.start();
    });
    experiment.setSpeed(ExperimentController::Speed::Full);
    experiment.play();
    spin([&] { return experiment.step() > 0; });
    const std::int64_t first = stepsOf(experiment);
    gaps.clear();
    work.clear();
    QElapsedTimer clock;
    clock.start();
    spin([&] { return clock.nsecsElapsed() > kSeconds * 1e9; });
    const double seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
    const double with = static_cast<double>(stepsOf(experiment) - first) / seconds;
    const auto updates = static_cast<double>(gaps.size());
    experiment.pause();
    spin([&] { return experiment.state() != ExperimentController::State::Playing; });
    experiment.clear();
    const double alone = (before + stepsPerSecondAlone(shown.experiment)) / 2;

    std::printf("updates                    %8.1f a second (60 are wanted)\n", updates / seconds);
    std::printf("between two updates        %8.1f ms median, %.1f ms at the 99th percentile\n",
                quantile(gaps, 0.5), quantile(gaps, 0.99));
    std::printf(
        "work of the window for one %8.1f ms median, %.1f ms at the 99th percentile (12 are allowed)\n",
        quantile(work, 0.5), quantile(work, 0.99));
    std::printf("training with the window   %8.0f steps a second, three runs together\n", with);
    std::printf("training alone             %8.0f steps a second\n", alone);
    std::printf("kept                       %8.1f %% (90 are wanted)\n", 100 * with / alone);
    return 0;
}
