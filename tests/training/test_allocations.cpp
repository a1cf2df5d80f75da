// Counts what a step takes from the heap. The linker sends the C library's allocators here (see
// CMakeLists.txt), which covers Eigen's own calls; operator new is replaced below. Sanitizers stay in place
// underneath.
#include "experiments.h"
#include "surfaces.h"
#include "training/data_loader.h"
#include "training/decision_grid.h"
#include "training/landscape.h"
#include "training/thread_team.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> allocations{0};

} // namespace

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* old, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
int __real_posix_memalign(void** place, std::size_t alignment, std::size_t size);

void* __wrap_malloc(std::size_t size) {
    ++allocations;
    return __real_malloc(size);
}
void* __wrap_calloc(std::size_t count, std::size_t size) {
    ++allocations;
    return __real_calloc(count, size);
}
void* __wrap_realloc(void* old, std::size_t size) {
    ++allocations;
    return __real_realloc(old, size);
}
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
    ++allocations;
    return __real_aligned_alloc(alignment, size);
}
int __wrap_posix_memalign(void** place, std::size_t alignment, std::size_t size) {
    ++allocations;
    return __real_posix_memalign(place, alignment, size);
}
}

void* operator new(std::size_t size) {
    if (void* place = std::malloc(size))
        return place;
    throw std::bad_alloc();
}
void operator delete(void* place) noexcept {
    std::free(place);
}
void operator delete(void* place, std::size_t) noexcept {
    std::free(place);
}

using namespace downhill::training;

Q_DECLARE_METATYPE(Experiment)

