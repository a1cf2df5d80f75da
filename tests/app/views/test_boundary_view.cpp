#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "trained_frames.h"
#include "views/boundary_view.h"

#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestBoundaryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void showsTheNetworksOwnAnswers();
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
    view_->resize(700, 420);
    view_->setExperiment(frames.block(), frames.data());
    view_->showFrame(frames.frame());
    view_->show();
    if (!QTest::qWaitForWindowExposed(view_.get()))
        qFatal("no window");
    return *view_;
}

void TestBoundaryView::showsTheNetworksOwnAnswers() {
    TrainedFrames frames(samples::circle());
    frames.train(3000);
    show(frames);
    QCOMPARE(view_->grids().size(), std::size_t(1));
    const ScalarGrid& grid = view_->grids().front();
    QCOMPARE(grid.columns, 128);
    int right = 0;
    const auto& train = frames.data()->train;
    for (Eigen::Index i = 0; i < train.size(); ++i) {
        const double x = static_cast<double>(train.features(0, i)),
                     y = static_cast<double>(train.features(1, i));
        const int column =
            static_cast<int>(std::lround((x - grid.x.low) / grid.x.span() * (grid.columns - 1)));
        const int row = static_cast<int>(std::lround((y - grid.y.low) / grid.y.span() * (grid.rows - 1)));
        right += (grid.at(column, row) > 0.5F) == (train.targets(0, i) > 0.5F) ? 1 : 0;
    }
    const double share = right / static_cast<double>(train.size());
    QVERIFY(share > 0.9);
    QVERIFY(std::abs(share - frames.frame().snapshot.runs[0].train.accuracy) <
            0.03); // a node is not a sample
    QVERIFY(view_->card().header().subtitle().contains(u"step 3,000"_s));
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
    QTest::mouseMove(chart.viewport(), chart.space().toPixel({0, 0}).toPoint());
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows.back().name, u"p(class 1)"_s);
    const double middle = chart.readOut()->rows.back().value.toDouble();
    QTest::mouseMove(chart.viewport(), chart.space().toPixel({0, chart.space().y.high * 0.98}).toPoint());
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
