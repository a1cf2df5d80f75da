#include "training/network_pass.h"
#include "training/run_group.h"
#include "training/thread_team.h"
#include "training/trainer.h"

#include <QTest>

#include <cstring>
#include <random>
#include <vector>

using namespace downhill::training;

Q_DECLARE_METATYPE(InstructionSet)

namespace {

/// Everything at once: batch norm, dropout, a partial last batch, a schedule and weight decay; and wide
/// enough that a team shares the work.
Experiment wideExperiment() {
    Experiment experiment;
    NetworkProblem problem;
    problem.dataset.kind = DatasetKind::Spiral;
    problem.dataset.classes = 3;
    problem.dataset.samples = 150;
    problem.dataset.testShare = 0.2;
    problem.network.layers = {{.units = 70, .activation = Activation::Tanh, .batchNorm = true},
                              {.units = 61, .activation = Activation::Gelu, .dropout = 0.3},
                              {.units = 3}};
    problem.loss = Loss::CrossEntropy;
    experiment.problem = problem;
    RunSpec run;
    run.optimizer = defaultSettings(OptimizerSettings::Kind::AdamW);
    run.optimizer.clipNorm = 0.5;
    run.schedule = {.kind = Schedule::Kind::Cosine, .warmUp = 5, .period = 60};
    run.batchSize = 50;
    experiment.runs = {run};
    experiment.steps = 61;
    return experiment;
}

struct Outcome {
    std::vector<float> parameters;
    std::vector<float> statistics;
    std::vector<double> losses;

    bool operator==(const Outcome&) const = default;
};

Trainer<float> trainerOf(const Experiment& experiment, const Machine& machine = {}) {
    const auto& problem = std::get<NetworkProblem>(experiment.problem);
    auto data = std::make_shared<const SplitDataset<float>>(*makeDataset<float>(problem, experiment.seeds));
    return *Trainer<float>::create(experiment, 0, std::move(data), machine);
}

template <class Drive>
Outcome outcomeOf(Trainer<float> trainer, Drive&& drive) {
    Outcome outcome;
    drive(trainer, outcome.losses);
    outcome.parameters.assign(trainer.parameters().begin(), trainer.parameters().end());
    outcome.statistics.assign(trainer.statistics().begin(), trainer.statistics().end());
    return outcome;
}

Outcome atOnce(const Experiment& experiment, const Machine& machine = {}) {
    return outcomeOf(trainerOf(experiment, machine),
                     [](Trainer<float>& trainer, std::vector<double>& losses) {
                         trainer.run(1'000'000, [&](std::int64_t, double loss) { losses.push_back(loss); });
                     });
}

} // namespace

