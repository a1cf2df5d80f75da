#include "experiment/outcome_banner.h"

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

} // namespace

class TestOutcomeBanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyARunEnded_data();
    void saysWhyARunEnded();
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
    controller.setExperiment(block);
    controller.setSpeed(ExperimentController::Speed::Full);
    controller.play();
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
    QVERIFY2(banner.accessibleName().startsWith(headline), qPrintable(banner.accessibleName()));
    QVERIFY2(banner.accessibleDescription().contains(why), qPrintable(banner.accessibleDescription()));
}

QTEST_MAIN(TestOutcomeBanner)
#include "test_outcome_banner.moc"
