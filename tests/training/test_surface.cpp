#include "surfaces.h"
#include "training/philox.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill::training;

namespace {

void addEveryKind() {
    QTest::addColumn<SurfaceKind>("kind");
    for (const auto& [name, kind] : surfaces::kAll)
        QTest::newRow(name) << kind;
}

} // namespace

Q_DECLARE_METATYPE(SurfaceKind)

class TestSurface : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAndGradientsAreThoseOfAHand_data() {
        QTest::addColumn<SurfaceKind>("kind");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("slopeX");
        QTest::addColumn<double>("slopeY");
        const auto row = [](const char* name, SurfaceKind kind, double value, double slopeX, double slopeY) {
            QTest::newRow(name) << kind << value << slopeX << slopeY;
        };
        // At (3, -2), with curvature 4 and condition 10.
        row("parabola", SurfaceKind::Parabola, 18, 12, 0);
        row("bowl", SurfaceKind::Bowl, 26, 12, -8);
        row("noisy bowl", SurfaceKind::NoisyBowl, 26, 12, -8);
        row("ravine", SurfaceKind::Ravine, 24.5, 3, -20);
        row("saddle", SurfaceKind::Saddle, 2.5, 3, 2);
        row("monkey saddle", SurfaceKind::MonkeySaddle, -9, 15, 36);
        row("Rosenbrock", SurfaceKind::Rosenbrock, 12'104, 13'204, -2'200);
        row("Himmelblau", SurfaceKind::Himmelblau, 16, -48, -8);
        row("Styblinski and Tang", SurfaceKind::StyblinskiTang, -53, 8.5, 18.5);
        row("double well", SurfaceKind::DoubleWell, 64.75, 96.25, 0);
    }
    void valuesAndGradientsAreThoseOfAHand() {
        QFETCH(const SurfaceKind, kind);
        QFETCH(const double, value);
        QFETCH(const double, slopeX);
        QFETCH(const double, slopeY);
        const Surface surface = surfaces::made({.kind = kind, .curvature = 4, .condition = 10});
        QVERIFY(surface.value<double>({3, -2}) == value);
        QVERIFY((surface.gradient<double>({3, -2}) == std::array{slopeX, slopeY}));
        QVERIFY(static_cast<double>(surface.value<float>({3, -2})) == value);
        QVERIFY((surface.gradient<float>({3, -2}) ==
                 std::array{static_cast<float>(slopeX), static_cast<float>(slopeY)}));
    }

    void valuesAreThoseOfTheLiterature() {
        const auto valueOf = [](SurfaceKind kind, std::array<double, 2> place) {
            return surfaces::byDefault(kind).value(place);
        };
        QCOMPARE(valueOf(SurfaceKind::Beale, {0, 0}), 1.5 * 1.5 + 2.25 * 2.25 + 2.625 * 2.625);
        QCOMPARE(valueOf(SurfaceKind::Beale, {1, 2}), 2.5 * 2.5 + 5.25 * 5.25 + 9.625 * 9.625);
        QCOMPARE(valueOf(SurfaceKind::Rastrigin, {0.5, 0}), 20.25);
        QCOMPARE(valueOf(SurfaceKind::SixHumpCamel, {1, 1}), 4 - 2.1 + 1.0 / 3 + 1);
        QCOMPARE(valueOf(SurfaceKind::Plateau, {1, 1}), 1 - std::exp(-1.0));
        QVERIFY(valueOf(SurfaceKind::Plateau, {9, 9}) == 1);
    }

