#include "training/dataset.h"
#include "training/philox.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace downhill::training;

namespace {

NetworkProblem problemOf(DatasetSpec spec, Loss loss = Loss::MeanSquaredError) {
    NetworkProblem problem;
    problem.dataset = std::move(spec);
    problem.loss = loss;
    return problem;
}

SplitDataset<double> made(const DatasetSpec& spec, const Seeds& seeds = {},
                          Loss loss = Loss::MeanSquaredError) {
    auto parts = makeDataset<double>(problemOf(spec, loss), seeds);
    if (!parts)
        throw std::runtime_error("refused: " + parts.error().where);
    return *std::move(parts);
}

std::set<std::pair<double, double>> samplesOf(const Dataset<double>& part) {
    std::set<std::pair<double, double>> samples;
    for (Eigen::Index i = 0; i < part.size(); ++i)
        samples.emplace(part.features(0, i), part.targets(0, i));
    return samples;
}

} // namespace

Q_DECLARE_METATYPE(DatasetSpec)
Q_DECLARE_METATYPE(Error)
Q_DECLARE_METATYPE(Task)
Q_DECLARE_METATYPE(Loss)

class TestDataset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsShape_data() {
        QTest::addColumn<DatasetSpec>("spec");
        QTest::addColumn<int>("features");
        QTest::addColumn<Task>("task");
        QTest::addColumn<int>("classes");
        const auto row = [](const char* name, DatasetKind kind, int features, Task task, int classes) {
            QTest::newRow(name) << DatasetSpec{.kind = kind,
                                               .samples = 300,
                                               .noise = 0.05,
                                               .classes = std::max(2, classes)}
                                << features << task << classes;
        };
        row("circle", DatasetKind::Circle, 2, Task::BinaryClassification, 2);
        row("xor", DatasetKind::Xor, 2, Task::BinaryClassification, 2);
        row("blobs of two", DatasetKind::Blobs, 2, Task::BinaryClassification, 2);
        row("blobs of five", DatasetKind::Blobs, 2, Task::MultiClassification, 5);
        row("spiral of two", DatasetKind::Spiral, 2, Task::BinaryClassification, 2);
        row("spiral of three", DatasetKind::Spiral, 2, Task::MultiClassification, 3);
        row("moons", DatasetKind::Moons, 2, Task::BinaryClassification, 2);
        row("two rings", DatasetKind::Rings, 2, Task::BinaryClassification, 2);
        row("four rings", DatasetKind::Rings, 2, Task::MultiClassification, 4);
        row("checkerboard", DatasetKind::Checkerboard, 2, Task::BinaryClassification, 2);
        row("plane", DatasetKind::PlaneRegression, 2, Task::Regression, 0);
        row("gaussian", DatasetKind::GaussianRegression, 2, Task::Regression, 0);
        row("line", DatasetKind::Line, 1, Task::Regression, 0);
        row("sine", DatasetKind::Sine, 1, Task::Regression, 0);
    }
    void everyKindHasItsShape() {
        QFETCH(const DatasetSpec, spec);
        QFETCH(const int, features);
        QFETCH(const int, classes);
        const auto data = made(spec).train;
        QCOMPARE(data.features.rows(), features);
        QCOMPARE(data.features.cols(), 300);
        QCOMPARE(data.targets.rows(), 1);
        QCOMPARE(data.targets.cols(), 300);
        QCOMPARE(data.featureNames.size(), static_cast<std::size_t>(features));
        QTEST(data.task, "task");
        QCOMPARE(data.classes, classes);
        QVERIFY(data.features.cwiseAbs().maxCoeff() < 2.6);
        QVERIFY(data.features.cwiseAbs().maxCoeff() > 0.9);
        for (int label = 0; label < classes; ++label)
            QCOMPARE((data.targets.array() == label).count(), 300 / classes);
        if (features == 2)
            QVERIFY(std::abs(data.features.mean()) < 0.2);
    }

    void aSeedGivesTheSameDataAndANewOneOther_data() { everyKindHasItsShape_data(); }
    void aSeedGivesTheSameDataAndANewOneOther() {
        QFETCH(const DatasetSpec, spec);
        const auto first = made(spec, {.data = 3});
        QVERIFY(first.train.features ==
                made(spec, {.data = 3, .split = 9, .weights = 9, .shuffle = 9}).train.features);
        QVERIFY(first.train.features != made(spec, {.data = 4}).train.features);
    }

    void floatsAreTheDoublesRounded_data() { everyKindHasItsShape_data(); }
    void floatsAreTheDoublesRounded() {
        QFETCH(DatasetSpec, spec);
        spec.testShare = 0.3;
        const auto wide = made(spec);
        const auto narrow = makeDataset<float>(problemOf(spec), {});
        QVERIFY(narrow.has_value());
        QVERIFY(narrow->train.features == wide.train.features.cast<float>());
        QVERIFY(narrow->train.targets == wide.train.targets.cast<float>());
        QVERIFY(narrow->test.features == wide.test.features.cast<float>());
    }

    void noiseMovesTheSamplesItWasDrawnFor_data() { everyKindHasItsShape_data(); }
    void noiseMovesTheSamplesItWasDrawnFor() {
        QFETCH(DatasetSpec, spec);
        spec.noise = 0;
        const auto clean = made(spec).train;
        spec.noise = 0.2;
        const auto noisy = made(spec).train;
        const bool regression = clean.task == Task::Regression;
        const Eigen::MatrixXd moved =
            regression ? Eigen::MatrixXd(noisy.targets - clean.targets) : noisy.features - clean.features;
        QVERIFY(regression ? noisy.features == clean.features : noisy.targets == clean.targets);
        const double deviation = std::sqrt(moved.squaredNorm() / static_cast<double>(moved.size()));
        QVERIFY2(std::abs(deviation - 0.2) < 0.03, qPrintable(QString::number(deviation)));
    }

    void aSplitKeepsEverySampleOnceAndInOrder_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("test");
        QTest::newRow("none") << 0.0 << 0;
        QTest::newRow("a fifth") << 0.2 << 20;
        QTest::newRow("rounded up") << 0.125 << 13;
        QTest::newRow("nine tenths") << 0.9 << 91;
    }
    void aSplitKeepsEverySampleOnceAndInOrder() {
        QFETCH(const double, share);
        QFETCH(const int, test);
        DatasetSpec spec{.kind = DatasetKind::Line, .samples = 101};
        const auto whole = made(spec).train;
        spec.testShare = share;
        const auto parts = made(spec);
        QCOMPARE(parts.test.size(), test);
        QCOMPARE(parts.train.size() + parts.test.size(), 101);
        Eigen::Index atTrain = 0;
        Eigen::Index atTest = 0;
        for (Eigen::Index i = 0; i < whole.size(); ++i) {
            if (atTrain < parts.train.size() && parts.train.features(0, atTrain) == whole.features(0, i)) {
                QVERIFY(parts.train.targets(0, atTrain++) == whole.targets(0, i));
            } else {
                QVERIFY(parts.test.features(0, atTest) == whole.features(0, i));
                QVERIFY(parts.test.targets(0, atTest++) == whole.targets(0, i));
            }
        }
    }

    void theSplitHasASeedOfItsOwn() {
        const DatasetSpec spec{.kind = DatasetKind::Line, .samples = 200, .testShare = 0.5};
        const auto first = made(spec, {.data = 1, .split = 1});
        const auto again = made(spec, {.data = 1, .split = 1, .weights = 5, .shuffle = 6});
        const auto other = made(spec, {.data = 1, .split = 2});
        QVERIFY(first.test.features == again.test.features);
        QVERIFY(first.test.features != other.test.features);
        auto samples = samplesOf(first.train);
        samples.merge(samplesOf(first.test));
        auto others = samplesOf(other.train);
        others.merge(samplesOf(other.test));
        QVERIFY(samples == others);
        // Half of what one seed holds back is held back by another by chance.
        auto common = samplesOf(first.test);
        common.merge(samplesOf(other.test));
        QVERIFY(common.size() > 130 && common.size() < 170);
    }

    void theLossDecidesWhatPointsMean_data() {
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<Task>("task");
        QTest::addColumn<int>("classes");
        QTest::newRow("mse") << Loss::MeanSquaredError << Task::Regression << 0;
        QTest::newRow("half mse") << Loss::HalfMeanSquaredError << Task::Regression << 0;
        QTest::newRow("binary") << Loss::BinaryCrossEntropy << Task::BinaryClassification << 2;
        QTest::newRow("softmax") << Loss::CrossEntropy << Task::BinaryClassification << 2;
        QTest::newRow("hinge") << Loss::Hinge << Task::BinaryClassification << 2;
        QTest::newRow("mae") << Loss::MeanAbsoluteError << Task::Regression << 0;
    }
    void theLossDecidesWhatPointsMean() {
        QFETCH(const Loss, loss);
        QFETCH(const int, classes);
        const DatasetSpec spec{.kind = DatasetKind::Points, .points = {{0.5, 1, 0}, {-2, 3, 1}, {4, 5, 1}}};
        const auto data = made(spec, {}, loss).train;
        QTEST(data.task, "task");
        QCOMPARE(data.classes, classes);
        QVERIFY(data.features == (Eigen::MatrixXd(2, 3) << 0.5, -2, 4, 1, 3, 5).finished());
        QVERIFY(data.targets == (Eigen::MatrixXd(1, 3) << 0, 1, 1).finished());
        QVERIFY((data.featureNames == std::vector<std::string>{"x1", "x2"}));
    }

    void aFileIsReadByItsTargetsName() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("data.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,label,b\n1,0,10\n2,2,20\n3,1,30\n");
        file.close();
        const DatasetSpec spec{
            .kind = DatasetKind::Csv, .csvFile = file.fileName().toStdString(), .target = "label"};
        const auto data = made(spec, {}, Loss::CrossEntropy).train;
        QCOMPARE(data.classes, 3);
        QCOMPARE(data.task, Task::MultiClassification);
        QVERIFY((data.featureNames == std::vector<std::string>{"a", "b"}));
        QVERIFY(data.features == (Eigen::MatrixXd(2, 3) << 1, 2, 3, 10, 20, 30).finished());
        QVERIFY(data.targets == (Eigen::MatrixXd(1, 3) << 0, 2, 1).finished());
        QCOMPARE(made(spec).train.task, Task::Regression);

        auto wrong = spec;
        wrong.target = "nothing";
        const auto refused = makeDataset<double>(problemOf(wrong), {});
        QVERIFY(!refused && refused.error().code == ErrorCode::CsvNoSuchColumn);
        QCOMPARE(refused.error().detail, std::string("nothing"));
        const auto tooMany = makeDataset<double>(problemOf(spec, Loss::BinaryCrossEntropy), {});
        QVERIFY(!tooMany && tooMany.error().code == ErrorCode::LabelNotAClass);
        QCOMPARE(tooMany.error().value, 2.0);
        QCOMPARE(tooMany.error().limit, 1.0);
    }

    void aTargetAloneIsNoDataset() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("data.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("label\n1\n2\n");
        file.close();
        const auto refused = makeDataset<double>(
            problemOf(
                {.kind = DatasetKind::Csv, .csvFile = file.fileName().toStdString(), .target = "label"}),
            {});
        QVERIFY(!refused && refused.error().code == ErrorCode::CsvNoFeatures);
    }

    void whatCannotBeDrawnIsRefused_data() {
        QTest::addColumn<DatasetSpec>("spec");
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<Error>("error");
        const auto row = [](const char* name, DatasetSpec spec, Error error,
                            Loss loss = Loss::MeanSquaredError) {
            QTest::newRow(name) << spec << loss << error;
        };
        const auto range = [](const char* where, double value, double least, double limit) {
            return Error{.code = ErrorCode::OutOfRange,
                         .where = where,
                         .value = value,
                         .least = least,
                         .limit = limit};
        };
        const double nan = std::nan("");
        row("no samples", {.samples = 0}, range("dataset.samples", 0, 1, 200'000));
        row("too many samples", {.samples = 200'001}, range("dataset.samples", 200'001, 1, 200'000));
        row("negative noise", {.noise = -1}, range("dataset.noise", -1, 0, 1e6));
        row("noise is no number", {.noise = nan}, {.code = ErrorCode::NotFinite, .where = "dataset.noise"});
        row("all for the test", {.testShare = 1}, range("dataset.test_share", 1, 0, 0.9));
        row("one class", {.kind = DatasetKind::Blobs, .classes = 1}, range("dataset.classes", 1, 2, 1000));
        row("a range that falls", {.kind = DatasetKind::Line, .range = {1, -1}},
            range("dataset.range", -1, std::nextafter(1.0, 2.0), 1e6));
        row("too quick a sine", {.kind = DatasetKind::Sine, .frequency = 1e6, .range = {-2, 2}},
            range("dataset.frequency", 1e6, -5e5, 5e5));
        row("nothing left to train", {.samples = 1, .testShare = 0.9},
            {.code = ErrorCode::EmptyData, .where = "dataset"});
        row("one sample, one class", {.samples = 1}, {.code = ErrorCode::OneClassOnly, .where = "dataset"});
        row("no points", {.kind = DatasetKind::Points},
            {.code = ErrorCode::EmptyData, .where = "dataset.points"});
        row("a point without features", {.kind = DatasetKind::Points, .points = {{1}}},
            range("dataset.points[0]", 1, 2, 4097));
        row("ragged points", {.kind = DatasetKind::Points, .points = {{1, 2}, {1, 2, 3}}},
            {.code = ErrorCode::ShapeMismatch, .where = "dataset.points[1]", .value = 3, .limit = 2});
        row("a point that is infinite", {.kind = DatasetKind::Points, .points = {{1, INFINITY}}},
            {.code = ErrorCode::NotFinite, .where = "dataset.points[0]"});
        row("half a class", {.kind = DatasetKind::Points, .points = {{1, 0}, {1, 0.5}}},
            {.code = ErrorCode::LabelNotAClass, .where = "dataset.points", .value = 0.5, .limit = 999},
            Loss::CrossEntropy);
        row("a negative class", {.kind = DatasetKind::Points, .points = {{1, 0}, {1, -1}}},
            {.code = ErrorCode::LabelNotAClass, .where = "dataset.points", .value = -1, .limit = 1},
            Loss::BinaryCrossEntropy);
        row("only ones", {.kind = DatasetKind::Points, .points = {{1, 1}, {2, 1}}},
            {.code = ErrorCode::OneClassOnly, .where = "dataset"}, Loss::BinaryCrossEntropy);
        row("no file", {.kind = DatasetKind::Csv, .csvFile = "/nowhere/at/all.csv"},
            {.code = ErrorCode::FileNotFound, .where = "/nowhere/at/all.csv"});
    }
    void whatCannotBeDrawnIsRefused() {
        QFETCH(const DatasetSpec, spec);
        QFETCH(const Loss, loss);
        QFETCH(const Error, error);
        const auto refused = makeDataset<float>(problemOf(spec, loss), {});
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().where, error.where);
        QVERIFY(refused.error() == error);
    }

    void whatAFloatCannotHoldIsRefused() {
        const DatasetSpec spec{.kind = DatasetKind::Points, .points = {{1e300, 0}, {0, 1}}};
        QVERIFY(makeDataset<double>(problemOf(spec), {}).has_value());
        const auto refused = makeDataset<float>(problemOf(spec), {});
        QVERIFY(!refused && refused.error().code == ErrorCode::NotFinite);
    }
};

QTEST_APPLESS_MAIN(TestDataset)
#include "test_dataset.moc"
