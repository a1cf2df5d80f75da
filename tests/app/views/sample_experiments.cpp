#include "sample_experiments.h"

#include "training/surface.h"

using namespace downhill;
using namespace downhill::training;

namespace samples {
namespace {

RunSpec run(std::string id, std::string name, double rate, std::int64_t batch = 0) {
    return {.id = std::move(id),
            .name = std::move(name),
            .optimizer = {.learningRate = rate},
            .batchSize = batch};
}

NetworkSpec network(std::initializer_list<std::int64_t> hidden, std::int64_t outputs) {
    NetworkSpec spec;
    for (const std::int64_t units : hidden)
        spec.layers.push_back({units, Activation::Tanh});
    spec.layers.push_back({outputs, Activation::Linear});
    return spec;
}

} // namespace

lesson::View view(lesson::ViewKind kind, bool logarithmic, bool squares) {
    return {.kind = kind, .title = {}, .logarithmic = logarithmic, .squares = squares};
}

lesson::ExperimentBlock circle(double testShare) {
    lesson::ExperimentBlock block;
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Circle, .samples = 300, .noise = 0.2, .testShare = testShare};
    problem.network = network({8, 8}, 1);
    problem.loss = Loss::BinaryCrossEntropy;
    block.experiment.problem = problem;
    block.experiment.runs = {run("run", "", 0.1, 10)};
    block.experiment.steps = 20'000;
    block.views = {view(lesson::ViewKind::LossCurves), view(lesson::ViewKind::DecisionBoundary)};
    return block;
}

lesson::ExperimentBlock circleByAdam() {
    lesson::ExperimentBlock block = circle();
    block.experiment.runs.front().optimizer = defaultSettings(OptimizerSettings::Kind::Adam);
    return block;
}

lesson::ExperimentBlock circleOfSquares(bool standardise) {
    lesson::ExperimentBlock block = circle();
    networkOf(block).dataset.features = {Feature::XSquared, Feature::YSquared};
    networkOf(block).dataset.standardise = standardise;
    networkOf(block).network = network({}, 1);
    return block;
}

lesson::ExperimentBlock blobs() {
    lesson::ExperimentBlock block = circle();
    auto& problem = std::get<NetworkProblem>(block.experiment.problem);
    problem.dataset = {
        .kind = DatasetKind::Blobs, .samples = 200, .noise = 0.35, .testShare = 0.25, .classes = 4};
    problem.network = network({12}, 4);
    problem.loss = Loss::CrossEntropy;
    block.experiment.runs = {run("slow", "rate 0.01", 0.01, 16), run("fast", "rate 0.3", 0.3, 16)};
    return block;
}

lesson::ExperimentBlock digits() {
    lesson::ExperimentBlock block = circle();
    auto& problem = networkOf(block);
    problem.dataset = {.kind = DatasetKind::Digits, .samples = 400, .testShare = 0.25, .side = 8};
    problem.network = network({24}, 10);
    problem.loss = Loss::CrossEntropy;
    block.experiment.runs = {run("run", "", 0.1, 20)};
    return block;
}

lesson::ExperimentBlock line(bool squares) {
    lesson::ExperimentBlock block;
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Line,
                       .samples = 16,
                       .noise = 0.6,
                       .slope = 1.5,
                       .intercept = 0.5,
                       .range = {-2, 2}};
    problem.network = network({}, 1);
    problem.loss = Loss::MeanSquaredError;
    block.experiment.problem = problem;
    block.experiment.runs = {run("run", "", 0.05)};
    block.views = {view(lesson::ViewKind::RegressionFit, false, squares)};
    return block;
}

lesson::ExperimentBlock sineAtThreeRates() {
    lesson::ExperimentBlock block = line(false);
    auto& problem = std::get<NetworkProblem>(block.experiment.problem);
    problem.dataset = {.kind = DatasetKind::Sine,
                       .samples = 120,
                       .noise = 0.15,
                       .testShare = 0.25,
                       .frequency = 2,
                       .range = {-2, 2}};
    problem.network = network({16}, 1);
    block.experiment.runs = {run("low", "rate 0.001", 0.001, 8), run("good", "rate 0.1", 0.1, 8),
                             run("high", "rate 4", 4, 8)};
    block.experiment.steps = 5000;
    return block;
}

