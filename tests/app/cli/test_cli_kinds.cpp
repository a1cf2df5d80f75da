#include "command_line_run.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

QByteArray experiment(const QByteArray& problem, const QByteArray& run, int steps) {
    return "{ " + problem + R"(, "runs": [ { "id": "run", )" + run + R"( } ], "steps": )" +
           QByteArray::number(steps) + " }";
}

QByteArray onData(const QByteArray& dataset, const QByteArray& layers, const QByteArray& loss,
                  const QByteArray& run, int steps) {
    return experiment(R"("dataset": { )" + dataset + R"( }, "network": { "layers": [ )" + layers +
                          R"( ] }, "loss": ")" + loss + '"',
                      run, steps);
}

QByteArray onSurface(const QByteArray& surface, const QByteArray& run, int steps) {
    return experiment(R"("surface": { )" + surface + " }", run, steps);
}

QByteArray bigEndian(quint32 value) {
    QByteArray bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

/// Images of 2 × 2 pixels; the label says which of the first three is white.
QByteArray images(int count) {
    QByteArray bytes =
        bigEndian(0x803) + bigEndian(static_cast<quint32>(count)) + bigEndian(2) + bigEndian(2);
    for (int i = 0; i < count; ++i) {
        QByteArray image(4, '\0');
        image[i % 3] = '\xff';
        bytes += image;
    }
    return bytes;
}

QByteArray labels(int count) {
    QByteArray bytes = bigEndian(0x801) + bigEndian(static_cast<quint32>(count));
    for (int i = 0; i < count; ++i)
        bytes += static_cast<char>(i % 3);
    return bytes;
}

constexpr const char* kAdam = R"("optimizer": { "kind": "adam", "learning_rate": 0.01 })";

} // namespace

/// Every kind of dataset, surface and optimizer through both verbs of the command line.
class TestCliKinds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void isValidAndLearns_data();
    void isValidAndLearns();
    void aFolderOfImagesIsLearnt();
    void aFolderOfImagesThatIsDamagedIsAFinding();
    void whatTheEngineRefusesHasItsPlaceAndItsSentence_data();
    void whatTheEngineRefusesHasItsPlaceAndItsSentence();
    void parametersOfBatchNormMakeTheRoundTrip();

private:
    CommandLineRun run(const QString& verb, const QByteArray& json, const QStringList& options = {}) const {
        if (!writeFile(folder_->filePath(QStringLiteral("x.json")), json))
            return {};
        return runCommandLine(QStringList{verb, QStringLiteral("x.json")} + options, folder_->path());
    }
    void writeImages(int testImages) const {
        const auto write = [this](const char* name, const QByteArray& bytes) {
            QVERIFY(
                writeFile(folder_->filePath(QStringLiteral("images/") + QString::fromLatin1(name)), bytes));
        };
        QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("images")));
        write("train-images-idx3-ubyte", images(30));
        write("train-labels-idx1-ubyte", labels(30));
        write("t10k-images-idx3-ubyte", images(testImages));
        write("t10k-labels-idx1-ubyte", labels(9));
    }
    static QByteArray onImages() {
        return onData(R"("kind": "idx", "folder": "images")", R"({ "units": 3 })", "cross-entropy",
                      R"("optimizer": { "kind": "sgd", "learning_rate": 1 }, "batch_size": 10)", 300);
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestCliKinds::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestCliKinds::isValidAndLearns_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<double>("loss");
    const QByteArray hidden = R"({ "units": 12, "activation": "tanh" }, { "units": 1 })";
    const auto row = [](const char* name, const QByteArray& json, double loss) {
        QTest::newRow(name) << json << loss;
    };
    row("moons", onData(R"("kind": "moons", "noise": 0.05)", hidden, "binary-cross-entropy", kAdam, 600),
        0.2);
    row("rings",
        onData(R"("kind": "rings", "classes": 3)", R"({ "units": 16, "activation": "elu" }, { "units": 3 })",
               "cross-entropy", kAdam, 800),
        0.3);
    row("checkerboard of sines",
        onData(
            R"("kind": "checkerboard", "cells": 2, "features": ["x-times-y", "x", "y"], "standardise": true)",
            hidden, "hinge", kAdam, 600),
        0.3);
    row("digits",
        onData(
            R"("kind": "digits", "side": 8, "samples": 300)",
            R"({ "units": 24, "activation": "relu", "batch_norm": true, "dropout": 0.1 }, { "units": 10 })",
            "cross-entropy", R"("optimizer": { "kind": "adam", "learning_rate": 0.01 }, "batch_size": 30)",
            300),
        0.8);
    row("a line by Huber", onData(R"("kind": "line", "slope": 2)", R"({ "units": 1 })", "huber", kAdam, 1500),
        0.05);
    row("noisy bowl",
        onSurface(R"("kind": "noisy-bowl", "noise": 0.1)",
                  R"("optimizer": { "kind": "sgd", "learning_rate": 0.05 })", 300),
        0.1);
    row("formula",
        onSurface(R"("kind": "formula", "formula": "(x - 1)^2 + 3*y^2")",
                  R"("optimizer": { "kind": "momentum", "learning_rate": 0.02 })", 400),
        1e-3);
    row("double well",
        onSurface(R"("kind": "double-well")", R"("optimizer": { "kind": "sgd", "learning_rate": 0.02 })",
                  400),
        0.3);
    for (const char* kind : {"nesterov", "adagrad", "rmsprop", "adamw", "amsgrad"}) {
        row(kind,
            onSurface(R"("kind": "bowl", "start": [1, 1])",
                      QByteArray(R"("optimizer": { "kind": ")") + kind +
                          R"(", "learning_rate": 0.05 }, "schedule": { "kind": "cosine", "period": 800 })",
                      1000),
            0.1);
    }
}

