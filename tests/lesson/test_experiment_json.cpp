#include "drawn_experiments.h"
#include "lesson/experiment_json.h"
#include "lesson/experiment_words.h"
#include "lesson/optimizer_keys.h"
#include "marked_text.h"

#include <QDirIterator>
#include <QTest>

#include <clocale>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;

class TestExperimentJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void readsBackWhateverIsDrawn_data();
    void readsBackWhateverIsDrawn();
    void readsBackWhatViewsBeginWith_data();
    void readsBackWhatViewsBeginWith();
    void writesOnlyWhatIsUsed();
    void takesDefaultsFromTheKindOfOptimizer_data();
    void takesDefaultsFromTheKindOfOptimizer();
    void takesDefaultsFromTheKindOfSurface();
    void readsTheActsInTheirOrder();
    void namesAFolderOfImagesRelativeToItsFolder();
    void keepsWhatALessonDoesNotSay();
    void readsWhatHistogramsBeginWith();
    void namesACsvRelativeToItsFolder();
    void givesDefaultsToWhatIsLeftOut();
    void writesTheSameWhateverTheLocale();
    void refusesATextBeyondTheLimit();
    void theGuideNamesEveryWord();
};

void TestExperimentJson::readsWhatItWrote_data() {
    QTest::addColumn<ExperimentBlock>("block");
    QTest::addColumn<QString>("folder");
    QDirIterator files(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/experiments"), {QStringLiteral("*.json")});
    while (files.hasNext()) {
        const auto reading = readExperiment(files.next());
        if (!reading.value)
            qFatal("%s: %s", qPrintable(files.fileName()), qPrintable(toText(reading.diagnostics)));
        QTest::newRow(qPrintable(files.fileName())) << *reading.value << files.fileInfo().absolutePath();
    }
    for (const QString& root : {QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"),
                                QStringLiteral(DOWNHILL_TEST_DATA "/lessons/good")}) {
        QDirIterator folders(root, QDir::Dirs | QDir::NoDotAndDotDot);
        while (folders.hasNext()) {
            const auto reading = readLesson(folders.next());
            if (!reading.value)
                qFatal("%s: %s", qPrintable(folders.fileName()), qPrintable(toText(reading.diagnostics)));
            for (const Step& step : reading.value->steps) {
                if (step.experiment)
                    QTest::newRow(qPrintable(folders.fileName() + u'/' + step.id))
                        << *step.experiment << folders.filePath();
            }
        }
    }
}

void TestExperimentJson::readsWhatItWrote() {
    QFETCH(ExperimentBlock, block);
    QFETCH(QString, folder);
    const QByteArray text = writeExperiment(block, folder);
    const auto again = readExperimentText(text, folder);
    QVERIFY2(again.value, qPrintable(toText(again.diagnostics) + QString::fromUtf8(text)));
    QVERIFY2(*again.value == block, text.constData());
    QCOMPARE(writeExperiment(*again.value, folder), text);
}

namespace {

constexpr const char* kImageFiles[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz",
                                       "t10k-images.idx3-ubyte.gz", "t10k-labels.idx1-ubyte"};

/// A folder with the files of MNIST, which nobody opens.
void writeImageFiles(const Folder& folder, const QString& name) {
    for (const char* file : kImageFiles)
        folder.write(name + u'/' + QString::fromLatin1(file), "x");
}

/// An experiment of one run on a surface.
QByteArray withRun(const QByteArray& run, const QByteArray& surface = R"("kind": "bowl", "start": [1, 1])") {
    return R"({"surface": {)" + surface + R"(}, "runs": [{"id": "a", )" + run + "}]}";
}

} // namespace

void TestExperimentJson::readsBackWhateverIsDrawn_data() {
    QTest::addColumn<int>("dataset");
    QTest::addColumn<int>("surface");
    for (const auto& kind : words::kDatasets)
        QTest::newRow(qPrintable(kind.text.toString())) << static_cast<int>(kind.value) << -1;
    for (const auto& kind : words::kSurfaces)
        QTest::newRow(qPrintable(kind.text.toString())) << -1 << static_cast<int>(kind.value);
}

void TestExperimentJson::readsBackWhateverIsDrawn() {
    QFETCH(int, dataset);
    QFETCH(int, surface);
    const Folder folder;
    writeImageFiles(folder, QStringLiteral("images"));
    const QString images = QFileInfo(folder.path(QStringLiteral("images"))).canonicalFilePath();
    ExperimentDraw draw(std::uint32_t(100 * dataset + surface));
    for (int round = 0; round < 25; ++round) {
        const ExperimentBlock block = surface >= 0
                                          ? draw.ofSurface(static_cast<training::SurfaceKind>(surface))
                                      : dataset == static_cast<int>(training::DatasetKind::Idx)
                                          ? draw.ofFolder(images.toStdString(), 10)
                                          : draw.ofDataset(static_cast<training::DatasetKind>(dataset));
        const QByteArray text = writeExperiment(block, folder.path());
        const auto again = readExperimentText(text, folder.path());
        QVERIFY2(again.value, qPrintable(toText(again.diagnostics) + QString::fromUtf8(text)));
        QVERIFY2(*again.value == block, text.constData());
        QCOMPARE(writeExperiment(*again.value, folder.path()), text);
    }
}

void TestExperimentJson::readsBackWhatViewsBeginWith_data() {
    QTest::addColumn<QByteArray>("problem");
    QTest::addColumn<QByteArray>("written"); // of the view
    QTest::addColumn<View>("view");
    const QByteArray parabola = R"("surface": {"kind": "parabola", "start": 1})";
    const QByteArray bowl = R"("surface": {"kind": "bowl", "start": [1, 1]})";
    const QByteArray line = R"("dataset": {"kind": "line", "samples": 20},
        "network": {"layers": [{"units": 1}]}, "loss": "mse")";
    using enum ViewKind;
    QTest::newRow("magnifier, open") << parabola << QByteArray(R"("kind": "slope", "magnifier": true)")
                                     << View{.kind = Slope, .magnified = true};
    QTest::newRow("magnifier, closed")
        << parabola << QByteArray(R"("kind": "slope", "magnifier": false)") << View{.kind = Slope};
    QTest::newRow("magnifier, left out")
        << parabola << QByteArray(R"("kind": "slope")") << View{.kind = Slope};
    QTest::newRow("directions") << bowl << QByteArray(R"("kind": "landscape", "directions": "path")")
                                << View{.kind = Landscape, .alongPath = true};
    QTest::newRow("squares") << line << QByteArray(R"("kind": "regression-fit", "squares": true)")
                             << View{.kind = RegressionFit, .squares = true};
    QTest::newRow("scale") << bowl << QByteArray(R"("kind": "loss-curves", "scale": "log", "title": "Down")")
                           << View{.kind = LossCurves, .title = QStringLiteral("Down"), .logarithmic = true};
}

