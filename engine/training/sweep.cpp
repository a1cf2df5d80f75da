#include "training/sweep.h"

#include "training/experiment_check.h"
#include "training/range_check.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace downhill::training {

namespace {

using Data = Trainer<float>::Data;
using Clock = std::chrono::steady_clock;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kMostThreads = 256;

const char* wordOf(OptimizerSettings::Kind kind) {
    using Kind = OptimizerSettings::Kind;
    switch (kind) {
    case Kind::Sgd:
        return "sgd";
    case Kind::Momentum:
        return "momentum";
    case Kind::Nesterov:
        return "nesterov";
    case Kind::Adagrad:
        return "adagrad";
    case Kind::RmsProp:
        return "rmsprop";
    case Kind::Adam:
        return "adam";
    case Kind::AdamW:
        return "adamw";
    case Kind::AmsGrad:
        return "amsgrad";
    }
    return "";
}

/// Into which stretches a budget of steps is divided.
struct Stretches {
    std::int64_t steps;
    std::int64_t count;

    std::int64_t end(std::int64_t stretch) const { return (stretch + 1) * steps / count; }
};

/// Follows a run and writes down its curves.
class Recorder {
public:
    Recorder(const Trainer<float>& trainer, const Stretches& stretches, bool hasTest)
        : trainer_(trainer), stretches_(stretches), hasTest_(hasTest), end_(stretches.end(0)) {
        run_.batchLoss.reserve(static_cast<std::size_t>(stretches.count));
        run_.testLoss.reserve(hasTest ? static_cast<std::size_t>(stretches.count) : 0);
    }

    void add(std::int64_t step, double loss) {
        sum_ += loss;
        ++count_;
        if (step == end_ && trainer_.stopReason() != StopReason::Diverged)
            closeStretch();
    }

    SweepRun finish() {
        const StopReason reason = trainer_.stopReason();
        const bool early = reason == StopReason::GoalReached || reason == StopReason::LeftWindow;
        if (early && count_ > 0)
            closeStretch();
        run_.reason = reason == StopReason::None ? StopReason::Stopped : reason;
        run_.steps = trainer_.step();
        if (reason != StopReason::None) {
            run_.train = trainer_.evaluateTrain();
            if (hasTest_)
                run_.test = trainer_.evaluateTest();
        }
        return std::move(run_);
    }

private:
    void closeStretch() {
        run_.batchLoss.push_back(sum_ / static_cast<double>(count_));
        if (hasTest_)
            run_.testLoss.push_back(trainer_.evaluateTest().loss);
        sum_ = 0;
        count_ = 0;
        end_ = stretches_.end(static_cast<std::int64_t>(run_.batchLoss.size()));
    }

    const Trainer<float>& trainer_;
    Stretches stretches_;
    bool hasTest_;
    std::int64_t end_; ///< of the present stretch
    double sum_ = 0;   ///< of the losses in the present stretch
    std::int64_t count_ = 0;
    SweepRun run_{};
};

/// How many steps to take between two looks at the clock.
class Chunk {
public:
    std::int64_t steps() const { return steps_; }

    void took(Clock::duration time) {
        if (time < kWanted / 2)
            steps_ = std::min(steps_ * 2, kMost);
        else if (time > kWanted)
            steps_ = std::max<std::int64_t>(steps_ / 2, 1);
    }

private:
    static constexpr Clock::duration kWanted = std::chrono::milliseconds(5);
    static constexpr std::int64_t kMost = 1 << 20;
    std::int64_t steps_ = 1;
};

/// The data of one seed, drawn when the first variant asks for it and kept until the last has given it back.
class SharedData {
public:
    Result<Data> take(const Problem& problem, const Seeds& seeds) {
        const auto* network = std::get_if<NetworkProblem>(&problem);
        if (!network)
            return Data{};
        const std::lock_guard lock(mutex_);
        if (!drawn_) {
            drawn_ = makeDataset<float>(*network, seeds).map([](SplitDataset<float>&& data) {
                return std::make_shared<const SplitDataset<float>>(std::move(data));
            });
        }
        return *drawn_;
    }

