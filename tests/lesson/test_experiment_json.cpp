#include "lesson/experiment_json.h"
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
    void keepsWhatALessonDoesNotSay();
    void namesACsvRelativeToItsFolder();
    void givesDefaultsToWhatIsLeftOut();
    void writesTheSameWhateverTheLocale();
    void refusesATextBeyondTheLimit();
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
    block.experiment.seeds = {std::uint64_t(1) << 53, 0, 1, 2};
    block.experiment.goal = training::Goal{training::Metric::TrainLoss, true, 1e-7, 1, 4};
    block.views = {
        {.kind = ViewKind::LossCurves, .title = QStringLiteral("a/b <c> \u2028"), .logarithmic = true}};
    const auto again = readExperimentText(writeExperiment(block), QString());
    QVERIFY2(again.value, qPrintable(toText(again.diagnostics)));
    QVERIFY(*again.value == block);
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

QTEST_APPLESS_MAIN(TestExperimentJson)
#include "test_experiment_json.moc"
