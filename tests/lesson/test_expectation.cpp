#include "lesson/expectation.h"
#include "lesson/expectation_decoder.h"
#include "lesson/json_document.h"

#include <QTest>

#include <limits>

using namespace downhill;
using namespace downhill::lesson;
using training::StopReason;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// A network on data that are held back in part, with a goal.
training::Experiment experiment() {
    training::Experiment made;
    training::NetworkProblem problem{.network = {.layers = {{.units = 2}, {.units = 1}}},
                                     .loss = training::Loss::BinaryCrossEntropy};
    problem.dataset.testShare = 0.5;
    made.problem = problem;
    made.goal = training::Goal{};
    return made;
}

} // namespace

/// What is expected of runs, and how runs are judged by it.
class TestExpectation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judgesAFigureByItsBounds_data();
    void judgesAFigureByItsBounds();
    void judgesTheEndOfARun_data();
    void judgesTheEndOfARun();
    void holdsOnlyWhereAllHold();
    void readsWhatIsExpectedOfAStudentsRun();
    void refusesWhatIsNotKnownOfAStudentsRun_data();
    void refusesWhatIsNotKnownOfAStudentsRun();
    void changesWhatItsSettingsSay();
    void refusesSettingsThatTheEngineRefuses_data();
    void refusesSettingsThatTheEngineRefuses();
};

void TestExpectation::judgesAFigureByItsBounds_data() {
    QTest::addColumn<double>("least"); ///< NaN: none
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("figure");
    QTest::addColumn<double>("reference"); ///< NaN: none
    QTest::addColumn<bool>("holds");
    QTest::newRow("at the least") << 2.0 << kNaN << 2.0 << kNaN << true;
    QTest::newRow("below the least") << 2.0 << kNaN << 1.999 << kNaN << false;
    QTest::newRow("at the most") << kNaN << 2.0 << 2.0 << kNaN << true;
    QTest::newRow("above the most") << kNaN << 2.0 << 2.001 << kNaN << false;
    QTest::newRow("between") << 1.0 << 2.0 << 1.5 << kNaN << true;
    QTest::newRow("never, and it has to be late") << 2.0 << kNaN << kInfinity << kNaN << true;
    QTest::newRow("never, and it has to be early") << kNaN << 2.0 << kInfinity << kNaN << false;
    QTest::newRow("not a number") << kNaN << 2.0 << kNaN << kNaN << false;
    QTest::newRow("a third of") << kNaN << 1.0 / 3 << 10.0 << 30.0 << true;
    QTest::newRow("more than a third of") << kNaN << 1.0 / 3 << 11.0 << 30.0 << false;
    QTest::newRow("twice of a negative") << 2.0 << kNaN << -7.0 << -3.0 << true;
    QTest::newRow("less than twice of a negative") << 2.0 << kNaN << -5.0 << -3.0 << false;
    QTest::newRow("a quotient of two negatives") << 17.0 << 25.0 << -79.5 << -3.86 << true;
    QTest::newRow("above the quotient of two negatives") << 17.0 << 20.0 << -79.5 << -3.86 << false;
    QTest::newRow("a negative quotient") << kNaN << -1.0 << 6.0 << -3.0 << true;
    QTest::newRow("a negative quotient that is too small") << kNaN << -1.0 << 2.0 << -3.0 << false;
    QTest::newRow("a third of never") << kNaN << 1.0 / 3 << 10.0 << kInfinity << true;
    QTest::newRow("twice as late as in time") << 2.0 << kNaN << kInfinity << 10.0 << true;
    QTest::newRow("never, as never") << kNaN << 1.0 << kInfinity << kInfinity << false;
    QTest::newRow("at least never") << 1.0 << kNaN << kInfinity << kInfinity << false;
}

void TestExpectation::judgesAFigureByItsBounds() {
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(double, figure);
    QFETCH(double, reference);
    QFETCH(bool, holds);
    Bound bound;
    if (!std::isnan(least))
        bound.atLeast = least;
    if (!std::isnan(most))
        bound.atMost = most;
    if (!std::isnan(reference))
        bound.times = Reference{};
    QCOMPARE(judge(bound, figure, reference).holds, holds);
}

void TestExpectation::judgesTheEndOfARun_data() {
    QTest::addColumn<Expectation>("expectation");
    QTest::addColumn<RunEnd>("end");
    QTest::addColumn<bool>("holds");
    const Expectation diverged{.reason = StopReason::Diverged, .within = 40};
    QTest::newRow("in time") << diverged << RunEnd{StopReason::Diverged, 40} << true;
    QTest::newRow("too late") << diverged << RunEnd{StopReason::Diverged, 41} << false;
    QTest::newRow("not yet") << diverged << RunEnd{StopReason::None, 40} << false;
    QTest::newRow("otherwise") << diverged << RunEnd{StopReason::Finished, 40} << false;
    QTest::newRow("at any time") << Expectation{.reason = StopReason::Diverged}
                                 << RunEnd{StopReason::Diverged, 4000} << true;
    QTest::newRow("however") << Expectation{.within = 40} << RunEnd{StopReason::None, 40} << true;
}

void TestExpectation::judgesTheEndOfARun() {
    QFETCH(Expectation, expectation);
    QFETCH(RunEnd, end);
    QFETCH(bool, holds);
    QCOMPARE(endHolds(expectation, end), holds);
}

