#include "experiment/scrub_bar.h"
#include "experiment/thin_slider.h"
#include "theme/appearance.h"

#include <QTest>
#include <QToolButton>

using namespace downhill;
using app::ExperimentController;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 20'000;

lesson::ExperimentBlock parabola(std::int64_t steps) {
    lesson::ExperimentBlock block;
    training::SurfaceProblem surface;
    surface.kind = training::SurfaceKind::Parabola;
    surface.start = {2, 0};
    block.experiment.problem = surface;
    block.experiment.runs = {{"sgd", "SGD", {training::OptimizerSettings::Kind::Sgd, 0.01}, 0}};
    block.experiment.steps = steps;
    return block;
}

} // namespace

/// The slider over a whole run.
class TestScrubBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        controller_ = std::make_unique<ExperimentController>();
        bar_ = std::make_unique<app::ScrubBar>(*controller_, appearance_);
        bar_->resize(400, 30);
        bar_->show();
        slider_ = bar_->findChild<app::ThinSlider*>();
        now_ = bar_->findChild<QToolButton*>();
    }

    void thereIsNothingToLookBackAtAtStepZero() {
        controller_->setExperiment(parabola(40));
        QTRY_COMPARE_WITH_TIMEOUT(controller_->state(), State::Ready, kPatience);
        QVERIFY(!slider_->isEnabled());
        QVERIFY(!now_->isEnabled());
    }

    void keysLookBackAndAButtonReturns() {
        finish(40);
        QTRY_COMPARE_WITH_TIMEOUT(slider_->value(), 40, kPatience);
        QCOMPARE(slider_->maximum(), 40);
        QTest::keyClick(slider_, Qt::Key_Left);
        QCOMPARE(controller_->lookedAt(), std::optional<std::int64_t>(39));
        QTest::keyClick(slider_, Qt::Key_Home);
        QCOMPARE(controller_->lookedAt(), std::optional<std::int64_t>(0));
        QTRY_COMPARE_WITH_TIMEOUT(controller_->frame().snapshot.runs.front().step, 0, kPatience);
        QVERIFY(now_->isEnabled());
        QTest::mouseClick(now_, Qt::LeftButton);
        QVERIFY(!controller_->lookedAt());
        QCOMPARE(slider_->value(), 40);
        QVERIFY(!now_->isEnabled());
    }

    void aLongRunIsReachedFromEndToEnd() {
        finish(1'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(slider_->value() == slider_->maximum(), kPatience);
        slider_->setValue(slider_->maximum() / 2);
        QCOMPARE(controller_->lookedAt(), std::optional<std::int64_t>(500'000));
        QTRY_COMPARE_WITH_TIMEOUT(controller_->frame().snapshot.runs.front().step, 500'000, kPatience);
        QCOMPARE(slider_->value(), slider_->maximum() / 2);
    }

    void itTellsWhereItIs() {
        finish(40);
        QTRY_COMPARE_WITH_TIMEOUT(slider_->value(), 40, kPatience);
        slider_->setValue(7);
        QVERIFY(!slider_->accessibleName().isEmpty());
        QVERIFY(slider_->accessibleDescription().contains(QStringLiteral("7")));
        QVERIFY(slider_->accessibleDescription().contains(QStringLiteral("40")));
    }

private:
    void finish(std::int64_t steps) {
        controller_->setExperiment(parabola(steps));
        controller_->setSpeed(ExperimentController::Speed::Full);
        controller_->play();
        QTRY_COMPARE_WITH_TIMEOUT(controller_->state(), State::Stopped, kPatience);
    }

    app::Appearance appearance_{*qApp};
    std::unique_ptr<ExperimentController> controller_{};
    std::unique_ptr<app::ScrubBar> bar_{};
    app::ThinSlider* slider_ = nullptr;
    QToolButton* now_ = nullptr;
};

QTEST_MAIN(TestScrubBar)
#include "test_scrub_bar.moc"
