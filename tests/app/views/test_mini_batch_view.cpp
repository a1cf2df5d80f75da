#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/mini_batch_view.h"

#include <QtTest>

#include <set>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestMiniBatchView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void saysThatThereIsNoBatchYet();
    void marksTheBatchOfTheLastStep();
    void marksTheBatchOfTheStepUnderWay();
    void followsTheEpoch();
    void showsTheWholeSetAsOneBatch();
    void showsTheRunThatIsChosen();
    void showsABatchThatIsNotInTheOrder();
    void saysWhatItNeeds();

private:
    MiniBatchView& show(const TrainedFrames& frames);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<MiniBatchView> view_{};
};

MiniBatchView& TestMiniBatchView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<MiniBatchView>(samples::view(lesson::ViewKind::MiniBatch), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestMiniBatchView::saysThatThereIsNoBatchYet() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QVERIFY(view_->batch().empty());
    QCOMPARE(view_->progress().value(), 0);
    QVERIFY(view_->spokenSummary().contains(u"no batch yet"_s));
}

void TestMiniBatchView::marksTheBatchOfTheLastStep() {
    TrainedFrames frames(samples::circle());
    frames.train(4);
    show(frames);
    QCOMPARE(view_->batch(), frames.frame().snapshot.runs[0].batch);
    QCOMPARE(view_->batch().size(), std::size_t(10));
    QCOMPARE(view_->seen().size(), std::size_t(30));
    QCOMPARE(view_->progress().value(), 40);
    QCOMPARE(view_->progress().maximum(), 210);
    QVERIFY(view_->card().header().subtitle().contains(u"epoch 1 · batch 4 of 21"_s));
}

void TestMiniBatchView::marksTheBatchOfTheStepUnderWay() {
    TrainedFrames frames(samples::circle());
    frames.train(4);
    const auto before = frames.frame().snapshot.runs[0].batch;
    frames.act(); // ZeroGrad
    frames.act(); // Forward
    show(frames);
    QVERIFY(view_->batch() != before);
    QCOMPARE(view_->seen().size(), std::size_t(40));
    QVERIFY(view_->card().header().subtitle().contains(u"step 4 · epoch 1 · batch 5 of 21"_s));
}

void TestMiniBatchView::followsTheEpoch() {
    TrainedFrames frames(samples::circle());
    show(frames);
    std::set<std::int64_t> dealt;
    for (int step = 1; step <= 21; ++step) {
        frames.train(1);
        view_->showFrame(frames.frame());
        QCOMPARE(view_->seen().size(), dealt.size());
        for (const std::int64_t sample : view_->seen())
            QVERIFY(dealt.contains(sample));
        dealt.insert(view_->batch().begin(), view_->batch().end());
    }
    QCOMPARE(dealt.size(), std::size_t(210));
    QCOMPARE(view_->progress().value(), 210);
    frames.train(1);
    view_->showFrame(frames.frame());
    QVERIFY(view_->seen().empty());
    QVERIFY(view_->card().header().subtitle().contains(u"epoch 2 · batch 1 of 21"_s));
}

void TestMiniBatchView::showsTheWholeSetAsOneBatch() {
    lesson::ExperimentBlock block = samples::circle();
    block.experiment.runs[0].batchSize = 0;
    TrainedFrames frames(block);
    frames.train(3);
    show(frames);
    QCOMPARE(view_->batch().size(), std::size_t(210));
    QVERIFY(view_->card().header().subtitle().contains(u"epoch 3 · batch 1 of 1"_s));
}

void TestMiniBatchView::showsTheRunThatIsChosen() {
    lesson::ExperimentBlock block = samples::blobs();
    block.experiment.runs[1].batchSize = 30;
    TrainedFrames frames(block);
    frames.train(2);
    show(frames);
    QCOMPARE(view_->batch().size(), std::size_t(16));
    view_->runSelector().setCurrentIndex(1);
    QCOMPARE(view_->batch().size(), std::size_t(30));
    QCOMPARE(view_->seen().size(), std::size_t(30));
}

void TestMiniBatchView::showsABatchThatIsNotInTheOrder() {
    TrainedFrames frames(samples::circle());
    frames.train(4);
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].batch = {1, 2, 3};
    view_->showFrame(frame);
    QCOMPARE(view_->batch(), std::vector<std::int64_t>({1, 2, 3}));
    QVERIFY(view_->seen().empty());
    frame.snapshot.runs[0].batch = {1, 9999};
    view_->showFrame(frame);
    QVERIFY(view_->batch().empty());
    view_->showFrame(frames.frame());
    QCOMPARE(view_->seen().size(), std::size_t(30));
}

void TestMiniBatchView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::line(false));
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"plane"_s));
    QVERIFY(!view_->progress().isVisible());
}

QTEST_MAIN(TestMiniBatchView)
#include "test_mini_batch_view.moc"