void TestExpectation::holdsOnlyWhereAllHold() {
    Expectation expectation{.reason = StopReason::Finished};
    expectation.bounds = {{.atMost = 1}, {.atMost = 1, .times = Reference{}}};
    const RunEnd finished{StopReason::Finished, 10};
    QVERIFY(judge(expectation, finished, {1, 2}, {kNaN, 2}).holds());
    QVERIFY(!judge(expectation, finished, {1, 2}, {kNaN, 1}).holds());
    QVERIFY(!judge(expectation, finished, {2, 2}, {kNaN, 2}).holds());
    QVERIFY(!judge(expectation, finished, {1}, {}).holds());
    const Verdict failed = judge(expectation, {StopReason::Diverged, 10}, {1, 2}, {kNaN, 2});
    QVERIFY(!failed.holds() && failed.bounds[0].holds && failed.bounds[1].holds);
    QCOMPARE(failed.bounds[1].reference, 2.0);
}

void TestExpectation::readsWhatIsExpectedOfAStudentsRun() {
    Diagnostics diagnostics;
    const auto document = JsonDocument::parse(
        R"({ "reason": "goal-reached", "within": 400, "figures": [ { "figure": "test_loss", "at_most": 0.1 } ] })",
        QStringLiteral("f"), diagnostics);
    Findings findings(diagnostics);
    const Expectation read = decodeStudentsExpectation(document->root(), experiment(), findings);
    QVERIFY(diagnostics.empty());
    QVERIFY(read.reason == StopReason::GoalReached && read.within == 400);
    QCOMPARE(read.bounds.size(), std::size_t(1));
    QVERIFY((read.bounds[0].measure == Measure{.figure = Figure::TestLoss}));
}

void TestExpectation::refusesWhatIsNotKnownOfAStudentsRun_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const char* text, const char* rule, const char* path) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(rule) << QString::fromUtf8(path);
    };
    row("a moment", R"({ "figures": [ { "figure": "train_loss", "when": "lowest", "at_most": 1 } ] })",
        "unknown-key", "$.figures[0].when");
    row("another run", R"({ "figures": [ { "figure": "train_loss", "at_most": 1, "times": {} } ] })",
        "unknown-key", "$.figures[0].times");
    row("a figure that takes a search", R"({ "figures": [ { "figure": "curvature", "at_most": 1 } ] })",
        "unknown-word", "$.figures[0].figure");
    row("steps that end nothing",
        R"({ "within": 5, "figures": [ { "figure": "train_loss", "at_most": 1 } ] })", "missing-key", "$");
}

void TestExpectation::refusesWhatIsNotKnownOfAStudentsRun() {
    QFETCH(QByteArray, text);
    QFETCH(QString, rule);
    QFETCH(QString, path);
    Diagnostics diagnostics;
    const auto document = JsonDocument::parse(text, QStringLiteral("f"), diagnostics);
    Findings findings(diagnostics);
    decodeStudentsExpectation(document->root(), experiment(), findings);
    QCOMPARE(diagnostics.size(), std::size_t(1));
    QCOMPARE(ruleId(diagnostics[0].rule), rule);
    QCOMPARE(diagnostics[0].path, path);
}

void TestExpectation::changesWhatItsSettingsSay() {
    Diagnostics diagnostics;
    const auto document = JsonDocument::parse(
        R"({ "noise": 0.25, "learning_rate": 0.5, "parameters": [1, 2, 3, 4, 5, 6, 7, 8, 9] })",
        QStringLiteral("f"), diagnostics);
    Findings findings(diagnostics);
    const Settings settings = decodeSettings(document->root(), experiment(), findings);
    QVERIFY(diagnostics.empty());
    QCOMPARE(settings.parameters.size(), std::size_t(9));
    QCOMPARE(settings.parameters[8], 9.0);
    const training::Experiment changed = withSettings(experiment(), settings);
    QCOMPARE(changed.runs[0].optimizer.learningRate, 0.5);
    QCOMPARE(std::get<training::NetworkProblem>(changed.problem).dataset.noise, 0.25);
}

void TestExpectation::refusesSettingsThatTheEngineRefuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("finding");
    QTest::newRow("a batch larger than the training set")
        << QByteArray(R"({ "batch_size": 251 })") << QStringLiteral("out-of-range $.batch_size");
    QTest::newRow("a batch too small for batch norm")
        << QByteArray(R"({ "batch_size": 1 })") << QStringLiteral("experiment-does-not-fit $");
}

void TestExpectation::refusesSettingsThatTheEngineRefuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, finding);
    training::Experiment normalised = experiment();
    std::get<training::NetworkProblem>(normalised.problem).network.layers[0].batchNorm = true;
    Diagnostics diagnostics;
    const auto document = JsonDocument::parse(text, QStringLiteral("f"), diagnostics);
    Findings findings(diagnostics);
    decodeSettings(document->root(), normalised, findings);
    QCOMPARE(diagnostics.size(), std::size_t(1));
    QCOMPARE(QString(ruleId(diagnostics[0].rule) + u' ' + diagnostics[0].path), finding);
}

QTEST_APPLESS_MAIN(TestExpectation)
#include "test_expectation.moc"
