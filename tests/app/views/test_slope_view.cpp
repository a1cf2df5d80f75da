#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/slope_item.h"
#include "views/slope_lens.h"
#include "views/slope_view.h"

#include <QChart>
#include <QLineSeries>
#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestSlopeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void tellsWhereTheWeightIsAndWhereItGoes();
    void followsARunThatLeavesTheWindowInDoublings();
    void comesBackWhenTheRunBeginsAnew();
    void staysOnTheCurveWhenTheRunDiverged();
    void readsOutTheSlopeAnywhere();
    void theLabelLeavesOtherRunsFree();
    void theLabelLeavesTheCurveFree_data();
    void theLabelLeavesTheCurveFree();
    void oneSlopeStandsAtTheBallAndAboveThePicture();
    void aLongWayIsSeenFromItsStart();
    void aWeightSetByHandPointsNowhereUntilItTrains();
    void aBallAtTheEdgeIsSeenWhole();
    void movesWithEachStep();
    void showsBothWellsAndTheirDepths();
    void saysWhereTheNextStepLeads_data();
    void saysWhereTheNextStepLeads();
    void saysNothingOfAStepThatHangsOnWhatIsRemembered_data();
    void saysNothingOfAStepThatHangsOnWhatIsRemembered();
    void saysWhatItNeeds();
    void theGlassTellsWhatTheTangentPromisesAndWhatComes();
    void theGlassMeasuresTheOvershoot_data();
    void theGlassMeasuresTheOvershoot();
    void theGlassOpensByKeyboardAndByTheLesson();
    void theGlassFollowsARunThatGoesOn();
    void theGlassLeavesTheCurveFree();
    void theGlassSaysWhyThereIsNoStep_data();
    void theGlassSaysWhyThereIsNoStep();

private:
    SlopeView& show(const TrainedFrames& frames, bool magnified = false);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<SlopeView> view_{};
};

SlopeView& TestSlopeView::show(const TrainedFrames& frames, bool magnified) {
    lesson::View view = samples::view(lesson::ViewKind::Slope);
    view.magnified = magnified;
    view_ = std::make_unique<SlopeView>(view, *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestSlopeView::tellsWhereTheWeightIsAndWhereItGoes() {
    TrainedFrames frames(samples::parabola(0.25)); // slope 2w: each step halves the weight
    frames.train(1);
    show(frames);
    QCOMPARE(view_->card().header().subtitle(), u"step 1 · w 1.2 · loss 1.44 · slope 2.4"_s);
    QVERIFY(view_->spokenSummary().contains(u"leads to 0.6"_s));
}

void TestSlopeView::followsARunThatLeavesTheWindowInDoublings() {
    TrainedFrames frames(samples::parabola(1.1)); // each step grows the weight by 1.2
    show(frames);
    double width = view_->chart().space().x.span();
    QCOMPARE(width, 6.0);
    for (int i = 0; i < 30; ++i) {
        frames.train(1);
        view_->showFrame(frames.frame());
        const AxisRange x = view_->chart().space().x;
        QVERIFY(x.holds(static_cast<double>(frames.frame().snapshot.runs[0].parameters[0])));
        QVERIFY(x.span() == width || x.span() == 2 * width);
        width = x.span();
    }
    QVERIFY(width > 6);
}

void TestSlopeView::comesBackWhenTheRunBeginsAnew() {
    TrainedFrames frames(samples::parabola(1.1));
    frames.train(30);
    show(frames);
    QVERIFY(view_->chart().space().x.span() > 6);
    const TrainedFrames again(samples::parabola(1.1));
    view_->showFrame(again.frame());
    QCOMPARE(view_->chart().space().x.span(), 6.0);
}

void TestSlopeView::staysOnTheCurveWhenTheRunDiverged() {
    TrainedFrames frames(samples::parabola(1.1));
    frames.train(5000);
    QCOMPARE(frames.frame().snapshot.runs[0].stopReason, training::StopReason::Diverged);
    show(frames);
    QVERIFY(view_->chart().notice().startsWith(u"Diverged at step"_s));
    QVERIFY(std::isfinite(view_->chart().space().x.span()));
    QVERIFY(view_->chart().space().x.span() > 1e18);
    view_->grab();
}

void TestSlopeView::readsOutTheSlopeAnywhere() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {-1, 4});
    QTRY_VERIFY(chart.readOut());
    const double weight = chart.readOut()->at.x();
    QVERIFY(std::abs(weight + 1) < 0.02);
    QVERIFY(std::abs(chart.readOut()->at.y() - weight * weight) < 1e-9);
    QCOMPARE(chart.readOut()->rows.back().name, u"slope"_s);
    QVERIFY(std::abs(QString(chart.readOut()->rows.back().value).replace(QChar(0x2212), u'-').toDouble() -
                     2 * weight) < 1e-3);
}

