#include "charts/chart_header.h"
#include "charts/legend_chip.h"
#include "charts/relief_plot.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/landscape_view.h"
#include "views/trails_item.h"

#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using training::SurfaceKind;

namespace {

/// A bowl for plain descent alone, of which each step goes half the way down.
lesson::ExperimentBlock bowl() {
    lesson::ExperimentBlock block = samples::surface(SurfaceKind::Bowl);
    block.experiment.runs.resize(1);
    block.experiment.runs[0].optimizer.learningRate = 0.5;
    return block;
}

} // namespace

class TestLandscapeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void paintsTheSurfaceThatIsTrainedOn();
    void tellsWhereARunIs();
    void speaksOfEveryRun();
    void readsOutThePlaceOfARunNearby();
    void readsOutTheMinima();
    void hidesARunByItsChip();
    void theRunShownLiesOnTop();
    void saysThatARunHasLeftThePicture();
    void saysThatARunDiverged();
    void comesBackWhenTheRunsBeginAnew();
    void movesTheStartWhereTheStudentMay();
    void pansWhereTheStartStays();
    void showsTheSameInThreeDimensions();
    void saysWhatItNeeds();

private:
    void drag(QPointF from, QPointF to) const;
    LandscapeView& show(const TrainedFrames& frames);
    QImage plot() const { return view_->chart().grab().toImage(); }

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<LandscapeView> view_{};
};

LandscapeView& TestLandscapeView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<LandscapeView>(samples::view(lesson::ViewKind::Landscape), *appearance_);
    openWindow(*view_, frames, {700, 520});
    return *view_;
}

void TestLandscapeView::paintsTheSurfaceThatIsTrainedOn() {
    const TrainedFrames frames(samples::surface(SurfaceKind::Himmelblau));
    show(frames);
    const Terrain& terrain = view_->terrain();
    const auto surface = *training::Surface::create(training::defaultSurface(SurfaceKind::Himmelblau));
    const ScalarGrid& heights = terrain.heights();
    for (const auto& [column, row] : {std::pair{0, 0}, {40, 60}, {120, 17}}) {
        const double loss = surface.value<double>({heights.xOf(column), heights.yOf(row)});
        const double shown = terrain.lossAt(static_cast<double>(heights.at(column, row)));
        QVERIFY(std::abs(shown - loss) < 1e-3 * (1 + std::abs(loss)));
    }
    const PlotSpace& space = view_->chart().space();
    QVERIFY(std::abs(space.pixelsPerX() - space.pixelsPerY()) < 1e-9); // a right angle looks like one
}

void TestLandscapeView::tellsWhereARunIs() {
    TrainedFrames frames(bowl());
    frames.train(1);
    show(frames);
    QCOMPARE(view_->card().header().subtitle(), u"step 1 · at (0.5, 0.5) · loss 0.25"_s);
}

void TestLandscapeView::speaksOfEveryRun() {
    TrainedFrames frames(samples::surface(SurfaceKind::Ravine));
    frames.train(20);
    show(frames);
    for (const auto* name : {"SGD", "Momentum", "RMSProp", "Adam"})
        QVERIFY(view_->spokenSummary().contains(QLatin1String(name) + u": step 20, from (1, 1) to"_s));
}

void TestLandscapeView::readsOutThePlaceOfARunNearby() {
    TrainedFrames frames(bowl());
    frames.train(1);
    show(frames);
    pointAt(view_->chart(), {0.52, 0.48});
    QTRY_VERIFY(view_->chart().readOut());
    QCOMPARE(view_->chart().readOut()->heading, u"SGD"_s);
    QCOMPARE(view_->chart().readOut()->at, QPointF(0.5, 0.5));
    QCOMPARE(view_->chart().readOut()->rows[2].value, u"0.25"_s);
}

void TestLandscapeView::readsOutTheMinima() {
    const TrainedFrames frames(samples::surface(SurfaceKind::Himmelblau));
    show(frames);
    pointAt(view_->chart(), {3.02, 2.01});
    QTRY_VERIFY(view_->chart().readOut());
    QCOMPARE(view_->chart().readOut()->heading, u"Lowest place"_s);
    QVERIFY((view_->chart().readOut()->at - QPointF(3, 2)).manhattanLength() < 1e-9);
}

void TestLandscapeView::hidesARunByItsChip() {
    TrainedFrames frames(samples::surface(SurfaceKind::Ravine));
    frames.train(20);
    show(frames);
    const auto chips = view_->findChildren<LegendChip*>();
    QCOMPARE(chips.size(), 4);
    const QImage all = plot();
    chips[3]->click();
    QVERIFY(plot() != all);
    chips[3]->click();
    QCOMPARE(plot(), all);
}

