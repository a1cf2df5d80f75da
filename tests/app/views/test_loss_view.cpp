#include "charts/axis_scale.h"
#include "charts/chart_header.h"
#include "charts/path_item.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/end_marks_item.h"
#include "views/loss_view.h"

#include <QChart>
#include <QLineSeries>
#include <QtTest>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestLossView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void saysThatNothingIsTrainedYet();
    void drawsRawAndSmoothedAndTest();
    void stepsGrowTheAxisSeldom();
    void endsADivergedRunWithAMark();
    void keepsTheOthersReadableBesideADivergedRun();
    void chipsHideARunByKeyboard();
    void readsOutTheStepUnderThePointer();
    void readsOutStepByStepByArrows();
    void switchesBetweenLinearAndLogarithmic();
    void drawsEarlierRunsBeforeTheFirstStep();
    void beginsAnewWithANewGeneration();
    void saysWhichLossItDraws();
    void speaksOfSmoothingWhereItSmooths();
    void callsRunsAfterTheirOptimizers();
    void saysThatALoopMeasuresNothing();

private:
    LossView& show(const TrainedFrames& frames, bool logarithmic = false);
    QList<QLineSeries*> lines() const;

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<LossView> view_{};
};

LossView& TestLossView::show(const TrainedFrames& frames, bool logarithmic) {
    view_ =
        std::make_unique<LossView>(samples::view(lesson::ViewKind::LossCurves, logarithmic), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

QList<QLineSeries*> TestLossView::lines() const {
    QList<QLineSeries*> drawn;
    for (QAbstractSeries* series : view_->chart().chart()->series())
        if (auto* line = qobject_cast<QLineSeries*>(series); line && line->isVisible() && line->count() > 0)
            drawn << line;
    return drawn;
}

void TestLossView::saysThatNothingIsTrainedYet() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QVERIFY(lines().isEmpty());
    QVERIFY(!view_->chart().notice().isEmpty());
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
}

void TestLossView::drawsRawAndSmoothedAndTest() {
    TrainedFrames frames(samples::circle());
    frames.train(500);
    show(frames);
    QVERIFY(view_->chart().notice().isEmpty());
    QCOMPARE(lines().size(), 2);
    QCOMPARE(view_->everyStep().pieces().size(), 1);
    QVERIFY(view_->everyStep().pieces().front().path.elementCount() <= 700);
    QVERIFY(view_->spokenSummary().contains(u"step 500"_s));
    QVERIFY(view_->spokenSummary().contains(u"test loss"_s));
    for (const QLineSeries* line : lines())
        QVERIFY(line->count() <= 700);
}

void TestLossView::stepsGrowTheAxisSeldom() {
    TrainedFrames frames(samples::circle(0));
    show(frames);
    int changes = 0;
    double right = view_->chart().space().x.high;
    for (int i = 0; i < 200; ++i) {
        frames.train(5);
        view_->showFrame(frames.frame());
        changes += view_->chart().space().x.high != right ? 1 : 0;
        right = view_->chart().space().x.high;
        QVERIFY(right >= 5 * (i + 1));
    }
    QVERIFY(changes > 0);
    QVERIFY2(changes <= 20, qPrintable(QString::number(changes))); // 20 · 1.25ⁿ ≥ 1000
}

void TestLossView::endsADivergedRunWithAMark() {
    TrainedFrames frames(samples::parabola(1.1));
    frames.train(2000);
    show(frames, true);
    QCOMPARE(view_->endMarks().marks().size(), 1);
    const auto broke = frames.frame().curves[0].batch.brokeAt();
    QVERIFY(broke > 100);
    const EndMarksItem::Mark& mark = view_->endMarks().marks().first();
    QCOMPARE(mark.text, u"diverged at step %1"_s.arg(broke));
    QCOMPARE(mark.at.x(), static_cast<double>(broke)); // and not at the last step with a loss
    QVERIFY(view_->chart().space().x.holds(mark.at.x()));
    QVERIFY(view_->spokenSummary().contains(u"diverged at step %1"_s.arg(broke)));
    QVERIFY(view_->chart().space().y.high > 37); // alone it is shown whole
}

void TestLossView::keepsTheOthersReadableBesideADivergedRun() {
    TrainedFrames frames(samples::sineAtThreeRates());
    frames.train(300);
    QVERIFY(frames.frame().curves[2].batch.brokeAt() > 0);
    for (const bool logarithmic : {true, false}) {
        show(frames, logarithmic);
        const PlotSpace& space = view_->chart().space();
        QVERIFY2(logarithmic ? space.y.high < 4 : space.y.high < 20,
                 qPrintable(QString::number(space.y.high)));
        for (const int run : {0, 1}) {
            const double loss = static_cast<double>(
                frames.frame().curves[static_cast<std::size_t>(run)].batch.buckets().back().last);
            QVERIFY(space.y.holds(logarithmic ? std::log10(loss) : loss));
        }
        QVERIFY(view_->endMarks().marks().first().text.startsWith(u"rate 4 diverged"_s));
    }
}

void TestLossView::chipsHideARunByKeyboard() {
    TrainedFrames frames(samples::parabolaAtFourRates());
    frames.train(20);
    show(frames);
    QCOMPARE(lines().size(), 4);
    LegendChip* second = chipOf(*view_, u"rate 0.3"_s);
    QVERIFY(second);
    second->setFocus();
    QTest::keyClick(second, Qt::Key_Space);
    QCOMPARE(lines().size(), 3);
    QCOMPARE(view_->everyStep().pieces().size(), 3);
    frames.train(20);
    view_->showFrame(frames.frame());
    QCOMPARE(lines().size(), 3); // still hidden when the run goes on
    QTest::keyClick(second, Qt::Key_Space);
    QCOMPARE(lines().size(), 4);
    QCOMPARE(view_->everyStep().pieces().size(), 4);
}

void TestLossView::readsOutTheStepUnderThePointer() {
    TrainedFrames frames(samples::parabolaAtFourRates());
    frames.train(20);
    show(frames, true);
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {7, chart.space().y.middle()});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Step 7"_s);
    QCOMPARE(chart.readOut()->rows.size(), std::size_t(4));
    QCOMPARE(chart.readOut()->rows.front().name, u"rate 1.1"_s); // ordered as on the screen
    QCOMPARE(chart.readOut()->rows.back().name, u"rate 0.3"_s);
    // w = 2.4 · 1.2ⁿ after n steps; the loss of step 7 is that of w after 6: 2.4² · 1.44⁶
    QCOMPARE(chart.readOut()->rows.front().value, u"51.36"_s);
}

