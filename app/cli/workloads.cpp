#include "cli/workloads.h"

#include "training/decision_grid.h"
#include "training/landscape.h"
#include "training/thread_team.h"
#include "training/trainer.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace downhill::app::cli {

namespace {

using namespace training;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

Experiment circle() {
    NetworkProblem problem;
    problem.dataset.samples = 500;
    problem.network.layers = {{.units = 8, .activation = Activation::Tanh},
                              {.units = 8, .activation = Activation::Tanh},
                              {.units = 1, .activation = Activation::Tanh}};
    problem.loss = Loss::HalfMeanSquaredError;
    RunSpec run;
    run.optimizer.learningRate = 0.03;
    run.batchSize = 10;
    return {.problem = problem, .runs = {run}, .steps = limits::kSteps};
}

Experiment digits(int side, std::int64_t samples, const std::vector<std::int64_t>& hidden,
                  OptimizerSettings::Kind optimizer, std::int64_t batchSize) {
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Digits;
    problem.dataset.side = side;
    problem.dataset.samples = samples;
    for (const std::int64_t units : hidden)
        problem.network.layers.push_back({.units = units, .activation = Activation::Relu});
    problem.network.layers.push_back({.units = 10});
    problem.loss = Loss::CrossEntropy;
    RunSpec run;
    run.optimizer = defaultSettings(optimizer);
    run.batchSize = batchSize;
    return {.problem = problem, .runs = {run}, .steps = limits::kSteps};
}

using Data = Trainer<float>::Data;

/// Steps in chunks of at least five milliseconds, so that the clock costs nothing.
double stepsPerSecond(Trainer<float>& trainer, double seconds) {
    constexpr double kChunk = 0.005;
    constexpr double kWarmUp = 0.15;
    std::int64_t chunk = 1;
    std::int64_t steps = 0;
    const auto run = [&] {
        const auto begin = Clock::now();
        const std::int64_t done = trainer.run(chunk);
        if (secondsSince(begin) < kChunk)
            chunk *= 2;
        if (trainer.stopReason() != StopReason::None) // the budget of steps: go round once more
            trainer.rewind();
        return done;
    };
    for (const auto begin = Clock::now(); secondsSince(begin) < std::min(kWarmUp, seconds);)
        run();
    const auto begin = Clock::now();
    double elapsed = 0;
    while ((elapsed = secondsSince(begin)) < seconds)
        steps += run();
    return static_cast<double>(steps) / elapsed;
}

template <class Picture>
double medianMilliseconds(double seconds, Picture&& picture) {
    picture();
    std::vector<double> times;
    const auto begin = Clock::now();
    do {
        const auto start = Clock::now();
        picture();
        times.push_back(secondsSince(start) * 1000);
    } while (secondsSince(begin) < seconds);
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return times[times.size() / 2];
}

double gridMilliseconds(const Trainer<float>& trainer, ThreadTeam& team, double seconds) {
    const Network<float>& network = trainer.pass()->network();
    const PlaceGrid places{.x = {-6, 6}, .y = {-6, 6}};
    std::vector<DecisionGrid<float>> grids;
    grids.reserve(static_cast<std::size_t>(team.size()));
    for (int member = 0; member < team.size(); ++member)
        grids.emplace_back(network, InputMap{}, places);
    std::vector<float> outputs(static_cast<std::size_t>(places.columns * places.rows));
    return medianMilliseconds(seconds, [&] {
        team.run([&](int member) {
            grids[static_cast<std::size_t>(member)].evaluate(
                trainer.parameters(), trainer.statistics(), places.rows * member / team.size(),
                places.rows * (member + 1) / team.size(), std::span(outputs));
        });
    });
}

double landscapeMilliseconds(const Trainer<float>& trainer, const Data& data, ThreadTeam& team,
                             double seconds) {
    const Network<float>& network = trainer.pass()->network();
    std::vector<Landscape<float>> landscapes;
    landscapes.reserve(static_cast<std::size_t>(team.size()));
    for (int member = 0; member < team.size(); ++member)
        landscapes.emplace_back(network, Loss::HalfMeanSquaredError, data->train);
    LandscapePlane<float> plane;
    plane.centre.assign(trainer.parameters().begin(), trainer.parameters().end());
    plane.first = filterNormalisedDirection<float>(network, trainer.parameters(), 1, 0);
    plane.second = filterNormalisedDirection<float>(network, trainer.parameters(), 1, 1);
    const LandscapeGrid grid{.a = {-2, 2}, .b = {-2, 2}};
    std::vector<double> losses(static_cast<std::size_t>(grid.columns * grid.rows));
    return medianMilliseconds(
        seconds, [&] { survey<float>(std::span(landscapes), plane, grid, std::span(losses), &team); });
}

/// The translation context of this file.
class Workloads {
    Q_DECLARE_TR_FUNCTIONS(Workloads)

public:
    static std::vector<Workload> all();
};

std::vector<Workload> Workloads::all() {
    using Kind = OptimizerSettings::Kind;
    return {{QStringLiteral("T"), tr("2-8-8-1 tanh, half MSE, SGD, batch 10, circle of 500"),
             Workload::Kind::Training, circle()},
            {QStringLiteral("S"), tr("64-32-10 ReLU, cross-entropy, Adam, batch 32, digits 8×8"),
             Workload::Kind::Training, digits(8, 1437, {32}, Kind::Adam, 32)},
            {QStringLiteral("M"), tr("784-128-10 ReLU, cross-entropy, Adam, batch 64, digits 28×28"),
             Workload::Kind::Training, digits(28, 10'000, {128}, Kind::Adam, 64)},
            {QStringLiteral("L"), tr("784-512-512-10 ReLU, cross-entropy, momentum, batch 128, digits 28×28"),
             Workload::Kind::Training, digits(28, 10'000, {512, 512}, Kind::Momentum, 128)},
            {QStringLiteral("G"), tr("T’s network at 256×256 places"), Workload::Kind::Grid, circle()},
            {QStringLiteral("LS"), tr("T’s loss over all data at 64×64 points of weight space"),
             Workload::Kind::Landscape, circle()}};
}

} // namespace

std::vector<Workload> workloads() {
    return Workloads::all();
}

Result<double> measure(const Workload& workload, InstructionSet instructions, int threads, double seconds) {
    const auto& problem = std::get<NetworkProblem>(workload.experiment.problem);
    auto drawn = makeDataset<float>(problem, workload.experiment.seeds);
    if (!drawn)
        return failure(std::move(drawn.error()));
    const auto data = std::make_shared<const SplitDataset<float>>(*std::move(drawn));
    const auto team = std::make_shared<ThreadTeam>(threads);
    auto trainer = Trainer<float>::create(
        workload.experiment, 0, data, {.instructions = instructions, .team = threads > 1 ? team : nullptr});
    if (!trainer)
        return failure(std::move(trainer.error()));
    switch (workload.kind) {
    case Workload::Kind::Training:
        return stepsPerSecond(*trainer, seconds);
    case Workload::Kind::Grid:
        return gridMilliseconds(*trainer, *team, seconds);
    case Workload::Kind::Landscape:
        return landscapeMilliseconds(*trainer, data, *team, seconds);
    }
    return 0;
}

} // namespace downhill::app::cli
