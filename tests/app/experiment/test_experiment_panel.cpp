#include "experiment/experiment_panel.h"
#include "experiment/knob_slider.h"
#include "experiment/outcome_banner.h"
#include "experiment/view_arrangement.h"
#include "player/reading_desk.h"

using namespace downhill;
using namespace Qt::StringLiterals;
using app::ExperimentController;
using app::ExperimentPanel;
using app::ExperimentView;
using lesson::ViewKind;
using Kinds = QList<ViewKind>;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 20'000;
constexpr QSize kSmall(563, 560); ///< what a window of 1024 x 700 leaves

std::vector<lesson::View> viewsOf(const Kinds& kinds) {
    std::vector<lesson::View> views;
    for (const ViewKind kind : kinds)
        views.push_back({.kind = kind});
    return views;
}

/// A network of two inputs and one unit, with a control for each of `knobs` weights.
lesson::ExperimentBlock network(const Kinds& kinds, std::size_t knobs) {
    lesson::ExperimentBlock block;
    training::NetworkProblem problem{.network = {.layers = {{.units = 2}, {.units = 1}}},
                                     .loss = training::Loss::BinaryCrossEntropy};
    problem.dataset.samples = 40;
    block.experiment.problem = problem;
    block.experiment.steps = 20;
    block.views = viewsOf(kinds);
    for (std::size_t i = 0; i < knobs; ++i)
        block.controls.push_back(
            {.knob = lesson::Knob::Parameter, .parameter = i, .label = u"Weight %1"_s.arg(i), .least = -3});
    return block;
}

} // namespace

class TestExperimentPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKindsAndTheWidthDecideHowViewsStand_data() {
        QTest::addColumn<Kinds>("kinds");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("beside");
        QTest::addColumn<double>("textScale");
        const Kinds squareAndCurves{ViewKind::DecisionBoundary, ViewKind::LossCurves};
        QTest::newRow("one") << Kinds{ViewKind::Landscape} << 2000 << false << 1.0;
        QTest::newRow("a square in a small window") << squareAndCurves << 531 << true << 1.0;
        QTest::newRow("a square in a small window, large text") << squareAndCurves << 531 << false << 1.5;
        QTest::newRow("a square, too narrow for two") << squareAndCurves << 480 << false << 1.0;
        QTest::newRow("two squares") << Kinds{ViewKind::MiniBatch, ViewKind::DecisionBoundary} << 531 << true
                                     << 1.0;
        QTest::newRow("curves") << Kinds{ViewKind::Slope, ViewKind::LossCurves} << 848 << false << 1.0;
        QTest::newRow("curves, wide") << Kinds{ViewKind::Slope, ViewKind::LossCurves} << 1000 << true << 1.0;
        QTest::newRow("formulas") << Kinds{ViewKind::DecisionBoundary, ViewKind::UpdateFormula} << 531
                                  << false << 1.0;
        QTest::newRow("formulas, wide")
            << Kinds{ViewKind::DecisionBoundary, ViewKind::UpdateFormula} << 848 << true << 1.0;
    }

    void theKindsAndTheWidthDecideHowViewsStand() {
        QFETCH(Kinds, kinds);
        QFETCH(int, width);
        QFETCH(bool, beside);
        QFETCH(double, textScale);
        QCOMPARE(app::standBeside(viewsOf(kinds), width, textScale), beside);
    }

    void knobsStayInSightWhereThatLeavesViewsTheirRoom() {
        ExperimentController controller;
        ExperimentPanel panel(controller, desk_.context);
        controller.setExperiment(network({ViewKind::DecisionBoundary, ViewKind::LossCurves}, 2));
        panel.showExperiment();
        desk_.show(panel);
        const auto areScrolled = [&panel] {
            const auto* area = panel.findChild<QScrollArea*>();
            const auto knobs = panel.findChildren<app::KnobSlider*>();
            return std::ranges::all_of(
                knobs, [area](const app::KnobSlider* knob) { return area->isAncestorOf(knob); });
        };
        panel.resize(kSmall.width(), 570);
        QVERIFY(!areScrolled());
        panel.resize(kSmall.width(), 300);
        QVERIFY(areScrolled());
        panel.resize(kSmall.width(), 570);
        QVERIFY(!areScrolled());
    }

    void aRunLeavesViewsWhereTheyAre() {
        ExperimentController controller;
        ExperimentPanel panel(controller, desk_.context);
        controller.setExperiment(network({ViewKind::DecisionBoundary, ViewKind::LossCurves}, 1));
        panel.showExperiment();
        desk_.show(panel);
        panel.resize(kSmall);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
        const int least = panel.minimumSizeHint().width();
        const std::vector<int> before = leftEdges(panel);
        QVERIFY(before[0] != before[1]);
        controller.setSpeed(ExperimentController::Speed::Full);
        controller.play();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Stopped, kPatience);
        QTRY_VERIFY(panel.findChild<app::OutcomeBanner*>()->isVisible());
        QTest::qWait(20);
        QCOMPARE(leftEdges(panel), before);
        QCOMPARE(panel.minimumSizeHint().width(), least); // so that the divider stays
    }

    void manyControlsKeepTheirHeight() {
        ExperimentController controller;
        ExperimentPanel panel(controller, desk_.context);
        controller.setExperiment(network({ViewKind::NetworkGraph}, 9));
        panel.showExperiment();
        desk_.show(panel);
        panel.resize(kSmall);
        QTest::qWait(20);
        QCOMPARE(panel.size(), kSmall);
        const auto knobs = panel.findChildren<app::KnobSlider*>();
        QCOMPARE(knobs.size(), 9);
        for (const app::KnobSlider* knob : knobs)
            QVERIFY2(knob->height() >= knob->sizeHint().height(), qPrintable(knob->accessibleName()));
        const auto* view = panel.findChild<ExperimentView*>();
        QVERIFY(view->height() >= app::leastSize(ViewKind::NetworkGraph).height());
    }

private:
    static std::vector<int> leftEdges(const ExperimentPanel& panel) {
        std::vector<int> edges;
        for (const ExperimentView* view : panel.findChildren<ExperimentView*>())
            edges.push_back(view->mapTo(&panel, QPoint()).x());
        return edges;
    }

    app::ReadingDesk desk_{};
};

QTEST_MAIN(TestExperimentPanel)
#include "test_experiment_panel.moc"
