#include "experiments.h"
#include "training/experiment_check.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace downhill::training;

namespace {

using Change = std::function<void(Experiment&)>;

NetworkProblem& problemOf(Experiment& experiment) {
    return std::get<NetworkProblem>(experiment.problem);
}

Change onSurface(std::function<void(SurfaceProblem&)> change) {
    return [change](Experiment& experiment) {
        experiment.problem = SurfaceProblem{};
        change(std::get<SurfaceProblem>(experiment.problem));
    };
}

} // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(ErrorCode)

class TestExperimentCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatFitsIsTaken() {
        QVERIFY(checkExperiment(experiments::circle()).has_value());
        QVERIFY(checkExperiment(experiments::surface({}, 0.1, 10)).has_value());
    }

    void whatDoesNotFitIsNamed_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, ErrorCode code, const char* where, Change change) {
            QTest::newRow(name) << change << code << QString::fromUtf8(where);
        };
        const auto range = ErrorCode::OutOfRange;
        const auto finite = ErrorCode::NotFinite;
        const auto shape = ErrorCode::ShapeMismatch;
        row("batch below zero", range, "batch_size", [](Experiment& e) { e.runs[0].batchSize = -1; });
        row("batch beyond the limit", range, "batch_size",
            [](Experiment& e) { e.runs[0].batchSize = 200'001; });
        row("rate below zero", range, "learning_rate",
            [](Experiment& e) { e.runs[0].optimizer.learningRate = -0.1; });
        row("rate that is no number", finite, "learning_rate",
            [](Experiment& e) { e.runs[0].optimizer.learningRate = NAN; });
        row("second run", range, "batch_size", [](Experiment& e) { e.runs.push_back({.batchSize = -2}); });
        row("no run", range, "runs", [](Experiment& e) { e.runs.clear(); });
        row("seven runs", range, "runs", [](Experiment& e) { e.runs.resize(7); });
        row("no step", range, "steps", [](Experiment& e) { e.steps = 0; });
        row("too many steps", range, "steps", [](Experiment& e) { e.steps = 100'000'001; });
        row("never looking", range, "goal.every", [](Experiment& e) { e.goal = Goal{.every = 0}; });
        row("holding for nothing", range, "goal.holds", [](Experiment& e) { e.goal = Goal{.holds = 0}; });
        row("a bound that is no number", finite, "goal.at_most",
            [](Experiment& e) { e.goal = Goal{.bound = NAN}; });
        row("no layer", range, "network.layers", [](Experiment& e) { problemOf(e).network.layers.clear(); });
        row("no unit", range, "network.layers[1].units",
            [](Experiment& e) { problemOf(e).network.layers[1].units = 0; });
        row("initial value", finite, "network.initial_value",
            [](Experiment& e) { problemOf(e).network.initialValue = INFINITY; });
        row("dataset", range, "dataset.samples", [](Experiment& e) { problemOf(e).dataset.samples = -5; });
        row("activated logits", ErrorCode::LossNeedsLogits, "network.layers[2].activation",
            [](Experiment& e) { problemOf(e).network.layers[2].activation = Activation::Sigmoid; });
        row("several logits", shape, "network.layers[2].units",
            [](Experiment& e) { problemOf(e).network.layers[2].units = 2; });
        row("cross-entropy of a line", ErrorCode::LossNeedsClasses, "loss",
            [](Experiment& e) { problemOf(e).dataset.kind = DatasetKind::Line; });
        row("binary of three", range, "dataset.classes", [](Experiment& e) {
            problemOf(e).dataset.kind = DatasetKind::Spiral;
            problemOf(e).dataset.classes = 3;
        });
        row("accuracy of a surface", shape, "goal.metric", [](Experiment& e) {
            e.problem = SurfaceProblem{};
            e.goal = Goal{.metric = Metric::TrainAccuracy};
        });
        row("flat", range, "surface.curvature", onSurface([](SurfaceProblem& s) { s.curvature = 0; }));
        row("condition below one", range, "surface.condition",
            onSurface([](SurfaceProblem& s) { s.condition = 0.5; }));
        row("nowhere", finite, "surface.start", onSurface([](SurfaceProblem& s) { s.start[1] = NAN; }));
        row("window without width", range, "surface.window", onSurface([](SurfaceProblem& s) {
                s.window = {1, 1};
            }));
    }
    void whatDoesNotFitIsNamed() {
        QFETCH(const Change, change);
        QFETCH(const QString, where);
        auto experiment = experiments::circle();
        const auto data =
            std::make_shared<SplitDataset<float>>(*makeDataset<float>(problemOf(experiment), {}));
        change(experiment);
        const auto found = checkExperiment(experiment);
        QVERIFY(!found.has_value());
        QTEST(found.error().code, "code");
        QCOMPARE(QString::fromStdString(found.error().where), where);
        const auto trainer = Trainer<float>::create(experiment, 0, data);
        QVERIFY(!trainer.has_value() && trainer.error() == found.error());
    }

    void dataThatDoesNotFitIsNamed_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("limit");
        const auto row = [](const char* name, ErrorCode code, const char* where, double value, double limit,
                            Change change) {
            QTest::newRow(name) << change << code << QString::fromUtf8(where) << value << limit;
        };
        const auto softmax = [](std::int64_t units) {
            return [units](Experiment& e) {
                problemOf(e).dataset.kind = DatasetKind::Blobs;
                problemOf(e).dataset.classes = 3;
                problemOf(e).loss = Loss::CrossEntropy;
                problemOf(e).network.layers.back().units = units;
            };
        };
        row("too few logits", ErrorCode::ShapeMismatch, "network.layers[2].units", 2, 3, softmax(2));
        row("too many logits", ErrorCode::ShapeMismatch, "network.layers[2].units", 4, 3, softmax(4));
        row("one output for three classes", ErrorCode::ShapeMismatch, "network.layers[2].units", 1, 3,
            [softmax](Experiment& e) {
                softmax(1)(e);
                problemOf(e).loss = Loss::MeanSquaredError;
            });
        row("two outputs for a line", ErrorCode::ShapeMismatch, "network.layers[2].units", 2, 1,
            [](Experiment& e) {
                problemOf(e).dataset.kind = DatasetKind::Line;
                problemOf(e).loss = Loss::MeanSquaredError;
                problemOf(e).network.layers.back().units = 2;
            });
        row("accuracy of a line", ErrorCode::ShapeMismatch, "goal.metric", 0, 0, [](Experiment& e) {
            problemOf(e).dataset.kind = DatasetKind::Line;
            problemOf(e).loss = Loss::MeanSquaredError;
            e.goal = Goal{.metric = Metric::TrainAccuracy};
        });
        row("no test set", ErrorCode::EmptyData, "dataset.test_share", 0, 0, [](Experiment& e) {
            problemOf(e).dataset.testShare = 0;
            e.goal = Goal{.metric = Metric::TestLoss};
        });
        row("too large a batch", ErrorCode::OutOfRange, "batch_size", 100'000, 12'205, [](Experiment& e) {
            problemOf(e).dataset.samples = 100'000;
            problemOf(e).dataset.testShare = 0;
            problemOf(e).network.layers = {{8192, Activation::Tanh}, {1, Activation::Linear}};
            e.runs[0].batchSize = 0;
        });
    }
    void dataThatDoesNotFitIsNamed() {
        QFETCH(const Change, change);
        QFETCH(const QString, where);
        QFETCH(const double, value);
        QFETCH(const double, limit);
        auto experiment = experiments::circle();
        change(experiment);
        auto data = makeDataset<float>(problemOf(experiment), experiment.seeds);
        QVERIFY(data.has_value());
        const auto trainer =
            Trainer<float>::create(experiment, 0, std::make_shared<SplitDataset<float>>(*std::move(data)));
        QVERIFY(!trainer.has_value());
        QTEST(trainer.error().code, "code");
        QCOMPARE(QString::fromStdString(trainer.error().where), where);
        QCOMPARE(trainer.error().value, value);
        QCOMPARE(trainer.error().limit, limit);
    }

    void eitherEncodingOfTwoClassesFitsASquaredError_data() {
        QTest::addColumn<int>("units");
        QTest::newRow("0 and 1") << 1;
        QTest::newRow("one-hot") << 2;
    }
    void eitherEncodingOfTwoClassesFitsASquaredError() {
        QFETCH(const int, units);
        auto experiment = experiments::circle(10, 0.3);
        problemOf(experiment).loss = Loss::MeanSquaredError;
        problemOf(experiment).network.layers.back().units = units;
        experiment.steps = 3000;
        auto trainer = experiments::trainer<float>(experiment);
        trainer.run(3000);
        QVERIFY(trainer.evaluateTrain().accuracy > 0.95);
    }

    void aNetworkNeedsDataAndARun() {
        const auto experiment = experiments::circle();
        const auto noData = Trainer<float>::create(experiment, 0, nullptr);
        QVERIFY(!noData && noData.error().code == ErrorCode::EmptyData);
        const auto noRun = Trainer<float>::create(experiment, 1, nullptr);
        QVERIFY(!noRun && noRun.error().code == ErrorCode::OutOfRange);
        QCOMPARE(noRun.error().where, std::string("runs"));
    }

    void labelsFromElsewhereAreLookedAt() {
        const auto experiment = experiments::circle();
        SplitDataset<float> data = *makeDataset<float>(std::get<NetworkProblem>(experiment.problem), {});
        data.train.targets(0, 3) = 7;
        const auto trainer =
            Trainer<float>::create(experiment, 0, std::make_shared<SplitDataset<float>>(data));
        QVERIFY(!trainer && trainer.error().code == ErrorCode::LabelNotAClass);
        QCOMPARE(trainer.error().value, 7.0);
        QCOMPARE(trainer.error().limit, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestExperimentCheck)
#include "test_experiment_check.moc"
