#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "training/sweep.h"
#include "view_window.h"
#include "views/loss_view.h"
#include "views/seed_bands.h"
#include "views/task_strip.h"

#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestSeedBands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void theBandIsThatOfTheSweep();
    void theMenuIsReachedByKeyboard();
    void theChipHidesIt();
    void isReadOutAndSpoken();
    void isCancelledAndLeavesNothing();
    void staysForOtherWeightsAndGoesForOtherSettings();
    void trainsAsFarAndAsFastAsTheRun();
    void aDivergedHalfIsDrawnAndTold();
    void isOfferedWhereSomethingIsLeftToChance_data();
    void isOfferedWhereSomethingIsLeftToChance();

private:
    LossView& show(const TrainedFrames& frames);
    void train(std::int64_t seeds);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<LossView> view_{};
};

LossView& TestSeedBands::show(const TrainedFrames& frames) {
    view_ = std::make_unique<LossView>(samples::view(lesson::ViewKind::LossCurves), *appearance_);
    openWindow(*view_, frames, {760, 440});
    return *view_;
}

void TestSeedBands::train(std::int64_t seeds) {
    view_->seeds().begin(seeds);
    QTRY_VERIFY_WITH_TIMEOUT(!view_->seeds().isBusy(), 60'000);
}

void TestSeedBands::theBandIsThatOfTheSweep() {
    TrainedFrames frames(samples::circle());
    frames.train(60);
    show(frames);
    train(5);
    const std::optional<SeedBand>& band = view_->seeds().band();
    QVERIFY(band);
    QCOMPARE(band->seeds, std::int64_t{5});

    training::SweepPlan plan{.experiment = frames.block().experiment, .points = std::ssize(band->steps)};
    plan.experiment.steps = 60;
    plan.variants = {{"run", plan.experiment.runs.front()}};
    const std::uint64_t own = plan.experiment.seeds.weights;
    plan.seeds = {own + 1, own + 2, own + 3, own + 4, own + 5};
    const auto swept = training::sweep(plan);
    QVERIFY(swept);
    QCOMPARE(band->runs.size(), std::size_t{1});
    QVERIFY(band->runs[0].losses == swept->variants[0].batchLoss);
    QCOMPARE(band->steps.front(), 1.0); // sixty stretches of a step
    QCOMPARE(band->steps.back(), 60.0);
}

void TestSeedBands::theMenuIsReachedByKeyboard() {
    TrainedFrames frames(samples::circle());
    frames.train(30);
    show(frames);
    QToolButton& button = view_->seeds().button();
    button.setFocus();
    QTimer::singleShot(0, this, [&button] {
        QTest::keyClick(button.menu(), Qt::Key_Down);
        QTest::keyClick(button.menu(), Qt::Key_Down);
        QTest::keyClick(button.menu(), Qt::Key_Return);
    });
    QTest::keyClick(&button, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(view_->seeds().band(), 60'000);
    QCOMPARE(view_->seeds().band()->seeds, std::int64_t{10});
    QTimer::singleShot(0, this, [&button] {
        QTest::keyClick(button.menu(), Qt::Key_Up); // from the last: take it away
        QTest::keyClick(button.menu(), Qt::Key_Return);
    });
    QTest::keyClick(&button, Qt::Key_Space);
    QTRY_VERIFY(!view_->seeds().band());
}

void TestSeedBands::theChipHidesIt() {
    TrainedFrames frames(samples::circle());
    frames.train(40);
    show(frames);
    const QImage without = view_->chart().grab().toImage();
    train(5);
    const QImage with = view_->chart().grab().toImage();
    QVERIFY(with != without);
    LegendChip* band = chipOf(*view_, u"5 seeds, rate 0.1"_s);
    QVERIFY(band);
    QTest::keyClick(band, Qt::Key_Space);
    QVERIFY(!view_->isBandShown());
    QVERIFY(view_->chart().grab().toImage() != with);
    QTest::mouseClick(band, Qt::LeftButton);
    QCOMPARE(view_->chart().grab().toImage(), with);
}

void TestSeedBands::isReadOutAndSpoken() {
    TrainedFrames frames(samples::circle());
    frames.train(40);
    show(frames);
    QVERIFY(!view_->spokenSummary().contains(u"seeds"_s));
    train(5);
    QVERIFY2(view_->spokenSummary().contains(u"over 5 seeds: median loss"_s),
             qPrintable(view_->spokenSummary()));
    CourseChartView& chart = view_->chart();
    QTest::mouseMove(chart.viewport(), chart.space().area.center().toPoint());
    QTRY_VERIFY(chart.readOut());
    const auto& rows = chart.readOut()->rows;
    const auto row =
        std::ranges::find_if(rows, [](const ReadOut::Row& each) { return each.name == u"5 seeds"_s; });
    QVERIFY(row != rows.end());
    QVERIFY2(row->value.contains(u" – "_s), qPrintable(row->value));
}

void TestSeedBands::isCancelledAndLeavesNothing() {
    lesson::ExperimentBlock block = samples::digits();
    block.experiment.steps = 1'000'000;
    const TrainedFrames frames(block); // not begun: the whole budget
    show(frames);
    view_->seeds().begin(20);
    const TaskStrip& strip = view_->seeds().strip();
    QTRY_VERIFY(strip.isVisible());
    QVERIFY(!view_->seeds().button().isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(view_->seeds().strip().progress().isVisible(), 5000);
    QTest::keyClick(&strip.cancelButton(), Qt::Key_Space);
    QVERIFY(!view_->seeds().isBusy());
    QVERIFY(!strip.isVisible());
    QTest::qWait(100);
    QVERIFY(!view_->seeds().band());
    QVERIFY(view_->seeds().button().isEnabled());
}

void TestSeedBands::staysForOtherWeightsAndGoesForOtherSettings() {
    TrainedFrames frames(samples::circle());
    frames.train(30);
    show(frames);
    train(5);
    lesson::ExperimentBlock block = frames.block();
    block.experiment.seeds.weights = 77;
    view_->setExperiment(block, frames.data());
    QVERIFY(view_->seeds().band());
    QVERIFY(chipOf(*view_, u"5 seeds, rate 0.1"_s));
    block.experiment.runs.front().batchSize = 20;
    view_->setExperiment(block, frames.data());
    QVERIFY(!view_->seeds().band());
    QVERIFY(!chipOf(*view_, u"5 seeds, rate 0.1"_s));
}

void TestSeedBands::trainsAsFarAndAsFastAsTheRun() {
    lesson::ExperimentBlock block = samples::circle();
    block.experiment.steps = 90;
    TrainedFrames frames(block);
    show(frames);
    train(5);
    QCOMPARE(view_->seeds().band()->steps.back(), 90.0); // it has not begun: the budget
    frames.train(45);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs.front().learningRate = 0.02; // as a student sets it meanwhile
    view_->showFrame(frame);
    train(5);
    QCOMPARE(view_->seeds().band()->steps.back(), 45.0);
    QCOMPARE(view_->seeds().band()->rate, 0.02);
}

void TestSeedBands::aDivergedHalfIsDrawnAndTold() {
    lesson::ExperimentBlock block = samples::sineAtThreeRates();
    block.experiment.runs = {block.experiment.runs[0], block.experiment.runs[2]};
    TrainedFrames frames(block);
    frames.train(200);
    show(frames);
    train(5);
    const std::optional<SeedBand>& band = view_->seeds().band();
    QCOMPARE(band->runs.size(), std::size_t{2});
    QCOMPARE(band->runs[0].diverged, std::int64_t{0});
    QCOMPARE(band->runs[1].diverged, std::int64_t{5});
    QVERIFY(std::isinf(band->runs[1].losses.back().median));
    QVERIFY(view_->spokenSummary().contains(u", 5 diverged"_s));
    QVERIFY(std::isfinite(view_->chart().space().y.high)); // the other can still be seen
    QVERIFY(!view_->chart().grab().isNull());
    QVERIFY(chipOf(*view_, u"5 seeds"_s));
}

void TestSeedBands::isOfferedWhereSomethingIsLeftToChance_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::addColumn<bool>("offered");
    lesson::ExperimentBlock noisy = samples::surface(training::SurfaceKind::NoisyBowl);
    std::get<training::SurfaceProblem>(noisy.experiment.problem).noise = 0.5;
    QTest::newRow("a network") << samples::circle() << true;
    QTest::newRow("a surface") << samples::parabola(0.1) << false;
    QTest::newRow("a noisy surface") << noisy << true;
}

void TestSeedBands::isOfferedWhereSomethingIsLeftToChance() {
    QFETCH(lesson::ExperimentBlock, block);
    QFETCH(bool, offered);
    const TrainedFrames frames(block);
    show(frames);
    QCOMPARE(view_->seeds().button().isVisible(), offered);
}

QTEST_MAIN(TestSeedBands)
#include "test_seed_bands.moc"
