#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/basin_item.h"
#include "views/basin_map_view.h"
#include "views/task_strip.h"

#include <QPushButton>
#include <QtTest>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestBasinMapView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void waitsUntilItIsAsked();
    void mapsTheWindowByKeyboard();
    void numbersTheMinima();
    void readsOutWhereAStartEnds();
    void hidesABasin();
    void forgetsTheMapOfAnotherRun();
    void saysWhatItNeeds();

private:
    BasinMapView& show(const TrainedFrames& frames);
    void draw();

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<BasinMapView> view_{};
};

BasinMapView& TestBasinMapView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<BasinMapView>(samples::view(lesson::ViewKind::BasinMap), *appearance_);
    view_->setExperiment(frames.block(), frames.data());
    openWindow(*view_, {700, 500});
    return *view_;
}

void TestBasinMapView::draw() {
    QTest::keyClick(&view_->strip().beginButton(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(view_->map(), 60'000);
}

void TestBasinMapView::waitsUntilItIsAsked() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    QVERIFY(!view_->map());
    QVERIFY(view_->card().header().chips().isEmpty());
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
}

void TestBasinMapView::mapsTheWindowByKeyboard() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    draw();
    double all = 0;
    for (int end = training::BasinMap::Unknown; end < 4; ++end)
        all += end == training::BasinMap::Unknown ? 0 : view_->map()->share(end);
    QVERIFY(std::abs(all - 1) < 1e-9);
    QVERIFY(view_->card().header().chips().size() >= 4);
    QVERIFY(view_->card().header().chips().first()->text().contains(u'%'));
    QVERIFY(view_->spokenSummary().contains(u"minimum 1 at"_s));
}

void TestBasinMapView::numbersTheMinima() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    QVERIFY(view_->item().marks().isEmpty());
    draw();
    QCOMPARE(view_->item().marks().size(), 4);
    QCOMPARE(view_->item().marks()[2].text, u"3"_s);
    QCOMPARE(view_->item().marks()[2].at.x(), view_->map()->minima[2].place[0]);
}

void TestBasinMapView::readsOutWhereAStartEnds() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    draw();
    CourseChartView& chart = view_->chart();
    const auto& place = view_->map()->minima[1].place;
    pointAt(chart, {place[0], place[1]});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows[0].value, u"minimum 2"_s);
    chart.setFocus();
    const QString before = chart.readOut()->heading;
    QTest::keyClick(&chart, Qt::Key_Up);
    QVERIFY(chart.readOut()->heading != before);
}

void TestBasinMapView::hidesABasin() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    draw();
    const QImage before = view_->chart().grab().toImage();
    QTest::keyClick(view_->card().header().chips().first(), Qt::Key_Space);
    QVERIFY(view_->chart().grab().toImage() != before);
}

void TestBasinMapView::forgetsTheMapOfAnotherRun() {
    const TrainedFrames frames(samples::surface(training::SurfaceKind::Himmelblau));
    show(frames);
    draw();
    view_->runSelector().setCurrentIndex(1);
    QVERIFY(!view_->map());
    QVERIFY(view_->item().marks().isEmpty());
    QVERIFY(view_->card().header().chips().isEmpty());
}

void TestBasinMapView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"two parameters"_s));
    QVERIFY(!view_->strip().beginButton().isVisible());
}

QTEST_MAIN(TestBasinMapView)
#include "test_basin_map_view.moc"
