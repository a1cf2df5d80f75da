#include "command_line_run.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

namespace {

constexpr const char* kCircle = R"({
  "dataset": { "kind": "circle", "samples": 500, "test_share": 0.2 },
  "network": { "layers": [ { "units": 8, "activation": "tanh" }, { "units": 8, "activation": "tanh" }, { "units": 1 } ] },
  "loss": "binary-cross-entropy",
  "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.3 }, "batch_size": 10 },
            { "id": "other", "optimizer": { "kind": "sgd", "learning_rate": 0.01 }, "batch_size": 10 } ],
  "seed": 7,
  "steps": 5000
})";

constexpr const char* kLine = R"({
  "dataset": { "kind": "line", "samples": 40, "slope": 2, "intercept": 1, "noise": 0.05 },
  "network": { "layers": [ { "units": 3, "activation": "tanh" }, { "units": 1 } ] },
  "loss": "mse",
  "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.1 }, "batch_size": 8 } ],
  "steps": 200
})";

constexpr const char* kCsv = R"({
  "dataset": { "csv": "points.csv", "target": "y" },
  "network": { "layers": [ { "units": 1 } ] },
  "loss": "mse",
  "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.1 } } ],
  "steps": 50
})";

QByteArray surface(const char* body, const char* rate, int steps) {
    return QByteArrayLiteral(R"({ "surface": )") + body +
           R"(, "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": )" + rate +
           R"( } } ], "steps": )" + QByteArray::number(steps) + " }";
}

QJsonObject outcomeOf(const CommandLineRun& run) {
    return QJsonDocument::fromJson(run.output).object();
}

} // namespace

class TestCliTrain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theOutcomeIsOneJsonObject();
    void aCircleIsLearnt();
    void aGoalEndsTheRun();
    void surfacesEndForTheirReasons_data();
    void surfacesEndForTheirReasons();
    void regressionHasNoAccuracy();
    void csvHasARowAStep();
    void theSameSeedWritesTheSameBytes();
    void aDivergedLossIsNan();
    void parametersMakeTheRoundTrip();
    void trainingGoesOnFromParameters();
    void parametersThatDoNotFitAreRefused_data();
    void parametersThatDoNotFitAreRefused();
    void aSurfaceTakesNoParameters();
    void badExperimentsAreRefused_data();
    void badExperimentsAreRefused();
    void badCsvDataAreRefused_data();
    void badCsvDataAreRefused();
    void outputsThatCannotBeWrittenAreRefusedBeforeTraining_data();
    void outputsThatCannotBeWrittenAreRefusedBeforeTraining();
    void aFailureLeavesOlderFilesAsTheyWere();
    void standardOutputThatIsFullFails();

