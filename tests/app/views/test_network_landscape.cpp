#include "charts/chart_header.h"
#include "charts/relief_plot.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "training/dataset_loss.h"
#include "view_window.h"
#include "views/landscape_view.h"
#include "views/network_ground.h"
#include "views/task_strip.h"

#include <QPushButton>
#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

/// The landscape view of a network.
class TestNetworkLandscape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void waitsUntilItIsAsked();
    void itsHeightsAreTheLossesOfThePlane_data();
    void itsHeightsAreTheLossesOfThePlane();
    void theWayEndsWhereTheRunIs();
    void theWayGoesOnWithTheRun();
    void thePastIsShownOnTheSameWay();
    void isDrawnAnewWhenTheRunEnds();
    void isCancelled();
    void saysThatTheRunHasNotMoved();
    void changesDirectionsByKeyboard();
    void showsTheSameInThreeDimensions();
    void tellsWhatItShows();
    void weightsThatAreNoNumbersAreRefused();

private:
    LandscapeView& show(const TrainedFrames& frames, bool alongPath);
    /// Trains in strides, each shown.
    void watch(TrainedFrames& frames, int strides, std::int64_t steps = 5);
    void draw();
    const NetworkLandscape& landscape() const { return *view_->network().landscape(); }

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<LandscapeView> view_{};
};

LandscapeView& TestNetworkLandscape::show(const TrainedFrames& frames, bool alongPath) {
    lesson::View view = samples::view(lesson::ViewKind::Landscape);
    view.alongPath = alongPath;
    view_ = std::make_unique<LandscapeView>(view, *appearance_);
    openWindow(*view_, {700, 520});
    frames.showIn(*view_);
    return *view_;
}

void TestNetworkLandscape::watch(TrainedFrames& frames, int strides, std::int64_t steps) {
    for (int i = 0; i < strides; ++i) {
        frames.train(steps);
        view_->showFrame(frames.frame());
    }
}

