#include "experiments.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace downhill::training;
using experiments::copyOf;

namespace {

/// What a run has come to, with every bit of it.
template <class Scalar>
struct Outcome {
    std::int64_t step;
    double batchLoss;
    std::vector<Scalar> parameters;
    std::vector<Scalar> gradient;
    std::vector<Eigen::Index> batch;
    StopReason reason;

    bool operator==(const Outcome&) const = default;
};

template <class Scalar>
Outcome<Scalar> outcomeOf(const Trainer<Scalar>& trainer) {
    return {trainer.step(),
            trainer.batchLoss(),
            copyOf(trainer.parameters()),
            copyOf(trainer.gradient()),
            copyOf(trainer.batch()),
            trainer.stopReason()};
}

template <class Scalar>
Outcome<Scalar> outcomeAfter(const Experiment& experiment, std::int64_t steps) {
    auto trainer = experiments::trainer<Scalar>(experiment);
    trainer.run(steps);
    return outcomeOf(trainer);
}

/// A line through points: small enough for a hand.
Experiment linePoints(std::vector<std::vector<double>> points, Loss loss, double learningRate,
                      std::int64_t batchSize) {
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Points, .points = std::move(points)};
    problem.network.layers = {{1, Activation::Linear}};
    problem.network.initialisation = Initialisation::Zero;
    problem.loss = loss;
    Experiment experiment;
    experiment.problem = problem;
    experiment.shuffle = false;
    experiment.runs = {RunSpec{.optimizer = {.learningRate = learningRate}, .batchSize = batchSize}};
    return experiment;
}

} // namespace

Q_DECLARE_METATYPE(Experiment)

class TestTrainer : public QObject {
    Q_OBJECT

    static constexpr std::int64_t kSteps = 57; // several epochs of 83 samples, the last one broken off

    static void runs() {
        QTest::addColumn<Experiment>("experiment");
        QTest::newRow("batches of ten") << experiments::circle(10);
        QTest::newRow("batches of one") << experiments::circle(1);
        QTest::newRow("the whole set") << experiments::circle(0);
        auto inOrder = experiments::circle(10);
        inOrder.shuffle = false;
        QTest::newRow("rows in order") << inOrder;
        auto softmax = experiments::circle(16);
        std::get<NetworkProblem>(softmax.problem).loss = Loss::CrossEntropy;
        std::get<NetworkProblem>(softmax.problem).network.layers = {{20, Activation::Relu},
                                                                    {2, Activation::Linear}};
        QTest::newRow("relu and softmax") << softmax;
        auto withGoal = experiments::circle(10);
        withGoal.goal = Goal{.metric = Metric::TestLoss, .bound = 1e-9, .every = 3};
        QTest::newRow("looking at a goal") << withGoal;
        QTest::newRow("a ravine") << experiments::surface({.kind = SurfaceKind::Ravine}, 0.05, 1000);
    }

