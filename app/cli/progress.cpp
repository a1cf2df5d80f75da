#include "cli/progress.h"

#include "cli/console.h"

#include <QCoreApplication>

namespace downhill::app::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kLogged = 1s;
constexpr auto kWatched = 100ms;

class ProgressText {
    Q_DECLARE_TR_FUNCTIONS(Progress)

public:
    static QString line(std::int64_t step, std::int64_t steps, double loss) {
        return tr("step %1 of %2, loss %3").arg(step).arg(steps).arg(loss, 0, 'g', 6);
    }
};

} // namespace

Progress::Progress(std::int64_t steps)
    : steps_(steps), watched_(errorsAreWatched()), next_(Clock::now() + (watched_ ? kWatched : kLogged)) {}

void Progress::report(std::int64_t step, double loss) {
    const Clock::time_point now = Clock::now();
    if (now < next_)
        return;
    next_ = now + (watched_ ? kWatched : kLogged);
    const QString line = ProgressText::line(step, steps_, loss);
    // Back to the beginning of the line, and away with what is left of a longer one.
    printError(watched_ ? QStringLiteral("\r") + line + QStringLiteral("\x1b[K") : line + u'\n');
    begun_ = true;
}

void Progress::finish() {
    if (watched_ && begun_)
        printError(QStringLiteral("\n"));
}

} // namespace downhill::app::cli
