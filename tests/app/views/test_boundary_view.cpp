#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/boundary_view.h"
#include "views/class_points.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using training::Feature;

class TestBoundaryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void showsTheNetworksOwnAnswers_data();
    void showsTheNetworksOwnAnswers();
    void squaresOfTheFeaturesDrawACircle_data();
    void squaresOfTheFeaturesDrawACircle();
    void drawsPointsWhereTheyWereDrawn_data();
    void drawsPointsWhereTheyWereDrawn();
    void namesTheAxesAfterWhatIsDrawn();
    void followsTheStatisticsOfBatchNorm();
    void readsOutTheScoresOfAHinge();
    void hasEqualAxes();
    void paysForLargeNetworksWithFewerNodes();
    void addsSharesOfSeveralClassesToOne();
    void showsAnotherRunWhenItIsChosen();
    void readsOutTheShareUnderThePointer();
    void hidesPointsAndLinesByChips();
    void saysThatARunDiverged();
    void saysWhatItNeeds();

private:
    BoundaryView& show(const TrainedFrames& frames);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<BoundaryView> view_{};
};

BoundaryView& TestBoundaryView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<BoundaryView>(samples::view(lesson::ViewKind::DecisionBoundary), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestBoundaryView::showsTheNetworksOwnAnswers_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    const auto row = [](const char* name, auto&& change) {
        lesson::ExperimentBlock block = samples::circle();
        change(samples::networkOf(block));
        QTest::newRow(name) << block;
    };
    const auto normalise = [](training::NetworkProblem& problem) {
        problem.network.layers[0].batchNorm = problem.network.layers[1].batchNorm = true;
    };
    row("plain", [](auto&) {});
    row("standardised", [](auto& problem) { problem.dataset.standardise = true; });
    row("derived", [](auto& problem) {
        problem.dataset.features = {Feature::XTimesY, Feature::XSquared, Feature::YSquared};
    });
    row("derived and standardised", [](auto& problem) {
        problem.dataset.features = {Feature::SinX, Feature::Y, Feature::XSquared, Feature::YSquared};
        problem.dataset.standardise = true;
    });
    row("batch norm", normalise);
    row("dropout", [](auto& problem) { problem.network.layers[0].dropout = 0.1; });
    row("hinge", [](auto& problem) { problem.loss = training::Loss::Hinge; });
    row("squared error", [](auto& problem) { problem.loss = training::Loss::MeanSquaredError; });
}

void TestBoundaryView::showsTheNetworksOwnAnswers() {
    QFETCH(lesson::ExperimentBlock, block);
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(3000);
    show(frames);
    QCOMPARE(view_->grids().size(), std::size_t(1));
    const ScalarGrid& grid = view_->grids().front();
    QCOMPARE(grid.columns, 96);
    int right = 0;
    const auto& train = frames.data()->train;
    for (Eigen::Index i = 0; i < train.size(); ++i) {
        const double x = static_cast<double>(train.drawn()(0, i)),
                     y = static_cast<double>(train.drawn()(1, i));
        const int column =
            static_cast<int>(std::lround((x - grid.x.low) / grid.x.span() * (grid.columns - 1)));
        const int row = static_cast<int>(std::lround((y - grid.y.low) / grid.y.span() * (grid.rows - 1)));
        right += (grid.at(column, row) > 0.5F) == (train.targets(0, i) > 0.5F) ? 1 : 0;
    }
    const double share = right / static_cast<double>(train.size());
    QVERIFY2(share > 0.9, qPrintable(QString::number(share)));
    QVERIFY(std::abs(share - frames.frame().snapshot.runs[0].train.accuracy) <
            0.03); // a node is not a sample
    QVERIFY(view_->card().header().subtitle().contains(u"step 3,000"_s));
}

void TestBoundaryView::squaresOfTheFeaturesDrawACircle_data() {
    QTest::addColumn<bool>("standardise");
    QTest::newRow("plain") << false;
    QTest::newRow("standardised") << true;
}