void TestSlopeView::theLabelLeavesOtherRunsFree() {
    TrainedFrames frames(samples::parabolaAtFourRates());
    show(frames);
    for (const QSize size : {QSize(420, 300), QSize(700, 420), QSize(1000, 600)}) {
        view_->resize(size);
        for (int steps = 0; steps < 12; ++steps) {
            frames.train(1);
            view_->showFrame(frames.frame());
            QCoreApplication::processEvents();
            const PlotSpace& space = view_->chart().space();
            for (int shown = 0; shown < view_->runSelector().count(); ++shown) {
                view_->runSelector().setCurrentIndex(shown);
                const QRectF label = view_->marks().labelPlace();
                QVERIFY(space.area.contains(label));
                for (const training::RunSnapshot& run : frames.frame().snapshot.runs) {
                    const auto weight = static_cast<double>(run.parameters.front());
                    QVERIFY2(!label.contains(space.toPixel({weight, weight * weight})),
                             qPrintable(u"run %1 shown, step %2"_s.arg(shown).arg(run.step)));
                }
            }
        }
    }
}

void TestSlopeView::theLabelLeavesTheCurveFree_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::newRow("parabola") << samples::parabola(0.1);
    QTest::newRow("double well") << samples::doubleWell(0.02);
}

void TestSlopeView::theLabelLeavesTheCurveFree() {
    QFETCH(lesson::ExperimentBlock, block);
    TrainedFrames frames(block);
    show(frames);
    for (const QSize size : {QSize(420, 300), QSize(700, 420), QSize(1000, 600)}) {
        view_->resize(size);
        for (int i = 0; i < 20; ++i) {
            frames.train(3);
            view_->showFrame(frames.frame());
            QCoreApplication::processEvents();
            const QRectF label = view_->marks().labelPlace();
            const PlotSpace& space = view_->chart().space();
            const auto* curve = qobject_cast<QLineSeries*>(view_->chart().chart()->series().constFirst());
            QVERIFY(curve);
            for (const QPointF& point : curve->points())
                QVERIFY2(!label.contains(space.toPixel(point)),
                         qPrintable(u"%1 px, %2"_s.arg(size.width()).arg(view_->card().header().subtitle())));
        }
    }
}

void TestSlopeView::oneSlopeStandsAtTheBallAndAboveThePicture() {
    TrainedFrames frames(samples::parabola(0.25));
    frames.train(11);
    show(frames);
    const QString label = view_->marks().tangent()->label;
    QVERIFY2(view_->card().header().subtitle().endsWith(u"· "_s + label), qPrintable(label));
    QCOMPARE(label, u"slope 0.002344"_s);
}

void TestSlopeView::aLongWayIsSeenFromItsStart() {
    TrainedFrames frames(samples::doubleWell(0.02));
    const auto begin = static_cast<double>(frames.frame().snapshot.runs[0].parameters[0]);
    frames.train(400);
    show(frames);
    const QList<QPointF>& trail = view_->marks().balls().constFirst().trail;
    QCOMPARE(trail.constFirst().x(), begin);
    QVERIFY(trail.size() > 5 && trail.size() <= 61);
    QCOMPARE(trail.constLast().x(), static_cast<double>(frames.frame().snapshot.runs[0].parameters[0]));
    for (qsizetype i = 2; i + 1 < trail.size(); ++i) // the last is where it is, however near
        QVERIFY(std::abs(trail[i].x() - trail[i - 1].x()) > 0.001);
}

void TestSlopeView::aWeightSetByHandPointsNowhereUntilItTrains() {
    lesson::ExperimentBlock block = samples::parabola(0.1);
    TrainedFrames plain(block);
    show(plain);
    QVERIFY(view_->marks().tangent()->next);
    block.controls.push_back({.knob = lesson::Knob::Parameter});
    TrainedFrames frames(block);
    show(frames);
    QVERIFY(!view_->marks().tangent()->next);
    frames.train(1);
    view_->showFrame(frames.frame());
    QVERIFY(view_->marks().tangent()->next);
}

