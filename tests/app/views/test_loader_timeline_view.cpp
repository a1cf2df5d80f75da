#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/lane_item.h"
#include "views/loader_timeline_view.h"

#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using training::BatchTimes;

namespace {

lesson::ExperimentBlock prefetched() {
    lesson::ExperimentBlock block = samples::circle();
    block.experiment.runs.front().loader = {.prefetch = 2, .microseconds = 20};
    return block;
}

/// Batches that take 3 ms of waiting and 1 ms of training each, and the loader 4 ms.
std::vector<BatchTimes> slowLoader(std::int64_t first, int count) {
    std::vector<BatchTimes> timeline;
    for (std::int64_t batch = first; batch < first + count; ++batch) {
        const double begin = 0.004 * static_cast<double>(batch);
        timeline.push_back({.batch = batch,
                            .loadBegin = begin - 0.001,
                            .loadEnd = begin + 0.003,
                            .waitBegin = begin,
                            .waitEnd = begin + 0.003,
                            .stepEnd = begin + 0.004});
    }
    return timeline;
}

} // namespace

class TestLoaderTimelineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void showsARunAsItWasMeasured();
    void tellsTheSharesOfTheLastBatches();
    void theAxisKeepsStillWhileBatchesComeAndGo();
    void batchesThatLieReadyAreOnlyLoaded();
    void theLegendHidesWhatItNames();
    void isReadByPointerAndByKeys();
    void theStepUnderWayHasNoTrainingYet();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();

private:
    void show(const lesson::ExperimentBlock& block);
    void showTimeline(std::vector<BatchTimes> timeline, std::int64_t step = 1);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<LoaderTimelineView> view_{};
    std::unique_ptr<TrainedFrames> frames_{};
};

void TestLoaderTimelineView::show(const lesson::ExperimentBlock& block) {
    frames_ = std::make_unique<TrainedFrames>(block);
    view_ =
        std::make_unique<LoaderTimelineView>(samples::view(lesson::ViewKind::LoaderTimeline), *appearance_);
    view_->setExperiment(frames_->block(), frames_->data());
    openWindow(*view_);
}

void TestLoaderTimelineView::showTimeline(std::vector<BatchTimes> timeline, std::int64_t step) {
    ExperimentFrame frame = frames_->frame();
    frame.snapshot.runs.front().step = step;
    frame.snapshot.runs.front().timeline = std::move(timeline);
    view_->showFrame(frame);
}

void TestLoaderTimelineView::showsARunAsItWasMeasured() {
    show(prefetched());
    QVERIFY(view_->parts().loader);
    frames_->train(30);
    view_->showFrame(frames_->frame());
    const LoaderTimelineView::Shares& shares = view_->shares();
    QCOMPARE(shares.batches, LoaderTimelineView::kShown);
    QVERIFY(shares.loaded >= 10 * 20e-6); // ten samples of a batch
    QVERIFY(shares.trained > 0 && shares.seconds > 0);
    QVERIFY(shares.waiting >= 0 && shares.training > 0 && shares.between() > -1e-9);
    QVERIFY(view_->lanes().bars().size() >= 3 * 30);
    QVERIFY(view_->chart().notice().isEmpty());
}

void TestLoaderTimelineView::tellsTheSharesOfTheLastBatches() {
    show(prefetched());
    std::vector<BatchTimes> timeline = slowLoader(0, 40);
    for (std::size_t i = 0; i < 10; ++i)
        timeline[i].loadBegin -= 1; // long ago
    showTimeline(timeline);
    QVERIFY(std::abs(view_->shares().waiting - 0.75) < 1e-9);
    QVERIFY(std::abs(view_->shares().training - 0.25) < 1e-9);
    QVERIFY(std::abs(view_->shares().loaded - 0.004) < 1e-9);
    QCOMPARE(view_->card().header().subtitle(), u"last 12 batches · waiting 75 % · training 25 %"_s);
    const QString spoken = view_->spokenSummary();
    QVERIFY2(spoken.contains(u"loading one takes 4 ms"_s) && spoken.contains(u"waiting for it 3 ms"_s) &&
                 spoken.contains(u"0 % lies between"_s),
             qPrintable(spoken));
    for (std::size_t i = 1; i < timeline.size(); ++i) // a pace of one step every 8 ms
        for (double* moment : {&timeline[i].waitBegin, &timeline[i].waitEnd, &timeline[i].stepEnd})
            *moment += 0.004 * static_cast<double>(i);
    showTimeline(timeline);
    QVERIFY(view_->shares().between() > 0.4);
}

