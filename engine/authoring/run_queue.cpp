#include "authoring/run_queue.h"

#include "lesson/expectation_decoder.h"
#include "lesson/problem_kinds.h"
#include "training/dataset.h"

#include <algorithm>
#include <future>
#include <memory>
#include <system_error>
#include <thread>

namespace downhill::authoring {

namespace {

using lesson::Subject;
using training::Experiment;
using training::Initialisation;
using training::NetworkProblem;

constexpr int kMostThreads = 256;

void shift(training::Seeds& seeds, std::uint64_t offset) {
    for (std::uint64_t* seed :
         {&seeds.data, &seeds.split, &seeds.weights, &seeds.shuffle, &seeds.dropout, &seeds.noise})
        *seed += offset;
}

} // namespace

bool dependsOnSeed(const Experiment& experiment, const lesson::Settings& at) {
    if (const auto* surface = std::get_if<training::SurfaceProblem>(&experiment.problem))
        return surface->kind == training::SurfaceKind::NoisyBowl && surface->noise > 0;
    const auto& problem = std::get<NetworkProblem>(experiment.problem);
    const auto& layers = problem.network.layers;
    const bool drawsData = lesson::isDrawn(problem.dataset.kind) || problem.dataset.testShare > 0;
    const bool drawsWeights = at.parameters.empty() &&
                              problem.network.initialisation != Initialisation::Zero &&
                              problem.network.initialisation != Initialisation::Constant;
    const bool drawsUnits =
        std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return layer.dropout > 0; });
    const bool drawsOrder = experiment.shuffle && experiment.runs.front().batchSize > 0;
    return drawsData || drawsWeights || drawsUnits || drawsOrder;
}

std::size_t RunQueue::find(std::size_t lesson, const Subject& subject) {
    auto& known = subjects_[lesson];
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const KnownSubject& each) { return each.subject == subject; });
    if (found != known.end())
        return std::size_t(found - known.begin());
    const Experiment experiment = lesson::experimentOf(subject, lessons_[lesson].steps);
    known.push_back({.subject = subject, .dependsOnSeed = authoring::dependsOnSeed(experiment, subject.at)});
    return known.size() - 1;
}

bool RunQueue::dependsOnSeed(std::size_t lesson, const Subject& subject) {
    return subjects_[lesson][find(lesson, subject)].dependsOnSeed;
}

RunQueue::Ticket RunQueue::ask(std::size_t lesson, const Subject& subject, std::uint64_t offset,
                               const Probe& probe) {
    const std::size_t place = find(lesson, subject);
    KnownSubject& known = subjects_[lesson][place];
    const std::uint64_t own = known.dependsOnSeed ? offset : 0;
    const auto [entry, isNew] = known.runs.try_emplace(own, runs_.size());
    if (isNew)
        runs_.push_back({.lesson = lesson, .subject = place, .offset = own});
    auto& probes = runs_[entry->second].probes;
    const auto found = std::find(probes.begin(), probes.end(), probe);
    const Ticket ticket{entry->second, std::size_t(found - probes.begin())};
    if (found == probes.end())
        probes.push_back(probe);
    return ticket;
}

void RunQueue::perform(int threads, std::atomic<std::int64_t>& finished, const std::stop_token& stop) {
    const int wanted = threads > 0 ? threads : int(std::thread::hardware_concurrency());
    const int count = std::clamp(wanted, 1, std::min(kMostThreads, std::max(int(runs_.size()), 1)));
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> broken = false;
    const auto loop = [&] { work(next, broken, finished, stop); };
    std::vector<std::future<void>> others;
    try {
        for (int i = 1; i < count; ++i)
            others.push_back(std::async(std::launch::async, loop));
    } catch (const std::system_error&) { // no more threads to be had: those that there are will do
    }
    loop();
    for (auto& other : others)
        other.get();
}

/// Takes run after run until none is left.
void RunQueue::work(std::atomic<std::size_t>& next, std::atomic<bool>& broken,
                    std::atomic<std::int64_t>& finished, const std::stop_token& stop) {
    try {
        for (std::size_t i = next++; i < runs_.size() && !broken && !stop.stop_requested(); i = next++) {
            perform(runs_[i], stop);
            ++finished;
        }
    } catch (...) { // memory ran out: the others need not go on
        broken = true;
        throw;
    }
}

void RunQueue::perform(Run& run, const std::stop_token& stop) const {
    const Subject& subject = subjects_[run.lesson][run.subject].subject;
    Experiment experiment = lesson::experimentOf(subject, lessons_[run.lesson].steps);
    shift(experiment.seeds, run.offset);
    training::Trainer<float>::Data data;
    if (const auto* problem = std::get_if<NetworkProblem>(&experiment.problem)) {
        auto drawn = training::makeDataset<float>(*problem, experiment.seeds);
        if (!drawn) {
            run.error = std::move(drawn.error());
            return;
        }
        data = std::make_shared<const training::SplitDataset<float>>(std::move(*drawn));
    }
    auto readings = measureRun(experiment, subject.at.parameters, data, run.probes, stop);
    if (readings)
        run.readings = std::move(*readings);
    else
        run.error = std::move(readings.error());
}

training::Result<Reading> RunQueue::reading(const Ticket& ticket) const {
    const Run& run = runs_[ticket.run];
    if (run.error)
        return training::failure(*run.error);
    return run.readings[ticket.probe];
}

} // namespace downhill::authoring
