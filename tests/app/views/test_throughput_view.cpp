#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/rate_meter.h"
#include "views/task_strip.h"
#include "views/throughput_view.h"

#include <QPushButton>
#include <QtTest>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestThroughputView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void meterTellsTheRateOfTheLastSecond();
    void meterBeginsAnewWithTheCount();
    void waitsUntilItIsAsked();
    void measuresEachSizeByKeyboard();
    void isCancelled();
    void saysWhatItNeeds();

private:
    ThroughputView& show(const TrainedFrames& frames);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<ThroughputView> view_{};
};

ThroughputView& TestThroughputView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<ThroughputView>(samples::view(lesson::ViewKind::Throughput), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestThroughputView::meterTellsTheRateOfTheLastSecond() {
    RateMeter meter;
    QVERIFY(!meter.rate());
    meter.add(0, 0);
    meter.add(0.1, 50);
    QVERIFY(!meter.rate()); // too early to tell
    for (int i = 2; i <= 20; ++i)
        meter.add(0.1 * i, 50 * i);
    QVERIFY(meter.rate());
    QVERIFY(std::abs(*meter.rate() - 500) < 1e-6);
    for (int i = 21; i <= 40; ++i)
        meter.add(0.1 * i, 1000);
    QCOMPARE(*meter.rate(), 0.0);
}

void TestThroughputView::meterBeginsAnewWithTheCount() {
    RateMeter meter;
    meter.add(0, 0);
    meter.add(0.5, 500);
    QVERIFY(meter.rate());
    meter.add(0.6, 10);
    QVERIFY(!meter.rate());
    meter.add(1.1, 110);
    QVERIFY(std::abs(*meter.rate() - 200) < 1e-9);
}

void TestThroughputView::waitsUntilItIsAsked() {
    TrainedFrames frames(samples::circle());
    frames.train(3);
    show(frames);
    QVERIFY(view_->measured().empty());
    QVERIFY(view_->spokenSummary().contains(u"not measured yet"_s));
}

void TestThroughputView::measuresEachSizeByKeyboard() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QTest::keyClick(&view_->strip().beginButton(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!view_->measured().empty(), 30'000);
    std::vector<std::int64_t> sizes;
    for (const training::Throughput& one : view_->measured()) {
        sizes.push_back(one.batchSize);
        QVERIFY(one.samplesPerSecond() > 0);
    }
    QCOMPARE(sizes, std::vector<std::int64_t>({1, 4, 16, 64, 210}));
    QVERIFY(view_->chart().notice().isEmpty());
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Batches of 1"_s);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.readOut()->heading, u"Batches of 4"_s);
}

void TestThroughputView::isCancelled() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    view_->strip().beginButton().click();
    QVERIFY(view_->strip().cancelButton().isVisible());
    view_->strip().cancelButton().click();
    QVERIFY(view_->strip().beginButton().isEnabled());
    QTest::qWait(50);
    QVERIFY(view_->measured().empty());
}

void TestThroughputView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"network on data"_s));
    QVERIFY(!view_->strip().beginButton().isVisible());
}

QTEST_MAIN(TestThroughputView)
#include "test_throughput_view.moc"
