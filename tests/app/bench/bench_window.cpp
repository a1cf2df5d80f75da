// How smoothly the window moves while a network trains at full speed beside it, and what that costs the
// training. Two figures are ratios within one run, because machines differ: updates a second against the 60
// that are wanted, and steps a second with the window against steps a second without.

#include "player/lesson_session.h"
#include "shell/main_window.h"
#include "text/markup_service.h"
#include "theme/appearance.h"
#include "training/dataset.h"
#include "training/trainer.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace downhill;
using app::ExperimentController;

namespace {

constexpr double kSeconds = 4;

/// Counts the times that the views were painted, and the time each look at the training took.
class PaintCounter : public QObject {
public:
    int paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

void spin(const std::function<bool()>& done) {
    while (!done())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

double stepsPerSecondAlone(const training::Experiment& experiment) {
    const auto* problem = std::get_if<training::NetworkProblem>(&experiment.problem);
    if (!problem)
        return 0;
    auto data = training::makeDataset<float>(*problem, experiment.seeds);
    auto trainer = training::Trainer<float>::create(
        experiment, 0, std::make_shared<const training::SplitDataset<float>>(std::move(*data)));
    QElapsedTimer clock;
    clock.start();
    std::int64_t steps = 0;
    while (clock.nsecsElapsed() < kSeconds * 0.5e9)
        steps += trainer->run(2000);
    return static_cast<double>(steps) / (static_cast<double>(clock.nsecsElapsed()) * 1e-9);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QTemporaryDir folder;
    app::Appearance appearance(application);
    app::MarkupService markup;
    app::MainWindow window({QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"), folder.path()}, appearance,
                           markup);
    window.resize(1600, 1000);
    bool course = false;
    bool lesson = false;
    QObject::connect(&window, &app::MainWindow::welcomeShown, &window,
                     [&] { window.introduce(QStringLiteral("Ada")); });
    QObject::connect(&window, &app::MainWindow::courseShown, &window, [&] { course = true; });
    QObject::connect(&window, &app::MainWindow::lessonShown, &window, [&] { lesson = true; });
    QElapsedTimer clock;
    clock.start();
    window.show();
    window.start();
    spin([&] { return course; });
    const double toCourse = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
    window.openLesson(QStringLiteral("learning-rate"));
    spin([&] { return lesson; });
    app::LessonController& steps = window.session()->lesson();
    const auto circle = std::ranges::find(steps.lesson().steps, QStringLiteral("circle"), &lesson::Step::id);
    steps.goTo(static_cast<int>(circle - steps.lesson().steps.begin()));
    spin([&] { return markup.isIdle(); });

    lesson::ExperimentBlock block = *steps.step().experiment;
    block.experiment.steps = training::limits::kSteps;
    block.experiment.goal.reset();
    const double before = stepsPerSecondAlone(block.experiment);

    ExperimentController& experiment = window.session()->experiment();
    experiment.setExperiment(block);
    spin([&] { return experiment.state() == ExperimentController::State::Ready; });
    PaintCounter counter;
    QWidget* chart = nullptr;
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (widget->parentWidget() && widget->isVisible() &&
            widget->parentWidget()->inherits("QGraphicsView"))
            chart = widget;
    if (!chart)
        return 1;
    chart->installEventFilter(&counter);
    int frames = 0;
    std::vector<double> gaps;
    QElapsedTimer since;
    QObject::connect(&experiment, &ExperimentController::frameChanged, &window, [&] {
        if (frames++ > 0)
            gaps.push_back(static_cast<double>(since.nsecsElapsed()) * 1e-6);
        since.start();
    });
    experiment.setSpeed(ExperimentController::Speed::Full);
    experiment.play();
    spin([&] { return experiment.step() > 0; });
    const std::int64_t first = experiment.step();
    frames = counter.paints = 0;
    gaps.clear();
    clock.start();
    spin([&] { return clock.nsecsElapsed() > kSeconds * 1e9; });
    const double seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
    const double with = static_cast<double>(experiment.step() - first) / seconds;
    experiment.pause();
    const double after = stepsPerSecondAlone(block.experiment);
    const double alone = (before + after) / 2;

    std::ranges::sort(gaps);
    std::printf("window to course           %8.0f ms\n", toCourse);
    std::printf("updates                    %8.1f a second (60 are wanted)\n", frames / seconds);
    std::printf("paints of the loss chart   %8.1f a second\n", counter.paints / seconds);
    if (!gaps.empty())
        std::printf("between two updates        %8.1f ms median, %.1f ms at the 99th percentile\n",
                    gaps[gaps.size() / 2], gaps[gaps.size() * 99 / 100]);
    std::printf("training with the window   %8.0f steps a second\n", with);
    std::printf("training alone             %8.0f steps a second\n", alone);
    std::printf("kept                       %8.1f %%\n", 100 * with / alone);
    return 0;
}