void TestExperimentJson::readsBackWhatViewsBeginWith() {
    QFETCH(QByteArray, problem);
    QFETCH(QByteArray, written);
    QFETCH(View, view);
    const QByteArray run = R"({"id": "a", "optimizer": {"kind": "sgd", "learning_rate": 0.1}})";
    const auto reading = readExperimentText(
        "{" + problem + ", \"runs\": [" + run + "], \"views\": [{" + written + "}]}", QString());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    QVERIFY(reading.value->views == std::vector{view});
    const auto again = readExperimentText(writeExperiment(*reading.value), QString());
    QVERIFY2(again.value, qPrintable(toText(again.diagnostics)));
    QVERIFY(again.value->views == std::vector{view});
}

void TestExperimentJson::writesOnlyWhatIsUsed() {
    const auto reading =
        readExperiment(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/experiments/circle.json"));
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    const QByteArray text = writeExperiment(*reading.value);
    for (const char* key : {"batch_norm", "dropout", "features", "standardise", "momentum", "weight_decay",
                            "schedule", "drop_last", "prefetch", "loop", "huber_delta", "seeds"})
        QVERIFY2(!text.contains(key), key);
}

void TestExperimentJson::takesDefaultsFromTheKindOfOptimizer_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("kind");
    for (const auto& kind : words::kOptimizers) {
        const QString word = kind.text.toString();
        QTest::newRow(qPrintable(word)) << word << static_cast<int>(kind.value);
    }
}

void TestExperimentJson::takesDefaultsFromTheKindOfOptimizer() {
    QFETCH(QString, word);
    QFETCH(int, kind);
    const auto reading = readExperimentText(
        withRun(R"("optimizer": {"kind": ")" + word.toUtf8() + R"(", "learning_rate": 0.25})"), QString());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    auto expected = training::defaultSettings(static_cast<training::OptimizerSettings::Kind>(kind));
    expected.learningRate = 0.25;
    QVERIFY(reading.value->experiment.runs.front().optimizer == expected);
}