private:
    QString path(const QString& name) const { return folder_->filePath(name); }
    QString experiment(const QByteArray& json) const {
        return writeFile(path(QStringLiteral("experiment.json")), json)
                   ? path(QStringLiteral("experiment.json"))
                   : QString();
    }
    QStringList filesLeft() const {
        return QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    CommandLineRun train(const QByteArray& json, const QStringList& options = {}) const {
        return runCommandLine(QStringList{QStringLiteral("train"), experiment(json)} + options);
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestCliTrain::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestCliTrain::theOutcomeIsOneJsonObject() {
    const CommandLineRun run = train(kCircle, {QStringLiteral("--steps"), QStringLiteral("25")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.output.count('\n'), 1);
    const QJsonObject outcome = outcomeOf(run);
    QStringList keys = outcome.keys();
    const QStringList expected{QStringLiteral("backend"),        QStringLiteral("reason"),
                               QStringLiteral("steps"),          QStringLiteral("steps_per_second"),
                               QStringLiteral("test_accuracy"),  QStringLiteral("test_loss"),
                               QStringLiteral("train_accuracy"), QStringLiteral("train_loss")};
    QCOMPARE(keys, expected);
    QCOMPARE(outcome[QStringLiteral("reason")].toString(), QStringLiteral("finished"));
    QCOMPARE(outcome[QStringLiteral("steps")].toInt(), 25);
    QCOMPARE(outcome[QStringLiteral("backend")].toString(), QStringLiteral("cpu"));
    QVERIFY(outcome[QStringLiteral("steps_per_second")].toDouble() > 0);
}

void TestCliTrain::aCircleIsLearnt() {
    const CommandLineRun run = train(kCircle);
    QCOMPARE(run.status, 0);
    const QJsonObject outcome = outcomeOf(run);
    QCOMPARE(outcome[QStringLiteral("steps")].toInt(), 5000);
    QVERIFY2(outcome[QStringLiteral("test_accuracy")].toDouble() >= 0.98, run.output);
    QVERIFY2(outcome[QStringLiteral("train_accuracy")].toDouble() >= 0.98, run.output);
}

void TestCliTrain::aGoalEndsTheRun() {
    QByteArray json(kCircle);
    json.replace(R"("steps": 5000)",
                 R"("steps": 5000, "goal": { "metric": "test_accuracy", "at_least": 0.98, "every": 50 })");
    const CommandLineRun run = train(json);
    QCOMPARE(run.status, 0);
    const QJsonObject outcome = outcomeOf(run);
    QCOMPARE(outcome[QStringLiteral("reason")].toString(), QStringLiteral("goal-reached"));
    QCOMPARE(outcome[QStringLiteral("steps")].toInt() % 50, 0);
    QVERIFY(outcome[QStringLiteral("steps")].toInt() < 5000);
    QVERIFY(outcome[QStringLiteral("test_accuracy")].toDouble() >= 0.98);
}

void TestCliTrain::surfacesEndForTheirReasons_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("finite");
    constexpr const char* parabola = R"({ "kind": "parabola", "curvature": 2, "start": 1 })";
    constexpr const char* saddle = R"({ "kind": "saddle", "start": [1, 0.01], "window": [-3, 3] })";
    QTest::newRow("finished") << surface(parabola, "0.1", 100) << QStringLiteral("finished") << true;
    QTest::newRow("diverged") << surface(parabola, "1.1", 1000) << QStringLiteral("diverged") << false;
    QTest::newRow("left the window") << surface(saddle, "0.1", 1000) << QStringLiteral("left-window") << true;
}

void TestCliTrain::surfacesEndForTheirReasons() {
    QFETCH(QByteArray, json);
    QFETCH(QString, reason);
    QFETCH(bool, finite);
    const CommandLineRun run = train(json);
    QVERIFY2(run.status == 0, run.errors);
    const QJsonObject outcome = outcomeOf(run);
    QCOMPARE(outcome[QStringLiteral("reason")].toString(), reason);
    QCOMPARE(outcome[QStringLiteral("train_loss")].isDouble(), finite);
    QCOMPARE(outcome[QStringLiteral("train_loss")].isNull(), !finite);
    QVERIFY(outcome[QStringLiteral("test_loss")].isNull());
    QVERIFY(!outcome.contains(QStringLiteral("train_accuracy")));
}

void TestCliTrain::regressionHasNoAccuracy() {
    const CommandLineRun run = train(kLine);
    QVERIFY2(run.status == 0, run.errors);
    const QJsonObject outcome = outcomeOf(run);
    QVERIFY(outcome[QStringLiteral("train_loss")].toDouble() < 0.5);
    QVERIFY(outcome[QStringLiteral("test_loss")].isNull());
    QVERIFY(!outcome.contains(QStringLiteral("test_accuracy")));
}

void TestCliTrain::csvHasARowAStep() {
    const QString csv = path(QStringLiteral("loss.csv"));
    const CommandLineRun run = train(kLine, {QStringLiteral("--csv"), csv});
    QVERIFY2(run.status == 0, run.errors);
    const QByteArray written = readFile(csv);
    QVERIFY(written.endsWith('\n'));
    const QList<QByteArray> lines = written.chopped(1).split('\n');
    QCOMPARE(lines.size(), 201);
    QCOMPARE(lines[0], QByteArray("step,loss"));
    for (int step = 1; step <= 200; ++step) {
        const QList<QByteArray> fields = lines[step].split(',');
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0].toInt(), step);
        bool isNumber = false;
        QVERIFY(std::isfinite(fields[1].toDouble(&isNumber)) && isNumber);
    }
    QVERIFY(lines[200].split(',')[1].toDouble() < lines[1].split(',')[1].toDouble());
    const QStringList expected{QStringLiteral("experiment.json"), QStringLiteral("loss.csv")};
    QCOMPARE(filesLeft(), expected);
}