    template <class Scalar>
    static void compareWays(const Experiment& experiment) {
        const auto whole = outcomeAfter<Scalar>(experiment, kSteps);
        QCOMPARE(whole.step, kSteps);

        auto byActs = experiments::trainer<Scalar>(experiment);
        for (std::int64_t i = 0; i < 5 * kSteps; ++i) {
            QCOMPARE(static_cast<int>(byActs.nextAct()), static_cast<int>(i % 5));
            QCOMPARE(byActs.step(), i / 5);
            byActs.act();
        }
        QVERIFY(outcomeOf(byActs) == whole);

        // Broken off after every number of acts, looked at, and gone on with at full speed.
        for (int acts = 0; acts <= 12; ++acts) {
            auto interrupted = experiments::trainer<Scalar>(experiment);
            for (int i = 0; i < acts; ++i) {
                interrupted.act();
                interrupted.evaluateTrain();
                interrupted.evaluateTest();
            }
            QCOMPARE(interrupted.run(kSteps - interrupted.step()), kSteps - acts / 5);
            QVERIFY(outcomeOf(interrupted) == whole);
        }

        auto inPieces = experiments::trainer<Scalar>(experiment);
        for (std::int64_t length = 1; inPieces.step() < kSteps; ++length) {
            inPieces.run(std::min(length, kSteps - inPieces.step()));
            inPieces.evaluateTest();
        }
        QVERIFY(outcomeOf(inPieces) == whole);

        // Rewound from anywhere, in the middle of a step too.
        for (const int acts : {1, 2, 3, 4, 5, 23, 144}) {
            auto rewound = experiments::trainer<Scalar>(experiment);
            const auto start = copyOf(rewound.parameters());
            for (int i = 0; i < acts; ++i)
                rewound.act();
            rewound.rewind();
            QCOMPARE(rewound.step(), 0);
            QCOMPARE(rewound.nextAct(), Act::ZeroGrad);
            QVERIFY(std::isnan(rewound.batchLoss()));
            QVERIFY(rewound.batch().empty());
            QVERIFY(copyOf(rewound.parameters()) == start);
            rewound.run(kSteps);
            QVERIFY(outcomeOf(rewound) == whole);
        }
    }

private Q_SLOTS:
    void allWaysOfRunningAreEqualBitForBit_data() { runs(); }
    void allWaysOfRunningAreEqualBitForBit() {
        QFETCH(const Experiment, experiment);
        compareWays<float>(experiment);
        if (!QTest::currentTestFailed())
            compareWays<double>(experiment);
    }

    void everyStepIsTold() {
        auto trainer = experiments::trainer<float>(experiments::circle());
        auto twin = experiments::trainer<float>(experiments::circle());
        std::vector<std::int64_t> steps;
        trainer.act();
        trainer.act();
        const auto done = trainer.run(20, [&](std::int64_t step, double loss) {
            steps.push_back(step);
            twin.run(1);
            QVERIFY(loss == twin.batchLoss());
        });
        std::vector<std::int64_t> expected(20);
        std::iota(expected.begin(), expected.end(), 1);
        QCOMPARE(done, 20);
        QVERIFY(steps == expected);
        QCOMPARE(trainer.run(0), 0);
    }

    void eachActDoesItsPart() {
        auto trainer = experiments::trainer<double>(experiments::circle());
        trainer.run(3);
        const auto parameters = copyOf(trainer.parameters());
        const double loss = trainer.batchLoss();
        const auto isZero = [](std::span<const double> values) {
            return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
        };
        QVERIFY(!isZero(trainer.gradient()));
        trainer.act();
        QVERIFY(isZero(trainer.gradient()));
        const auto batch = copyOf(trainer.batch());
        trainer.act();
        QVERIFY(copyOf(trainer.batch()) != batch);
        QVERIFY(trainer.batchLoss() == loss);
        trainer.act();
        QVERIFY(trainer.batchLoss() != loss);
        QVERIFY(isZero(trainer.gradient()));
        trainer.act();
        QVERIFY(!isZero(trainer.gradient()));
        QVERIFY(copyOf(trainer.parameters()) == parameters);
        QCOMPARE(trainer.step(), 3);
        trainer.act();
        QCOMPARE(trainer.step(), 4);
        for (std::size_t i = 0; i < parameters.size(); ++i)
            QVERIFY(trainer.parameters()[i] == parameters[i] - 0.3 * trainer.gradient()[i]);
    }

    void stepsAreThoseOfAHand() {
        // ŷ = w·x + b from 0, loss ½(ŷ − y)²: the slopes are the error times x, and the error.
        auto single =
            experiments::trainer<double>(linePoints({{2, 4}, {1, 0}}, Loss::HalfMeanSquaredError, 0.25, 1));
        single.run(1);
        QCOMPARE(single.batchLoss(), 8.0);
        QVERIFY(copyOf(single.gradient()) == (std::vector<double>{-8, -4}));
        QVERIFY(copyOf(single.parameters()) == (std::vector<double>{2, 1}));
        single.run(1);
        QCOMPARE(single.batchLoss(), 4.5);
        QVERIFY(copyOf(single.gradient()) == (std::vector<double>{3, 3}));
        QVERIFY(copyOf(single.parameters()) == (std::vector<double>{1.25, 0.25}));
        // Both samples at once, with the plain mean of squares: twice the slopes.
        auto both =
            experiments::trainer<double>(linePoints({{2, 4}, {1, 0}}, Loss::MeanSquaredError, 0.25, 0));
        both.run(1);
        QCOMPARE(both.batchLoss(), 8.0);
        QVERIFY(copyOf(both.parameters()) == (std::vector<double>{2, 1}));
        QVERIFY(both.batch().size() == 2 && both.batch()[0] == 0 && both.batch()[1] == 1);
    }

