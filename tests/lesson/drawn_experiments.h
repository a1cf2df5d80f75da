#pragma once

#include "lesson/lesson.h"
#include "training/surface.h"

#include <algorithm>
#include <random>
#include <vector>

/// Experiments drawn at random within what the format allows, for the property that what is written reads
/// back equal. The same seed draws the same experiment everywhere.
namespace downhill::lesson::testing {

class ExperimentDraw {
public:
    explicit ExperimentDraw(std::uint32_t seed) : random_(seed) {}

    /// On a dataset that needs no file.
    ExperimentBlock ofDataset(training::DatasetKind kind) {
        training::NetworkProblem problem;
        problem.dataset = dataset(kind);
        finishNetwork(problem);
        return around(problem);
    }

    /// On the folder of a dataset in the format of MNIST, of `classes` classes.
    ExperimentBlock ofFolder(const std::string& folder, int classes) {
        training::NetworkProblem problem;
        problem.dataset.kind = training::DatasetKind::Idx;
        problem.dataset.idxFolder = folder;
        problem.dataset.samples = count(1, 200'000);
        problem.dataset.standardise = chance();
        problem.dataset.classes = 2;
        classes_ = classes;
        finishNetwork(problem);
        return around(problem);
    }

    ExperimentBlock ofSurface(training::SurfaceKind kind) {
        training::SurfaceProblem surface{.kind = kind};
        const training::SurfaceProblem usual = training::defaultSurface(kind);
        surface.window = {-number(0.5, 6), number(0.5, 6)};
        surface.start = {number(surface.window[0], surface.window[1]),
                         number(surface.window[0], surface.window[1])};
        if (training::hasOneParameter(kind))
            surface.start[1] = 0;
        if (kind == training::SurfaceKind::Parabola || kind == training::SurfaceKind::Bowl ||
            kind == training::SurfaceKind::NoisyBowl)
            surface.curvature = number(0.01, 20);
        if (kind == training::SurfaceKind::Ravine)
            surface.condition = number(1, 500);
        if (kind == training::SurfaceKind::NoisyBowl)
            surface.noise = number(0, 2);
        if (kind == training::SurfaceKind::Formula)
            surface.formula = chance() ? usual.formula : "sin(3*x)*exp(-y^2/2) + max(x, abs(y))";
        ExperimentBlock block;
        block.experiment.problem = surface;
        drawRuns(block, 0);
        return block;
    }

private:
    double number(double least, double greatest) {
        // No std::uniform_real_distribution, which differs between libraries.
        return least + (greatest - least) * (double(random_()) / 4294967295.0);
    }
    std::int64_t count(std::int64_t least, std::int64_t greatest) {
        return least + std::int64_t(random_()) % (greatest - least + 1);
    }
    bool chance() { return random_() % 2 == 0; }
    template <class Kind>
    Kind any(Kind last) {
        return static_cast<Kind>(count(0, static_cast<std::int64_t>(last)));
    }

    training::DatasetSpec dataset(training::DatasetKind kind) {
        using training::DatasetKind;
        training::DatasetSpec spec;
        spec.kind = kind;
        spec.testShare = chance() ? 0 : number(0.1, 0.5);
        spec.standardise = chance();
        const bool isLine = kind == DatasetKind::Line || kind == DatasetKind::Sine;
        classes_ =
            isLine || kind == DatasetKind::PlaneRegression || kind == DatasetKind::GaussianRegression ? 0 : 2;
        if (kind == DatasetKind::Points) {
            classes_ = 0;
            for (int i = 0; i < 12; ++i)
                spec.points.push_back({number(-2, 2), number(-2, 2), number(-5, 5)});
        } else {
            spec.samples = count(100, 3000);
            spec.noise = number(0, 0.3);
        }
        if (kind == DatasetKind::Blobs || kind == DatasetKind::Spiral || kind == DatasetKind::Rings)
            classes_ = spec.classes = int(count(2, 5));
        if (kind == DatasetKind::Checkerboard)
            spec.cells = int(count(2, 8));
        if (kind == DatasetKind::Digits) {
            spec.side = 8;
            classes_ = 10;
        }
        if (kind == DatasetKind::Line) {
            spec.slope = number(-3, 3);
            spec.intercept = number(-3, 3);
        }
        if (kind == DatasetKind::Sine)
            spec.frequency = number(-4, 4);
        if (isLine)
            spec.range = {number(-5, 0), number(0.5, 5)};
        if (!isLine && kind != DatasetKind::Digits && chance()) {
            spec.features = {training::Feature::X,        training::Feature::Y,
                             training::Feature::XSquared, training::Feature::YSquared,
                             training::Feature::XTimesY,  training::Feature::SinX,
                             training::Feature::SinY};
            std::swap(spec.features.front(), spec.features[std::size_t(count(0, 6))]);
            spec.features.resize(std::size_t(count(1, 7)));
        }
        return spec;
    }

    /// A network and a loss that fit the classes.
    void finishNetwork(training::NetworkProblem& problem) {
        using training::Activation;
        using training::Loss;
        constexpr Loss ofNumbers[] = {Loss::MeanSquaredError, Loss::HalfMeanSquaredError, Loss::MeanError,
                                      Loss::MeanAbsoluteError, Loss::Huber};
        problem.loss = ofNumbers[count(0, 4)];
        if (classes_ > 0 && chance())
            problem.loss = classes_ == 2 && chance() ? Loss::BinaryCrossEntropy
                           : chance()                ? Loss::Hinge
                                                     : Loss::CrossEntropy;
        if (problem.loss == Loss::Huber)
            problem.huberDelta = number(0.1, 3);
        for (std::int64_t i = count(0, 2); i > 0; --i) {
            problem.network.layers.push_back({.units = count(1, 9),
                                              .activation = any(Activation::Softplus),
                                              .batchNorm = chance(),
                                              .dropout = chance() ? 0 : number(0, 0.8)});
        }
        const bool several = classes_ > 2 || problem.loss == Loss::CrossEntropy;
        problem.network.layers.push_back({.units = several ? classes_ : 1});
        problem.network.initialisation = any(training::Initialisation::HeNormal);
        if (problem.network.initialisation == training::Initialisation::Constant ||
            problem.network.initialisation == training::Initialisation::Uniform)
            problem.network.initialValue = number(0.01, 1);
    }

    training::OptimizerSettings optimizer() {
        using Kind = training::OptimizerSettings::Kind;
        training::OptimizerSettings settings;
        settings.kind = any(Kind::AmsGrad);
        const training::OptimizerSettings usual = training::defaultSettings(settings.kind);
        settings.learningRate = number(0, 0.3);
        settings.weightDecay = chance() ? usual.weightDecay : number(0, 0.1);
        settings.l1 = chance() ? 0 : number(0, 0.1);
        settings.clipValue = chance() ? 0 : number(0.1, 5);
        settings.clipNorm = chance() ? 0 : number(0.1, 5);
        switch (settings.kind) {
        case Kind::Sgd:
            break;
        case Kind::Momentum:
            settings.dampening = number(0, 1);
            [[fallthrough]];
        case Kind::Nesterov:
            settings.momentum = number(0, 0.99);
            break;
        case Kind::Adagrad:
            settings.epsilon = number(0, 1e-6);
            settings.initialAccumulator = number(0, 1);
            break;
        case Kind::RmsProp:
            settings.momentum = chance() ? 0 : number(0, 0.99);
            settings.smoothing = number(0, 0.99);
            settings.centered = chance();
            settings.epsilon = number(0, 1e-6);
            break;
        case Kind::Adam:
        case Kind::AdamW:
        case Kind::AmsGrad:
            settings.beta1 = number(0, 0.99);
            settings.beta2 = number(0, 0.9999);
            settings.epsilon = number(0, 1e-6);
            settings.biasCorrection = chance();
            break;
        }
        return settings;
    }

    training::Schedule schedule() {
        using Kind = training::Schedule::Kind;
        training::Schedule schedule;
        schedule.kind = any(Kind::RangeTest);
        schedule.warmUp = chance() ? 0 : count(1, 500);
        switch (schedule.kind) {
        case Kind::Constant:
            break;
        case Kind::Step:
            schedule.period = count(1, 1000);
            schedule.factor = number(0.01, 1);
            break;
        case Kind::Exponential:
            schedule.factor = number(0.9, 1);
            break;
        case Kind::Cosine:
        case Kind::RangeTest:
            schedule.period = count(1, 1000);
            schedule.floor = number(1e-6, 1);
            break;
        case Kind::OneCycle:
            schedule.period = count(1, 1000);
            break;
        case Kind::ReduceOnPlateau:
            schedule.factor = number(0.01, 1);
            schedule.patience = count(0, 30);
            schedule.threshold = number(0, 0.1);
            schedule.every = count(1, 30);
            schedule.floor = number(0, 1);
            break;
        }
        return schedule;
    }

    void drawRuns(ExperimentBlock& block, std::int64_t mostInABatch) {
        using training::Act;
        block.experiment.runs.clear();
        for (std::int64_t i = count(1, training::limits::kRuns); i > 0; --i) {
            training::RunSpec run;
            run.id = "run-" + std::to_string(i);
            run.name = chance() ? run.id : "Nr. " + std::to_string(i);
            run.optimizer = optimizer();
            run.schedule = schedule();
            if (mostInABatch > 0) {
                // Full batches only, so that batch norm never meets a single sample.
                run.batchSize = chance() ? 0 : count(2, mostInABatch);
                run.loader = {run.batchSize > 0, chance() ? 0 : count(1, training::limits::kPrefetch),
                              chance() ? 0 : number(0, 100)};
            }
            if (chance())
                run.loop = {Act::Forward, Act::Loss, Act::Backward, Act::Step, Act::Step};
            block.experiment.runs.push_back(run);
        }
        block.experiment.shuffle = chance();
        block.experiment.steps = count(1, 100'000);
        block.experiment.seeds = training::Seeds::all(random_());
        if (chance())
            block.experiment.seeds = {random_(), random_(), random_(), random_(), random_(), random_()};
        block.pace = number(1, 500);
        block.views = {View{}};
    }

    ExperimentBlock around(const training::NetworkProblem& problem) {
        ExperimentBlock block;
        block.experiment.problem = problem;
        drawRuns(block, problem.dataset.kind == training::DatasetKind::Points ? 5 : 40);
        return block;
    }

    std::mt19937 random_;
    int classes_ = 0; ///< of the dataset under way; 0 for a regression
};

} // namespace downhill::lesson::testing
