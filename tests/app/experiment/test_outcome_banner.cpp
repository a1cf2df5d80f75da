#include "experiment/outcome_banner.h"
#include "shell/translations.h"

#include <QtTest>

using namespace downhill;
using namespace Qt::StringLiterals;
using app::ExperimentController;
using training::Act;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 20'000;

lesson::ExperimentBlock surface(training::SurfaceProblem problem, double rate) {
    lesson::ExperimentBlock block;
    block.experiment.problem = std::move(problem);
    block.experiment.runs[0].optimizer.learningRate = rate;
    return block;
}

void runToTheEnd(ExperimentController& controller, const lesson::ExperimentBlock& block) {
    controller.setExperiment(block);
    controller.setSpeed(ExperimentController::Speed::Full);
    controller.play();
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
}

} // namespace

class TestOutcomeBanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { app::installTranslations(*qApp); } // for the plurals
    void saysWhyARunEnded_data();
    void saysWhyARunEnded();
    void ofSeveralRunsItSaysHowEachEnded_data();
    void ofSeveralRunsItSaysHowEachEnded();
    void oneStepIsOneStep();
};

void TestOutcomeBanner::saysWhyARunEnded_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("why");
    using training::SurfaceKind;
    lesson::ExperimentBlock block = surface({.kind = SurfaceKind::Parabola}, 3);
    QTest::newRow("rate") << block << u"Diverged"_s << u"too high for this slope"_s;

    block = surface({.kind = SurfaceKind::Parabola}, 0.1);
    block.experiment.runs[0].loop = {Act::Forward, Act::Loss, Act::Backward, Act::Step};
    block.experiment.steps = 100;
    QTest::newRow("gradients that add up and turn back") << block << u"Finished after 100"_s << u"budget"_s;

    block = surface({.kind = SurfaceKind::Parabola}, 5);
    block.experiment.runs[0].loop = {Act::Forward, Act::Loss, Act::Backward, Act::Step};
    QTest::newRow("gradients that add up") << block << u"Diverged"_s << u"sets the gradients to zero"_s;

    block = surface({.kind = SurfaceKind::Parabola}, 1000);
    block.experiment.runs[0].schedule = {
        .kind = training::Schedule::Kind::RangeTest, .period = 20, .floor = 1e-6};
    QTest::newRow("range test") << block << u"Diverged"_s << u"range test"_s;

    training::NetworkProblem problem;
    problem.dataset = {.kind = training::DatasetKind::Points, .points = {{1, 1}, {2, 2}}};
    problem.network.layers = {{.units = 1}, {.units = 1}}; // each weight is the other's slope
    problem.loss = training::Loss::MeanError;
    block = {};
    block.experiment.problem = problem;
    block.experiment.runs[0].optimizer.learningRate = 1;
    QTest::newRow("mean error") << block << u"Diverged"_s << u"no least value"_s;

    QTest::newRow("saddle") << surface({.kind = SurfaceKind::Saddle, .start = {1, 0.1}}, 0.5) << u"Gone"_s
                            << u"no bottom"_s;
    QTest::newRow("formula") << surface({.kind = SurfaceKind::Formula, .formula = "x + y"}, 1) << u"Gone"_s
                             << u"ten times"_s;
}

void TestOutcomeBanner::saysWhyARunEnded() {
    QFETCH(lesson::ExperimentBlock, block);
    QFETCH(QString, headline);
    QFETCH(QString, why);
    ExperimentController controller;
    const app::OutcomeBanner banner(controller);
    runToTheEnd(controller, block);
    QVERIFY2(banner.accessibleName().startsWith(headline), qPrintable(banner.accessibleName()));
    QVERIFY2(banner.accessibleDescription().contains(why), qPrintable(banner.accessibleDescription()));
}

void TestOutcomeBanner::ofSeveralRunsItSaysHowEachEnded_data() {
    QTest::addColumn<QList<double>>("rates");
    QTest::addColumn<bool>("hasGoal");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("each");
    // w of a parabola shrinks by (1 - rate) a step; from 1 the loss is 1/8 or less once |w| is 1/2 or less.
    QTest::newRow("some") << QList<double>{0.5, 0.3, 0.001} << true << u"2 of 3 runs reached the goal."_s
                          << u"Run at 0.5 at step 1 · Run at 0.3 at step 2 · Run at 0.001 not within 20"_s;
    QTest::newRow("all") << QList<double>{0.3, 0.5} << true << u"Every run reached the goal."_s
                         << u"Run at 0.3 at step 2 · Run at 0.5 at step 1"_s;
    QTest::newRow("none") << QList<double>{0.001, 0.002} << true
                          << u"Finished after 20 steps, short of the goal."_s << QString();
    QTest::newRow("without a goal") << QList<double>{0.1, 0.2} << false << u"Finished after 20 steps."_s
                                    << QString();
}

void TestOutcomeBanner::ofSeveralRunsItSaysHowEachEnded() {
    QFETCH(QList<double>, rates);
    QFETCH(bool, hasGoal);
    QFETCH(QString, headline);
    QFETCH(QString, each);
    lesson::ExperimentBlock block = surface({.kind = training::SurfaceKind::Parabola, .start = {1, 0}}, 0);
    block.experiment.steps = 20;
    if (hasGoal)
        block.experiment.goal = training::Goal{.bound = 0.13, .every = 1};
    training::RunSpec run = block.experiment.runs[0];
    block.experiment.runs.clear();
    for (const double rate : rates) {
        run.optimizer.learningRate = rate;
        run.name = u"Run at %1"_s.arg(rate).toStdString();
        run.id = "run" + std::to_string(block.experiment.runs.size());
        block.experiment.runs.push_back(run);
    }
    ExperimentController controller;
    const app::OutcomeBanner banner(controller);
    runToTheEnd(controller, block);
    QCOMPARE(banner.accessibleName(), headline);
    if (each.isEmpty())
        QVERIFY2(!banner.accessibleDescription().contains(u"Run at"_s),
                 qPrintable(banner.accessibleDescription()));
    else
        QCOMPARE(banner.accessibleDescription(), each);
}

void TestOutcomeBanner::oneStepIsOneStep() {
    lesson::ExperimentBlock block = surface({.kind = training::SurfaceKind::Parabola}, 0.1);
    block.experiment.steps = 1;
    ExperimentController controller;
    const app::OutcomeBanner banner(controller);
    controller.setExperiment(block);
    controller.play();
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
    QCOMPARE(banner.accessibleName(), u"Finished after 1 step."_s);
}

QTEST_MAIN(TestOutcomeBanner)
#include "test_outcome_banner.moc"
