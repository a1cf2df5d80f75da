// How long the curves of a run of a million steps take to be kept, and to be there again when its step is
// reopened.

#include "lesson/reader.h"
#include "player/lesson_session.h"
#include "training/experiment.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace downhill;
using app::ExperimentController;

namespace {

constexpr std::int64_t kSteps = 1'000'000;

void spin(const std::function<bool()>& done) {
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

/// The first lesson with an experiment, whose run is made a million steps long.
lesson::Lesson longLesson() {
    auto lesson =
        lesson::readLesson(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons/learning-rate")).value.value();
    const auto circle = std::ranges::find(lesson.steps, QStringLiteral("circle"), &lesson::Step::id);
    circle->experiment->experiment.steps = kSteps;
    circle->experiment->experiment.goal.reset();
    lesson.steps = {*circle};
    return lesson;
}

double milliseconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const lesson::Lesson lesson = longLesson();
    QElapsedTimer clock;
    QObject context;
    {
        app::StudentMemory memory;
        memory.open(folder.path(), &context, [](const store::Result<void>&) {});
        app::LessonSession session(QStringLiteral("bench"), lesson, memory);
        ExperimentController& experiment = session.experiment();
        session.begin();
        spin([&] { return experiment.state() == ExperimentController::State::Ready; });
        experiment.setSpeed(ExperimentController::Speed::Full);
        experiment.play();
        spin([&] { return experiment.state() == ExperimentController::State::Stopped; });
        std::printf("run                        %8lld steps\n", static_cast<long long>(experiment.step()));
        clock.start();
        session.leave();
        memory.flush();
        std::printf("kept in                    %8.1f ms\n", milliseconds(clock));
    }
    app::StudentMemory memory;
    bool open = false, there = false;
    memory.open(folder.path(), &context, [&](const store::Result<void>&) { open = true; });
    spin([&] { return open; });
    app::LessonSession session(QStringLiteral("bench"), lesson, memory);
    QObject::connect(&session.lesson(), &app::LessonController::runRecalled, &context, [&] { there = true; });
    clock.start();
    session.begin();
    spin([&] { return there; });
    std::printf("reopened in                %8.1f ms (100 are allowed)\n", milliseconds(clock));
    return 0;
}