    void aPartialBatchIsAveragedOverItsOwnSize() {
        auto trainer = experiments::trainer<double>(
            linePoints({{0, 1}, {0, 1}, {0, 5}}, Loss::HalfMeanSquaredError, 0.5, 2));
        trainer.run(1);
        QVERIFY(trainer.parameters()[1] == 0.5);
        trainer.run(1);
        QCOMPARE(trainer.batch().size(), 1u);
        QCOMPARE(trainer.batch()[0], 2);
        QVERIFY(trainer.batchLoss() == 0.5 * 4.5 * 4.5);
        QVERIFY(trainer.parameters()[1] == 0.5 + 0.5 * 4.5);
        trainer.run(1); // the next epoch begins with a whole batch and no leftovers
        QCOMPARE(trainer.batch().size(), 2u);
        QVERIFY(trainer.gradient()[1] == 2.75 - 1);
    }

    void anEpochTakesEverySampleOnce() {
        auto trainer = experiments::trainer<float>(experiments::circle(10));
        std::set<std::vector<Eigen::Index>> orders;
        for (int epoch = 0; epoch < 4; ++epoch) {
            std::vector<Eigen::Index> order;
            while (order.size() < 82) {
                trainer.run(1);
                order.insert(order.end(), trainer.batch().begin(), trainer.batch().end());
            }
            orders.insert(order);
            std::sort(order.begin(), order.end());
            std::vector<Eigen::Index> all(82);
            std::iota(all.begin(), all.end(), Eigen::Index{0});
            QVERIFY(order == all);
        }
        QCOMPARE(orders.size(), 4u);
    }

    void aSeedChangesWhatItIsForAndNothingElse() {
        const auto base = experiments::circle();
        auto first = experiments::trainer<float>(base);
        const auto start = copyOf(first.parameters());
        first.run(30);

        auto weights = base;
        weights.seeds.weights = 99;
        auto second = experiments::trainer<float>(weights);
        QVERIFY(copyOf(second.parameters()) != start);
        second.run(30);
        QVERIFY(copyOf(second.batch()) == copyOf(first.batch()));
        const auto& problem = std::get<NetworkProblem>(base.problem);
        const auto data = makeDataset<float>(problem, base.seeds);
        const auto again = makeDataset<float>(problem, weights.seeds);
        QVERIFY(data->train.features == again->train.features && data->test.features == again->test.features);

        auto shuffle = base;
        shuffle.seeds.shuffle = 99;
        auto third = experiments::trainer<float>(shuffle);
        QVERIFY(copyOf(third.parameters()) == start);
        third.run(30);
        QVERIFY(copyOf(third.batch()) != copyOf(first.batch()));
    }