/// A seed gives the same run bit for bit, however it is computed.
class TestReproducibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whateverTheNumberOfThreads_data() {
        QTest::addColumn<InstructionSet>("set");
        QTest::addColumn<int>("threads");
        for (const InstructionSet set : supportedInstructionSets()) {
            for (const int threads : {2, 3, 5})
                QTest::addRow("%s, %d threads", nameOf(set).data(), threads) << set << threads;
        }
    }
    void whateverTheNumberOfThreads() {
        QFETCH(const InstructionSet, set);
        QFETCH(const int, threads);
        const Experiment experiment = wideExperiment();
        const Outcome alone = atOnce(experiment, {.instructions = set});
        QCOMPARE(alone.losses.size(), std::size_t{61});
        const Outcome together =
            atOnce(experiment, {.instructions = set, .team = std::make_shared<ThreadTeam>(threads)});
        QVERIFY(alone == together);
    }

    void whetherByStepsOrByActs() {
        const Experiment experiment = wideExperiment();
        const Outcome byActs =
            outcomeOf(trainerOf(experiment), [](Trainer<float>& trainer, std::vector<double>& losses) {
                while (trainer.stopReason() == StopReason::None) {
                    const auto step = trainer.step();
                    trainer.act();
                    if (trainer.step() != step)
                        losses.push_back(trainer.batchLoss());
                }
            });
        QVERIFY(atOnce(experiment) == byActs);
    }

    void whetherPausedOrWatched() {
        const Experiment experiment = wideExperiment();
        std::mt19937 whim(7);
        const Outcome watched =
            outcomeOf(trainerOf(experiment), [&](Trainer<float>& trainer, std::vector<double>& losses) {
                while (trainer.stopReason() == StopReason::None) {
                    trainer.run(static_cast<std::int64_t>(whim() % 4),
                                [&](std::int64_t, double loss) { losses.push_back(loss); });
                    for (auto acts = whim() % 4; acts > 0; --acts) {
                        const auto step = trainer.step();
                        trainer.act();
                        if (trainer.step() != step)
                            losses.push_back(trainer.batchLoss());
                        // What a window asks for at any moment.
                        QVERIFY(trainer.evaluateTrain().loss >= 0);
                        QVERIFY(trainer.evaluateTest().loss >= 0);
                        QVERIFY(!trainer.gradient().empty());
                        QVERIFY(trainer.pass()->activations(0).rows() == 70);
                    }
                }
            });
        QVERIFY(atOnce(experiment) == watched);
    }

    void whetherAloneOrBesideOthersOnATeam() {
        Experiment experiment = wideExperiment();
        const Outcome alone = atOnce(experiment);
        experiment.runs.push_back(experiment.runs.front());
        experiment.runs[1].optimizer.learningRate = 0.02;
        RunGroup group = *RunGroup::create(experiment, {.team = std::make_shared<ThreadTeam>(3)});
        while (!group.stopped())
            group.advance(7);
        const auto runs = group.snapshot();
        QVERIFY(runs[0].parameters == alone.parameters);
        QVERIFY(runs[0].statistics == alone.statistics);
        QVERIFY(runs[1].parameters != alone.parameters);
    }

    void whetherForTheFirstTimeOrAfterRewinding() {
        const Experiment experiment = wideExperiment();
        const Outcome again =
            outcomeOf(trainerOf(experiment), [](Trainer<float>& trainer, std::vector<double>& losses) {
                trainer.run(33);
                trainer.rewind();
                trainer.run(1'000'000, [&](std::int64_t, double loss) { losses.push_back(loss); });
            });
        QVERIFY(atOnce(experiment) == again);
    }

    void whetherInOneGoOrFromACheckpoint_data() {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("prefetch");
        for (const int step : {0, 1, 3, 17, 33, 60}) {
            QTest::addRow("after %d steps", step) << step << 0;
            QTest::addRow("after %d steps, loading ahead", step) << step << 2;
        }
    }
    void whetherInOneGoOrFromACheckpoint() {
        QFETCH(const int, step);
        QFETCH(const int, prefetch);
        Experiment experiment = wideExperiment();
        experiment.runs[0].loader.prefetch = prefetch;
        experiment.runs[0].schedule = {.kind = Schedule::Kind::ReduceOnPlateau, .patience = 1, .every = 3};
        Trainer<float> trainer = trainerOf(experiment);
        trainer.run(step);
        const auto checkpoint = trainer.checkpoint();
        QVERIFY(checkpoint.has_value());
        const auto rest = [](Trainer<float>& one) {
            std::vector<double> losses;
            one.run(1'000'000, [&](std::int64_t, double loss) { losses.push_back(loss); });
            return std::pair(losses, *one.checkpoint());
        };
        const auto first = rest(trainer);
        QVERIFY(trainer.restore(*checkpoint));
        QCOMPARE(trainer.step(), step);
        if (step > 0) // before the first there is no loss, which equals nothing
            QVERIFY(trainer.checkpoint() == checkpoint);
        QVERIFY(rest(trainer) == first);
        Trainer<float> another = trainerOf(experiment);
        another.run(5);
        another.act();
        QVERIFY(!another.checkpoint().has_value());
        QVERIFY(another.restore(*checkpoint));
        QVERIFY(rest(another) == first);
    }

    void aCheckpointOfAnotherNetworkIsRefused() {
        Experiment experiment = wideExperiment();
        const auto checkpoint = *trainerOf(experiment).checkpoint();
        std::get<NetworkProblem>(experiment.problem).network.layers[0].units = 12;
        Trainer<float> other = trainerOf(experiment);
        other.run(3);
        const auto before = *other.checkpoint();
        const auto found = other.restore(checkpoint);
        QVERIFY(!found && found.error().code == ErrorCode::ShapeMismatch);
        QVERIFY(*other.checkpoint() == before);
    }

    void howeverBatchesAreLoaded() {
        const Experiment experiment = wideExperiment();
        Experiment ahead = experiment;
        ahead.runs[0].loader.prefetch = 3;
        Experiment slow = experiment;
        slow.runs[0].loader.microseconds = 1;
        QVERIFY(atOnce(experiment) == atOnce(ahead));
        QVERIFY(atOnce(experiment) == atOnce(slow));
    }

    void instructionSetsAgreeUpToRounding() {
        const Experiment experiment = wideExperiment();
        const Outcome best = atOnce(experiment);
        for (const InstructionSet set : supportedInstructionSets()) {
            const Outcome other = atOnce(experiment, {.instructions = set});
            double distance = 0;
            double norm = 0;
            for (std::size_t i = 0; i < best.parameters.size(); ++i) {
                const auto one = static_cast<double>(best.parameters[i]);
                distance += std::pow(one - static_cast<double>(other.parameters[i]), 2);
                norm += one * one;
            }
            QVERIFY2(std::sqrt(distance / norm) < 2e-3, nameOf(set).data());
            QVERIFY(std::abs(best.losses.front() - other.losses.front()) < 1e-6);
            QVERIFY(std::abs(best.losses.back() - other.losses.back()) < 1e-3);
        }
    }

    void aNewSeedForTheWeightsLeavesTheRestAlone() {
        Experiment experiment = wideExperiment();
        const auto& problem = std::get<NetworkProblem>(experiment.problem);
        const auto data = *makeDataset<float>(problem, experiment.seeds);
        Trainer<float> first = trainerOf(experiment);
        experiment.seeds.weights = 99;
        const auto dataAgain = *makeDataset<float>(problem, experiment.seeds);
        QVERIFY(data.train.features == dataAgain.train.features &&
                data.train.targets == dataAgain.train.targets);
        QVERIFY(data.test.features == dataAgain.test.features);
        Trainer<float> second = trainerOf(experiment);
        QVERIFY(
            !std::equal(first.parameters().begin(), first.parameters().end(), second.parameters().begin()));
        for (int step = 0; step < 10; ++step) {
            first.run(1);
            second.run(1);
            QVERIFY(std::equal(first.batch().begin(), first.batch().end(), second.batch().begin(),
                               second.batch().end()));
        }
    }

    void aNewSeedForDropoutDropsOthers() {
        Experiment experiment = wideExperiment();
        const auto dropped = [](const Experiment& wanted) {
            Trainer<float> trainer = trainerOf(wanted);
            trainer.run(1);
            const auto activations = trainer.pass()->activations(1);
            std::vector<bool> zeros;
            for (Eigen::Index i = 0; i < activations.rows(); ++i) {
                for (Eigen::Index j = 0; j < activations.cols(); ++j)
                    zeros.push_back(activations(i, j) == 0);
            }
            return zeros;
        };
        const auto first = dropped(experiment);
        QVERIFY(first == dropped(experiment));
        const double share = static_cast<double>(std::count(first.begin(), first.end(), true)) /
                             static_cast<double>(first.size());
        QVERIFY(std::abs(share - 0.3) < 0.03);
        experiment.seeds.dropout = 2;
        QVERIFY(first != dropped(experiment));
    }
};

QTEST_APPLESS_MAIN(TestReproducibility)
#include "test_reproducibility.moc"
