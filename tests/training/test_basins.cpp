#include "training/basins.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace downhill::training;

class TestBasins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStartOnABowlEndsInItsMinimum();
    void himmelblausFourMinimaShareTheWindow();
    void twoWellsAreDividedByTheRidge();
    void aFormulasMinimaAreFound();
    void whatDivergesOrLeavesIsLost();
    void aRunThatIsTooShortEndsElsewhere();
    void stopsWhenAsked();
    void refusesWhatItCannotMap();
};

namespace {

Experiment on(SurfaceKind kind, double rate) {
    Experiment experiment;
    experiment.problem = defaultSurface(kind);
    experiment.runs[0].optimizer.learningRate = rate;
    return experiment;
}

BasinMap mapped(const Experiment& experiment, BasinSettings settings = {.columns = 16, .rows = 12}) {
    auto map = basins(experiment, 0, settings);
    if (!map)
        qFatal("refused: %s", map.error().where.c_str());
    return *std::move(map);
}

} // namespace

void TestBasins::everyStartOnABowlEndsInItsMinimum() {
    const BasinMap map = mapped(on(SurfaceKind::Bowl, 0.1));
    QCOMPARE(map.ends.size(), std::size_t(16 * 12));
    QCOMPARE(map.minima.size(), std::size_t(1));
    QCOMPARE(map.share(0), 1.0);
    QCOMPARE(map.share(BasinMap::Elsewhere), 0.0);
}

void TestBasins::himmelblausFourMinimaShareTheWindow() {
    const Experiment experiment = on(SurfaceKind::Himmelblau, 0.01);
    const BasinMap map = mapped(experiment);
    QCOMPARE(map.minima.size(), std::size_t(4));
    double all = 0;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(map.share(i) > 0.1);
        all += map.share(i);
    }
    QVERIFY(std::abs(all + map.share(BasinMap::Elsewhere) - 1) < 1e-12);
    // The field around a minimum belongs to it.
    const auto& window = std::get<SurfaceProblem>(experiment.problem).window;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto field = [&](double at, int count) {
            return static_cast<std::size_t>((at - window[0]) / (window[1] - window[0]) * count);
        };
        const auto& place = map.minima[i].place;
        QCOMPARE(map.ends[field(place[1], 12) * 16 + field(place[0], 16)], static_cast<std::int16_t>(i));
    }
}

void TestBasins::twoWellsAreDividedByTheRidge() {
    Experiment experiment = on(SurfaceKind::Formula, 0.05);
    auto& surface = std::get<SurfaceProblem>(experiment.problem);
    surface.formula = "(x^2 - 1)^2 + y^2";
    surface.window = {-2, 2};
    surface.start = {1, 1};
    const BasinMap map = mapped(experiment, {.columns = 20, .rows = 5, .steps = 500});
    QCOMPARE(map.minima.size(), std::size_t(2));
    for (std::size_t i = 0; i < map.ends.size(); ++i) {
        QVERIFY(map.ends[i] >= 0);
        const double x = map.minima[static_cast<std::size_t>(map.ends[i])].place[0];
        QCOMPARE(x < 0, i % 20 < 10);
    }
    QCOMPARE(map.share(0), 0.5);
}

void TestBasins::aFormulasMinimaAreFound() {
    Experiment experiment = on(SurfaceKind::Formula, 0.01);
    auto& surface = std::get<SurfaceProblem>(experiment.problem);
    surface.formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2";
    surface.window = {-5, 5};
    const BasinMap typed = mapped(experiment), known = mapped(on(SurfaceKind::Himmelblau, 0.01));
    QCOMPARE(typed.minima.size(), known.minima.size());
    for (const SurfaceMinimum& minimum : known.minima) {
        const auto same = [&](const SurfaceMinimum& other) {
            return std::hypot(other.place[0] - minimum.place[0], other.place[1] - minimum.place[1]) < 1e-6;
        };
        QCOMPARE(std::ranges::count_if(typed.minima, same), std::ptrdiff_t(1));
    }
    QVERIFY(std::ranges::all_of(typed.minima, [](const SurfaceMinimum& minimum) { return minimum.global; }));
}

void TestBasins::whatDivergesOrLeavesIsLost() {
    QCOMPARE(mapped(on(SurfaceKind::Saddle, 0.1)).share(BasinMap::Lost), 1.0);
    const BasinMap fast = mapped(on(SurfaceKind::Himmelblau, 0.2));
    QVERIFY(fast.share(BasinMap::Lost) > 0.5);
}

void TestBasins::aRunThatIsTooShortEndsElsewhere() {
    const BasinMap map = mapped(on(SurfaceKind::Bowl, 1e-4), {.columns = 8, .rows = 8, .steps = 1});
    QCOMPARE(map.share(BasinMap::Elsewhere), 1.0);
}

void TestBasins::stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    std::atomic<std::int64_t> progress = 0;
    const auto none =
        basins(on(SurfaceKind::Bowl, 0.1), 0, {.columns = 4, .rows = 4}, &progress, stop.get_token());
    QVERIFY(none);
    QCOMPARE(progress.load(), 0);
    QVERIFY(std::ranges::all_of(none->ends, [](std::int16_t end) { return end == BasinMap::Unknown; }));
    QVERIFY(std::isnan(none->share(0)));
    QVERIFY(basins(on(SurfaceKind::Bowl, 0.1), 0, {.columns = 4, .rows = 4}, &progress));
    QCOMPARE(progress.load(), 16);
}

void TestBasins::refusesWhatItCannotMap() {
    const auto code = [](const Experiment& experiment, BasinSettings settings) {
        const auto map = basins(experiment, 0, settings);
        return map ? std::string() : map.error().where;
    };
    QCOMPARE(code(on(SurfaceKind::Bowl, 0.1), {.columns = 0}), std::string("basins.columns"));
    QCOMPARE(code(on(SurfaceKind::Bowl, 0.1), {.rows = 5000}), std::string("basins.rows"));
    QCOMPARE(code(on(SurfaceKind::Bowl, 0.1), {.steps = 0}), std::string("basins.steps"));
    QCOMPARE(code(on(SurfaceKind::Bowl, 0.1), {.reach = 0}), std::string("basins.reach"));
    QCOMPARE(code(on(SurfaceKind::Parabola, 0.1), {}), std::string("surface"));
    QCOMPARE(code(Experiment{}, {}), std::string("surface"));
}

QTEST_APPLESS_MAIN(TestBasins)
#include "test_basins.moc"