    void gradientsAreThoseOfCentralDifferences_data() { addEveryKind(); }
    void gradientsAreThoseOfCentralDifferences() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        const auto& window = surface.problem().window;
        RandomStream random(1, Stream::Data);
        constexpr double kStep = 1e-5;
        for (int i = 0; i < 500; ++i) {
            const double x = random.uniform(window[0], window[1]);
            const double y = random.uniform(window[0], window[1]);
            const auto gradient = surface.gradient<double>({x, y});
            const std::array differences{
                (surface.value<double>({x + kStep, y}) - surface.value<double>({x - kStep, y})) / (2 * kStep),
                (surface.value<double>({x, y + kStep}) - surface.value<double>({x, y - kStep})) /
                    (2 * kStep)};
            const double size = 1 + std::abs(surface.value<double>({x, y}));
            QVERIFY(std::abs(gradient[0] - differences[0]) < 1e-7 * size);
            QVERIFY(std::abs(gradient[1] - differences[1]) < 1e-7 * size);
        }
    }

    void hessiansAreThoseOfCentralDifferences_data() { addEveryKind(); }
    void hessiansAreThoseOfCentralDifferences() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        const auto& window = surface.problem().window;
        RandomStream random(2, Stream::Data);
        constexpr double kStep = 1e-5;
        for (int i = 0; i < 500; ++i) {
            const double x = random.uniform(window[0], window[1]);
            const double y = random.uniform(window[0], window[1]);
            const Hessian hessian = surface.hessian({x, y});
            const auto right = surface.gradient<double>({x + kStep, y});
            const auto left = surface.gradient<double>({x - kStep, y});
            const auto above = surface.gradient<double>({x, y + kStep});
            const auto below = surface.gradient<double>({x, y - kStep});
            const auto slope = surface.gradient<double>({x, y});
            const double size =
                1 + std::abs(slope[0]) + std::abs(slope[1]) + std::abs(hessian.xx) + std::abs(hessian.yy);
            QVERIFY(std::abs(hessian.xx - (right[0] - left[0]) / (2 * kStep)) < 1e-7 * size);
            QVERIFY(std::abs(hessian.xy - (right[1] - left[1]) / (2 * kStep)) < 1e-7 * size);
            QVERIFY(std::abs(hessian.xy - (above[0] - below[0]) / (2 * kStep)) < 1e-7 * size);
            QVERIFY(std::abs(hessian.yy - (above[1] - below[1]) / (2 * kStep)) < 1e-7 * size);
        }
    }

    void floatsAgreeWithDoubles_data() { addEveryKind(); }
    void floatsAgreeWithDoubles() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        const auto& window = surface.problem().window;
        RandomStream random(3, Stream::Data);
        for (int i = 0; i < 500; ++i) {
            const std::array place{static_cast<float>(random.uniform(window[0], window[1])),
                                   static_cast<float>(random.uniform(window[0], window[1]))};
            const std::array exact{static_cast<double>(place[0]), static_cast<double>(place[1])};
            // What cancels is not larger than the sums of both coordinates' parts.
            const double size =
                100 + std::abs(surface.value(exact)) +
                10 * (std::abs(surface.gradient(exact)[0]) + std::abs(surface.gradient(exact)[1]));
            QVERIFY(std::abs(static_cast<double>(surface.value(place)) - surface.value(exact)) < 2e-6 * size);
            for (std::size_t axis = 0; axis < 2; ++axis) {
                QVERIFY(std::abs(static_cast<double>(surface.gradient(place)[axis]) -
                                 surface.gradient(exact)[axis]) < 2e-6 * size);
            }
        }
    }

    void aSurfaceOfOneParameterLeavesTheSecondAlone_data() { addEveryKind(); }
    void aSurfaceOfOneParameterLeavesTheSecondAlone() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        const bool alone = surface.value<double>({0.7, 0.3}) == surface.value<double>({0.7, -1.1}) &&
                           surface.gradient<double>({0.7, 0.3})[1] == 0 &&
                           surface.hessian({0.7, 0.3}).yy == 0;
        QCOMPARE(surface.hasOneParameter(), alone);
        if (alone)
            QVERIFY(surface.problem().start[1] == 0);
    }

    void aSurfaceThatFallsForEverIsKnown_data() {
        QTest::addColumn<SurfaceKind>("kind");
        for (const auto& [name, kind] : surfaces::kAll) {
            if (kind != SurfaceKind::Formula)
                QTest::newRow(name) << kind;
        }
    }
    void aSurfaceThatFallsForEverIsKnown() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        double least = 0;
        for (int i = 0; i < 360; ++i) {
            const double angle = i * 3.14159265358979 / 180;
            least = std::min(least, surface.value<double>({1e3 * std::cos(angle), 1e3 * std::sin(angle)}));
        }
        QCOMPARE(surface.mayFallForever(), least < -1e3);
    }

    void theLargestCurvatureIsAnEigenvalue() {
        const SurfaceProblem wanted{.kind = SurfaceKind::Ravine, .curvature = 4, .condition = 10};
        const auto largest = [&wanted](SurfaceKind kind) {
            SurfaceProblem problem = wanted;
            problem.kind = kind;
            return surfaces::made(problem).largestCurvature();
        };
        QCOMPARE(largest(SurfaceKind::Parabola), 4.0);
        QCOMPARE(largest(SurfaceKind::Bowl), 4.0);
        QCOMPARE(largest(SurfaceKind::Ravine), 10.0);
        QCOMPARE(largest(SurfaceKind::Saddle), 1.0);
        const Hessian turned{.xx = 2, .xy = 1, .yy = 2};
        QCOMPARE(turned.eigenvalues()[0], 1.0);
        QCOMPARE(turned.eigenvalues()[1], 3.0);
        // The double well bends down between its wells; its other parameter's 0 is not a curvature.
        QCOMPARE(surfaces::byDefault(SurfaceKind::DoubleWell).largestCurvature({0, 5}), -4.0);
    }

    void aPlaceIsOutOfSightBeyondTenWindows() {
        const Surface surface = surfaces::made({.kind = SurfaceKind::Saddle, .window = {-1, 3}});
        QVERIFY(!surface.isOutOfSight({21, -19}));
        QVERIFY(surface.isOutOfSight({21.001, 0}));
        QVERIFY(surface.isOutOfSight({0, -19.001}));
    }

    void noiseIsNormalAndHasTheWantedDeviation() {
        const SurfaceProblem surface{.kind = SurfaceKind::NoisyBowl, .noise = 0.3};
        constexpr int kSteps = 20'000;
        std::array<double, 2> sum{};
        std::array<double, 2> squares{};
        double together = 0;
        int withinOne = 0;
        for (int step = 0; step < kSteps; ++step) {
            const auto noise = gradientNoise(surface, 5, step);
            for (std::size_t axis = 0; axis < 2; ++axis) {
                sum[axis] += noise[axis];
                squares[axis] += noise[axis] * noise[axis];
                withinOne += std::abs(noise[axis]) < 0.3 ? 1 : 0;
            }
            together += noise[0] * noise[1];
        }
        for (std::size_t axis = 0; axis < 2; ++axis) {
            QVERIFY(std::abs(sum[axis] / kSteps) < 4 * 0.3 / std::sqrt(kSteps));
            QVERIFY(std::abs(std::sqrt(squares[axis] / kSteps) / 0.3 - 1) < 0.02);
        }
        QVERIFY(std::abs(together / kSteps) < 4 * 0.09 / std::sqrt(kSteps));
        QVERIFY(std::abs(withinOne / (2.0 * kSteps) - 0.6827) < 0.01);
    }

    void noiseDependsOnSeedAndStepAlone() {
        const SurfaceProblem surface{.kind = SurfaceKind::NoisyBowl, .noise = 2};
        QVERIFY(gradientNoise(surface, 5, 99'999'999) == gradientNoise(surface, 5, 99'999'999));
        QVERIFY(gradientNoise(surface, 5, 7) != gradientNoise(surface, 5, 8));
        QVERIFY(gradientNoise(surface, 5, 7) != gradientNoise(surface, 6, 7));
        for (const auto& [name, kind] : surfaces::kAll) {
            SurfaceProblem other = surface;
            other.kind = kind;
            const bool none = gradientNoise(other, 5, 7) == std::array<double, 2>{0, 0};
            QVERIFY2(none == (kind != SurfaceKind::NoisyBowl), name);
        }
    }
};

QTEST_APPLESS_MAIN(TestSurface)
#include "test_surface.moc"
