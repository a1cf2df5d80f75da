#include "sample_experiments.h"
#include "trained_frames.h"
#include "views/update_lines.h"

#include <QTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using training::OptimizerSettings;
using Kind = OptimizerSettings::Kind;

/// The formula that is shown leads to the very weight that the engine moved to.
class TestUpdateLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leadsWhereTheEngineWent_data();
    void leadsWhereTheEngineWent();
    void buffersGoOnFromWhereTheyStood();
    void saysNothingWithinAStep();
    void writesNumbersAsTex_data();
    void writesNumbersAsTex();
};

void TestUpdateLines::leadsWhereTheEngineWent_data() {
    QTest::addColumn<OptimizerSettings>("settings");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("lines");
    const auto row = [](const char* name, Kind kind, int lines, auto&& change) {
        OptimizerSettings settings = training::defaultSettings(kind);
        settings.learningRate = 0.05;
        change(settings);
        for (const int steps : {1, 4})
            QTest::addRow("%s, step %d", name, steps) << settings << steps << lines;
    };
    const auto usual = [](OptimizerSettings&) {};
    row("sgd", Kind::Sgd, 1, usual);
    row("sgd with decay", Kind::Sgd, 3, [](OptimizerSettings& s) { s.weightDecay = 0.1, s.l1 = 0.05; });
    row("sgd clipped", Kind::Sgd, 1, [](OptimizerSettings& s) { s.clipNorm = 0.1; });
    row("momentum", Kind::Momentum, 2, usual);
    row("momentum dampened", Kind::Momentum, 2, [](OptimizerSettings& s) { s.dampening = 0.4; });
    row("nesterov", Kind::Nesterov, 3, usual);
    row("adagrad", Kind::Adagrad, 2, usual);
    row("rmsprop", Kind::RmsProp, 2, usual);
    row("rmsprop with momentum", Kind::RmsProp, 4, [](OptimizerSettings& s) { s.momentum = 0.8; });
    row("rmsprop centered", Kind::RmsProp, 3, [](OptimizerSettings& s) { s.centered = true; });
    row("adam", Kind::Adam, 5, usual);
    row("adam uncorrected", Kind::Adam, 3, [](OptimizerSettings& s) { s.biasCorrection = false; });
    row("adamw", Kind::AdamW, 6, usual);
    row("amsgrad", Kind::AmsGrad, 6, usual);
}

void TestUpdateLines::leadsWhereTheEngineWent() {
    QFETCH(OptimizerSettings, settings);
    QFETCH(int, steps);
    QFETCH(int, lines);
    lesson::ExperimentBlock block = samples::line(false);
    block.experiment.runs.front().optimizer = settings;
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(steps);
    const ExperimentFrame frame = frames.frame();
    const training::RunSnapshot& run = frame.snapshot.runs.front();
    for (std::size_t parameter = 0; parameter < run.parameters.size(); ++parameter) {
        const auto numbers = lastUpdate(settings, run, parameter);
        QVERIFY(numbers);
        QCOMPARE(numbers->steps, std::int64_t{steps});
        const std::vector<UpdateLine> shown = updateLines(*numbers);
        QCOMPARE(shown.size(), static_cast<std::size_t>(lines));
        const double moved = std::abs(numbers->after - numbers->before);
        QVERIFY2(std::abs(shown.back().result - numbers->after) < 2e-3 * moved + 1e-6,
                 qPrintable(QString::number(shown.back().result - numbers->after)));
        for (const UpdateLine& line : shown) {
            QVERIFY(!line.numbers.isEmpty());
            QVERIFY2(line.rule.contains(QStringLiteral("\\leftarrow")) || line.rule.contains(u'='),
                     qPrintable(line.rule));
        }
    }
}

void TestUpdateLines::buffersGoOnFromWhereTheyStood() {
    // b = 0.5 · 4 + 2, of which only 4 is remembered.
    UpdateNumbers numbers;
    numbers.settings = training::defaultSettings(Kind::Momentum);
    numbers.settings.momentum = 0.5;
    numbers.rate = 0.1;
    numbers.steps = 2;
    numbers.before = 1;
    numbers.gradient = 2;
    numbers.first = 4;
    numbers.after = 0.6;
    const std::vector<UpdateLine> lines = updateLines(numbers);
    QCOMPARE(lines.front().numbers, QStringLiteral("0{.}5 \\cdot 4 + 2"));
    QCOMPARE(lines.back().numbers, QStringLiteral("1 - 0{.}1 \\cdot 4"));
    QVERIFY(std::abs(lines.back().result - 0.6) < 1e-12);
    numbers.gradient = -2;
    numbers.first = -1; // 0.5 · 2 − 2
    QCOMPARE(updateLines(numbers).front().numbers, QStringLiteral("0{.}5 \\cdot 2 + (-2)"));
}

void TestUpdateLines::saysNothingWithinAStep() {
    TrainedFrames frames(samples::line(false));
    QVERIFY(frames.isValid());
    const auto& settings = frames.block().experiment.runs.front().optimizer;
    QVERIFY(!lastUpdate(settings, frames.frame().snapshot.runs.front(), 0)); // before the first step
    frames.train(2);
    QVERIFY(lastUpdate(settings, frames.frame().snapshot.runs.front(), 0));
    QVERIFY(!lastUpdate(settings, frames.frame().snapshot.runs.front(), 2)); // no such parameter
    frames.act();
    QVERIFY(!lastUpdate(settings, frames.frame().snapshot.runs.front(), 0)); // the gradient is gone
}

void TestUpdateLines::writesNumbersAsTex_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("tex");
    QTest::newRow("whole") << 3.0 << QStringLiteral("3");
    QTest::newRow("rounded") << 0.123456 << QStringLiteral("0{.}1235");
    QTest::newRow("below zero") << -2.5 << QStringLiteral("-2{.}5");
    QTest::newRow("small") << 1.25e-8 << QStringLiteral("1{.}25\\cdot 10^{-8}");
    QTest::newRow("large") << 4e9 << QStringLiteral("4\\cdot 10^{9}");
    QTest::newRow("tens of thousands") << 12345.0 << QStringLiteral("12345");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("no number") << std::nan("") << QStringLiteral("\\text{NaN}");
    QTest::newRow("without end") << -HUGE_VAL << QStringLiteral("-\\infty");
}

void TestUpdateLines::writesNumbersAsTex() {
    QFETCH(double, value);
    QTEST(texNumber(value), "tex");
}

QTEST_GUILESS_MAIN(TestUpdateLines)
#include "test_update_lines.moc"
