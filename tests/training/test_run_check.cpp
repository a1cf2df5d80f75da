#include "training/run_check.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::training;

namespace {

using Kind = OptimizerSettings::Kind;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

QString whereOf(const Result<void>& found) {
    return found ? QStringLiteral("accepted") : QString::fromStdString(found.error().where);
}

ErrorCode codeOf(double value) {
    return std::isfinite(value) ? ErrorCode::OutOfRange : ErrorCode::NotFinite;
}

} // namespace

using Acts = std::vector<Act>;
Q_DECLARE_METATYPE(Acts)
Q_DECLARE_METATYPE(double OptimizerSettings::*)
Q_DECLARE_METATYPE(double Schedule::*)
Q_DECLARE_METATYPE(std::int64_t Schedule::*)

class TestRunCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreAccepted() {
        for (const Kind kind : {Kind::Sgd, Kind::Momentum, Kind::Nesterov, Kind::Adagrad, Kind::RmsProp,
                                Kind::Adam, Kind::AdamW, Kind::AmsGrad})
            QVERIFY(checkOptimizer(defaultSettings(kind)).has_value());
        QVERIFY(checkSchedule({}).has_value());
        QVERIFY(checkLoop(RunSpec{}.loop).has_value());
    }

    void anOptimizersSettingsHaveBounds_data() {
        QTest::addColumn<double OptimizerSettings::*>("setting");
        QTest::addColumn<QString>("where");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("greatest");
        const auto row = [](const char* where, double OptimizerSettings::*setting, double greatest) {
            QTest::newRow(where) << setting << QString::fromLatin1(where) << 0.0 << greatest;
        };
        row("learning_rate", &OptimizerSettings::learningRate, 1e9);
        row("optimizer.momentum", &OptimizerSettings::momentum, 0.999999);
        row("optimizer.dampening", &OptimizerSettings::dampening, 1);
        row("optimizer.smoothing", &OptimizerSettings::smoothing, 0.999999);
        row("optimizer.beta1", &OptimizerSettings::beta1, 0.999999);
        row("optimizer.beta2", &OptimizerSettings::beta2, 0.999999);
        row("optimizer.epsilon", &OptimizerSettings::epsilon, 1);
        row("optimizer.initial_accumulator", &OptimizerSettings::initialAccumulator, 1e6);
        row("optimizer.weight_decay", &OptimizerSettings::weightDecay, 1e6);
        row("optimizer.l1", &OptimizerSettings::l1, 1e6);
        row("optimizer.clip_value", &OptimizerSettings::clipValue, 1e6);
        row("optimizer.clip_norm", &OptimizerSettings::clipNorm, 1e6);
    }
    void anOptimizersSettingsHaveBounds() {
        QFETCH(double OptimizerSettings::*, setting);
        QFETCH(const QString, where);
        QFETCH(const double, least);
        QFETCH(const double, greatest);
        OptimizerSettings settings;
        for (const double good : {least, greatest}) {
            settings.*setting = good;
            QVERIFY(checkOptimizer(settings).has_value());
        }
        for (const double bad : {least - 1e-9, greatest * 1.0001, kNaN, kInfinity}) {
            settings.*setting = bad;
            const auto found = checkOptimizer(settings);
            QCOMPARE(whereOf(found), where);
            QCOMPARE(found.error().code, codeOf(bad));
        }
    }

    void aSchedulesSharesHaveBounds_data() {
        QTest::addColumn<double Schedule::*>("setting");
        QTest::addColumn<QString>("where");
        QTest::addColumn<double>("least");
        QTest::newRow("factor") << &Schedule::factor << QStringLiteral("schedule.factor") << 1e-6;
        QTest::newRow("floor") << &Schedule::floor << QStringLiteral("schedule.floor") << 0.0;
        QTest::newRow("threshold") << &Schedule::threshold << QStringLiteral("schedule.threshold") << 0.0;
    }
    void aSchedulesSharesHaveBounds() {
        QFETCH(double Schedule::*, setting);
        QFETCH(const QString, where);
        QFETCH(const double, least);
        Schedule schedule{.kind = Schedule::Kind::ReduceOnPlateau};
        for (const double good : {least, 1.0}) {
            schedule.*setting = good;
            QVERIFY(checkSchedule(schedule).has_value());
        }
        for (const double bad : {least - 1e-9, 1.0001, kNaN, -kInfinity}) {
            schedule.*setting = bad;
            const auto found = checkSchedule(schedule);
            QCOMPARE(whereOf(found), where);
            QCOMPARE(found.error().code, codeOf(bad));
        }
    }

    void aSchedulesCountsHaveBounds_data() {
        QTest::addColumn<std::int64_t Schedule::*>("setting");
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("least");
        QTest::newRow("warm-up") << &Schedule::warmUp << QStringLiteral("schedule.warm_up") << 0;
        QTest::newRow("period") << &Schedule::period << QStringLiteral("schedule.period") << 1;
        QTest::newRow("patience") << &Schedule::patience << QStringLiteral("schedule.patience") << 0;
        QTest::newRow("every") << &Schedule::every << QStringLiteral("schedule.every") << 1;
    }
    void aSchedulesCountsHaveBounds() {
        QFETCH(std::int64_t Schedule::*, setting);
        QFETCH(const QString, where);
        QFETCH(const int, least);
        Schedule schedule;
        for (const std::int64_t good : {std::int64_t(least), limits::kSteps}) {
            schedule.*setting = good;
            QVERIFY(checkSchedule(schedule).has_value());
        }
        for (const std::int64_t bad : {std::int64_t(least) - 1, limits::kSteps + 1}) {
            schedule.*setting = bad;
            QCOMPARE(whereOf(checkSchedule(schedule)), where);
        }
    }

    void aRangeTestCannotBeginAtNothing() {
        Schedule schedule{.kind = Schedule::Kind::RangeTest, .floor = 0};
        QCOMPARE(whereOf(checkSchedule(schedule)), QStringLiteral("schedule.floor"));
        schedule.floor = 1e-12;
        QVERIFY(checkSchedule(schedule).has_value());
    }

    void aLoopIsRefusedWhereAnActLacksWhatItNeeds_data() {
        using enum Act;
        QTest::addColumn<Acts>("loop");
        QTest::addColumn<int>("good"); // acts before the one at fault; −1 where there is none
        QTest::newRow("the usual") << Acts{ZeroGrad, Forward, Loss, Backward, Step} << -1;
        QTest::newRow("without zeroGrad") << Acts{Forward, Loss, Backward, Step} << -1;
        QTest::newRow("without step") << Acts{ZeroGrad, Forward, Loss, Backward} << -1;
        QTest::newRow("zeroGrad before step") << Acts{Forward, Loss, Backward, ZeroGrad, Step} << -1;
        QTest::newRow("step first") << Acts{Step, ZeroGrad, Forward, Loss, Backward} << -1;
        QTest::newRow("two batches a step")
            << Acts{ZeroGrad, Forward, Loss, Backward, Forward, Loss, Backward, Step} << -1;
        QTest::newRow("loss twice") << Acts{ZeroGrad, Forward, Loss, Loss, Backward, Step} << -1;
        QTest::newRow("loss before forward") << Acts{ZeroGrad, Loss, Forward, Backward, Step} << 1;
        QTest::newRow("backward before loss") << Acts{ZeroGrad, Forward, Backward, Loss, Step} << 2;
        QTest::newRow("without loss") << Acts{ZeroGrad, Forward, Backward, Step} << 2;
        QTest::newRow("backward twice") << Acts{ZeroGrad, Forward, Loss, Backward, Backward, Step} << 4;
        QTest::newRow("a loss of the forward before") << Acts{Forward, Loss, Forward, Backward} << 3;
        QTest::newRow("a loss of what backward used up") << Acts{Forward, Loss, Backward, Loss} << 3;
    }
    void aLoopIsRefusedWhereAnActLacksWhatItNeeds() {
        QFETCH(const Acts, loop);
        QFETCH(const int, good);
        const auto found = checkLoop(loop);
        QCOMPARE(found.has_value(), good < 0);
        if (good < 0)
            return;
        QCOMPARE(whereOf(found), QStringLiteral("loop"));
        QCOMPARE(found.error().code, ErrorCode::ShapeMismatch);
        QCOMPARE(found.error().value, double(good));
        QCOMPARE(found.error().limit, double(loop.size()));
    }

    void aLoopIsNeitherEmptyNorEndless() {
        QCOMPARE(checkLoop({}).error().code, ErrorCode::OutOfRange);
        QVERIFY(checkLoop(Acts(std::size_t(limits::kActs), Act::ZeroGrad)).has_value());
        const auto found = checkLoop(Acts(std::size_t(limits::kActs) + 1, Act::ZeroGrad));
        QCOMPARE(found.error().code, ErrorCode::OutOfRange);
        QCOMPARE(whereOf(found), QStringLiteral("loop"));
    }
};

QTEST_APPLESS_MAIN(TestRunCheck)
#include "test_run_check.moc"
