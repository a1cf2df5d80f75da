#include "views/background.h"

#include <algorithm>
#include <utility>

namespace downhill::app {

Background::~Background() {
    for (auto& [number, thread] : threads_)
        thread.request_stop();
    threads_.clear(); // joins
}

void Background::begin(Work work) {
    cancel();
    present_ = ++count_;
    progress_ = std::make_shared<Progress>();
    threads_.emplace(present_, std::jthread([this, number = present_, progress = progress_,
                                             work = std::move(work)](const std::stop_token& stop) {
                         Outcome outcome = work(stop, *progress);
                         // This outlives the thread, which its destructor joins.
                         QMetaObject::invokeMethod(
                             this, [this, number, outcome = std::move(outcome)] { finish(number, outcome); },
                             Qt::QueuedConnection);
                     }));
}

void Background::cancel() {
    if (present_ == 0)
        return;
    threads_.at(present_).request_stop();
    present_ = 0;
    Q_EMIT ended();
}

double Background::share() const {
    if (!progress_)
        return 0;
    const auto all = static_cast<double>(std::max<std::int64_t>(1, progress_->all.load()));
    return std::clamp(static_cast<double>(progress_->done.load()) / all, 0.0, 1.0);
}

void Background::finish(std::uint64_t number, const Outcome& outcome) {
    threads_.erase(number); // it has nothing left to do
    if (number != present_)
        return;
    present_ = 0;
    if (outcome)
        outcome();
    Q_EMIT ended();
}

} // namespace downhill::app
