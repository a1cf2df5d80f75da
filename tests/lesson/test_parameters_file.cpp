#include "lesson/parameters_file.h"
#include "marked_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;

class TestParametersFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRowsOfOutputsByInputs();
    void readsWhatItWroteExactly();
    void readsFloatsBackExactly();
    void keepsScalesAndShiftsOfBatchNorm();
    void reportsEachFault_data();
    void reportsEachFault();
    void boundsTheSizeOfTheFileByTheNetwork();
    void refusesItsOwnNotANumber();
};

namespace {

/// 2 inputs, 3 units, 1 output.
training::Network<double> network() {
    return *training::Network<double>::create({.layers = {{3, training::Activation::Tanh}, {1}}}, 2);
}

} // namespace

void TestParametersFile::readsRowsOfOutputsByInputs() {
    const Folder folder;
    const QString file = folder.write(QStringLiteral("p.json"), R"([
        {"weights": [[1, 2], [3, 4], [5, 6]], "bias": [7, 8, 9]},
        {"bias": [-4], "$comment": "any order", "weights": [[-1, -2e0, -3.0]]}])");
    const auto reading = readParameters(file, network().layers());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    QCOMPARE(*reading.value, (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2, -3, -4}));
}

void TestParametersFile::readsWhatItWroteExactly() {
    const std::vector<double> parameters{
        0.1, 1.0 / 3, -0.0, 5e-324, 1e30, -1e-30, 3, std::nextafter(1.0, 2.0), 2e8, 1e-310, 0, 7, -12345.678};
    const Folder folder;
    const auto shape = network();
    const QString file =
        folder.write(QStringLiteral("p.json"), writeParameters(std::span(parameters), shape.layers()));
    const auto reading = readParameters(file, shape.layers());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    QCOMPARE(reading.value->size(), parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        QVERIFY((*reading.value)[i] == parameters[i]);
        QCOMPARE(std::signbit((*reading.value)[i]), std::signbit(parameters[i]));
    }
}

void TestParametersFile::readsFloatsBackExactly() {
    std::vector<float> parameters;
    for (int i = 0; i < 13; ++i)
        parameters.push_back(std::pow(-1.7f, float(i * 7 - 40)) / 3);
    parameters[5] = std::numeric_limits<float>::max();
    parameters[6] = std::numeric_limits<float>::denorm_min();
    const Folder folder;
    const auto shape = network();
    const QString file = folder.write(QStringLiteral("p.json"),
                                      writeParameters(std::span<const float>(parameters), shape.layers()));
    const auto reading = readParameters(file, shape.layers());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    for (std::size_t i = 0; i < parameters.size(); ++i)
        QVERIFY(float((*reading.value)[i]) == parameters[i]);
}

void TestParametersFile::keepsScalesAndShiftsOfBatchNorm() {
    const auto shape =
        *training::Network<double>::create({.layers = {{.units = 2, .batchNorm = true}, {.units = 1}}}, 1);
    std::vector<double> parameters(std::size_t(shape.parameterCount()));
    QCOMPARE(parameters.size(), std::size_t(2 + 2 + 2 + 2 + 2 + 1));
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] = double(i) + 0.5;
    const Folder folder;
    const QByteArray text = writeParameters(std::span<const double>(parameters), shape.layers());
    const auto again = readParameters(folder.write(QStringLiteral("p.json"), text), shape.layers());
    QVERIFY2(again.value, qPrintable(toText(again.diagnostics)));
    QCOMPARE(*again.value, parameters);

    // By name, as another program would write them: γ as scale, β as shift.
    const auto read = readParameters(
        folder.write(QStringLiteral("q.json"), R"([{"shift": [7, 8], "scale": [5, 6], "bias": [3, 4],
            "weights": [[1], [2]]}, {"weights": [[9, 10]], "bias": [11]}])"),
        shape.layers());
    QVERIFY2(read.value, qPrintable(toText(read.diagnostics)));
    const auto scale = std::size_t(shape.layers().front().scale);
    const std::vector<double> norm(read.value->begin() + qsizetype(scale),
                                   read.value->begin() + qsizetype(scale) + 4);
    QCOMPARE(norm, (std::vector<double>{5, 6, 7, 8}));

    const auto without = readParameters(
        folder.write(QStringLiteral("r.json"),
                     R"([{"weights": [[1], [2]], "bias": [3, 4]}, {"weights": [[9, 10]], "bias": [11]}])"),
        shape.layers());
    QCOMPARE(toText(without.diagnostics),
             QStringLiteral("missing-key 1:2 $[0] (scale)\nmissing-key 1:2 $[0] (shift)"));
}

