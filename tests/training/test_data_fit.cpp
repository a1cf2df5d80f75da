#include "experiments.h"
#include "training/data_fit.h"
#include "training/dataset_check.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace downhill::training;

namespace {

using Change = std::function<void(Experiment&)>;

NetworkProblem& problemOf(Experiment& experiment) {
    return std::get<NetworkProblem>(experiment.problem);
}

Result<void> checked(Experiment experiment, const Change& change) {
    change(experiment);
    const auto data = makeDataset<float>(problemOf(experiment), experiment.seeds);
    if (!data)
        throw std::runtime_error("no data: " + data.error().where);
    return checkDataFit(experiment, experiment.runs.front(), *data);
}

/// Three classes, a loss and as many outputs as asked for.
Change blobs(Loss loss, int classes, std::int64_t units) {
    return [=](Experiment& experiment) {
        problemOf(experiment).dataset = {.kind = DatasetKind::Blobs, .samples = 100, .classes = classes};
        problemOf(experiment).loss = loss;
        problemOf(experiment).network.layers.back().units = units;
    };
}

/// 103 samples without a test part, in batches of this size.
Change batches(std::int64_t size, LoaderSettings loader = {}, bool norm = false) {
    return [=](Experiment& experiment) {
        problemOf(experiment).dataset.testShare = 0;
        problemOf(experiment).network.layers.front().batchNorm = norm;
        experiment.runs.front().batchSize = size;
        experiment.runs.front().loader = loader;
    };
}

} // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Error)
Q_DECLARE_METATYPE(ErrorCode)
Q_DECLARE_METATYPE(DatasetSpec)
Q_DECLARE_METATYPE(LoaderSettings)