void TestLoaderTimelineView::theAxisKeepsStillWhileBatchesComeAndGo() {
    show(prefetched());
    showTimeline(slowLoader(0, 40));
    const AxisRange before = view_->chart().space().x;
    QVERIFY(before.low <= -48 && before.low >= -100 && before.high > 0); // twelve batches of 4 ms
    showTimeline(slowLoader(3, 40));
    QCOMPARE(view_->chart().space().x, before);
    QCOMPARE(view_->lanes().bars().last().to, 0.0); // the last step ends now
}

void TestLoaderTimelineView::batchesThatLieReadyAreOnlyLoaded() {
    show(prefetched());
    std::vector<BatchTimes> timeline = slowLoader(0, 5);
    const qsizetype bars = 3 * 5;
    showTimeline(timeline);
    QCOMPARE(view_->lanes().bars().size(), bars);
    timeline.push_back({.batch = 5, .loadBegin = 0.0155, .loadEnd = 0.0195});
    showTimeline(timeline);
    QCOMPARE(view_->lanes().bars().size(), bars + 1);
    QCOMPARE(view_->lanes().bars().last().lane, 1);
    QCOMPARE(view_->lanes().bars().last().text, u"6"_s);
    QCOMPARE(view_->shares().batches, 5);
}

void TestLoaderTimelineView::theLegendHidesWhatItNames() {
    show(prefetched());
    showTimeline(slowLoader(0, 5));
    const auto hatched = [&] {
        return std::ranges::count_if(view_->lanes().bars(), &LaneItem::Bar::hatched);
    };
    QCOMPARE(hatched(), 5);
    const QList<QToolButton*> chips = view_->card().header().chips();
    QCOMPARE(chips.size(), 3);
    QTest::keyClick(chips[1], Qt::Key_Space);
    QCOMPARE(hatched(), 0);
    QCOMPARE(view_->lanes().bars().size(), 10);
    QTest::mouseClick(chips[0], Qt::LeftButton);
    QCOMPARE(view_->lanes().bars().size(), 5);
    showTimeline(slowLoader(2, 5)); // stays so
    QCOMPARE(view_->lanes().bars().size(), 5);
}

void TestLoaderTimelineView::isReadByPointerAndByKeys() {
    show(prefetched());
    showTimeline(slowLoader(0, 10));
    CourseChartView& chart = view_->chart();
    const auto point = [&](double milliseconds, double lane) { pointAt(chart, {milliseconds, lane}); };
    point(-0.5, 0);
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Batch 10"_s);
    QCOMPARE(chart.readOut()->rows[0].value, u"4 ms"_s); // loading
    QCOMPARE(chart.readOut()->rows[1].value, u"3 ms"_s);
    QCOMPARE(chart.readOut()->rows[2].value, u"1 ms"_s);
    QVERIFY(chart.readOut()->rows[2].strong);
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.readOut()->heading, u"Batch 9"_s);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.readOut()->heading, u"Batch 10"_s);
    point(-8, 1);
    QTRY_VERIFY(chart.readOut() && chart.readOut()->at.y() > 0.5);
    QVERIFY(chart.readOut()->rows[0].strong);
}

void TestLoaderTimelineView::theStepUnderWayHasNoTrainingYet() {
    show(prefetched());
    std::vector<BatchTimes> timeline = slowLoader(0, 3);
    timeline.back().stepEnd = 0;
    showTimeline(timeline, 2);
    QCOMPARE(view_->shares().batches, 2);
    QCOMPARE(view_->lanes().bars().size(), 3 * 3 - 1);
    timeline = {timeline.back()};
    showTimeline(timeline, 0);
    QCOMPARE(view_->shares().batches, 0);
    QVERIFY(view_->spokenSummary().contains(u"not done yet"_s));
}

void TestLoaderTimelineView::saysWhyThereIsNothing_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::addColumn<std::int64_t>("step");
    QTest::addColumn<QString>("words");
    QTest::newRow("a surface") << samples::parabola(0.1) << std::int64_t{3} << u"network on data"_s;
    QTest::newRow("in memory") << samples::circle() << std::int64_t{3} << u"lie in memory"_s;
    QTest::newRow("at the start") << prefetched() << std::int64_t{0} << u"Nothing trained yet"_s;
    QTest::newRow("long ago") << prefetched() << std::int64_t{7} << u"last batches only"_s;
}

void TestLoaderTimelineView::saysWhyThereIsNothing() {
    QFETCH(lesson::ExperimentBlock, block);
    QFETCH(std::int64_t, step);
    QFETCH(QString, words);
    show(block);
    showTimeline({}, step);
    QVERIFY2(view_->chart().notice().contains(words), qPrintable(view_->chart().notice()));
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
    QVERIFY(view_->lanes().bars().isEmpty());
}

QTEST_MAIN(TestLoaderTimelineView)
#include "test_loader_timeline_view.moc"