    void giveBack(std::size_t variants) {
        const std::lock_guard lock(mutex_);
        if (++givenBack_ == variants)
            drawn_.reset();
    }

private:
    std::mutex mutex_;
    std::optional<Result<Data>> drawn_{};
    std::size_t givenBack_ = 0;
};

/// All runs of a plan, which any number of threads take one after the other. They are numbered seed by seed.
class Runs {
public:
    Runs(const SweepPlan& plan, const SweepSettings& settings, SweepProgress& progress, std::stop_token stop)
        : plan_(plan), settings_(settings), progress_(progress),
          stop_(std::move(stop)), stretches_{plan.experiment.steps,
                                             std::min(plan.points, plan.experiment.steps)},
          data_(plan.seeds.size()), runs_(plan.variants.size() * plan.seeds.size()),
          firstFailed_(runs_.size()) {
        progress_.runs = static_cast<std::int64_t>(runs_.size());
        progress_.finished = 0;
        progress_.steps = 0;
    }

    std::size_t size() const { return runs_.size(); }

    /// Takes run after run until none is left.
    void work() {
        try {
            for (;;) {
                const std::size_t next = next_.fetch_add(1, std::memory_order_relaxed);
                if (next >= runs_.size() || isCalledOff() || next > firstFailed_)
                    return;
                perform(next);
            }
        } catch (...) { // memory ran out: the others need not go on
            broken_ = true;
            throw;
        }
    }

    /// After all threads are through.
    std::optional<SweepError> error() { return std::move(error_); }
    SweepResult result();

private:
    bool isCalledOff() const { return broken_ || stop_.stop_requested(); }
    bool goesOn() const { return !isCalledOff() && firstFailed_ == runs_.size(); }

    void perform(std::size_t index);
    void fail(std::size_t index, SweepError error);
    VariantOutcome outcome(std::size_t variant);