void TestLossView::readsOutStepByStepByArrows() {
    TrainedFrames frames(samples::parabola(0.1));
    frames.train(20);
    show(frames);
    QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QVERIFY(view_->chart().readOut());
    const QString first = view_->chart().readOut()->heading;
    QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QVERIFY(view_->chart().readOut()->heading != first);
    QTest::keyClick(&view_->chart(), Qt::Key_Left);
    QCOMPARE(view_->chart().readOut()->heading, first);
    for (int i = 0; i < 50; ++i)
        QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QCOMPARE(view_->chart().readOut()->heading, u"Step 20"_s);
    QTest::keyClick(&view_->chart(), Qt::Key_Escape);
    QVERIFY(!view_->chart().readOut());
}

void TestLossView::switchesBetweenLinearAndLogarithmic() {
    TrainedFrames frames(samples::parabola(0.1));
    frames.train(30);
    show(frames);
    QVERIFY(!view_->chart().isLogarithmic());
    QCOMPARE(view_->chart().space().y.low, 0.0);
    view_->axisSwitch().setFocus();
    QTest::keyClick(&view_->axisSwitch(), Qt::Key_Space);
    QVERIFY(view_->chart().isLogarithmic());
    QVERIFY(view_->chart().space().y.low < 0);
    QVERIFY(!lines().isEmpty());
}

void TestLossView::drawsEarlierRunsBeforeTheFirstStep() {
    TrainedFrames earlier(samples::parabola(0.02));
    earlier.train(40);
    TrainedFrames frames(samples::parabola(0.1));
    frames.past().push_back({u"rate 0.02"_s, earlier.frame().curves[0].batch});
    show(frames);
    QVERIFY(view_->chart().notice().isEmpty());
    QCOMPARE(lines().size(), 1);
    QVERIFY(chipOf(*view_, u"rate 0.02"_s));
    QVERIFY(view_->spokenSummary().contains(u"rate 0.02"_s));
    QTest::keyClick(chipOf(*view_, u"rate 0.02"_s), Qt::Key_Space);
    QVERIFY(lines().isEmpty());
}

void TestLossView::beginsAnewWithANewGeneration() {
    TrainedFrames frames(samples::parabola(0.1));
    frames.train(500);
    show(frames);
    view_->chart().zoomAt(view_->chart().space().area.center(), 0.5);
    TrainedFrames again(samples::parabola(0.1));
    ExperimentFrame frame = again.frame();
    frame.snapshot.generation = 2;
    view_->showFrame(frame);
    QVERIFY(!view_->chart().isZoomed());
    QVERIFY(view_->chart().space().x.high < 100);
    QVERIFY(!view_->chart().notice().isEmpty());
}

void TestLossView::saysWhichLossItDraws() {
    lesson::ExperimentBlock block = samples::circle(0);
    samples::networkOf(block).loss = training::Loss::Hinge;
    const TrainedFrames frames(block);
    QCOMPARE(show(frames).card().header().subtitle(), u"hinge loss"_s);
}

void TestLossView::speaksOfSmoothingWhereItSmooths() {
    TrainedFrames frames(samples::circle());
    frames.train(100);
    const auto subtitle = [this] { return view_->card().header().subtitle(); };
    show(frames);
    QCOMPARE(subtitle(), u"binary cross-entropy · test dashed"_s);
    frames.train(100);
    view_->showFrame(frames.frame());
    QCOMPARE(subtitle(), u"binary cross-entropy · every step faint, smoothed on top · test dashed"_s);
    const TrainedFrames surface(samples::parabola(0.1));
    show(surface);
    QCOMPARE(subtitle(), QString());
}

void TestLossView::callsRunsAfterTheirOptimizers() {
    using Kind = training::OptimizerSettings::Kind;
    lesson::ExperimentBlock block = samples::circle(0);
    block.experiment.runs.assign(2, {});
    block.experiment.runs[0].optimizer = training::defaultSettings(Kind::Adam);
    block.experiment.runs[1].optimizer = training::defaultSettings(Kind::RmsProp);
    block.experiment.runs[1].optimizer.learningRate = block.experiment.runs[0].optimizer.learningRate;
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(5);
    show(frames);
    QVERIFY(chipOf(*view_, u"Adam"_s));
    QVERIFY(chipOf(*view_, u"RMSProp"_s));
    QVERIFY(view_->spokenSummary().contains(u"RMSProp: loss"_s));
}

void TestLossView::saysThatALoopMeasuresNothing() {
    lesson::ExperimentBlock block = samples::circle(0);
    block.experiment.runs[0].loop = {training::Act::ZeroGrad, training::Act::Forward};
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(5);
    show(frames);
    QCOMPARE(view_->chart().notice(), u"This loop never measures a loss."_s);
    QVERIFY(view_->endMarks().marks().isEmpty());
}

QTEST_MAIN(TestLossView)
#include "test_loss_view.moc"