void TestBoundaryView::squaresOfTheFeaturesDrawACircle() {
    QFETCH(bool, standardise);
    constexpr double kRadius = 1.3;
    const TrainedFrames frames(samples::circleOfSquares(standardise));
    QVERIFY(frames.isValid());
    show(frames);
    // σ(x² + y² − r²), in the units that the network is given.
    ExperimentFrame frame = frames.frame();
    const training::Standardisation& units = frames.data()->inputs.standardisation;
    std::vector<float> parameters{1, 1, -static_cast<float>(kRadius * kRadius)};
    if (standardise)
        parameters = {static_cast<float>(units.deviations[0]), static_cast<float>(units.deviations[1]),
                      static_cast<float>(units.means[0] + units.means[1] - kRadius * kRadius)};
    frame.snapshot.runs[0].parameters = parameters;
    view_->showFrame(frame);
    QCOMPARE(view_->grids().size(), std::size_t(1));
    const ScalarGrid& grid = view_->grids().front();
    for (int row = 0; row < grid.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            const double x = grid.xOf(column), y = grid.yOf(row);
            const double share = 1 / (1 + std::exp(kRadius * kRadius - x * x - y * y));
            QVERIFY2(std::abs(static_cast<double>(grid.at(column, row)) - share) < 1e-5,
                     qPrintable(u"%1, %2: %3"_s.arg(x).arg(y).arg(grid.at(column, row))));
        }
    }
}

void TestBoundaryView::drawsPointsWhereTheyWereDrawn_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    lesson::ExperimentBlock block = samples::circle();
    samples::networkOf(block).dataset.standardise = true;
    QTest::newRow("standardised") << block;
    QTest::newRow("derived") << samples::circleOfSquares(false);
    QTest::newRow("derived and standardised") << samples::circleOfSquares(true);
}

void TestBoundaryView::drawsPointsWhereTheyWereDrawn() {
    QFETCH(lesson::ExperimentBlock, block);
    const TrainedFrames plain(samples::circle()), frames(block);
    QVERIFY(plain.data()->train.features != frames.data()->train.features);
    QCOMPARE(pointsByClass(frames.data()->train), pointsByClass(plain.data()->train));
    QCOMPARE(pointsByClass(frames.data()->test), pointsByClass(plain.data()->test));
    const AxisRange x = show(plain).chart().space().x, y = view_->chart().space().y;
    show(frames);
    QCOMPARE(view_->chart().space().x, x);
    QCOMPARE(view_->chart().space().y, y);
}

void TestBoundaryView::namesTheAxesAfterWhatIsDrawn() {
    const auto namesOf = [](std::vector<Feature> features) {
        lesson::ExperimentBlock block = samples::circle();
        samples::networkOf(block).dataset.features = std::move(features);
        const TrainedFrames frames(block);
        return std::array{coordinateName(*frames.data(), 0, u"x"_s),
                          coordinateName(*frames.data(), 1, u"y"_s)};
    };
    QCOMPARE(namesOf({}), (std::array{u"x₁"_s, u"x₂"_s}));
    QCOMPARE(namesOf({Feature::XSquared, Feature::Y}), (std::array{u"x"_s, u"x₂"_s}));
    QCOMPARE(namesOf({Feature::SinX, Feature::YSquared}), (std::array{u"x"_s, u"y"_s}));
}

void TestBoundaryView::followsTheStatisticsOfBatchNorm() {
    lesson::ExperimentBlock block = samples::circle();
    samples::networkOf(block).network.layers[0].batchNorm = true;
    TrainedFrames frames(block);
    frames.train(50);
    show(frames);
    const std::vector<float> before = view_->grids()[0].values;
    // The Forward act moves the statistics, and no parameter.
    const std::vector<float> parameters = frames.frame().snapshot.runs[0].parameters;
    frames.act();
    frames.act();
    QCOMPARE(frames.frame().snapshot.runs[0].nextAct, training::Act::Loss);
    QCOMPARE(frames.frame().snapshot.runs[0].parameters, parameters);
    view_->showFrame(frames.frame());
    QVERIFY(view_->grids()[0].values != before);
}

void TestBoundaryView::readsOutTheScoresOfAHinge() {
    lesson::ExperimentBlock block = samples::circleOfSquares(false);
    samples::networkOf(block).loss = training::Loss::Hinge;
    const TrainedFrames frames(block);
    show(frames);
    QCOMPARE(view_->card().header().chips().last()->text(), u"boundary"_s);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters = {0, 0, 7};
    view_->showFrame(frame);
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {0.5, 1});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows.back().name, u"output"_s);
    QCOMPARE(chart.readOut()->rows.back().value, u"7"_s);
    QCOMPARE(view_->grids()[0].values.front(), 1.0F);
}

