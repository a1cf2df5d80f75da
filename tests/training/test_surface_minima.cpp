#include "surfaces.h"
#include "training/philox.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill::training;

namespace {

/// Newton's step from a place; with one parameter along it alone.
std::array<double, 2> newtonStep(const Surface& surface, std::array<double, 2> place) {
    const auto slope = surface.gradient(place);
    const Hessian h = surface.hessian(place);
    if (surface.hasOneParameter())
        return {-slope[0] / h.xx, 0};
    const double determinant = h.xx * h.yy - h.xy * h.xy;
    return {(h.xy * slope[1] - h.yy * slope[0]) / determinant,
            (h.xy * slope[0] - h.xx * slope[1]) / determinant};
}

} // namespace

Q_DECLARE_METATYPE(SurfaceKind)

class TestSurfaceMinima : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMinimumIsCounted_data() {
        QTest::addColumn<SurfaceKind>("kind");
        QTest::addColumn<int>("all");
        QTest::addColumn<int>("global");
        QTest::addColumn<double>("least");
        const auto row = [](const char* name, SurfaceKind kind, int all, int global, double least) {
            QTest::newRow(name) << kind << all << global << least;
        };
        row("parabola", SurfaceKind::Parabola, 1, 1, 0);
        row("bowl", SurfaceKind::Bowl, 1, 1, 0);
        row("ravine", SurfaceKind::Ravine, 1, 1, 0);
        row("saddle", SurfaceKind::Saddle, 0, 0, 0);
        row("monkey saddle", SurfaceKind::MonkeySaddle, 0, 0, 0);
        row("plateau", SurfaceKind::Plateau, 1, 1, 0);
        row("Rosenbrock", SurfaceKind::Rosenbrock, 1, 1, 0);
        row("Beale", SurfaceKind::Beale, 1, 1, 0);
        row("Himmelblau", SurfaceKind::Himmelblau, 4, 4, 0);
        row("Rastrigin", SurfaceKind::Rastrigin, 121, 1, 0);
        row("Styblinski and Tang", SurfaceKind::StyblinskiTang, 4, 1, -78.332331407);
        row("six-hump camel", SurfaceKind::SixHumpCamel, 6, 2, -1.031628453);
        row("noisy bowl", SurfaceKind::NoisyBowl, 1, 1, 0);
        row("double well", SurfaceKind::DoubleWell, 2, 1, -0.253791237);
        row("formula", SurfaceKind::Formula, 0, 0, 0);
    }
    void everyMinimumIsCounted() {
        QFETCH(const SurfaceKind, kind);
        QFETCH(const double, least);
        const Surface surface = surfaces::byDefault(kind);
        const auto minima = surface.minima();
        QTEST(static_cast<int>(minima.size()), "all");
        QTEST(static_cast<int>(std::count_if(minima.begin(), minima.end(), [](auto& m) { return m.global; })),
              "global");
        for (const SurfaceMinimum& minimum : minima) {
            QVERIFY(minimum.value == surface.value(minimum.place));
            QVERIFY(minimum.global ? std::abs(minimum.value - least) < 1e-6 : minimum.value > least + 0.01);
        }
    }

    void aMinimumIsFlatAndBendsUpEverywhere_data() {
        QTest::addColumn<SurfaceKind>("kind");
        for (const auto& [name, kind] : surfaces::kAll)
            QTest::newRow(name) << kind;
    }
    void aMinimumIsFlatAndBendsUpEverywhere() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        for (const SurfaceMinimum& minimum : surface.minima()) {
            const Hessian hessian = surface.hessian(minimum.place);
            const double smallest = surface.hasOneParameter() ? hessian.xx : hessian.eigenvalues()[0];
            QVERIFY(smallest > 0.1);
            const auto slope = surface.gradient(minimum.place);
            QVERIFY(std::hypot(slope[0], slope[1]) < 1e-11 * surface.largestCurvature(minimum.place) + 1e-13);
            const auto step = newtonStep(surface, minimum.place);
            QVERIFY(std::hypot(step[0], step[1]) < 1e-12);
        }
    }

    void descentFindsNoOtherMinimum_data() { aMinimumIsFlatAndBendsUpEverywhere_data(); }
    void descentFindsNoOtherMinimum() {
        QFETCH(const SurfaceKind, kind);
        const Surface surface = surfaces::byDefault(kind);
        const auto minima = surface.minima();
        const auto& window = surface.problem().window;
        RandomStream random(4, Stream::Data);
        std::size_t arrived = 0;
        for (int i = 0; i < 300; ++i) {
            std::array place{random.uniform(window[0], window[1]), random.uniform(window[0], window[1])};
            // Newton's method ends at a place without slope: a minimum has to be one of those we know.
            for (int k = 0; k < 200; ++k) {
                const auto step = newtonStep(surface, place);
                place = {place[0] + step[0], place[1] + step[1]};
            }
            const auto slope = surface.gradient(place);
            const Hessian hessian = surface.hessian(place);
            const double smallest = surface.hasOneParameter() ? hessian.xx : hessian.eigenvalues()[0];
            const bool inside = std::all_of(place.begin(), place.end(),
                                            [&](double at) { return at >= window[0] && at <= window[1]; }) ||
                                surface.hasOneParameter();
            if (!inside || !(std::hypot(slope[0], slope[1]) < 1e-9) || !(smallest > 1e-3) ||
                kind == SurfaceKind::Formula)
                continue;
            ++arrived;
            QVERIFY(std::any_of(minima.begin(), minima.end(), [&](const SurfaceMinimum& known) {
                const double y = surface.hasOneParameter() ? 0 : known.place[1] - place[1];
                return std::hypot(known.place[0] - place[0], y) < 1e-7;
            }));
        }
        QVERIFY(arrived > 0 || minima.empty());
    }

    void aWindowShowsItsPartOfTheGrid() {
        SurfaceProblem problem = defaultSurface(SurfaceKind::Rastrigin);
        problem.window = {0.5, 2.5};
        const auto minima = surfaces::made(problem).minima();
        QCOMPARE(minima.size(), std::size_t{4});
        QVERIFY(std::none_of(minima.begin(), minima.end(), [](auto& minimum) { return minimum.global; }));
        QVERIFY(std::abs(minima[0].place[0] - 0.994958637) < 1e-8);
        problem.window = {-1e6, 1e6};
        const auto all = surfaces::made(problem).minima();
        QCOMPARE(all.size(), std::size_t{63 * 63});
    }

    void aDefaultStartsInItsWindow_data() { aMinimumIsFlatAndBendsUpEverywhere_data(); }
    void aDefaultStartsInItsWindow() {
        QFETCH(const SurfaceKind, kind);
        const SurfaceProblem problem = defaultSurface(kind);
        QVERIFY(problem.kind == kind);
        for (const double start : problem.start)
            QVERIFY(start >= problem.window[0] && start <= problem.window[1]);
        for (const SurfaceMinimum& minimum : surfaces::made(problem).minima()) {
            for (const double at : minimum.place)
                QVERIFY(at >= problem.window[0] && at <= problem.window[1]);
        }
        const auto slope = surfaces::made(problem).gradient<double>(problem.start);
        QVERIFY(std::hypot(slope[0], slope[1]) > 0.01);
    }
};

QTEST_APPLESS_MAIN(TestSurfaceMinima)
#include "test_surface_minima.moc"