class TestDataFit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatFitsIsTaken_data() {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
        row("hinge, one output for two", blobs(Loss::Hinge, 2, 1));
        row("hinge, two outputs for two", blobs(Loss::Hinge, 2, 2));
        row("hinge, three outputs for three", blobs(Loss::Hinge, 3, 3));
        row("cross-entropy, three outputs for three", blobs(Loss::CrossEntropy, 3, 3));
        row("mae, one output for two", blobs(Loss::MeanAbsoluteError, 2, 1));
        row("huber, three outputs for three", blobs(Loss::Huber, 3, 3));
        row("mean error, two outputs for two", blobs(Loss::MeanError, 2, 2));
        row("batches that leave a rest", batches(10));
        row("full batches", batches(10, {.dropLast = true}));
        row("one full batch", batches(103, {.dropLast = true}));
        row("the whole set, always full", batches(0, {.dropLast = true}));
        row("a batch beyond the set", batches(200));
        row("batch norm with a rest of three", batches(10, {}, true));
        row("batch norm without the rest of one", batches(6, {.dropLast = true}, true));
        row("a second for a batch", batches(100, {.microseconds = 10'000}));
        row("many batches ahead", batches(10, {.prefetch = 64}));
    }
    void whatFitsIsTaken() {
        QFETCH(const Change, change);
        const auto found = checked(experiments::circle(), change);
        QVERIFY2(found.has_value(), found ? "" : found.error().where.c_str());
    }

    void whatDoesNotFitIsNamed_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<Error>("error");
        const auto row = [](const char* name, Change change, Error error) {
            QTest::newRow(name) << change << error;
        };
        const auto units = [](double value, double limit) {
            return Error{.code = ErrorCode::ShapeMismatch,
                         .where = "network.layers[2].units",
                         .value = value,
                         .limit = limit};
        };
        row("hinge, one output for three", blobs(Loss::Hinge, 3, 1), units(1, 3));
        row("hinge, three outputs for two", blobs(Loss::Hinge, 2, 3), units(3, 1));
        row("binary, two outputs for two", blobs(Loss::BinaryCrossEntropy, 2, 2), units(2, 1));
        row("cross-entropy, one output for two", blobs(Loss::CrossEntropy, 2, 1), units(1, 2));
        row("mae, two outputs for three", blobs(Loss::MeanAbsoluteError, 3, 2), units(2, 3));
        row("hinge of a line",
            [](Experiment& e) {
                problemOf(e).dataset = {.kind = DatasetKind::Line};
                problemOf(e).loss = Loss::Hinge;
            },
            {.code = ErrorCode::LossNeedsClasses, .where = "loss"});
        row("no full batch", batches(104, {.dropLast = true}),
            {.code = ErrorCode::EmptyData, .where = "batch_size"});
        row("batch norm of one", batches(1, {}, true),
            {.code = ErrorCode::BatchTooSmall, .where = "batch_size", .value = 1, .least = 2});
        row("batch norm with a rest of one", batches(6, {}, true),
            {.code = ErrorCode::BatchTooSmall, .where = "batch_size", .value = 1, .least = 2});
        row("more than a second for a batch", batches(0, {.microseconds = 10'000}),
            {.code = ErrorCode::OutOfRange,
             .where = "load_microseconds",
             .value = 10'000,
             .limit = 1e6 / 103});
        row("batches ahead beyond memory",
            [](Experiment& e) {
                batches(2'500, {.prefetch = 64})(e);
                problemOf(e).dataset = {.kind = DatasetKind::Digits, .samples = 2'500};
                problemOf(e).loss = Loss::CrossEntropy;
                problemOf(e).network.layers = {{10, Activation::Linear}};
            },
            {.code = ErrorCode::OutOfRange, .where = "prefetch", .value = 64, .limit = 50});
    }
    void whatDoesNotFitIsNamed() {
        QFETCH(const Change, change);
        QFETCH(const Error, error);
        const auto found = checked(experiments::circle(), change);
        QVERIFY(!found.has_value());
        QCOMPARE(found.error().where, error.where);
        QVERIFY(found.error() == error);
    }

    void settingsOfADatasetAreBounded_data() {
        QTest::addColumn<DatasetSpec>("spec");
        QTest::addColumn<Error>("error");
        const auto range = [](const char* name, DatasetSpec spec, const char* where, double value,
                              double least, double limit) {
            QTest::newRow(name) << spec
                                << Error{.code = ErrorCode::OutOfRange,
                                         .where = where,
                                         .value = value,
                                         .least = least,
                                         .limit = limit};
        };
        range("one field", {.kind = DatasetKind::Checkerboard, .cells = 1}, "dataset.cells", 1, 2, 32);
        range("many fields", {.kind = DatasetKind::Checkerboard, .cells = 33}, "dataset.cells", 33, 2, 32);
        range("one ring", {.kind = DatasetKind::Rings, .classes = 1}, "dataset.classes", 1, 2, 1000);
        range("another side", {.kind = DatasetKind::Digits, .side = 16}, "dataset.side", 16, 8, 28);
        range("no image", {.kind = DatasetKind::Idx, .samples = 0, .idxFolder = "a"}, "dataset.samples", 0, 1,
              200'000);
        range("too many digits", {.kind = DatasetKind::Digits, .samples = 200'001}, "dataset.samples",
              200'001, 1, 200'000);
        QTest::newRow("no folder") << DatasetSpec{.kind = DatasetKind::Idx}
                                   << Error{.code = ErrorCode::EmptyData, .where = "dataset.folder"};
    }
    void settingsOfADatasetAreBounded() {
        QFETCH(const DatasetSpec, spec);
        QFETCH(const Error, error);
        const auto found = checkDataset(spec);
        QVERIFY(!found && found.error() == error);
    }

    void settingsOfOtherKindsDoNotCount() {
        QVERIFY(checkDataset({.kind = DatasetKind::Circle, .classes = 0, .cells = 0, .side = 0}).has_value());
        QVERIFY(checkDataset({.kind = DatasetKind::Csv, .samples = 0}).has_value());
    }

    void settingsOfALoaderAreBounded_data() {
        QTest::addColumn<LoaderSettings>("settings");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::newRow("behind") << LoaderSettings{.prefetch = -1} << ErrorCode::OutOfRange
                                << QStringLiteral("prefetch");
        QTest::newRow("far ahead") << LoaderSettings{.prefetch = 65} << ErrorCode::OutOfRange
                                   << QStringLiteral("prefetch");
        QTest::newRow("quicker than at once") << LoaderSettings{.microseconds = -1} << ErrorCode::OutOfRange
                                              << QStringLiteral("load_microseconds");
        QTest::newRow("slow") << LoaderSettings{.microseconds = 10'001} << ErrorCode::OutOfRange
                              << QStringLiteral("load_microseconds");
        QTest::newRow("no number") << LoaderSettings{.microseconds = NAN} << ErrorCode::NotFinite
                                   << QStringLiteral("load_microseconds");
    }
    void settingsOfALoaderAreBounded() {
        QFETCH(const LoaderSettings, settings);
        QFETCH(const QString, where);
        const auto found = checkLoader(settings);
        QVERIFY(!found.has_value());
        QTEST(found.error().code, "code");
        QCOMPARE(QString::fromStdString(found.error().where), where);
        QVERIFY(checkLoader({.dropLast = true, .prefetch = 64, .microseconds = 10'000}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestDataFit)
#include "test_data_fit.moc"