    void theWholeSetIsABatchOfItsSize() {
        const auto none = outcomeAfter<double>(experiments::circle(0), 20);
        QVERIFY(none == outcomeAfter<double>(experiments::circle(82), 20));
        QVERIFY(none == outcomeAfter<double>(experiments::circle(200'000), 20));
        QCOMPARE(none.batch.size(), 82u);
        QVERIFY(std::is_sorted(none.batch.begin(), none.batch.end()));
    }

    void newParametersBeginTheStepAnew_data() {
        QTest::addColumn<int>("acts");
        for (int acts = 0; acts <= 5; ++acts)
            QTest::addRow("after %d acts", acts) << acts;
    }
    void newParametersBeginTheStepAnew() {
        QFETCH(const int, acts);
        auto straight = experiments::trainer<float>(experiments::circle());
        auto changed = experiments::trainer<float>(experiments::circle());
        const std::vector<float> parameters(straight.parameters().size(), 0.1F);
        straight.run(8 + acts / 5);
        changed.run(8);
        for (int i = 0; i < acts; ++i)
            changed.act();
        QVERIFY(straight.setParameters(parameters).has_value());
        QVERIFY(changed.setParameters(parameters).has_value());
        QCOMPARE(changed.nextAct(), Act::ZeroGrad);
        straight.run(20);
        changed.run(20);
        QVERIFY(outcomeOf(changed) == outcomeOf(straight));
    }

    void parametersThatDoNotFitAreRefused() {
        auto trainer = experiments::trainer<float>(experiments::circle());
        const auto before = copyOf(trainer.parameters());
        std::vector<float> parameters(before.size() + 1);
        const auto tooMany = trainer.setParameters(parameters);
        QVERIFY(!tooMany && tooMany.error().code == ErrorCode::ShapeMismatch);
        QCOMPARE(tooMany.error().where, std::string("parameters"));
        QCOMPARE(tooMany.error().value, static_cast<double>(before.size() + 1));
        QCOMPARE(tooMany.error().limit, static_cast<double>(before.size()));
        parameters.pop_back();
        for (const float bad : {NAN, INFINITY}) {
            parameters[5] = bad;
            const auto refused = trainer.setParameters(parameters);
            QVERIFY(!refused && refused.error().code == ErrorCode::NotFinite);
        }
        QVERIFY(copyOf(trainer.parameters()) == before);
    }

    void theLearningRateCountsFromTheNextStep() {
        auto trainer =
            experiments::trainer<double>(experiments::surface({.kind = SurfaceKind::Bowl}, 0.5, 100));
        QCOMPARE(trainer.learningRate(), 0.5);
        trainer.run(1);
        QVERIFY(trainer.parameters()[0] == 0.5);
        trainer.act();
        trainer.setLearningRate(0.25);
        trainer.run(1);
        QVERIFY(trainer.parameters()[0] == 0.375);
        for (const double bad : {-1.0, double(NAN), double(INFINITY)})
            trainer.setLearningRate(bad);
        QCOMPARE(trainer.learningRate(), 0.25);
        trainer.rewind();
        QCOMPARE(trainer.learningRate(), 0.25);
    }

    void evaluationIsTheMeanOverASet() {
        auto experiment = linePoints({{0, 0}, {1, 1}, {2, 1}, {3, 1}}, Loss::MeanSquaredError, 0.1, 0);
        auto trainer = experiments::trainer<double>(experiment);
        QVERIFY(trainer.setParameters(std::vector<double>{1, -1}).has_value());
        QCOMPARE(trainer.evaluateTrain().loss, (1 + 1 + 0 + 1) / 4.0);
        QVERIFY(std::isnan(trainer.evaluateTrain().accuracy));
        QVERIFY(std::isnan(trainer.evaluateTest().loss) && std::isnan(trainer.evaluateTest().accuracy));

        std::get<NetworkProblem>(experiment.problem).loss = Loss::BinaryCrossEntropy;
        auto classes = experiments::trainer<double>(experiment);
        QVERIFY(classes.setParameters(std::vector<double>{2, -3}).has_value());
        QCOMPARE(classes.evaluateTrain().accuracy, 0.75);

        auto bowl = experiments::trainer<double>(
            experiments::surface({.kind = SurfaceKind::Bowl, .start = {3, 4}}, 0.1, 9));
        QCOMPARE(bowl.evaluateTrain().loss, 12.5);
        QVERIFY(std::isnan(bowl.evaluateTrain().accuracy) && std::isnan(bowl.evaluateTest().loss));
    }

    void aLargeSetIsEvaluatedInStretches() {
        auto experiment = experiments::circle(0);
        std::get<NetworkProblem>(experiment.problem).dataset.samples = 1000;
        auto trainer = experiments::trainer<double>(experiment);
        trainer.run(1);
        trainer.act();
        trainer.act();
        trainer.act(); // the loss over the whole set, as a step measures it
        QVERIFY(std::abs(trainer.evaluateTrain().loss - trainer.batchLoss()) < 1e-13);
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "test_trainer.moc"
