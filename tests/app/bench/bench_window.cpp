// How smoothly the views move while three networks train at full speed beside them, and what that costs the
// training: six live curves (training and test of each), the decision boundary and the network as a graph, at
// 1600 × 1000. Updates a second are told against the 60 that are wanted, milliseconds of the window's thread
// for each against the 12 that are allowed, and steps a second with the window against steps a second
// without, of which nine tenths are to be kept. Both are measured in turns, because a machine's speed changes
// from one second to the next, and the work also as processor time, which leaves out when the thread was not
// let on.

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
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

using namespace downhill;
using app::ExperimentController;

namespace {

constexpr int kRounds = 7;
constexpr double kSeconds = 1; ///< a round, with the window and without

struct Work {
    double wall = 0;      ///< milliseconds
    double processor = 0; ///< milliseconds
};

double processorMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

/// Tells how long the window's thread works: everything between taking an event and waiting for the next one.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_++ == 0) {
            clock_.start();
            processor_ = processorMilliseconds();
        }
        const bool handled = QApplication::notify(receiver, event);
        if (--depth_ == 0) {
            busy_.wall += static_cast<double>(clock_.nsecsElapsed()) * 1e-6;
            busy_.processor += processorMilliseconds() - processor_;
        }
        return handled;
    }

    /// What was done since the last call.
    Work takeWork() { return std::exchange(busy_, {}); }

private:
    int depth_ = 0;
    Work busy_{};
    double processor_ = 0;
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
    block.experiment.runs.clear();
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
    QThread::msleep(static_cast<unsigned long>(kSeconds * 1000));
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
    experiment.setExperiment(shown);
    panel->showExperiment();
    spin([&] { return experiment.state() == ExperimentController::State::Ready; });
    std::vector<double> gaps, wall, processor;
    QElapsedTimer since;
    QObject::connect(&experiment, &ExperimentController::frameChanged, &window, [&] {
        gaps.push_back(static_cast<double>(since.nsecsElapsed()) * 1e-6);
        const Work work = application.takeWork();
        wall.push_back(work.wall);
        processor.push_back(work.processor);
        since.start();
    });
    experiment.setSpeed(ExperimentController::Speed::Full);

    std::vector<double> updates, with, alone, kept;
    for (int round = 0; round < kRounds; ++round) {
        const std::int64_t first = stepsOf(experiment);
        experiment.play();
        const std::size_t seen = gaps.size();
        spin([&] { return stepsOf(experiment) > first; });
        for (std::vector<double>* figures : {&gaps, &wall, &processor})
            figures->resize(seen); // without those of setting out
        application.takeWork();
        since.start();
        const std::int64_t begin = stepsOf(experiment);
        QElapsedTimer clock;
        clock.start();
        spin([&] { return clock.nsecsElapsed() > kSeconds * 1e9; });
        const double seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
        with.push_back(static_cast<double>(stepsOf(experiment) - begin) / seconds);
        updates.push_back(static_cast<double>(gaps.size() - seen) / seconds);
        experiment.pause();
        spin([&] { return experiment.state() != ExperimentController::State::Playing; });
        alone.push_back(stepsPerSecondAlone(shown.experiment));
        kept.push_back(with.back() / alone.back());
    }

    const double share = quantile(kept, 0.5); // which sorts them
    std::printf("updates                    %8.1f a second (60 are wanted)\n", quantile(updates, 0.5));
    std::printf("between two updates        %8.1f ms median, %.1f ms at the 99th percentile\n",
                quantile(gaps, 0.5), quantile(gaps, 0.99));
    std::printf(
        "work of the window for one %8.1f ms median, %.1f ms at the 99th percentile (12 are allowed)\n",
        quantile(wall, 0.5), quantile(wall, 0.99));
    std::printf("  of it processor time     %8.1f ms median, %.1f ms at the 99th percentile\n",
                quantile(processor, 0.5), quantile(processor, 0.99));
    std::printf("training with the window   %8.0f steps a second, three runs together\n",
                quantile(with, 0.5));
    std::printf("training alone             %8.0f steps a second\n", quantile(alone, 0.5));
    std::printf("kept                       %8.1f %% median of %d rounds, %.1f to %.1f %% (90 are wanted)\n",
                100 * share, kRounds, 100 * kept.front(), 100 * kept.back());
    return 0;
}