void TestParametersFile::reportsEachFault_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    const QString second = QStringLiteral("{\"weights\": [[1, 2, 3]], \"bias\": [0]}");
    const auto row = [](const char* name, const QString& text, const QString& finding) {
        QTest::newRow(name) << text << finding;
    };
    row("too few layers", QStringLiteral("¦[%1]").arg(second), QStringLiteral("wrong-length $ (1|2|2)"));
    row("not a list", QStringLiteral("¦{}"), QStringLiteral("wrong-type $ (array|object)"));
    row("layer is no object", QStringLiteral("[¦7,\n%1]").arg(second),
        QStringLiteral("wrong-type $[0] (object|number)"));
    row("too few rows",
        QStringLiteral("[{\"weights\": ¦[[1, 2], [3, 4]], \"bias\": [1, 2, 3]},\n%1]").arg(second),
        QStringLiteral("wrong-length $[0].weights (2|3|3)"));
    row("row too long",
        QStringLiteral("[{\"weights\": [[1, 2],\n ¦[3, 4, 5], [5, 6]], \"bias\": [1, 2, 3]},\n%1]")
            .arg(second),
        QStringLiteral("wrong-length $[0].weights[1] (3|2|2)"));
    row("transposed",
        QStringLiteral("[{\"weights\": ¦[[1, 2, 3], [4, 5, 6]], \"bias\": [1, 2, 3]},\n%1]").arg(second),
        QStringLiteral("wrong-length $[0].weights (2|3|3)"));
    row("bias too short",
        QStringLiteral("[{\"weights\": [[1, 2], [3, 4], [5, 6]], \"bias\": ¦[1, 2]},\n%1]").arg(second),
        QStringLiteral("wrong-length $[0].bias (2|3|3)"));
    row("no bias", QStringLiteral("[¦{\"weights\": [[1, 2], [3, 4], [5, 6]]},\n%1]").arg(second),
        QStringLiteral("missing-key $[0] (bias)"));
    row("word for a weight",
        QStringLiteral("[{\"weights\": [[1, 2], [¦\"3\", 4], [5, 6]], \"bias\": [1, 2, 3]},\n%1]")
            .arg(second),
        QStringLiteral("wrong-type $[0].weights[1][0] (number|string)"));
    row("beyond a float",
        QStringLiteral("[{\"weights\": [[1, 2], [¦1e39, 4], [5, 6]], \"bias\": [1, 2, 3]},\n%1]").arg(second),
        QStringLiteral("out-of-range $[0].weights[1][0] (1e+39|-3.4028235e+38|3.4028235e+38)"));
    row("unknown key",
        QStringLiteral("[{\"weights\": [[1, 2], [3, 4], [5, 6]], ¦\"biases\": 1, \"bias\": [1, 2, 3]},\n%1]")
            .arg(second),
        QStringLiteral("unknown-key $[0].biases (biases|bias|weights, bias)"));
}

void TestParametersFile::reportsEachFault() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    const Folder folder;
    const auto reading =
        readParameters(folder.write(QStringLiteral("p.json"), marked.text), network().layers());
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
}

void TestParametersFile::boundsTheSizeOfTheFileByTheNetwork() {
    const Folder folder;
    const QString file = folder.write(QStringLiteral("p.json"), QByteArray(1 << 20, ' '));
    const auto reading = readParameters(file, network().layers());
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().rule, Rule::FileTooLarge);
    QCOMPARE(toText(readParameters(folder.path(QStringLiteral("no.json")), network().layers()).diagnostics),
             QStringLiteral("file-not-found 0:0  ()"));
}

void TestParametersFile::refusesItsOwnNotANumber() {
    std::vector<double> parameters(13, 1.0);
    parameters[4] = std::nan("");
    const Folder folder;
    const auto shape = network();
    const QByteArray text = writeParameters(std::span<const double>(parameters), shape.layers());
    QVERIFY(text.contains("null"));
    const auto reading = readParameters(folder.write(QStringLiteral("p.json"), text), shape.layers());
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().path, QStringLiteral("$[0].weights[2][0]"));
    QCOMPARE(reading.diagnostics.front().rule, Rule::WrongType);
}

QTEST_APPLESS_MAIN(TestParametersFile)
#include "test_parameters_file.moc"