lesson::ExperimentBlock lineFarOut(bool standardise) {
    lesson::ExperimentBlock block = line(false);
    networkOf(block).dataset.range = {10, 20};
    networkOf(block).dataset.standardise = standardise;
    return block;
}

lesson::ExperimentBlock parabola(double learningRate) {
    lesson::ExperimentBlock block;
    SurfaceProblem problem;
    problem.kind = SurfaceKind::Parabola;
    problem.curvature = 2;
    problem.start = {2.4, 0};
    block.experiment.problem = problem;
    block.experiment.runs = {run("run", "", learningRate)};
    block.views = {view(lesson::ViewKind::Slope), view(lesson::ViewKind::LossCurves, true)};
    return block;
}

lesson::ExperimentBlock parabolaAtFourRates() {
    lesson::ExperimentBlock block = parabola(0.02);
    block.experiment.runs = {run("a", "rate 0.02", 0.02), run("b", "rate 0.3", 0.3),
                             run("c", "rate 0.97", 0.97), run("d", "rate 1.1", 1.1)};
    return block;
}

lesson::ExperimentBlock doubleWell(double learningRate) {
    lesson::ExperimentBlock block = parabola(learningRate);
    block.experiment.problem =
        SurfaceProblem{.kind = SurfaceKind::DoubleWell, .start = {1.8, 0}, .window = {-2, 2}};
    return block;
}

lesson::ExperimentBlock surface(SurfaceKind kind) {
    lesson::ExperimentBlock block;
    block.experiment.problem = training::defaultSurface(kind);
    block.experiment.runs.clear();
    using Kind = training::OptimizerSettings::Kind;
    struct Entry {
        const char* id;
        const char* name;
        Kind kind;
        double rate;
    };
    for (const Entry& entry :
         {Entry{"sgd", "SGD", Kind::Sgd, 0.01}, Entry{"momentum", "Momentum", Kind::Momentum, 0.01},
          Entry{"rmsprop", "RMSProp", Kind::RmsProp, 0.02}, Entry{"adam", "Adam", Kind::Adam, 0.1}}) {
        training::RunSpec run;
        run.id = entry.id;
        run.name = entry.name;
        run.optimizer = training::defaultSettings(entry.kind);
        run.optimizer.learningRate = entry.rate;
        block.experiment.runs.push_back(run);
    }
    block.experiment.steps = 5000;
    block.views = {view(lesson::ViewKind::Landscape)};
    return block;
}

std::vector<NamedKind> chartedKinds() {
    using enum lesson::ViewKind;
    return {{"loss", LossCurves},
            {"boundary", DecisionBoundary},
            {"fit", RegressionFit},
            {"landscape", Landscape},
            {"slope", Slope},
            {"confusion", Confusion},
            {"histograms", Histograms},
            {"sample loss", SampleLoss},
            {"mini-batch", MiniBatch},
            {"gradient arrows", GradientArrows},
            {"penalty", Penalty},
            {"range test", RangeTest},
            {"basin map", BasinMap},
            {"digits", Digits},
            {"loader timeline", LoaderTimeline},
            {"throughput", Throughput}};
}

std::vector<NamedKind> insideKinds() {
    using enum lesson::ViewKind;
    return {{"graph", NetworkGraph},
            {"loop", TrainingLoop},
            {"formula", UpdateFormula},
            {"state", OptimizerState}};
}

lesson::ExperimentBlock suiting(lesson::ViewKind kind) {
    switch (kind) {
    case lesson::ViewKind::RegressionFit:
        return line(true);
    case lesson::ViewKind::Slope:
        return parabolaAtFourRates();
    case lesson::ViewKind::Landscape:
    case lesson::ViewKind::BasinMap:
        return surface(SurfaceKind::Ravine);
    case lesson::ViewKind::Digits:
        return digits();
    default:
        return blobs();
    }
}

NetworkProblem& networkOf(lesson::ExperimentBlock& block) {
    return std::get<NetworkProblem>(block.experiment.problem);
}

} // namespace samples