    const SweepPlan& plan_;
    SweepSettings settings_;
    SweepProgress& progress_;
    std::stop_token stop_;
    Stretches stretches_;
    std::vector<SharedData> data_; ///< by seed
    std::vector<SweepRun> runs_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> broken_ = false;
    std::atomic<bool> hasTest_ = false;
    /// The first run that could not be built. Those before it were taken before, and still get their chance
    /// to fail, so that it does not depend on the threads which error is reported.
    std::atomic<std::size_t> firstFailed_;
    std::mutex errorMutex_;
    std::optional<SweepError> error_{};
};

void Runs::perform(std::size_t index) {
    const std::size_t variants = plan_.variants.size();
    const std::size_t variant = index % variants;
    SharedData& shared = data_[index / variants];
    Experiment experiment = plan_.experiment;
    experiment.runs = {plan_.variants[variant].run};
    experiment.seeds = Seeds::all(plan_.seeds[index / variants]);
    {
        auto data = shared.take(experiment.problem, experiment.seeds);
        if (!data)
            return fail(index, {.error = std::move(data.error())});
        const bool hasTest = *data && (*data)->test.size() > 0;
        if (hasTest)
            hasTest_ = true;
        auto trainer =
            Trainer<float>::create(experiment, 0, *std::move(data), {.instructions = settings_.instructions});
        if (!trainer) {
            return fail(index, {.error = std::move(trainer.error()),
                                .variant = variant,
                                .name = plan_.variants[variant].name});
        }
        Recorder recorder(*trainer, stretches_, hasTest);
        Chunk chunk;
        while (trainer->stopReason() == StopReason::None && goesOn()) {
            const auto begin = Clock::now();
            const std::int64_t done = trainer->run(
                chunk.steps(), [&](std::int64_t step, double loss) { recorder.add(step, loss); });
            chunk.took(Clock::now() - begin);
            progress_.steps.fetch_add(done, std::memory_order_relaxed);
        }
        runs_[index] = recorder.finish();
    }
    shared.giveBack(variants);
    progress_.finished.fetch_add(1, std::memory_order_relaxed);
}

void Runs::fail(std::size_t index, SweepError error) {
    const std::lock_guard lock(errorMutex_);
    if (index < firstFailed_) {
        firstFailed_ = index;
        error_ = std::move(error);
    }
}

SweepResult Runs::result() {
    SweepResult result;
    for (std::int64_t i = 0; i < stretches_.count; ++i)
        result.steps.push_back(stretches_.end(i));
    for (std::size_t variant = 0; variant < plan_.variants.size(); ++variant)
        result.variants.push_back(outcome(variant));
    return result;
}

/// The bands of one of the curves, by the rules of VariantOutcome.
std::vector<Spread> bandsOf(const std::vector<SweepRun>& runs, std::vector<double> SweepRun::*curve,
                            std::int64_t points) {
    std::vector<Spread> bands;
    for (std::size_t i = 0; i < static_cast<std::size_t>(points); ++i) {
        std::vector<double> values;
        for (const SweepRun& run : runs) {
            const std::vector<double>& own = run.*curve;
            if (i < own.size())
                values.push_back(own[i]);
            else if (run.reason == StopReason::Diverged)
                values.push_back(kInfinity);
            else if (run.reason != StopReason::Stopped)
                values.push_back(own.back());
        }
        bands.push_back(spreadOf(std::move(values)));
    }
    return bands;
}

VariantOutcome Runs::outcome(std::size_t variant) {
    VariantOutcome outcome{.name = plan_.variants[variant].name};
    std::vector<double> stepsToGoal;
    for (std::size_t seed = 0; seed < plan_.seeds.size(); ++seed) {
        const SweepRun& run =
            outcome.runs.emplace_back(std::move(runs_[seed * plan_.variants.size() + variant]));
        ++outcome.ends[static_cast<std::size_t>(run.reason)];
        if (run.reason != StopReason::Stopped) {
            stepsToGoal.push_back(run.reason == StopReason::GoalReached ? static_cast<double>(run.steps)
                                                                        : kInfinity);
        }
    }
    outcome.batchLoss = bandsOf(outcome.runs, &SweepRun::batchLoss, stretches_.count);
    if (hasTest_)
        outcome.testLoss = bandsOf(outcome.runs, &SweepRun::testLoss, stretches_.count);
    if (plan_.experiment.goal)
        outcome.stepsToGoal = spreadOf(std::move(stepsToGoal));
    return outcome;
}

/// What can be refused before anything is drawn.
std::optional<SweepError> check(const SweepPlan& plan) {
    const auto variants = static_cast<std::int64_t>(plan.variants.size());
    const auto seeds = static_cast<std::int64_t>(plan.seeds.size());
    Experiment experiment = plan.experiment;
    experiment.runs = {RunSpec{}};
    auto found = checkCount("variants", variants, 1, limits::kSweepRuns)
                     .and_then([&] { return checkCount("seeds", seeds, 1, limits::kSweepRuns / variants); })
                     .and_then([&] { return checkCount("points", plan.points, 1, limits::kSweepPoints); })
                     .and_then([&] { return checkExperiment(experiment); });
    if (!found)
        return SweepError{.error = std::move(found.error())};
    for (std::size_t i = 0; i < plan.variants.size(); ++i) {
        experiment.runs = {plan.variants[i].run};
        if (auto wrong = checkExperiment(experiment); !wrong) {
            return SweepError{.error = std::move(wrong.error()), .variant = i, .name = plan.variants[i].name};
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<Variant> variantsOfRates(const RunSpec& base, std::span<const double> rates) {
    std::vector<Variant> variants;
    for (const double rate : rates) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), rate).ptr;
        Variant& variant = variants.emplace_back(Variant{.name = {digits.data(), end}, .run = base});
        variant.run.optimizer.learningRate = rate;
    }
    return variants;
}

std::vector<Variant> variantsOfOptimizers(const RunSpec& base,
                                          std::span<const OptimizerSettings::Kind> kinds) {
    std::vector<Variant> variants;
    for (const OptimizerSettings::Kind kind : kinds) {
        Variant& variant = variants.emplace_back(Variant{.name = wordOf(kind), .run = base});
        variant.run.optimizer = defaultSettings(kind);
    }
    return variants;
}

tl::expected<SweepResult, SweepError> sweep(const SweepPlan& plan, const SweepSettings& settings,
                                            SweepProgress* progress, const std::stop_token& stop) {
    if (auto found = check(plan))
        return tl::unexpected(*std::move(found));
    SweepProgress unread;
    Runs runs(plan, settings, progress ? *progress : unread, stop);
    const int wanted =
        settings.threads > 0 ? settings.threads : static_cast<int>(std::thread::hardware_concurrency());
    const int threads = std::clamp(wanted, 1, std::min(kMostThreads, static_cast<int>(runs.size())));
    std::vector<std::future<void>> others;
    try {
        for (int i = 1; i < threads; ++i)
            others.push_back(std::async(std::launch::async, [&runs] { runs.work(); }));
    } catch (const std::system_error&) { // no more threads to be had: those that there are will do
    }
    runs.work();
    for (auto& other : others)
        other.get();
    if (auto error = runs.error())
        return tl::unexpected(*std::move(error));
    return runs.result();
}

} // namespace downhill::training
