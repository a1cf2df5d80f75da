#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/histograms_view.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestHistogramsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void hasARowForEachLayer();
    void countsEveryNumberOfALayer_data();
    void countsEveryNumberOfALayer();
    void beginsWithWhatTheLessonNames();
    void saysThatThereIsNoGradientYet();
    void tellsSizesInPowersOfTen();
    void keepsTheSizeOfEachUpdate();
    void forgetsTheUpdatesOfARunThatBeginsAnew();
    void keepsAsManyUpdatesAsCanBeDrawn();
    void stepsThroughBinsAndLayersByKeyboard();
    void saysWhatItNeeds();

private:
    HistogramsView& show(const TrainedFrames& frames);
    void choose(HistogramsView::Quantity quantity);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<HistogramsView> view_{};
};

Q_DECLARE_METATYPE(HistogramsView::Quantity)
using Quantity = HistogramsView::Quantity;

HistogramsView& TestHistogramsView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<HistogramsView>(samples::view(lesson::ViewKind::Histograms), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestHistogramsView::choose(Quantity quantity) {
    view_->quantitySelector().setCurrentIndex(static_cast<int>(quantity));
}

void TestHistogramsView::hasARowForEachLayer() {
    TrainedFrames frames(samples::circle()); // 2-8-8-1
    frames.train(5);
    show(frames);
    QCOMPARE(view_->summaries().size(), std::size_t(3));
    QVERIFY(view_->chart().notice().isEmpty());
    QVERIFY(view_->spokenSummary().contains(u"layer 1 from"_s));
    QVERIFY(view_->spokenSummary().contains(u"output from"_s));
}

void TestHistogramsView::countsEveryNumberOfALayer_data() {
    QTest::addColumn<Quantity>("quantity");
    QTest::addColumn<std::int64_t>("second");
    QTest::newRow("weights") << Quantity::Weights << std::int64_t(64);
    QTest::newRow("biases") << Quantity::Biases << std::int64_t(8);
    QTest::newRow("gradients") << Quantity::Gradients << std::int64_t(64);
    QTest::newRow("activations") << Quantity::Activations << std::int64_t(8 * 210);
}

void TestHistogramsView::countsEveryNumberOfALayer() {
    QFETCH(const Quantity, quantity);
    QFETCH(const std::int64_t, second);
    TrainedFrames frames(samples::circle());
    frames.train(5);
    QCOMPARE(frames.data()->train.size(), 210);
    show(frames);
    choose(quantity);
    const auto& bins = view_->summaries()[1].bins;
    QCOMPARE(std::accumulate(bins.begin(), bins.end(), std::int64_t(0)), second);
}

void TestHistogramsView::beginsWithWhatTheLessonNames() {
    TrainedFrames frames(samples::circle());
    frames.train(5);
    lesson::View view = samples::view(lesson::ViewKind::Histograms);
    for (const Quantity quantity : {Quantity::Weights, Quantity::Biases, Quantity::Gradients,
                                    Quantity::Activations, Quantity::Updates}) {
        view.quantity = quantity;
        view_ = std::make_unique<HistogramsView>(view, *appearance_);
        view_->setExperiment(frames.block(), frames.data());
        view_->showFrame(frames.frame());
        QCOMPARE(view_->quantitySelector().currentIndex(), static_cast<int>(quantity));
        QVERIFY(view_->spokenSummary().contains(view_->quantitySelector().currentText()));
        QCOMPARE(view_->summaries().empty(), quantity == Quantity::Updates);
    }
    QCOMPARE(view_->quantitySelector().currentText(), u"Updates"_s);
}

void TestHistogramsView::saysThatThereIsNoGradientYet() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    choose(Quantity::Gradients);
    QVERIFY(view_->chart().notice().contains(u"first step"_s));
    QCOMPARE(view_->spokenSummary(), view_->chart().notice());
    choose(Quantity::Weights);
    QVERIFY(view_->chart().notice().isEmpty());
}

void TestHistogramsView::tellsSizesInPowersOfTen() {
    TrainedFrames frames(samples::circle());
    frames.train(5);
    show(frames);
    choose(Quantity::Gradients);
    const training::NumberSummary plain = view_->summaries()[1];
    QTest::keyClick(&view_->sizeSwitch(), Qt::Key_Space);
    const training::NumberSummary sizes = view_->summaries()[1];
    const double largest = std::max(std::abs(plain.least), std::abs(plain.greatest));
    QVERIFY(std::abs(sizes.greatest - std::log10(largest)) < 1e-4);
}

void TestHistogramsView::keepsTheSizeOfEachUpdate() {
    TrainedFrames frames(samples::circle());
    show(frames);
    for (int i = 0; i < 6; ++i) {
        frames.train(1);
        view_->showFrame(frames.frame());
    }
    choose(Quantity::Updates);
    QCOMPARE(view_->ratios(0).size(), 6);
    QCOMPARE(view_->ratios(0).last().x(), 6.0);
    // Of plain descent the move is the rate times the gradient.
    const training::RunSnapshot run = frames.frame().snapshot.runs[0];
    double moved = 0, size = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        const auto move = 0.1 * static_cast<double>(run.gradient[i]);
        moved += move * move;
        size += std::pow(static_cast<double>(run.parameters[i]) + move, 2);
    }
    QVERIFY(std::abs(view_->ratios(0).last().y() - std::log10(std::sqrt(moved / size))) < 1e-3);
    QVERIFY(view_->chart().notice().isEmpty());
}

void TestHistogramsView::forgetsTheUpdatesOfARunThatBeginsAnew() {
    TrainedFrames frames(samples::circle());
    show(frames);
    frames.train(3);
    view_->showFrame(frames.frame());
    QCOMPARE(view_->ratios(0).size(), 1);
    TrainedFrames anew(samples::circle());
    view_->showFrame(anew.frame());
    QCOMPARE(view_->ratios(0).size(), 0);
}

void TestHistogramsView::keepsAsManyUpdatesAsCanBeDrawn() {
    TrainedFrames frames(samples::circle());
    frames.train(1);
    show(frames);
    ExperimentFrame frame = frames.frame();
    for (std::int64_t step = 2; step < 6000; ++step) {
        frame.snapshot.runs[0].step = step;
        view_->showFrame(frame);
    }
    QVERIFY(view_->ratios(2).size() <= 1200);
    QVERIFY(view_->ratios(2).size() >= 500);
    QVERIFY(view_->ratios(2).last().x() > 5900);
}

void TestHistogramsView::stepsThroughBinsAndLayersByKeyboard() {
    TrainedFrames frames(samples::circle());
    frames.train(5);
    show(frames);
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&chart, Qt::Key_Up);
    QVERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"layer 1: Weights"_s);
    QTest::keyClick(&chart, Qt::Key_Down);
    QCOMPARE(chart.readOut()->heading, u"layer 2: Weights"_s);
    const QString before = chart.readOut()->rows[0].name;
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY(chart.readOut()->rows[0].name != before);
}

void TestHistogramsView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::parabola(0.1));
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"network"_s));
}

QTEST_MAIN(TestHistogramsView)
#include "test_histograms_view.moc"
