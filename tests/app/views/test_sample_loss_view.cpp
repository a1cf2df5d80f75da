#include "charts/axes_item.h"
#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/sample_loss_model.h"
#include "views/sample_loss_view.h"

#include <QHeaderView>
#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestSampleLossView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void measuresEverySample();
    void sortsByKeyboard();
    void sortsByAColumnOfTheTable();
    void staysSortedWhileTheLossesChange();
    void marksThoseThatAreNamedWrong();
    void showsTestSamplesWhereAsked();
    void tellsTargetsOfARegression();
    void aSampleKeepsItsNumberInAnyOrder();
    void placesOfManyAreCounted();
    void headingsStandAboveTheirNumbers();
    void placesAreWholeNumbers_data();
    void placesAreWholeNumbers();
    void readsOutTheSampleUnderTheBar();
    void bearsLossesThatAreNoNumber();

private:
    SampleLossView& show(const TrainedFrames& frames);
    double loss(int row) const { return view_->model().loss(row); }
    static std::vector<Tick> ticksOf(const CourseChartView& chart) {
        for (QGraphicsItem* item : chart.scene()->items())
            if (const auto* axes = qobject_cast<const AxesItem*>(item->toGraphicsObject()))
                return axes->ticksOfX(10);
        return {};
    }

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<SampleLossView> view_{};
};

SampleLossView& TestSampleLossView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<SampleLossView>(samples::view(lesson::ViewKind::SampleLoss), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestSampleLossView::measuresEverySample() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    const SampleLossModel& model = view_->model();
    QCOMPARE(model.rowCount({}), static_cast<int>(frames.data()->train.size()));
    double sum = 0;
    for (int row = 0; row < model.rowCount({}); ++row) {
        QCOMPARE(model.sample(row), row);
        sum += loss(row);
    }
    const double mean = frames.frame().snapshot.runs[0].train.loss;
    QVERIFY(std::abs(sum / model.rowCount({}) - mean) < 1e-4 * mean);
    QVERIFY(std::abs(model.meanLoss() - mean) < 1e-4 * mean);
}

void TestSampleLossView::sortsByKeyboard() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    view_->orderSelector().setFocus();
    QTest::keyClick(&view_->orderSelector(), Qt::Key_Down);
    for (int row = 1; row < view_->model().rowCount({}); ++row)
        QVERIFY(loss(row) <= loss(row - 1));
    QCOMPARE(loss(0), view_->model().greatestLoss());
    QTest::keyClick(&view_->orderSelector(), Qt::Key_Down);
    for (int row = 1; row < view_->model().rowCount({}); ++row)
        QVERIFY(loss(row) >= loss(row - 1));
    QTest::keyClick(&view_->orderSelector(), Qt::Key_Home);
    QCOMPARE(view_->model().sample(7), 7);
}

void TestSampleLossView::sortsByAColumnOfTheTable() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    QVERIFY(!view_->table().isVisible());
    QTest::keyClick(&view_->tableSwitch(), Qt::Key_Space);
    QVERIFY(view_->table().isVisible());
    QVERIFY(!view_->chart().isVisible());
    view_->table().sortByColumn(1, Qt::AscendingOrder); // x
    const auto& x = frames.data()->train.drawn();
    for (int row = 1; row < view_->model().rowCount({}); ++row)
        QVERIFY(x(0, view_->model().sample(row)) >= x(0, view_->model().sample(row - 1)));
}

void TestSampleLossView::staysSortedWhileTheLossesChange() {
    TrainedFrames frames(samples::blobs());
    frames.train(1);
    show(frames);
    view_->orderSelector().setCurrentIndex(static_cast<int>(SampleLossView::Order::GreatestFirst));
    frames.train(100);
    view_->showFrame(frames.frame());
    for (int row = 1; row < view_->model().rowCount({}); ++row)
        QVERIFY(loss(row) <= loss(row - 1));
}

void TestSampleLossView::marksThoseThatAreNamedWrong() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    int wrong = 0;
    for (int row = 0; row < view_->model().rowCount({}); ++row)
        wrong += view_->model().isWrong(row) ? 1 : 0;
    const double accuracy = frames.frame().snapshot.runs[0].train.accuracy;
    QCOMPARE(wrong, static_cast<int>(std::lround((1 - accuracy) * view_->model().rowCount({}))));
    QVERIFY(wrong > 0);
    QCOMPARE(view_->card().header().chips().size(), 2);
}

void TestSampleLossView::showsTestSamplesWhereAsked() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    view_->samplesSelector().setCurrentIndex(1);
    QCOMPARE(view_->model().rowCount({}), static_cast<int>(frames.data()->test.size()));
    const double mean = frames.frame().snapshot.runs[0].test.loss;
    QVERIFY(std::abs(view_->model().meanLoss() - mean) < 1e-4 * mean);
}