void TestCliKinds::isValidAndLearns() {
    QFETCH(QByteArray, json);
    QFETCH(double, loss);
    const CommandLineRun valid = run(QStringLiteral("validate"), json);
    QVERIFY2(valid.status == 0, valid.output);
    const CommandLineRun trained = run(QStringLiteral("train"), json);
    QVERIFY2(trained.status == 0, trained.errors);
    const QJsonObject outcome = QJsonDocument::fromJson(trained.output).object();
    QCOMPARE(outcome[QStringLiteral("reason")].toString(), QStringLiteral("finished"));
    QVERIFY2(outcome[QStringLiteral("train_loss")].isDouble(), trained.output);
    QVERIFY2(outcome[QStringLiteral("train_loss")].toDouble() < loss, trained.output);
}

void TestCliKinds::aFolderOfImagesIsLearnt() {
    writeImages(9);
    const CommandLineRun valid = run(QStringLiteral("validate"), onImages());
    QVERIFY2(valid.status == 0, valid.output);
    const CommandLineRun trained = run(QStringLiteral("train"), onImages());
    QVERIFY2(trained.status == 0, trained.errors);
    const QJsonObject outcome = QJsonDocument::fromJson(trained.output).object();
    QCOMPARE(outcome[QStringLiteral("train_accuracy")].toDouble(), 1.0);
    QCOMPARE(outcome[QStringLiteral("test_accuracy")].toDouble(), 1.0);
}

void TestCliKinds::aFolderOfImagesThatIsDamagedIsAFinding() {
    writeImages(8); // for 9 labels
    const CommandLineRun valid = run(QStringLiteral("validate"), onImages());
    QCOMPARE(valid.status, 1);
    QVERIFY2(valid.output.contains("images/t10k-labels-idx1-ubyte: error[experiment-does-not-fit]: "),
             valid.output);
    QVERIFY2(valid.output.endsWith("errors: 1, warnings: 0\n"), valid.output);
    const CommandLineRun trained = run(QStringLiteral("train"), onImages());
    QCOMPARE(trained.status, 1);
    QVERIFY2(trained.errors.contains("another number of labels (9) than there are images (8)"),
             trained.errors);
    QCOMPARE(trained.output, QByteArray());
}

void TestCliKinds::whatTheEngineRefusesHasItsPlaceAndItsSentence_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("formula") << onSurface(R"j("kind": "formula", "formula": "x + sinus(y)")j", kAdam, 10)
                             << QByteArray("the formula does not know “sinus” at character 5 "
                                           "($.surface.formula); use x, y, pi");
    QTest::newRow("loop") << onSurface(R"("kind": "bowl")",
                                       kAdam + QByteArrayLiteral(R"(, "loop": ["backward"])"), 10)
                          << QByteArray(
                                 "act 1 of the loop comes too early ($.runs[0].loop[0]); put “forward”");
    QTest::newRow("batch norm") << onData(R"("kind": "moons")",
                                          R"({ "units": 2, "batch_norm": true }, { "units": 1 })", "hinge",
                                          kAdam + QByteArrayLiteral(R"(, "batch_size": 1)"), 10)
                                << QByteArray("($.runs[0].batch_size); take another batch size");
    QTest::newRow("no folder") << onData(R"("kind": "idx", "folder": "mnist")", R"({ "units": 10 })",
                                         "cross-entropy", kAdam, 10)
                               << QByteArray("there is no file “mnist” ($.dataset.folder)");
}

void TestCliKinds::whatTheEngineRefusesHasItsPlaceAndItsSentence() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const CommandLineRun valid = run(QStringLiteral("validate"), json);
    QCOMPARE(valid.status, 1);
    QVERIFY2(valid.output.contains(expected), valid.output);
    const CommandLineRun trained = run(QStringLiteral("train"), json);
    QCOMPARE(trained.status, 1);
    QVERIFY2(trained.errors.contains(expected), trained.errors);
}

void TestCliKinds::parametersOfBatchNormMakeTheRoundTrip() {
    const auto json = [](const QByteArray& rate) {
        return onData(R"("kind": "moons")", R"({ "units": 2, "batch_norm": true }, { "units": 1 })", "hinge",
                      R"("optimizer": { "kind": "sgd", "learning_rate": )" + rate + " }", 20);
    };
    const QString out = QStringLiteral("--final-parameters");
    QCOMPARE(run(QStringLiteral("train"), json("0.1"), {out, QStringLiteral("first.json")}).status, 0);
    const QByteArray first = readFile(folder_->filePath(QStringLiteral("first.json")));
    QVERIFY2(first.contains("\"scale\"") && first.contains("\"shift\""), first);
    // With a learning rate of zero what goes in comes out.
    const CommandLineRun again = run(QStringLiteral("train"), json("0"),
                                     {QStringLiteral("--initial-parameters"), QStringLiteral("first.json"),
                                      out, QStringLiteral("again.json")});
    QVERIFY2(again.status == 0, again.errors);
    QCOMPARE(readFile(folder_->filePath(QStringLiteral("again.json"))), first);
}

QTEST_GUILESS_MAIN(TestCliKinds)
#include "test_cli_kinds.moc"
