#pragma once

#include "training/runner.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <thread>

/// What the tests of the runner share: small experiments, and a screen's end of a runner.
namespace downhill::training::testing {

inline constexpr int kGenerous = 60'000; // ms; a bound for a broken build, never waited for in a sound one

/// Two runs of a small network on the circle, with a test set.
inline Experiment circle(std::int64_t steps) {
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Circle;
    problem.dataset.samples = 100;
    problem.dataset.noise = 0.1;
    problem.dataset.testShare = 0.2;
    problem.network.layers = {{4, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::BinaryCrossEntropy;
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {
        RunSpec{.id = "slow", .name = {}, .optimizer = {.learningRate = 0.05}, .batchSize = 10},
        RunSpec{.id = "fast", .name = {}, .optimizer = {.learningRate = 0.3}, .batchSize = 10}};
    experiment.steps = steps;
    return experiment;
}

inline Experiment parabola(double learningRate, std::int64_t steps) {
    SurfaceProblem problem;
    problem.kind = SurfaceKind::Parabola;
    problem.curvature = 2;
    problem.start = {1, 0};
    Experiment experiment;
    experiment.problem = problem;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}}};
    experiment.steps = steps;
    return experiment;
}

using CurveKey = std::pair<std::uint32_t, CurveKind>;
using Curves = std::map<CurveKey, LossCurve>;

inline bool sameBits(const CurveBucket& left, const CurveBucket& right) {
    return left == right && std::memcmp(&left.last, &right.last, sizeof left.last) == 0;
}

inline bool same(const LossCurve& left, const LossCurve& right) {
    return left.width() == right.width() && left.brokeAt() == right.brokeAt() &&
           std::equal(left.buckets().begin(), left.buckets().end(), right.buckets().begin(),
                      right.buckets().end(), sameBits);
}

inline bool same(const Curves& left, const Curves& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& a, const auto& b) {
        return a.first == b.first && same(a.second, b.second);
    });
}

/// The batch curves that the experiment has after `steps` steps, trained here and now.
inline Curves batchCurves(const Experiment& experiment, std::int64_t steps) {
    Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem))
        data = std::make_shared<const SplitDataset<float>>(*makeDataset<float>(*problem, experiment.seeds));
    Curves curves;
    for (std::uint32_t run = 0; run < experiment.runs.size(); ++run) {
        auto trainer = Trainer<float>::create(experiment, run, data);
        LossCurve curve;
        trainer->run(steps,
                     [&](std::int64_t step, double loss) { curve.add(step, static_cast<float>(loss)); });
        if (steps > 0)
            curves.emplace(CurveKey{run, CurveKind::Batch}, std::move(curve));
    }
    return curves;
}

inline Curves only(CurveKind kind, const Curves& curves) {
    Curves result;
    for (const auto& [key, curve] : curves) {
        if (key.second == kind)
            result.emplace(key, curve);
    }
    return result;
}

/// A screen's end of a runner: mirrors of all curves, and waiting for what a runner says.
class Watcher {
public:
    explicit Watcher(Runner& runner) : runner_(runner) {}

    void drain() {
        runner_.drain([this](const FeedItem& item) {
            curves[{item.run, item.curve}].apply(item.update);
            ++items;
        });
    }

    /// Drains until `done`; false when a generous time has passed.
    template <class Done>
    bool until(Done&& done) {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < kGenerous;) {
            drain();
            if (done())
                return true;
            std::this_thread::yield();
        }
        return false;
    }

    std::optional<RunnerEvent> event() {
        std::optional<RunnerEvent> event;
        until([&] {
            event = runner_.takeEvent();
            return event.has_value();
        });
        return event;
    }

    template <class What>
    bool hears() {
        const auto said = event();
        return said && std::holds_alternative<What>(said->what);
    }

    /// A snapshot that satisfies `fits`, asking until there is one. Only one is ever asked for at a time, so
    /// that what comes was taken after all that was commanded before.
    template <class Fits>
    std::optional<Snapshot> snapshot(Fits&& fits) {
        std::optional<Snapshot> found;
        runner_.requestSnapshot();
        until([&] {
            auto taken = runner_.takeSnapshot();
            if (taken && fits(*taken))
                found = std::move(taken);
            else if (taken)
                runner_.requestSnapshot();
            return found.has_value();
        });
        return found;
    }
    std::optional<Snapshot> snapshotAt(std::int64_t step) {
        return snapshot([step](const Snapshot& shot) { return shot.runs.front().step == step; });
    }

    /// The step that a paused runner has come to, once it has obeyed all commands.
    std::int64_t restingStep() {
        const auto shot = snapshot([](const Snapshot&) { return true; });
        return shot ? shot->runs.front().step : -1;
    }

    Curves curves{};
    std::int64_t items = 0;

private:
    Runner& runner_;
};

/// Loads `experiment`, trains it at full speed to its end, and returns the mirrored curves.
inline Curves curvesAtFullSpeed(const Experiment& experiment) {
    Runner runner;
    Watcher watcher(runner);
    runner.load(experiment);
    runner.play(Runner::Pace::unlimited());
    if (!watcher.hears<event::Loaded>() || !watcher.hears<event::Stopped>())
        return {};
    const Curves expected = batchCurves(experiment, experiment.steps);
    watcher.until([&] { return same(only(CurveKind::Batch, watcher.curves), expected); });
    watcher.until([&] {
        return std::all_of(watcher.curves.begin(), watcher.curves.end(), [&](const auto& entry) {
            return entry.second.brokeAt() > 0 || entry.second.buckets().back().lastStep == experiment.steps;
        });
    });
    return watcher.curves;
}

} // namespace downhill::training::testing