void TestBoundaryView::hasEqualAxes() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    const PlotSpace& space = view_->chart().space();
    QVERIFY(std::abs(space.pixelsPerX() - space.pixelsPerY()) < 1e-9);
    for (Eigen::Index i = 0; i < frames.data()->train.size(); ++i) {
        QVERIFY(space.x.holds(static_cast<double>(frames.data()->train.features(0, i))));
        QVERIFY(space.y.holds(static_cast<double>(frames.data()->train.features(1, i))));
    }
}

void TestBoundaryView::paysForLargeNetworksWithFewerNodes() {
    lesson::ExperimentBlock block = samples::circle();
    auto& problem = std::get<training::NetworkProblem>(block.experiment.problem);
    problem.network.layers = {{200, training::Activation::Relu},
                              {200, training::Activation::Relu},
                              {1, training::Activation::Linear}};
    const TrainedFrames frames(block);
    show(frames);
    const ScalarGrid& grid = view_->grids().front();
    QVERIFY(grid.columns < 32);
    QVERIFY(grid.columns >= 24 && grid.rows >= 24);
}

void TestBoundaryView::addsSharesOfSeveralClassesToOne() {
    TrainedFrames frames(samples::blobs());
    frames.train(200);
    show(frames);
    QCOMPARE(view_->grids().size(), std::size_t(4));
    for (std::size_t node = 0; node < view_->grids()[0].values.size(); node += 97) {
        float sum = 0;
        for (const ScalarGrid& grid : view_->grids())
            sum += grid.values[node];
        QVERIFY(std::abs(sum - 1) < 1e-5F);
    }
}

void TestBoundaryView::showsAnotherRunWhenItIsChosen() {
    TrainedFrames frames(samples::blobs());
    frames.train(200);
    show(frames);
    QVERIFY(view_->runSelector().isVisible());
    const std::vector<float> first = view_->grids()[0].values;
    view_->runSelector().setFocus();
    QTest::keyClick(&view_->runSelector(), Qt::Key_Down);
    QVERIFY(view_->grids()[0].values != first);
    QVERIFY(view_->spokenSummary().startsWith(u"rate 0.3"_s));
}

void TestBoundaryView::readsOutTheShareUnderThePointer() {
    TrainedFrames frames(samples::circle());
    frames.train(3000);
    show(frames);
    const CourseChartView& chart = view_->chart();
    pointAt(chart, {0, 0});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows.back().name, u"p(class 1)"_s);
    const double middle = chart.readOut()->rows.back().value.toDouble();
    pointAt(chart, {0, chart.space().y.high * 0.98});
    QTRY_VERIFY(std::abs(chart.readOut()->rows.back().value.toDouble() - middle) >
                0.8); // inside against outside
}

void TestBoundaryView::hidesPointsAndLinesByChips() {
    TrainedFrames frames(samples::circle());
    frames.train(1000);
    show(frames);
    QCOMPARE(view_->card().header().chips().size(), 4);
    for (QToolButton* chip : view_->card().header().chips()) {
        const QImage before = view_->chart().grab().toImage();
        QTest::keyClick(chip, Qt::Key_Space);
        QVERIFY2(before != view_->chart().grab().toImage(), qPrintable(chip->text()));
        QTest::keyClick(chip, Qt::Key_Space);
    }
}

void TestBoundaryView::saysThatARunDiverged() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].stopReason = training::StopReason::Diverged;
    frame.snapshot.runs[0].step = 37;
    for (float& parameter : frame.snapshot.runs[0].parameters)
        parameter = std::nanf("");
    view_->showFrame(frame);
    QVERIFY(view_->chart().notice().contains(u"37"_s));
    QVERIFY(view_->spokenSummary().contains(u"37"_s));
    view_->grab();
}

void TestBoundaryView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::line(false));
    show(frames);
    QVERIFY(view_->grids().empty());
    QVERIFY(!view_->chart().notice().isEmpty());
}

QTEST_MAIN(TestBoundaryView)
#include "test_boundary_view.moc"