void TestCliTrain::theSameSeedWritesTheSameBytes() {
    const auto csvOf = [&](const QString& seed) {
        const QString csv = path(QStringLiteral("seed-%1.csv").arg(seed));
        const CommandLineRun run =
            train(kCircle, {QStringLiteral("--steps"), QStringLiteral("500"), QStringLiteral("--seed"), seed,
                            QStringLiteral("--csv"), csv});
        return run.status == 0 ? readFile(csv) : QByteArray();
    };
    const QByteArray first = csvOf(QStringLiteral("11"));
    QVERIFY(first.size() > 1000);
    QVERIFY(csvOf(QStringLiteral("11")) == first);
    QVERIFY(csvOf(QStringLiteral("12")) != first);
    QVERIFY(csvOf(QStringLiteral("7")) != first);

    // The seed of the file is what --seed replaces.
    const QString csv = path(QStringLiteral("own.csv"));
    train(kCircle, {QStringLiteral("--steps"), QStringLiteral("500"), QStringLiteral("--csv"), csv});
    QVERIFY(readFile(csv) == csvOf(QStringLiteral("7")));
}

void TestCliTrain::aDivergedLossIsNan() {
    const QString csv = path(QStringLiteral("loss.csv"));
    const CommandLineRun run =
        train(surface(R"({ "kind": "parabola", "curvature": 2, "start": 1 })", "1.1", 1000),
              {QStringLiteral("--csv"), csv});
    QVERIFY2(run.status == 0, run.errors);
    const QByteArray written = readFile(csv);
    QVERIFY2(written.endsWith(",nan\n"), written.right(100));
    QCOMPARE(written.count("nan"), 1);
    const int steps = outcomeOf(run)[QStringLiteral("steps")].toInt();
    QCOMPARE(written.count('\n'), steps + 2);
}

void TestCliTrain::parametersMakeTheRoundTrip() {
    const QString first = path(QStringLiteral("first.json"));
    const QString again = path(QStringLiteral("again.json"));
    QCOMPARE(train(kLine, {QStringLiteral("--final-parameters"), first}).status, 0);
    const QJsonArray layers = QJsonDocument::fromJson(readFile(first)).array();
    QCOMPARE(layers.size(), 2);
    QCOMPARE(layers[0][QStringLiteral("weights")].toArray().size(), 3);
    QCOMPARE(layers[0][QStringLiteral("weights")][0].toArray().size(), 1);
    QCOMPARE(layers[0][QStringLiteral("bias")].toArray().size(), 3);
    QCOMPARE(layers[1][QStringLiteral("weights")][0].toArray().size(), 3);

    // With a learning rate of zero what goes in comes out.
    QByteArray still(kLine);
    still.replace(R"("learning_rate": 0.1)", R"("learning_rate": 0)");
    const CommandLineRun run = train(
        still, {QStringLiteral("--initial-parameters"), first, QStringLiteral("--final-parameters"), again});
    QVERIFY2(run.status == 0, run.errors);
    QVERIFY(!readFile(again).isEmpty());
    QCOMPARE(readFile(again), readFile(first));
}