void TestSampleLossView::tellsTargetsOfARegression() {
    TrainedFrames frames(samples::line(false));
    frames.train(3);
    show(frames);
    const SampleLossModel& model = view_->model();
    QStringList names;
    for (int column = 0; column < model.columnCount({}); ++column)
        names << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QCOMPARE(names, QStringList({u"Sample"_s, u"x"_s, u"Target"_s, u"Loss"_s}));
    QVERIFY(view_->card().header().chips().isEmpty());
}

void TestSampleLossView::aSampleKeepsItsNumberInAnyOrder() {
    lesson::ExperimentBlock block = samples::line(false);
    samples::networkOf(block).dataset.samples = 5;
    TrainedFrames frames(block);
    frames.train(3);
    show(frames);
    for (const auto order : {SampleLossView::Order::AsInTheData, SampleLossView::Order::GreatestFirst,
                             SampleLossView::Order::LeastFirst}) {
        view_->orderSelector().setCurrentIndex(static_cast<int>(order));
        const std::vector<Tick> ticks = ticksOf(view_->chart());
        QCOMPARE(ticks.size(), std::size_t(5));
        for (int row = 0; row < 5; ++row)
            QCOMPARE(ticks[static_cast<std::size_t>(row)].label, countText(view_->model().sample(row) + 1));
    }
}

void TestSampleLossView::placesOfManyAreCounted() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    view_->orderSelector().setCurrentIndex(static_cast<int>(SampleLossView::Order::GreatestFirst));
    for (const Tick& tick : ticksOf(view_->chart()))
        QCOMPARE(tick.label, countText(std::lround(tick.at)));
}

void TestSampleLossView::headingsStandAboveTheirNumbers() {
    TrainedFrames frames(samples::blobs());
    frames.train(1);
    show(frames);
    view_->tableSwitch().setChecked(true);
    const SampleLossModel& model = view_->model();
    for (int column = 0; column < model.columnCount({}); ++column)
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
                 model.data(model.index(0, column), Qt::TextAlignmentRole));
    const QTableView& table = view_->table();
    QVERIFY(table.mapTo(view_.get(), QPoint()).x() >= 12); // clear of the card's border
}

void TestSampleLossView::placesAreWholeNumbers_data() {
    QTest::addColumn<int>("samples");
    for (const int samples : {2, 5, 13, 40, 1000})
        QTest::addRow("%d samples", samples) << samples;
}

void TestSampleLossView::placesAreWholeNumbers() {
    QFETCH(int, samples);
    lesson::ExperimentBlock block = samples::line(false);
    samples::networkOf(block).dataset.samples = samples;
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(1);
    show(frames);
    QTRY_COMPARE(view_->model().rowCount({}), static_cast<int>(frames.data()->train.size()));
    CourseChartView& chart = view_->chart();
    for (const int width : {420, 700, 1500}) {
        view_->resize(width, 420);
        QCoreApplication::processEvents();
        for (const double factor : {1.0, 0.3, 0.3}) {
            chart.zoomAt(chart.space().area.center(), factor);
            double before = -1;
            QVERIFY(factor < 1 || !ticksOf(chart).empty());
            for (const Tick& tick : ticksOf(chart)) {
                QCOMPARE(tick.at, std::round(tick.at));
                QCOMPARE(tick.label, countText(std::lround(tick.at)));
                QVERIFY(before < 0 || (tick.at - before) * chart.space().pixelsPerX() > 40);
                before = tick.at;
            }
        }
        chart.goHome();
    }
}

void TestSampleLossView::readsOutTheSampleUnderTheBar() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    show(frames);
    view_->orderSelector().setCurrentIndex(static_cast<int>(SampleLossView::Order::GreatestFirst));
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Sample %1"_s.arg(view_->model().sample(0) + 1));
    QVERIFY(
        view_->spokenSummary().contains(u"Sample %1 has the greatest"_s.arg(view_->model().sample(0) + 1)));
}

void TestSampleLossView::bearsLossesThatAreNoNumber() {
    TrainedFrames frames(samples::blobs());
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters.assign(frame.snapshot.runs[0].parameters.size(), std::nanf(""));
    view_->showFrame(frame);
    view_->orderSelector().setCurrentIndex(static_cast<int>(SampleLossView::Order::LeastFirst));
    QCOMPARE(view_->model().rowCount({}), static_cast<int>(frames.data()->train.size()));
    QVERIFY(std::isnan(loss(0)));
    view_->grab();
    QVERIFY(!view_->spokenSummary().isEmpty());
}

QTEST_MAIN(TestSampleLossView)
#include "test_sample_loss_view.moc"