void TestExperimentJson::takesDefaultsFromTheKindOfSurface() {
    const QByteArray run = R"("optimizer": {"kind": "sgd", "learning_rate": 0.1})";
    for (const auto& kind : words::kSurfaces) {
        QByteArray surface = "\"kind\": \"" + kind.text.toUtf8() + '"';
        if (kind.value == training::SurfaceKind::Formula)
            surface += R"(, "formula": "x^2 + 10*y^2")";
        const auto reading = readExperimentText(withRun(run, surface), QString());
        QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
        QVERIFY2(reading.value->experiment.problem == training::Problem(training::defaultSurface(kind.value)),
                 surface.constData());
    }
}

void TestExperimentJson::readsTheActsInTheirOrder() {
    using training::Act;
    const auto reading = readExperimentText(withRun(R"("optimizer": {"kind": "sgd", "learning_rate": 0.1},
                   "loop": ["forward", "loss", "backward", "step", "zero-grad", "step"])"),
                                            QString());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    const std::vector<Act> expected{Act::Forward, Act::Loss,     Act::Backward,
                                    Act::Step,    Act::ZeroGrad, Act::Step};
    QVERIFY(reading.value->experiment.runs.front().loop == expected);
}

void TestExperimentJson::namesAFolderOfImagesRelativeToItsFolder() {
    const Folder folder;
    writeImageFiles(folder, QStringLiteral("data/mnist"));
    const auto problemIn = [](const QByteArray& name) -> QByteArray {
        return R"({"dataset": {"kind": "idx", "folder": ")" + name +
               R"("}, "network": {"layers": [{"units": 10}]}, "loss": "cross-entropy",
                   "runs": [{"id": "a", "optimizer": {"kind": "adam", "learning_rate": 0.001}}]})";
    };
    const auto reading = readExperimentText(problemIn("data/mnist"), folder.path());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    const auto& dataset = std::get<training::NetworkProblem>(reading.value->experiment.problem).dataset;
    const QString canonical = QFileInfo(folder.path(QStringLiteral("data/mnist"))).canonicalFilePath();
    QCOMPARE(QString::fromStdString(dataset.idxFolder), canonical);
    QCOMPARE(dataset.samples, training::limits::kSamples);
    QVERIFY(writeExperiment(*reading.value, folder.path()).contains("\"folder\": \"data/mnist\""));

    // The experiment may as well stand beside the files.
    const auto beside = readExperimentText(problemIn("."), canonical);
    QVERIFY2(beside.value, qPrintable(toText(beside.diagnostics)));
    QVERIFY(*beside.value == *reading.value);
    QVERIFY(*readExperimentText(writeExperiment(*beside.value, canonical), canonical).value == *beside.value);
}

void TestExperimentJson::keepsWhatALessonDoesNotSay() {
    // A student's own settings, drawn to be awkward to write.
    ExperimentBlock block;
    training::SurfaceProblem surface;
    surface.kind = training::SurfaceKind::Ravine;
    surface.condition = 1.0 + 1.0 / 3.0;
    surface.start = {1e-300, -0.0};
    surface.window = {-1.1, 2.0 / 3.0};
    block.experiment.problem = surface;
    block.experiment.runs = {
        {.id = "a", .name = "\"quoted\" \\ \t é 😀", .optimizer = {.learningRate = 0.1 + 0.2}}};
    block.experiment.seeds = {std::uint64_t(1) << 53, 0, 1, 2, 3, 4};
    block.experiment.goal = training::Goal{training::Metric::TrainLoss, true, 1e-7, 1, 4};
    block.views = {
        {.kind = ViewKind::LossCurves, .title = QStringLiteral("a/b <c> \u2028"), .logarithmic = true},
        {.kind = ViewKind::Landscape, .title = {}, .alongPath = true}};
    const auto again = readExperimentText(writeExperiment(block), QString());
    QVERIFY2(again.value, qPrintable(toText(again.diagnostics)));
    QVERIFY(*again.value == block);
}

