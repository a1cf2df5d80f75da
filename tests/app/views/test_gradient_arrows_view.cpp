#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/arrows_item.h"
#include "views/gradient_arrows_view.h"

#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestGradientArrowsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void drawsAnArrowForEachBatch();
    void largerBatchesAreLessNoisy();
    void showsTwoParametersByKeyboard();
    void followsTheWeights();
    void computesBesideTheWindowWhereItTakesLong();
    void readsOutTheNearestBatch();
    void saysWhatItNeeds();

private:
    GradientArrowsView& show(const TrainedFrames& frames);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<GradientArrowsView> view_{};
};

GradientArrowsView& TestGradientArrowsView::show(const TrainedFrames& frames) {
    view_ =
        std::make_unique<GradientArrowsView>(samples::view(lesson::ViewKind::GradientArrows), *appearance_);
    openWindow(*view_, frames, {800, 500});
    return *view_;
}

void TestGradientArrowsView::drawsAnArrowForEachBatch() {
    TrainedFrames frames(samples::circle());
    frames.train(20);
    show(frames);
    QVERIFY(view_->cloud());
    QCOMPARE(view_->sizeSelector().currentText(), u"batches of 10"_s); // the run's own
    const auto& arrows = view_->arrows().arrows();
    QCOMPARE(arrows.size(), std::ssize(view_->cloud()->batches) + 1);
    QCOMPARE(arrows.last().to, QPointF(view_->cloud()->fullNorm, 0));
    QVERIFY(view_->chart().space().x.holds(view_->cloud()->fullNorm));
    QVERIFY(view_->spokenSummary().contains(u"Step 20"_s));
}

void TestGradientArrowsView::largerBatchesAreLessNoisy() {
    TrainedFrames frames(samples::circle());
    frames.train(20);
    show(frames);
    // Larger batches are computed beside the window.
    const auto noiseOf = [this](const QString& batches) {
        const double before = view_->cloud()->noise;
        view_->sizeSelector().setCurrentIndex(view_->sizeSelector().findText(batches));
        return QTest::qWaitFor([&] { return view_->cloud()->noise != before; }, 20'000)
                   ? view_->cloud()->noise
                   : std::nan("");
    };
    const QString all = u"all %1"_s.arg(frames.data()->train.size());
    const double four = noiseOf(u"batches of 4"_s);
    QVERIFY(noiseOf(u"batches of 64"_s) < 0.6 * four);
    QVERIFY(noiseOf(all) < 1e-5 * view_->cloud()->fullNorm);
}

void TestGradientArrowsView::showsTwoParametersByKeyboard() {
    TrainedFrames frames(samples::circle());
    frames.train(20);
    show(frames);
    QVERIFY(!view_->parameter(0).isVisible());
    view_->directionSelector().setFocus();
    QTest::keyClick(&view_->directionSelector(), Qt::Key_Down);
    QVERIFY(view_->parameter(0).isVisible());
    QCOMPARE(view_->parameter(0).maximum(), 2 * 8 + 8 + 64 + 8 + 8);
    view_->parameter(1).setValue(5);
    // The full gradient of the weights as they are now; the last step's was that of a batch.
    const auto before = view_->cloud()->full;
    QTest::keyClick(&view_->parameter(1), Qt::Key_Up);
    QCOMPARE(view_->parameter(1).value(), 6);
    QCOMPARE(view_->cloud()->full[0], before[0]);
    QVERIFY(view_->cloud()->full[1] != before[1]);
}

void TestGradientArrowsView::followsTheWeights() {
    TrainedFrames frames(samples::circle());
    show(frames);
    const double before = view_->cloud()->fullNorm;
    frames.train(200);
    view_->showFrame(frames.frame());
    QVERIFY(view_->cloud()->fullNorm != before);
    QVERIFY(view_->card().header().subtitle().startsWith(u"step 200"_s));
}

void TestGradientArrowsView::computesBesideTheWindowWhereItTakesLong() {
    lesson::ExperimentBlock block = samples::digits();
    samples::networkOf(block).network.layers[0].units = 200;
    TrainedFrames frames(block);
    show(frames);
    QVERIFY(!view_->cloud());
    frames.train(1);
    view_->showFrame(frames.frame());
    QTRY_VERIFY_WITH_TIMEOUT(view_->cloud() && view_->card().header().subtitle().startsWith(u"step 1 "_s),
                             20'000);
}

void TestGradientArrowsView::readsOutTheNearestBatch() {
    TrainedFrames frames(samples::circle());
    frames.train(20);
    show(frames);
    CourseChartView& chart = view_->chart();
    pointAt(chart, {view_->cloud()->fullNorm, 0});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows.size(), std::size_t(2));
}

void TestGradientArrowsView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"network on data"_s));
}

QTEST_MAIN(TestGradientArrowsView)
#include "test_gradient_arrows_view.moc"
