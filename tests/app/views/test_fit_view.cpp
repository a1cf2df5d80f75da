#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/error_squares.h"
#include "views/fit_view.h"
#include "views/whole_ticks.h"

#include <QChart>
#include <QLineSeries>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

namespace {

/// Six mornings at a bakery, people ahead and minutes waited, for one linear unit.
lesson::ExperimentBlock bakery() {
    lesson::ExperimentBlock block = samples::line(true);
    samples::networkOf(block).dataset = {.kind = training::DatasetKind::Points,
                                         .points = {{1, 2}, {2, 4}, {3, 3}, {3, 5}, {4, 4}, {5, 6}}};
    return block;
}

} // namespace

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
    void namesWhatIsMinimized_data();
    void namesWhatIsMinimized();
    void errorsThatCancelAreWrittenAsNone();
    void aFirstLineIsInThePictureWhereTheDataAre();
    void squaresAreWholeAsARunBegins_data();
    void squaresAreWholeAsARunBegins();
    void saysWhichOtherLineHasLeftThePicture();
    void numbersWholeDataByWholeNumbers();

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

void TestFitView::namesWhatIsMinimized_data() {
    QTest::addColumn<int>("loss");
    QTest::addColumn<QString>("name");
    QTest::newRow("MSE") << static_cast<int>(training::Loss::MeanSquaredError) << u"MSE"_s;
    QTest::newRow("half") << static_cast<int>(training::Loss::HalfMeanSquaredError) << u"½ MSE"_s;
    QTest::newRow("MAE") << static_cast<int>(training::Loss::MeanAbsoluteError) << u"MAE"_s;
    QTest::newRow("Huber") << static_cast<int>(training::Loss::Huber) << u"Huber loss"_s;
}

void TestFitView::namesWhatIsMinimized() {
    QFETCH(int, loss);
    QFETCH(QString, name);
    lesson::ExperimentBlock block = samples::line(true);
    samples::networkOf(block).loss = static_cast<training::Loss>(loss);
    samples::networkOf(block).huberDelta = 0.3;
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(5);
    show(frames);
    QVERIFY(std::abs(view_->loss() - frames.frame().snapshot.runs[0].train.loss) < 1e-5);
    const QString& subtitle = view_->card().header().subtitle();
    QVERIFY2(subtitle.endsWith(u"· %1 %2"_s.arg(name, valueText(view_->loss()))), qPrintable(subtitle));
}

void TestFitView::errorsThatCancelAreWrittenAsNone() {
    const TrainedFrames frames(bakery());
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {0, 4};
    view_->showFrame(frame);
    QVERIFY(view_->card().header().subtitle().contains(u"mean error 0 ·"_s));
    frame.snapshot.runs[0].parameters = {0, 3.999F};
    view_->showFrame(frame);
    QVERIFY(view_->card().header().subtitle().contains(u"mean error ≈ 0 ·"_s));
    frame.snapshot.runs[0].parameters = {0, 3.9F};
    view_->showFrame(frame);
    QVERIFY(view_->card().header().subtitle().contains(u"mean error −0.1 ·"_s));
}

void TestFitView::aFirstLineIsInThePictureWhereTheDataAre() {
    const TrainedFrames frames(bakery());
    show(frames, false);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {0, 4};
    view_->showFrame(frame);
    const AxisRange level = view_->chart().space().y;
    frame.snapshot.runs[0].parameters = {2, -2}; // 0 at the first morning, 8 at the last
    view_->showFrame(frame);
    QVERIFY(view_->chart().space().y.holds(0) && view_->chart().space().y.holds(8));
    frame.snapshot.runs[0].parameters = {0, 4};
    view_->showFrame(frame);
    QCOMPARE(view_->chart().space().y, level);
}

void TestFitView::squaresAreWholeAsARunBegins_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(900, 420);
    QTest::newRow("usual") << QSize(700, 420);
    QTest::newRow("high") << QSize(820, 680);
}

void TestFitView::squaresAreWholeAsARunBegins() {
    QFETCH(QSize, size);
    const TrainedFrames frames(bakery());
    show(frames, true);
    view_->resize(size);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {0, 0};
    view_->showFrame(frame);
    QCoreApplication::processEvents();
    const PlotSpace& space = view_->chart().space();
    const auto& train = frames.data()->train;
    for (Eigen::Index i = 0; i < train.size(); ++i) {
        const QRectF place = placeOf(
            {static_cast<double>(train.drawn()(0, i)), static_cast<double>(train.targets(0, i)), 0}, space);
        QVERIFY(place.left() >= space.x.low && place.right() <= space.x.high);
        QVERIFY(std::abs(place.width() * space.pixelsPerX() - place.height() * space.pixelsPerY()) < 1e-6);
    }
}

void TestFitView::saysWhichOtherLineHasLeftThePicture() {
    const TrainedFrames frames(samples::sineAtThreeRates());
    show(frames, false);
    ExperimentFrame frame = frames.frame();
    QVERIFY(view_->chart().notice().isEmpty());
    for (float& parameter : frame.snapshot.runs[1].parameters)
        parameter = 1000;
    view_->showFrame(frame);
    QCOMPARE(view_->chart().notice(), u"The line of rate 0.1 lies outside the picture."_s);
}

void TestFitView::numbersWholeDataByWholeNumbers() {
    const auto labels = [](AxisRange range, double apart) {
        QStringList found;
        for (const Tick& tick : wholeTicks(range, apart))
            found << tick.label;
        return found.join(u' ');
    };
    QCOMPARE(labels({0.7, 5.3}, 0.3), u"1 2 3 4 5"_s);
    QCOMPARE(labels({-1, 5.3}, 1.2), u"0 2 4"_s);
    QCOMPARE(labels({0, 2100}, 300), u"0 500 1,000 1,500 2,000"_s);
    QCOMPARE(labels({1.2, 2.7}, 0.1), QString()); // one is not enough
}

QTEST_MAIN(TestFitView)
#include "test_fit_view.moc"
