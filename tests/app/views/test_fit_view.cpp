#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/fit_view.h"

#include <QChart>
#include <QLineSeries>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestFitView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void measuresLikeTheTrainer_data();
    void measuresLikeTheTrainer();
    void drawsStandardisedDataWhereTheyWereDrawn();
    void lettingErrorsCancelIsSeenInTheMeanError();
    void readsOutThePointUnderThePointer();
    void walksFromPointToPointByArrows();
    void drawsSquaresOnlyWhereAskedFor();
    void saysThatTheLineHasLeftThePicture();
    void saysThatARunDiverged();

private:
    FitView& show(const TrainedFrames& frames, bool squares = true);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<FitView> view_{};
};

FitView& TestFitView::show(const TrainedFrames& frames, bool squares) {
    view_ = std::make_unique<FitView>(samples::view(lesson::ViewKind::RegressionFit, false, squares),
                                      *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestFitView::measuresLikeTheTrainer_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::newRow("plain") << samples::line(true);
    QTest::newRow("standardised") << samples::lineFarOut(true);
    lesson::ExperimentBlock block = samples::line(true);
    samples::networkOf(block).network.layers.insert(
        samples::networkOf(block).network.layers.begin(),
        {.units = 4, .activation = training::Activation::Tanh, .batchNorm = true});
    QTest::newRow("batch norm") << block;
}

void TestFitView::measuresLikeTheTrainer() {
    QFETCH(lesson::ExperimentBlock, block);
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(30);
    show(frames);
    const double loss = frames.frame().snapshot.runs[0].train.loss;
    QVERIFY(std::abs(view_->meanSquaredError() - loss) < 1e-5 * std::max(1.0, loss));
    QVERIFY(view_->card().header().subtitle().contains(valueText(view_->meanSquaredError())));
}

void TestFitView::drawsStandardisedDataWhereTheyWereDrawn() {
    const TrainedFrames plain(samples::lineFarOut(false)), frames(samples::lineFarOut(true));
    QVERIFY(frames.isValid());
    const AxisRange x = show(plain, false).chart().space().x;
    show(frames, false);
    QCOMPARE(view_->chart().space().x, x);
    QVERIFY(x.low > 5 && x.high > 15);
    // ŷ = 2x + 1 as drawn, in the units that the network is given.
    const training::Standardisation& units = frames.data()->inputs.standardisation;
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {static_cast<float>(2 * units.deviations[0]),
                                         static_cast<float>(2 * units.means[0] + 1)};
    view_->showFrame(frame);
    const auto* line = qobject_cast<QLineSeries*>(view_->chart().chart()->series().constFirst());
    QVERIFY(line && line->count() > 100);
    for (const QPointF& point : line->points())
        QVERIFY(std::abs(point.y() - (2 * point.x() + 1)) < 1e-3);
    QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QVERIFY(view_->chart().readOut());
    const auto& rows = view_->chart().readOut()->rows;
    QCOMPARE(rows[2].name, u"ŷ"_s);
    QVERIFY(std::abs(rows[2].spot->y() - (2 * view_->chart().readOut()->at.x() + 1)) < 1e-3);
}

void TestFitView::lettingErrorsCancelIsSeenInTheMeanError() {
    // Two samples, the targets 4 and 5, and a line that says 6 and 3.
    lesson::ExperimentBlock block = samples::line(true);
    auto& problem = std::get<training::NetworkProblem>(block.experiment.problem);
    problem.dataset = {.kind = training::DatasetKind::Points, .points = {{0, 4}, {1, 5}}};
    const TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {-3, 6};
    view_->showFrame(frame);
    QCOMPARE(view_->meanError(), 0.0);
    QCOMPARE(view_->meanSquaredError(), 4.0);
}

void TestFitView::readsOutThePointUnderThePointer() {
    TrainedFrames frames(samples::line(true));
    frames.train(5);
    show(frames);
    const auto& train = frames.data()->train;
    const auto weight = static_cast<double>(frames.frame().snapshot.runs[0].parameters[0]);
    const auto bias = static_cast<double>(frames.frame().snapshot.runs[0].parameters[1]);
    const double x = static_cast<double>(train.features(0, 3)), y = static_cast<double>(train.targets(0, 3));
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {x, y});
    QTRY_VERIFY(chart.readOut());
    const auto& rows = chart.readOut()->rows;
    QCOMPARE(rows.size(), std::size_t(5));
    QCOMPARE(rows[1].value, valueText(y));
    const double error = weight * x + bias - y;
    QVERIFY(std::abs(QString(rows[3].value).replace(QChar(0x2212), u'-').toDouble() - error) < 1e-3);
    QVERIFY(std::abs(rows[4].value.toDouble() - error * error) < 1e-3);
}

void TestFitView::walksFromPointToPointByArrows() {
    TrainedFrames frames(samples::line(true));
    frames.train(5);
    show(frames);
    QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QVERIFY(view_->chart().readOut());
    const double first = view_->chart().readOut()->at.x();
    QTest::keyClick(&view_->chart(), Qt::Key_Right);
    QVERIFY(view_->chart().readOut()->at.x() > first);
    QTest::keyClick(&view_->chart(), Qt::Key_Left);
    QCOMPARE(view_->chart().readOut()->at.x(), first);
}

void TestFitView::drawsSquaresOnlyWhereAskedFor() {
    TrainedFrames frames(samples::line(true));
    frames.train(5);
    show(frames, false);
    QVERIFY(view_->card().header().chips().isEmpty());
    const QImage plain = view_->chart().grab().toImage();
    show(frames, true);
    const QImage squares = view_->chart().grab().toImage();
    QVERIFY(plain != squares);
    QTest::keyClick(view_->card().header().chips().first(), Qt::Key_Space);
    QVERIFY(squares != view_->chart().grab().toImage());
}

void TestFitView::saysThatTheLineHasLeftThePicture() {
    const TrainedFrames frames(samples::line(true));
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {0, 1000};
    view_->showFrame(frame);
    QVERIFY(!view_->chart().notice().isEmpty());
    frame.snapshot.runs[0].parameters = {1, 0};
    view_->showFrame(frame);
    QVERIFY(view_->chart().notice().isEmpty());
}

void TestFitView::saysThatARunDiverged() {
    TrainedFrames frames(samples::sineAtThreeRates());
    frames.train(300);
    show(frames, false);
    QVERIFY(view_->chart().notice().isEmpty());
    view_->runSelector().setCurrentIndex(2);
    QVERIFY(view_->chart().notice().startsWith(u"Diverged at step"_s));
    view_->grab();
}

QTEST_MAIN(TestFitView)
#include "test_fit_view.moc"
