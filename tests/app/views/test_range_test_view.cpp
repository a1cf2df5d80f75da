#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/range_test_view.h"
#include "views/task_strip.h"

#include <QPushButton>
#include <QtTest>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestRangeTestView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void waitsUntilItIsAsked();
    void findsTheRateByKeyboard();
    void isCancelledByKeyboard();
    void forgetsWhatAnotherExperimentFound();
    void testsTheRunThatIsChosen();
    void testsASurface();
    void stepsFromRateToRate();

private:
    RangeTestView& show(const TrainedFrames& frames);
    void run() { QTest::keyClick(&view_->strip().beginButton(), Qt::Key_Space); }

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<RangeTestView> view_{};
};

RangeTestView& TestRangeTestView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<RangeTestView>(samples::view(lesson::ViewKind::RangeTest), *appearance_);
    view_->setExperiment(frames.block(), frames.data());
    openWindow(*view_);
    return *view_;
}

void TestRangeTestView::waitsUntilItIsAsked() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QVERIFY(!view_->result());
    QVERIFY(!view_->strip().cancelButton().isVisible());
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
}

void TestRangeTestView::findsTheRateByKeyboard() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    run();
    QTRY_VERIFY_WITH_TIMEOUT(view_->result(), 20'000);
    QVERIFY(view_->chart().notice().isEmpty());
    const auto expected = training::rangeTest<float>(frames.block().experiment, 0, frames.data());
    QVERIFY(expected);
    QCOMPARE(view_->result()->losses, expected->losses);
    QVERIFY(expected->steepest);
    QVERIFY(view_->card().header().subtitle().contains(valueText(*expected->steepest, 2)));
    QVERIFY(view_->spokenSummary().contains(u"rate to try first"_s));
    QVERIFY(view_->strip().beginButton().isEnabled());
}

void TestRangeTestView::isCancelledByKeyboard() {
    lesson::ExperimentBlock block = samples::digits();
    samples::networkOf(block).network.layers[0].units = 2000;
    samples::networkOf(block).dataset.samples = 2000;
    block.experiment.runs[0].batchSize = 0;
    const TrainedFrames frames(block);
    show(frames);
    run();
    QTRY_VERIFY(view_->strip().cancelButton().isVisible());
    QVERIFY(!view_->strip().beginButton().isEnabled());
    QTest::keyClick(&view_->strip().cancelButton(), Qt::Key_Space);
    QVERIFY(view_->strip().beginButton().isEnabled());
    QTest::qWait(50);
    QVERIFY(!view_->result());
}

void TestRangeTestView::forgetsWhatAnotherExperimentFound() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    run();
    QTRY_VERIFY_WITH_TIMEOUT(view_->result(), 20'000);
    view_->setExperiment(frames.block(), frames.data());
    QVERIFY(!view_->result());
    QVERIFY(!view_->chart().notice().isEmpty());
}

void TestRangeTestView::testsTheRunThatIsChosen() {
    lesson::ExperimentBlock block = samples::blobs();
    block.experiment.runs[1].batchSize = 4;
    const TrainedFrames frames(block);
    show(frames);
    view_->runSelector().setCurrentIndex(1);
    run();
    QTRY_VERIFY_WITH_TIMEOUT(view_->result(), 20'000);
    const auto expected = training::rangeTest<float>(block.experiment, 1, frames.data());
    QCOMPARE(view_->result()->losses, expected->losses);
}

void TestRangeTestView::testsASurface() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    run();
    QTRY_VERIFY_WITH_TIMEOUT(view_->result(), 20'000);
    QVERIFY(view_->result()->divergedAt); // above 1 it swings ever wider
    QVERIFY(*view_->result()->divergedAt > 1);
}

void TestRangeTestView::stepsFromRateToRate() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    run();
    QTRY_VERIFY_WITH_TIMEOUT(view_->result(), 20'000);
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.readOut());
    const int before = chart.readOut()->rows[0].value.toInt();
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.readOut()->rows[0].value.toInt(), before + 1);
}

QTEST_MAIN(TestRangeTestView)
#include "test_range_test_view.moc"
