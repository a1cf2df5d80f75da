#include "progress/study_clock.h"

#include <algorithm>
#include <utility>

namespace downhill::app {

void StudyClock::begin(const QString& lesson, std::int64_t now) {
    end(now);
    lesson_ = lesson;
    last_ = now;
}

void StudyClock::note(std::int64_t now) {
    if (lesson_.isEmpty())
        return;
    untold_ += std::clamp<std::int64_t>(now - last_, 0, kLongestPause);
    last_ = now;
    if (untold_ >= kPortion)
        tell();
}

void StudyClock::end(std::int64_t now) {
    note(now);
    tell();
    lesson_.clear();
}

void StudyClock::tell() {
    if (untold_ > 0)
        Q_EMIT spent(lesson_, std::exchange(untold_, 0));
}

} // namespace downhill::app