void TestSlopeView::aBallAtTheEdgeIsSeenWhole() {
    lesson::ExperimentBlock block = samples::parabola(0.1);
    std::get<training::SurfaceProblem>(block.experiment.problem).start = {3, 0}; // the window ends there
    const TrainedFrames frames(block);
    show(frames);
    const CourseChartView& chart = view_->chart();
    const QPointF ball = chart.space().toPixel({3, 9});
    QVERIFY(std::abs(ball.x() - chart.space().area.right()) < 1);
    const QImage picture = view_->chart().grab().toImage();
    const double ratio = picture.devicePixelRatio();
    const auto colorAt = [&](QPointF place) { return picture.pixelColor((place * ratio).toPoint()); };
    QCOMPARE(colorAt(ball + QPointF(4, 0)), colorAt(ball + QPointF(-4, 0)));
    QVERIFY(colorAt(ball + QPointF(4, 0)) != colorAt(ball + QPointF(12, 0)));
}

void TestSlopeView::movesWithEachStep() {
    TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    const QImage before = view_->chart().grab().toImage();
    frames.train(1);
    view_->showFrame(frames.frame());
    QVERIFY(before != view_->chart().grab().toImage());
}

void TestSlopeView::showsBothWellsAndTheirDepths() {
    TrainedFrames frames(samples::doubleWell(0.02));
    frames.train(500);
    show(frames);
    QVERIFY2(view_->card().header().subtitle().startsWith(u"step 500 · w 0.9671 · loss 0.246 · slope "_s),
             qPrintable(view_->card().header().subtitle()));
    const AxisRange heights = view_->chart().space().y;
    QVERIFY(heights.holds(-0.2561)); // of the deeper well at −1.03
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {-1.5, 0});
    QTRY_VERIFY(chart.readOut());
    const double w = chart.readOut()->at.x();
    QVERIFY(std::abs(w + 1.5) < 0.02);
    QVERIFY(std::abs(chart.readOut()->at.y() - ((w * w - 1) * (w * w - 1) + w / 4)) < 1e-9);
}

void TestSlopeView::saysWhereTheNextStepLeads_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    const auto row = [](const char* name, lesson::ExperimentBlock block, auto&& change) {
        change(block.experiment.runs[0]);
        QTest::newRow(name) << block;
    };
    row("parabola", samples::parabola(0.1), [](auto&) {});
    row("double well", samples::doubleWell(0.02), [](auto&) {});
    row("clipped", samples::doubleWell(0.02), [](auto& run) { run.optimizer.clipNorm = 0.5; });
    row("decay", samples::doubleWell(0.02), [](auto& run) { run.optimizer.weightDecay = 0.3; });
    row("schedule", samples::doubleWell(0.02),
        [](auto& run) { run.schedule = {.kind = training::Schedule::Kind::Exponential, .factor = 0.9}; });
}

void TestSlopeView::saysWhereTheNextStepLeads() {
    QFETCH(lesson::ExperimentBlock, block);
    TrainedFrames frames(block);
    frames.train(3);
    const QString said = show(frames).spokenSummary();
    frames.train(1);
    const auto weight = static_cast<double>(frames.frame().snapshot.runs[0].parameters[0]);
    QVERIFY2(said.contains(u"The next step leads to %1."_s.arg(valueText(weight))), qPrintable(said));
}

void TestSlopeView::saysNothingOfAStepThatHangsOnWhatIsRemembered_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    const auto row = [](const char* name, auto&& change) {
        lesson::ExperimentBlock block = samples::parabola(0.1);
        change(block.experiment.runs[0]);
        QTest::newRow(name) << block;
    };
    using training::Act, training::OptimizerSettings, training::Schedule;
    row("momentum", [](auto& run) { run.optimizer = defaultSettings(OptimizerSettings::Kind::Momentum); });
    row("plateau", [](auto& run) { run.schedule.kind = Schedule::Kind::ReduceOnPlateau; });
    row("no zero_grad", [](auto& run) { run.loop = {Act::Forward, Act::Loss, Act::Backward, Act::Step}; });
}

void TestSlopeView::saysNothingOfAStepThatHangsOnWhatIsRemembered() {
    QFETCH(lesson::ExperimentBlock, block);
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(3);
    QVERIFY(!show(frames).spokenSummary().contains(u"leads to"_s));
    QVERIFY(view_->spokenSummary().contains(u"Step 3"_s));
}

void TestSlopeView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QVERIFY(!view_->chart().notice().isEmpty());
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
}