class TestAllocations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCounterCounts() {
        const long before = allocations;
        std::vector<int> vector(10);
        Eigen::VectorXf eigen(1000);
        vector[0] = static_cast<int>(eigen.size());
        QVERIFY(allocations >= before + 2);
    }

    void theEnginesOwnAllocationsAreSeen() {
        const long before = allocations;
        const ThreadTeam team(2);
        QVERIFY(allocations > before);
    }

    void aStepAllocatesNothing_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::newRow("batches of ten") << experiments::circle(10);
        QTest::newRow("batches of one") << experiments::circle(1);
        QTest::newRow("the whole set") << experiments::circle(0);
        auto softmax = experiments::circle(7);
        auto& problem = std::get<NetworkProblem>(softmax.problem);
        problem.loss = Loss::CrossEntropy;
        problem.network.layers = {{33, Activation::Relu}, {2, Activation::Linear}};
        softmax.goal = Goal{.metric = Metric::TestAccuracy, .below = false, .bound = 2, .every = 2};
        QTest::newRow("softmax, looking at a goal") << softmax;
        auto wide = experiments::circle(0, 0.001);
        auto& wideProblem = std::get<NetworkProblem>(wide.problem);
        wideProblem.dataset.samples = 300;
        wideProblem.network.layers = {
            {600, Activation::Sigmoid}, {500, Activation::Relu}, {1, Activation::Linear}};
        QTest::newRow("wide layers") << wide;
        QTest::newRow("a surface") << experiments::surface({}, 0.1, 1000);
        auto everything = experiments::circle(7);
        auto& everyProblem = std::get<NetworkProblem>(everything.problem);
        everyProblem.network.layers = {
            {.units = 20, .activation = Activation::Gelu, .batchNorm = true, .dropout = 0.3},
            {.units = 9, .activation = Activation::Softplus, .dropout = 0.1},
            {.units = 1}};
        everyProblem.loss = Loss::Hinge;
        RunSpec& run = everything.runs[0];
        run.optimizer = defaultSettings(OptimizerSettings::Kind::AmsGrad);
        run.optimizer.clipNorm = 0.1;
        run.optimizer.l1 = 1e-3;
        run.schedule = {.kind = Schedule::Kind::ReduceOnPlateau, .warmUp = 3, .patience = 1, .every = 2};
        QTest::newRow("everything at once") << everything;
    }
    void aStepAllocatesNothing() {
        QFETCH(const Experiment, experiment);
        auto single = experiments::trainer<float>(experiment);
        auto wide = experiments::trainer<double>(experiment);
        const std::int64_t steps = single.parameters().size() > 100'000 ? 2 : 40;
        const long before = allocations;
        single.run(steps);
        wide.run(steps);
        single.evaluateTrain();
        wide.evaluateTest();
        single.rewind();
        for (int i = 0; i < 7; ++i)
            single.act();
        const long after = allocations;
        QCOMPARE(after - before, 0);
        QCOMPARE(wide.step(), steps);
    }

    void aStepOfATeamAllocatesNothing() {
        auto experiment = experiments::circle(0, 0.001);
        auto& problem = std::get<NetworkProblem>(experiment.problem);
        problem.network.layers = {{70, Activation::Tanh}, {60, Activation::Relu}, {1, Activation::Linear}};
        const Machine machine{.team = std::make_shared<ThreadTeam>(3)};
        auto data = std::make_shared<const SplitDataset<float>>(*makeDataset<float>(problem, {}));
        auto trainer = *Trainer<float>::create(experiment, 0, std::move(data), machine);
        trainer.run(3); // the members have begun by now
        const long before = allocations;
        trainer.run(20);
        const long after = allocations;
        QCOMPARE(after, before);
        QCOMPARE(trainer.step(), 23);
    }

    void aLoadedBatchAllocatesNothing_data() {
        QTest::addColumn<int>("prefetch");
        QTest::addColumn<double>("microseconds");
        QTest::newRow("as needed") << 0 << 0.0;
        QTest::newRow("slowly") << 0 << 1.0;
        QTest::newRow("three ahead") << 3 << 0.0;
        QTest::newRow("three ahead, slowly") << 3 << 1.0;
    }
    void aLoadedBatchAllocatesNothing() {
        QFETCH(const int, prefetch);
        QFETCH(const double, microseconds);
        const auto experiment = experiments::circle();
        const auto data = *makeDataset<float>(std::get<NetworkProblem>(experiment.problem), {});
        DataLoader<float> loader(data.train, 10, true, 1,
                                 {.prefetch = prefetch, .microseconds = microseconds});
        loader.next(); // a worker that began by now has made what a thread makes of its own
        const long before = allocations;
        Eigen::Index samples = 0;
        for (int i = 0; i < 40; ++i) {
            samples += loader.next().size;
            loader.repeat();
            samples += static_cast<Eigen::Index>(loader.nextIndices().size());
        }
        const LoaderTimes times = loader.times();
        const long after = allocations;
        QCOMPARE(after, before);
        QCOMPARE(times.batches, 41);
        QVERIFY(samples > 700);
    }

    void lookingAtASurfaceAllocatesNothing_data() {
        QTest::addColumn<QString>("formula");
        QTest::newRow("a kind of its own") << QString();
        QTest::newRow("a formula") << QStringLiteral("sin(3*x)*exp(-y^2/2) + max(x, y)^x");
    }
    void lookingAtASurfaceAllocatesNothing() {
        QFETCH(const QString, formula);
        SurfaceProblem problem{.kind = SurfaceKind::Rastrigin};
        if (!formula.isEmpty())
            problem = {.kind = SurfaceKind::Formula, .formula = formula.toStdString()};
        const Surface surface = surfaces::made(problem);
        const long before = allocations;
        double sum = surface.value<double>({0.5, 0.25}) + surface.gradient<double>({0.5, 0.25})[0];
        sum += surface.hessian({0.5, 0.25}).xy + static_cast<double>(surface.gradient<float>({1, 2})[1]);
        const long after = allocations;
        QVERIFY(std::isfinite(sum));
        QCOMPARE(after, before);
    }

    void picturesOfANetworkAllocateNothing() {
        const auto experiment = experiments::circle();
        const auto& problem = std::get<NetworkProblem>(experiment.problem);
        const auto data = *makeDataset<float>(problem, experiment.seeds);
        const auto network = *Network<float>::create(problem.network, 2);
        std::vector<float> parameters(static_cast<std::size_t>(network.parameterCount()));
        network.initialise(parameters, 1);
        const LandscapePlane<float> plane{parameters, parameters, parameters};
        const LandscapeGrid grid{.columns = 5, .rows = 5};
        Landscape<float> landscape(network, LossSettings(problem), data.train);
        DecisionGrid<float> decisions(network, data.inputs, {.columns = 33, .rows = 20});
        std::vector<double> losses(5);
        std::vector<float> outputs(33 * 20);
        const long before = allocations;
        landscape.row(plane, grid, 2, losses);
        decisions.evaluate(parameters, {}, outputs);
        const long after = allocations;
        QCOMPARE(after, before);
    }
};

QTEST_APPLESS_MAIN(TestAllocations)
#include "test_allocations.moc"
