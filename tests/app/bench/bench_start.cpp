// How long the application takes from its start to a lesson that answers clicks, and how much memory it then
// has. The program starts itself several times, as a student's desktop would; the first start warms the
// machine and is left out.

#include "player/lesson_session.h"
#include "shell/main_window.h"
#include "shell/translations.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <unistd.h>
#include <vector>

using namespace downhill;

namespace {

constexpr int kStarts = 6;
const char* const kLesson = "what-is-training";

void spin(const std::function<bool()>& done) {
    while (!done())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
}

double residentMegabytes() {
    QFile pages(QStringLiteral("/proc/self/statm"));
    if (!pages.open(QIODevice::ReadOnly))
        return 0;
    return pages.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// The application up to a lesson whose first step is there, as main.cpp begins it.
int openLesson(int argc, char** argv, const QString& folder) {
    QApplication application(argc, argv);
    app::installTranslations(application);
    app::Appearance appearance(application);
    app::MarkupService markup;
    app::MainWindow window({QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"), folder}, appearance, markup);
    bool course = false, lesson = false;
    QObject::connect(&window, &app::MainWindow::welcomeShown, &window,
                     [&] { window.introduce(QStringLiteral("Ada")); });
    QObject::connect(&window, &app::MainWindow::courseShown, &window, [&] { course = true; });
    QObject::connect(&window, &app::MainWindow::lessonShown, &window, [&] { lesson = true; });
    window.show();
    window.start();
    spin([&] { return course; });
    window.openLesson(QLatin1String(kLesson));
    spin([&] { return lesson; });
    // What was asked for until now is painted, and a click would be next.
    bool idle = false;
    QMetaObject::invokeMethod(
        &window, [&] { idle = true; }, Qt::QueuedConnection);
    spin([&] { return idle; });
    std::printf("there\n");
    std::fflush(stdout);
    const double atOnce = residentMegabytes();
    spin([&] { return markup.isIdle(); });
    std::printf("%.1f %.1f\n", atOnce, residentMegabytes());
    std::fflush(stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 3 && QByteArray(argv[1]) == "--open")
        return openLesson(argc, argv, QString::fromLocal8Bit(argv[2]));
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    std::vector<double> times;
    double atOnce = 0, settled = 0;
    for (int start = 0; start < kStarts; ++start) {
        QProcess program;
        QElapsedTimer clock;
        clock.start();
        program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--open"), folder.path()});
        while (program.state() != QProcess::NotRunning && !program.canReadLine())
            program.waitForReadyRead(1000);
        const double time = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        program.readLine();
        program.waitForFinished(60'000);
        const QList<QByteArray> memory = program.readLine().trimmed().split(' ');
        if (program.exitCode() != 0 || memory.size() != 2)
            return 1;
        if (start > 0)
            times.push_back(time);
        atOnce = std::max(atOnce, memory[0].toDouble());
        settled = std::max(settled, memory[1].toDouble());
    }
    std::ranges::sort(times);
    std::printf("start to a lesson          %8.0f ms median of %zu, %.0f ms at best (400 are allowed)\n",
                times[times.size() / 2], times.size(), times.front());
    std::printf("resident then              %8.1f MB (120 are allowed), %.1f MB once its texts are typeset\n",
                atOnce, settled);
    return 0;
}