void TestLandscapeView::theRunShownLiesOnTop() {
    const TrainedFrames frames(samples::surface(SurfaceKind::Ravine)); // all at one place
    show(frames);
    QCOMPARE(view_->runSelector().count(), 4);
    for (const int run : {2, 0, 3}) {
        view_->runSelector().setCurrentIndex(run);
        QCOMPARE(view_->trails().trails().size(), 4);
        const QColor color = view_->trails().trails().last().color;
        QCOMPARE(color, appearance_->theme().series[run]);
        const QPoint start = view_->chart().space().toPixel({1, 1}).toPoint();
        QCOMPARE(plot().pixelColor(start), color);
    }
}

void TestLandscapeView::saysThatARunHasLeftThePicture() {
    TrainedFrames frames(samples::surface(SurfaceKind::Saddle));
    frames.train(5000);
    QCOMPARE(frames.frame().snapshot.runs[1].stopReason, training::StopReason::LeftWindow);
    show(frames);
    QVERIFY(view_->chart().notice().contains(u"Momentum has left the picture"_s));
}

void TestLandscapeView::saysThatARunDiverged() {
    lesson::ExperimentBlock block = samples::surface(SurfaceKind::Ravine);
    block.experiment.runs[0].optimizer.learningRate = 3;
    TrainedFrames frames(block);
    frames.train(2000);
    show(frames);
    QVERIFY(view_->chart().notice().startsWith(u"SGD diverged at step"_s));
    QVERIFY(!plot().isNull());
}

void TestLandscapeView::comesBackWhenTheRunsBeginAnew() {
    TrainedFrames frames(samples::surface(SurfaceKind::Ravine));
    show(frames);
    const QImage before = plot();
    frames.train(50);
    view_->showFrame(frames.frame());
    QVERIFY(plot() != before);
    const TrainedFrames again(samples::surface(SurfaceKind::Ravine));
    view_->showFrame(again.frame());
    QCOMPARE(plot(), before);
}

void TestLandscapeView::drag(QPointF from, QPointF to) const {
    QWidget* viewport = view_->chart().viewport();
    const PlotSpace space = view_->chart().space();
    QTest::mousePress(viewport, Qt::LeftButton, {}, space.toPixel(from).toPoint());
    QTest::mouseMove(viewport, space.toPixel((from + to) / 2).toPoint());
    QTest::mouseMove(viewport, space.toPixel(to).toPoint());
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, space.toPixel(to).toPoint());
}

void TestLandscapeView::movesTheStartWhereTheStudentMay() {
    lesson::ExperimentBlock block = samples::surface(SurfaceKind::Ravine);
    block.controls = {{.knob = lesson::Knob::StartX, .least = -3, .greatest = 3},
                      {.knob = lesson::Knob::StartY, .least = -3, .greatest = 3}};
    const TrainedFrames frames(block);
    show(frames);
    const AxisRange x = view_->chart().space().x;
    const QSignalSpy moved(view_.get(), &ExperimentView::startMoved);
    drag({1, 1}, {-2, 0.5});
    QCOMPARE(moved.size(), 1);
    const double pixel = 1 / view_->chart().space().pixelsPerX();
    QVERIFY((moved.first().first().toPointF() - QPointF(-2, 0.5)).manhattanLength() < 2 * pixel);
    QCOMPARE(view_->chart().space().x, x);
    drag({1, 1}, {1000, 1000}); // at most to the edge of what is seen
    QVERIFY(moved.last().first().toPointF().x() <= view_->chart().space().x.high + pixel);
}

void TestLandscapeView::pansWhereTheStartStays() {
    const TrainedFrames frames(samples::surface(SurfaceKind::Ravine));
    show(frames);
    const AxisRange x = view_->chart().space().x;
    const QSignalSpy moved(view_.get(), &ExperimentView::startMoved);
    drag({1, 1}, {-1, 1});
    QCOMPARE(moved.size(), 0);
    QVERIFY(view_->chart().space().x != x);
}

void TestLandscapeView::showsTheSameInThreeDimensions() {
    TrainedFrames frames(samples::surface(SurfaceKind::Himmelblau));
    frames.train(80);
    LandscapeView& view = show(frames);
    QTest::mouseClick(&view.reliefSwitch(), Qt::LeftButton);
    QVERIFY(!view.chart().isVisible());
    QVERIFY(view.relief().isVisible());
    const QImage seen = view.relief().grab().toImage();
    QTest::keyClick(&view.relief(), Qt::Key_Left);
    QVERIFY(view.relief().grab().toImage() != seen);
    QTest::keyClick(&view.reliefSwitch(), Qt::Key_Space);
    QVERIFY(view.chart().isVisible());
    QVERIFY(!view.relief().isVisible());
}

void TestLandscapeView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    QCOMPARE(view_->spokenSummary(), u"A landscape needs a loss of two weights."_s);
}

QTEST_MAIN(TestLandscapeView)
#include "test_landscape_view.moc"