void TestCliTrain::trainingGoesOnFromParameters() {
    // Over the whole training set every step is alike, so 60 steps are 20 and then 40 more.
    QByteArray json(kLine);
    json.replace(R"("batch_size": 8)", R"("batch_size": 0)");
    const QString whole = path(QStringLiteral("whole.json"));
    const QString half = path(QStringLiteral("half.json"));
    const QString both = path(QStringLiteral("both.json"));
    const QString stepsOption = QStringLiteral("--steps");
    const QString out = QStringLiteral("--final-parameters");
    QCOMPARE(train(json, {stepsOption, QStringLiteral("60"), out, whole}).status, 0);
    QCOMPARE(train(json, {stepsOption, QStringLiteral("20"), out, half}).status, 0);
    QCOMPARE(train(json, {stepsOption, QStringLiteral("40"), out, both,
                          QStringLiteral("--initial-parameters"), half})
                 .status,
             0);
    QCOMPARE(readFile(both), readFile(whole));
    QVERIFY(readFile(half) != readFile(whole));
}

void TestCliTrain::parametersThatDoNotFitAreRefused_data() {
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("not JSON") << QByteArray("[{") << QByteArray("error[not-json]");
    QTest::newRow("another number of layers") << QByteArray("[]") << QByteArray("error[wrong-length]");
    QTest::newRow("a row too few")
        << QByteArray(
               R"([{"weights": [[1], [2]], "bias": [1, 2, 3]}, {"weights": [[1, 2, 3]], "bias": [0]}])")
        << QByteArray("$[0].weights");
    QTest::newRow("text")
        << QByteArray(
               R"([{"weights": [[1], [2], ["x"]], "bias": [1, 2, 3]}, {"weights": [[1, 2, 3]], "bias": [0]}])")
        << QByteArray("error[wrong-type]");
    QTest::newRow("null")
        << QByteArray(
               R"([{"weights": [[1], [2], [null]], "bias": [1, 2, 3]}, {"weights": [[1, 2, 3]], "bias": [0]}])")
        << QByteArray("error[wrong-type]");
    QTest::newRow("no file") << QByteArray() << QByteArray("error[file-not-found]");
}

void TestCliTrain::parametersThatDoNotFitAreRefused() {
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, expected);
    const QString file = path(QStringLiteral("parameters.json"));
    if (!parameters.isNull())
        QVERIFY(writeFile(file, parameters));
    const CommandLineRun run = train(kLine, {QStringLiteral("--initial-parameters"), file});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.errors.contains(expected), run.errors);
    QCOMPARE(run.output, QByteArray());
}

void TestCliTrain::aSurfaceTakesNoParameters() {
    const QByteArray json = surface(R"({ "kind": "parabola", "start": 1 })", "0.1", 10);
    const QString file = path(QStringLiteral("parameters.json"));
    for (const QString& option :
         {QStringLiteral("--initial-parameters"), QStringLiteral("--final-parameters")}) {
        const CommandLineRun run = train(json, {option, file});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.errors.contains("surface has no layers"), run.errors);
        QVERIFY(!QFileInfo::exists(file));
    }
}

void TestCliTrain::badExperimentsAreRefused_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto changed = [](const char* from, const char* to) { return QByteArray(kLine).replace(from, to); };
    QTest::newRow("no file") << QByteArray() << QByteArray("error[file-not-found]");
    QTest::newRow("empty") << QByteArray("") << QByteArray("error[not-json]");
    QTest::newRow("not JSON") << QByteArray("loss: mse") << QByteArray("error[not-json]");
    QTest::newRow("cut off") << QByteArray(kLine).chopped(20) << QByteArray("error[not-json]");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("error[wrong-type]");
    QTest::newRow("unknown key") << changed("\"steps\"", "\"stepz\"") << QByteArray("did you mean “steps”?");
    QTest::newRow("wrong type") << changed("\"steps\": 200", "\"steps\": \"many\"")
                                << QByteArray("error[wrong-type]");
    QTest::newRow("out of range") << changed("\"steps\": 200", "\"steps\": -1")
                                  << QByteArray("error[out-of-range]");
    QTest::newRow("unknown word") << changed("\"mse\"", "\"mes\"") << QByteArray("error[unknown-word]");
    QTest::newRow("does not fit") << changed("\"mse\"", "\"binary-cross-entropy\"")
                                  << QByteArray("error[experiment-does-not-fit]");
}