void TestNetworkLandscape::draw() {
    QTest::keyClick(&view_->network().strip().beginButton(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!view_->network().isBusy(), 60'000);
}

void TestNetworkLandscape::waitsUntilItIsAsked() {
    const TrainedFrames frames(samples::circle());
    show(frames, false);
    QVERIFY(!view_->network().landscape());
    QVERIFY(view_->network().strip().beginButton().isVisible());
    QVERIFY(view_->spokenSummary().contains(u"Draw the landscape"_s));
    QVERIFY(!view_->reliefSwitch().isEnabled());
    draw();
    QVERIFY(view_->network().landscape());
    QVERIFY(view_->chart().notice().isEmpty());
    QVERIFY(view_->reliefSwitch().isEnabled());
}

void TestNetworkLandscape::itsHeightsAreTheLossesOfThePlane_data() {
    QTest::addColumn<bool>("alongPath");
    QTest::newRow("random") << false;
    QTest::newRow("along the way") << true;
}

void TestNetworkLandscape::itsHeightsAreTheLossesOfThePlane() {
    QFETCH(bool, alongPath);
    TrainedFrames frames(samples::circle());
    show(frames, alongPath);
    watch(frames, 10);
    draw();
    QVERIFY(view_->network().landscape());
    const NetworkLandscape& found = landscape();
    QCOMPARE(found.step, std::int64_t{50});
    const auto& problem = std::get<training::NetworkProblem>(frames.block().experiment.problem);
    const auto network =
        training::Network<float>::create(problem.network, frames.data()->train.features.rows());
    QVERIFY(network);
    training::DatasetLoss<float> loss(*network, training::LossSettings(problem), frames.data()->train);
    const std::vector<float> weights = frames.frame().snapshot.runs[0].parameters;
    QCOMPARE(found.plane.centre, weights);
    QCOMPARE(found.loss, loss.at(weights));
    const ScalarGrid& grid = found.terrain.heights();
    for (const auto& [column, row] :
         {std::pair{0, 0}, {grid.columns - 1, 3}, {grid.columns / 2, grid.rows / 2}}) {
        std::vector<float> there = weights;
        for (std::size_t i = 0; i < there.size(); ++i)
            there[i] += static_cast<float>(grid.xOf(column)) * found.plane.first[i] +
                        static_cast<float>(grid.yOf(row)) * found.plane.second[i];
        const double shown = found.terrain.lossAt(static_cast<double>(grid.at(column, row)));
        QVERIFY2(std::abs(shown - loss.at(there)) < 1e-3 * (1 + shown),
                 qPrintable(u"%1 %2"_s.arg(shown).arg(loss.at(there))));
    }
}

void TestNetworkLandscape::theWayEndsWhereTheRunIs() {
    TrainedFrames frames(samples::circle());
    show(frames, true);
    watch(frames, 30);
    draw();
    const QList<QPointF> way = view_->network().way();
    QCOMPARE(way.size(), 31);                                   // with the start
    QVERIFY(std::hypot(way.last().x(), way.last().y()) < 1e-4); // the plane goes through it
    QVERIFY(way.first().x() > 0);
    const NetworkLandscape& found = landscape();
    QVERIFY(found.shares[0] >= found.shares[1] && found.shares[0] > 0.3 &&
            found.shares[0] + found.shares[1] <= 1 + 1e-9);
    for (const QPointF& place : way) // all of it is in the picture
        QVERIFY(std::isfinite(found.terrain.heightAt(place.x(), place.y())));
}

void TestNetworkLandscape::theWayGoesOnWithTheRun() {
    TrainedFrames frames(samples::circle());
    show(frames, true);
    watch(frames, 10);
    draw();
    const qsizetype before = view_->network().way().size();
    watch(frames, 4);
    QCOMPARE(view_->network().way().size(), before + 4);
    QVERIFY(view_->card().header().subtitle().contains(u"around step 50"_s));
    QVERIFY(view_->card().header().subtitle().contains(u"the run is at step 70"_s));
    TrainedFrames again(samples::circle());
    view_->showFrame(again.frame());
    QCOMPARE(view_->network().way().size(), 1); // it has begun anew
}

void TestNetworkLandscape::thePastIsShownOnTheSameWay() {
    TrainedFrames frames(samples::circle());
    show(frames, true);
    const ExperimentFrame begun = frames.frame();
    const training::Snapshot first = begun.snapshot;
    watch(frames, 10);
    draw();
    const QList<QPointF> whole = view_->network().way();
    ExperimentFrame past = frames.frame();
    past.snapshot = first;
    past.lookedAt = 0;
    view_->showFrame(past);
    const QList<QPointF> then = view_->network().way();
    QVERIFY(then.size() <= 2);
    QVERIFY(QLineF(then.last(), whole.first()).length() < 1e-3);
    view_->showFrame(frames.frame());
    QCOMPARE(view_->network().way().size(), whole.size());
}

void TestNetworkLandscape::isDrawnAnewWhenTheRunEnds() {
    lesson::ExperimentBlock block = samples::circle();
    block.experiment.steps = 40;
    TrainedFrames frames(block);
    show(frames, false);
    draw();
    QCOMPARE(landscape().step, std::int64_t{0});
    watch(frames, 8);
    QTRY_VERIFY_WITH_TIMEOUT(!view_->network().isBusy(), 60'000);
    QVERIFY(view_->network().landscape());
    QCOMPARE(landscape().step, std::int64_t{40});
    view_->showFrame(frames.frame());
    QVERIFY(!view_->network().isBusy()); // once
}

void TestNetworkLandscape::isCancelled() {
    lesson::ExperimentBlock block = samples::digits();
    const TrainedFrames frames(block);
    show(frames, false);
    view_->network().strip().beginButton().click();
    QVERIFY(view_->network().isBusy());
    QVERIFY(view_->network().strip().isVisible());
    QTest::keyClick(&view_->network().strip().cancelButton(), Qt::Key_Space);
    QVERIFY(!view_->network().isBusy());
    QVERIFY(view_->network().strip().beginButton().isEnabled());
    QTest::qWait(50);
    QVERIFY(!view_->network().landscape());
    QVERIFY(view_->chart().notice().contains(u"Draw the landscape"_s));
}

void TestNetworkLandscape::saysThatTheRunHasNotMoved() {
    const TrainedFrames frames(samples::circle());
    show(frames, true);
    draw();
    QVERIFY(!view_->network().landscape());
    QVERIFY(view_->spokenSummary().contains(u"has not moved yet"_s));
}

void TestNetworkLandscape::changesDirectionsByKeyboard() {
    TrainedFrames frames(samples::circle());
    show(frames, false);
    watch(frames, 10);
    draw();
    QVERIFY(!landscape().alongPath);
    QTest::keyClick(&view_->network().directions(), Qt::Key_Down);
    QTRY_VERIFY_WITH_TIMEOUT(!view_->network().isBusy(), 60'000);
    QVERIFY(view_->network().landscape());
    QVERIFY(landscape().alongPath);
}

void TestNetworkLandscape::showsTheSameInThreeDimensions() {
    TrainedFrames frames(samples::circle());
    show(frames, true);
    watch(frames, 10);
    draw();
    QTest::mouseClick(&view_->reliefSwitch(), Qt::LeftButton);
    QVERIFY(view_->relief().isVisible());
    const QImage seen = view_->relief().grab().toImage();
    watch(frames, 3);
    QVERIFY(view_->relief().grab().toImage() != seen); // the way has gone on
}

void TestNetworkLandscape::tellsWhatItShows() {
    TrainedFrames frames(samples::circle());
    show(frames, true);
    watch(frames, 10);
    draw();
    const QString spoken = view_->spokenSummary();
    QVERIFY2(spoken.contains(u"weights of step 50"_s) && spoken.contains(u"The plane holds"_s),
             qPrintable(spoken));
    CourseChartView& chart = view_->chart();
    const auto headingAt = [&](QPoint aside) {
        QTest::mouseMove(chart.viewport(), chart.space().toPixel({0, 0}).toPoint() + aside);
        return chart.readOut() ? chart.readOut()->heading : QString();
    };
    // The row of the computation goes away, and the plot grows, when the window has time for it.
    QTRY_COMPARE(headingAt({3, 2}), u"The run, step 50"_s);
    QVERIFY(chart.readOut()->rows[2].strong);
}

void TestNetworkLandscape::weightsThatAreNoNumbersAreRefused() {
    TrainedFrames frames(samples::circle());
    show(frames, false);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters.assign(frame.snapshot.runs[0].parameters.size(), NAN);
    frame.snapshot.runs[0].step = 3;
    frame.snapshot.runs[0].stopReason = training::StopReason::Diverged;
    view_->showFrame(frame);
    QVERIFY(!view_->network().isBusy());
    draw();
    QVERIFY(!view_->spokenSummary().isEmpty());
    view_->grab();
}

QTEST_MAIN(TestNetworkLandscape)
#include "test_network_landscape.moc"