void TestSlopeView::theGlassTellsWhatTheTangentPromisesAndWhatComes() {
    TrainedFrames frames(samples::parabola(0.25)); // loss w², slope 2w
    frames.train(1);                               // at 1.2: slope 2.4, loss 1.44, next at 0.6
    show(frames, true);
    const std::optional<SlopeStep>& step = view_->lens().step();
    QVERIFY(step);
    QVERIFY(std::abs(step->promised() + 0.25 * 2.4 * 2.4) < 1e-6); // −rate · slope²
    QVERIFY(std::abs(step->change() - (0.36 - 1.44)) < 1e-6);
    QVERIFY(!step->overshoot);
    const auto figures = SlopeLens::figuresOf(*step);
    QCOMPARE(figures.size(), 3);
    QCOMPARE(figures[0].second, u"−1.44"_s);
    QCOMPARE(figures[1].second, u"−1.08"_s);
    QCOMPARE(figures[2].second, u"+0.36"_s);
    QVERIFY2(view_->spokenSummary().contains(u"tangent promises −1.44; loss changes by −1.08"_s),
             qPrintable(view_->spokenSummary()));
}

void TestSlopeView::theGlassMeasuresTheOvershoot_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("overshoot"); // of a step from 2.4, where each leads to (1 − 2 · rate) of it
    QTest::addColumn<bool>("rises");
    QTest::newRow("stays before it") << 0.4 << -1.0 << false;
    QTest::newRow("passes it") << 0.75 << 1.2 << false;
    QTest::newRow("climbs beyond") << 1.1 << 2.88 << true;
}

void TestSlopeView::theGlassMeasuresTheOvershoot() {
    QFETCH(double, rate);
    QFETCH(double, overshoot);
    QFETCH(bool, rises);
    const TrainedFrames frames(samples::parabola(rate));
    show(frames, true);
    const std::optional<SlopeStep>& step = view_->lens().step();
    QVERIFY(step);
    QCOMPARE(step->change() > 0, rises);
    QVERIFY(step->promised() < 0);
    QVERIFY(std::abs(step->overshoot.value_or(-1) - overshoot) < 1e-6);
    QCOMPARE(SlopeLens::figuresOf(*step).size(), overshoot > 0 ? 4 : 3);
}

void TestSlopeView::theGlassOpensByKeyboardAndByTheLesson() {
    const TrainedFrames frames(samples::parabola(0.25));
    show(frames);
    QVERIFY(!view_->lens().isVisible());
    QVERIFY(!view_->spokenSummary().contains(u"promises"_s));
    const QImage without = view_->chart().grab().toImage();
    QTest::keyClick(&view_->lensSwitch(), Qt::Key_Space);
    QVERIFY(view_->lens().isVisible());
    const QImage with = view_->chart().grab().toImage();
    QVERIFY(with != without);
    QTest::mouseClick(&view_->lensSwitch(), Qt::LeftButton);
    QCOMPARE(view_->chart().grab().toImage(), without);
    show(frames, true);
    QVERIFY(view_->lens().isVisible() && view_->lensSwitch().isChecked());
}

void TestSlopeView::theGlassFollowsARunThatGoesOn() {
    TrainedFrames frames(samples::parabola(0.25));
    show(frames, true);
    double before = view_->lens().step()->change();
    for (int i = 0; i < 5; ++i) {
        frames.train(1);
        view_->showFrame(frames.frame());
        QVERIFY(view_->lens().step());
        const double now = view_->lens().step()->change();
        QVERIFY(std::abs(now - before / 4) < 1e-6); // half the weight, a quarter of the loss
        before = now;
    }
}

void TestSlopeView::theGlassLeavesTheCurveFree() {
    const TrainedFrames frames(samples::parabola(0.25));
    show(frames, true);
    const QRectF glass = view_->lens().place();
    const PlotSpace& space = view_->chart().space();
    QVERIFY(space.area.contains(glass));
    for (double weight = -3; weight <= 3; weight += 0.1)
        QVERIFY(!glass.contains(space.toPixel({weight, weight * weight})));
}

void TestSlopeView::theGlassSaysWhyThereIsNoStep_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::addColumn<int>("steps");
    lesson::ExperimentBlock momentum = samples::parabola(0.1);
    momentum.experiment.runs.front().optimizer =
        training::defaultSettings(training::OptimizerSettings::Kind::Momentum);
    QTest::newRow("another optimizer") << momentum << 3;
    QTest::newRow("it diverged") << samples::parabola(1.1) << 5000;
}

void TestSlopeView::theGlassSaysWhyThereIsNoStep() {
    QFETCH(lesson::ExperimentBlock, block);
    QFETCH(int, steps);
    TrainedFrames frames(block);
    frames.train(steps);
    show(frames, true);
    QVERIFY(!view_->lens().step());
    const QImage with = view_->chart().grab().toImage(); // the reason is shown in the place of a step
    view_->lensSwitch().click();
    QVERIFY(view_->chart().grab().toImage() != with);
}

QTEST_MAIN(TestSlopeView)
#include "test_slope_view.moc"