void TestCliTrain::badExperimentsAreRefused() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    if (!json.isNull())
        QVERIFY(!experiment(json).isEmpty());
    const CommandLineRun run =
        runCommandLine({QStringLiteral("train"), path(QStringLiteral("experiment.json")),
                        QStringLiteral("--csv"), path(QStringLiteral("loss.csv"))});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.errors.contains(expected), run.errors);
    QVERIFY2(run.errors.contains("experiment.json"), run.errors);
    QCOMPARE(run.output, QByteArray());
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("loss.csv"))));
}

void TestCliTrain::badCsvDataAreRefused_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("ragged") << QByteArray("x,y\n1,2\n3\n") << QByteArray("points.csv, line 3");
    QTest::newRow("text") << QByteArray("x,y\n1,2\n3,four\n") << QByteArray("“four”");
    QTest::newRow("no target") << QByteArray("x,z\n1,2\n") << QByteArray("no column “y”");
    QTest::newRow("no features") << QByteArray("y\n1\n2\n") << QByteArray("beside the target");
    QTest::newRow("no rows") << QByteArray("x,y\n") << QByteArray("no row of data");
    QTest::newRow("not a number") << QByteArray("x,y\n1,nan\n") << QByteArray("points.csv");
    QTest::newRow("no file") << QByteArray() << QByteArray("points.csv");
}

void TestCliTrain::badCsvDataAreRefused() {
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, expected);
    if (!csv.isNull())
        QVERIFY(writeFile(path(QStringLiteral("points.csv")), csv));
    const CommandLineRun run = train(kCsv, {QStringLiteral("--csv"), path(QStringLiteral("loss.csv"))});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.errors.contains(expected), run.errors);
    QCOMPARE(run.output, QByteArray());
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("loss.csv"))));
}

void TestCliTrain::outputsThatCannotBeWrittenAreRefusedBeforeTraining_data() {
    QTest::addColumn<QString>("option");
    QTest::newRow("csv") << QStringLiteral("--csv");
    QTest::newRow("parameters") << QStringLiteral("--final-parameters");
}

void TestCliTrain::outputsThatCannotBeWrittenAreRefusedBeforeTraining() {
    QFETCH(QString, option);
    // With the largest budget there is, training first would not end within this test.
    QStringList options{QStringLiteral("--steps"), QStringLiteral("100000000"), option};
    for (const QString& target : {path(QStringLiteral("nowhere/out")), folder_->path()}) {
        const CommandLineRun run = train(kLine, options + QStringList{target});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.errors.contains("cannot be written"), run.errors);
        QVERIFY2(run.errors.contains(target.toUtf8()), run.errors);
        QCOMPARE(run.output, QByteArray());
    }
}

void TestCliTrain::aFailureLeavesOlderFilesAsTheyWere() {
    const QString csv = path(QStringLiteral("loss.csv"));
    QVERIFY(writeFile(csv, "older"));
    QVERIFY(writeFile(path(QStringLiteral("points.csv")), "x,y\n1\n"));
    const CommandLineRun run = train(kCsv, {QStringLiteral("--csv"), csv});
    QCOMPARE(run.status, 1);
    QCOMPARE(readFile(csv), QByteArray("older"));
    const QStringList expected{QStringLiteral("experiment.json"), QStringLiteral("loss.csv"),
                               QStringLiteral("points.csv")};
    QCOMPARE(filesLeft(), expected);

    QVERIFY(writeFile(path(QStringLiteral("points.csv")), "x,y\n1,2\n2,3\n"));
    QCOMPARE(train(kCsv, {QStringLiteral("--csv"), csv}).status, 0);
    QVERIFY(readFile(csv).startsWith("step,loss\n"));
}

void TestCliTrain::standardOutputThatIsFullFails() {
    const QString full = QStringLiteral("/dev/full");
    if (!QFileInfo::exists(full))
        QSKIP("needs a device that is always full");
    QProcess process;
    process.setStandardOutputFile(full);
    process.start(QStringLiteral(DOWNHILL_CLI), {QStringLiteral("train"), experiment(kLine)});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("could not be written"));
}

QTEST_GUILESS_MAIN(TestCliTrain)
#include "test_cli_train.moc"