void TestExperimentJson::readsWhatHistogramsBeginWith() {
    const auto withView = [](const QByteArray& rest) {
        return readExperimentText(R"({"dataset": {"kind": "line"}, "network": {"layers": [{"units": 1}]},
            "loss": "mse", "runs": [{"id": "a", "optimizer": {"kind": "sgd", "learning_rate": 0.1}}],
            "views": [{"kind": "histograms")" +
                                      rest + "}]}",
                                  QString());
    };
    QCOMPARE(withView("").value->views.front().quantity, Quantity::Weights);
    for (const Word<Quantity>& each : words::kQuantities) {
        const auto reading = withView(", \"quantity\": \"" + each.text.toUtf8() + '"');
        QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
        QCOMPARE(reading.value->views.front().quantity, each.value);
        QVERIFY(*readExperimentText(writeExperiment(*reading.value), QString()).value == *reading.value);
    }
    QCOMPARE(toText(withView(", \"quantity\": \"slopes\"").diagnostics).section(u' ', 0, 0),
             QStringLiteral("unknown-word"));
}

void TestExperimentJson::namesACsvRelativeToItsFolder() {
    const QString folder = QStringLiteral(DOWNHILL_TEST_DATA "/lessons/experiments");
    const auto reading = readExperiment(folder + QStringLiteral("/csv.json"));
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    const auto& dataset = std::get<training::NetworkProblem>(reading.value->experiment.problem).dataset;
    QCOMPARE(QString::fromStdString(dataset.csvFile),
             QFileInfo(folder + QStringLiteral("/data/flowers.csv")).canonicalFilePath());
    QCOMPARE(QString::fromStdString(dataset.target), QStringLiteral("kind"));
    QVERIFY(writeExperiment(*reading.value, folder).contains("\"csv\": \"data/flowers.csv\""));
}

void TestExperimentJson::givesDefaultsToWhatIsLeftOut() {
    const auto reading =
        readExperiment(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/experiments/circle.json"));
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    ExperimentBlock expected;
    training::NetworkProblem problem;
    problem.network.layers = {{4, training::Activation::Relu}, {4, training::Activation::Sigmoid}, {1}};
    problem.loss = training::Loss::BinaryCrossEntropy;
    expected.experiment.problem = problem;
    expected.experiment.runs = {{.id = "sgd", .name = "sgd", .optimizer = {.learningRate = 0.1}}};
    expected.views = {View{}};
    QVERIFY(*reading.value == expected);
}

void TestExperimentJson::writesTheSameWhateverTheLocale() {
    const auto reading = readExperiment(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/experiments/blobs.json"));
    const QByteArray text = writeExperiment(*reading.value);
    const std::string before = std::setlocale(LC_ALL, nullptr);
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
        std::setlocale(LC_ALL, name); // where it is not installed, nothing changes
        QCOMPARE(writeExperiment(*reading.value), text);
        QVERIFY(*readExperimentText(text, QString()).value == *reading.value);
    }
    std::setlocale(LC_ALL, before.c_str());
    QVERIFY(text.contains("0.30000000000000004"));
}

void TestExperimentJson::refusesATextBeyondTheLimit() {
    const auto reading =
        readExperimentText(QByteArray((1 << 20) + 1, ' '), QString(), QStringLiteral("run 7"));
    QCOMPARE(toText(reading.diagnostics), QStringLiteral("file-too-large 0:0  (1048576)"));
    QCOMPARE(reading.diagnostics.front().file, QStringLiteral("run 7"));
}

void TestExperimentJson::theGuideNamesEveryWord() {
    QFile file(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons/reference.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString guide = QString::fromUtf8(file.readAll());
    const auto names = [&](QStringView word) {
        return guide.contains(QStringLiteral("`%1`").arg(word.toString()));
    };
    const auto check = [&](const auto& table) {
        for (const auto& word : table)
            QVERIFY2(names(word.text), qPrintable(word.text.toString()));
    };
    check(words::kDatasets);
    check(words::kFeatures);
    check(words::kActivations);
    check(words::kInitialisations);
    check(words::kLosses);
    check(words::kSurfaces);
    check(words::kOptimizers);
    check(words::kSchedules);
    check(words::kActs);
    check(words::kMetrics);
    check(words::kKnobs);
    check(words::kViews);
    check(words::kScales);
    for (const auto& number : kOptimizerNumbers)
        QVERIFY2(names(number.key), qPrintable(number.key.toString()));
    for (const auto& each : kOptimizerSwitches)
        QVERIFY2(names(each.key), qPrintable(each.key.toString()));
}

QTEST_APPLESS_MAIN(TestExperimentJson)
#include "test_experiment_json.moc"
