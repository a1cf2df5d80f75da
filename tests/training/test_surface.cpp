#include "training/optimizer.h"
#include "training/surface.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;

Q_DECLARE_METATYPE(SurfaceKind)

class TestSurface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAndGradientsAreExact_data() {
        QTest::addColumn<SurfaceKind>("kind");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("slopeX");
        QTest::addColumn<double>("slopeY");
        QTest::addColumn<double>("largest");
        // At (3, -2), with curvature 4 and condition 10.
        QTest::newRow("parabola") << SurfaceKind::Parabola << 18.0 << 12.0 << 0.0 << 4.0;
        QTest::newRow("bowl") << SurfaceKind::Bowl << 26.0 << 12.0 << -8.0 << 4.0;
        QTest::newRow("ravine") << SurfaceKind::Ravine << 24.5 << 3.0 << -20.0 << 10.0;
        QTest::newRow("saddle") << SurfaceKind::Saddle << 2.5 << 3.0 << 2.0 << 1.0;
    }
    void valuesAndGradientsAreExact() {
        QFETCH(const SurfaceKind, kind);
        QFETCH(const double, value);
        QFETCH(const double, slopeX);
        QFETCH(const double, slopeY);
        QFETCH(const double, largest);
        const SurfaceProblem surface{.kind = kind, .curvature = 4, .condition = 10};
        QVERIFY(surfaceValue<double>(surface, {3, -2}) == value);
        QVERIFY((surfaceGradient<double>(surface, {3, -2}) == std::array{slopeX, slopeY}));
        QVERIFY(static_cast<double>(surfaceValue<float>(surface, {3, -2})) == value);
        QVERIFY((surfaceGradient<float>(surface, {3, -2}) ==
                 std::array{static_cast<float>(slopeX), static_cast<float>(slopeY)}));
        QVERIFY(largestCurvature(surface) == largest);
    }

    void aPlaceIsOutOfSightBeyondTenWindows() {
        const SurfaceProblem surface{.kind = SurfaceKind::Saddle, .window = {-1, 3}};
        QVERIFY(!isOutOfSight(surface, {21, -19}));
        QVERIFY(isOutOfSight(surface, {21.001, 0}));
        QVERIFY(isOutOfSight(surface, {0, -19.001}));
    }

    void gradientDescentTakesTheStepsOfAHand() {
        Optimizer<double> sgd({.kind = OptimizerSettings::Kind::Sgd, .learningRate = 0.5});
        std::vector<double> parameters{1, -2, 8};
        const std::vector<double> gradient{2, 0, -4};
        sgd.step(parameters, gradient);
        QVERIFY((parameters == std::vector<double>{0, -2, 10}));
        sgd.setLearningRate(0.25);
        sgd.step(parameters, gradient);
        QVERIFY((parameters == std::vector<double>{-0.5, -2, 11}));
        QVERIFY(sgd.settings().learningRate == 0.25);
    }
};

QTEST_APPLESS_MAIN(TestSurface)
#include "test_surface.moc"
