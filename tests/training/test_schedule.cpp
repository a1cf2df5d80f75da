#include "torch_fixture.h"
#include "training/run_check.h"
#include "training/schedule.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::training;

namespace {

using Kind = Schedule::Kind;

struct TorchRates {
    QByteArray name{};
    Schedule schedule{};
    std::vector<double> factors{};
};

/// The losses that the schedules met, and what each made of them.
std::pair<std::vector<double>, std::vector<TorchRates>> torchRates() {
    std::vector<double> losses;
    std::vector<TorchRates> all;
    for (const torch::Line& line : torch::linesOf("rates.txt")) {
        if (line.key == "losses")
            losses = torch::numbersOf(line.words);
        else if (line.key == "schedule")
            all.push_back({{}, torch::scheduleOf(line), {}});
        else if (line.key == "name")
            all.back().name = line.words.first();
        else
            all.back().factors = torch::numbersOf(line.words);
    }
    return {losses, all};
}

bool near(double left, double right, double tolerance = 1e-13) {
    return std::abs(left - right) <= tolerance * std::abs(right);
}

} // namespace

Q_DECLARE_METATYPE(Schedule)

class TestSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFactorsAreTorchs_data() {
        QTest::addColumn<Schedule>("schedule");
        QTest::addColumn<QList<double>>("losses");
        QTest::addColumn<QList<double>>("factors");
        const auto [losses, all] = torchRates();
        QCOMPARE(all.size(), std::size_t(12));
        for (const TorchRates& each : all) {
            QTest::newRow(each.name.constData())
                << each.schedule << QList<double>(losses.begin(), losses.end())
                << QList<double>(each.factors.begin(), each.factors.end());
        }
    }
    void theFactorsAreTorchs() {
        QFETCH(const Schedule, schedule);
        QFETCH(const QList<double>, losses);
        QFETCH(const QList<double>, factors);
        QVERIFY(checkSchedule(schedule).has_value());
        QCOMPARE(factors.size(), losses.size());
        RateSchedule rates(schedule);
        double greatest = 0;
        for (qsizetype i = 0; i < losses.size(); ++i) {
            const double wanted = factors[i];
            greatest = std::max(greatest, std::abs(rates.factor(i) - wanted) / wanted);
            rates.observe(i, losses[i]);
        }
        qInfo("largest relative difference %.1e", greatest);
        QVERIFY(greatest <= 1e-12);
    }

    void aPlateauIsFollowedOnlyByWhatIsObserved() {
        const Schedule schedule{.kind = Kind::ReduceOnPlateau,
                                .factor = 0.5,
                                .floor = 0.2,
                                .patience = 1,
                                .threshold = 0.1,
                                .every = 2};
        RateSchedule rates(schedule);
        // Means of two: 10, 9.5 (not a tenth less), 9.5 (the second look without progress), 8, 8, 8, …
        const std::vector<double> losses{12, 8, 9, 10, 9.5, 9.5, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
        const std::vector<double> after{1,   1,   1,    1,    1,    0.5,  0.5, 0.5, 0.5,
                                        0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2};
        for (std::size_t i = 0; i < losses.size(); ++i) {
            const auto step = static_cast<std::int64_t>(i);
            QCOMPARE(rates.factor(step), rates.factor(0));
            rates.observe(step, losses[i]);
            QCOMPARE(rates.factor(step + 1), after[i]);
        }
        const RateSchedule::State kept = rates.state();
        rates.reset();
        QCOMPARE(rates.factor(0), 1.0);
        rates.setState(kept);
        QCOMPARE(rates.factor(0), 0.2);
        QVERIFY(rates.state() == kept);
    }

    void aPlateauIsNotLookedForWhileTheRateRises() {
        RateSchedule rates(
            {.kind = Kind::ReduceOnPlateau, .warmUp = 4, .factor = 0.5, .patience = 0, .every = 1});
        for (std::int64_t step = 0; step < 4; ++step)
            rates.observe(step, 1);
        QCOMPARE(rates.factor(4), 1.0);
        rates.observe(4, 5); // the first look, and so the best
        QCOMPARE(rates.factor(5), 1.0);
        rates.observe(5, 5);
        QCOMPARE(rates.factor(6), 0.5);
    }

    void aLossThatIsNoNumberIsNoProgress() {
        RateSchedule rates({.kind = Kind::ReduceOnPlateau, .factor = 0.5, .patience = 0, .every = 1});
        rates.observe(0, 1);
        rates.observe(1, std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(rates.factor(2), 0.5);
        rates.observe(2, 0.5);
        QCOMPARE(rates.factor(3), 0.5);
    }

    void theOthersDoNotListen() {
        for (const Kind kind :
             {Kind::Constant, Kind::Step, Kind::Exponential, Kind::Cosine, Kind::OneCycle, Kind::RangeTest}) {
            RateSchedule rates({.kind = kind, .factor = 0.5, .period = 10, .floor = 0.125});
            std::vector<double> before;
            for (std::int64_t step = 0; step < 30; ++step)
                before.push_back(rates.factor(step));
            for (std::int64_t step = 0; step < 30; ++step)
                rates.observe(step, static_cast<double>(step));
            for (std::int64_t step = 30; step-- > 0;)
                QCOMPARE(rates.factor(step), before[static_cast<std::size_t>(step)]);
        }
    }

    void aWarmUpRisesEvenlyToWhereTheRestBegins_data() {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<double>("first");
        QTest::newRow("constant") << Kind::Constant << 1.0;
        QTest::newRow("step") << Kind::Step << 1.0;
        QTest::newRow("exponential") << Kind::Exponential << 1.0;
        QTest::newRow("cosine") << Kind::Cosine << 1.0;
        QTest::newRow("one cycle") << Kind::OneCycle << 1.0 / 25;
        QTest::newRow("reduce on plateau") << Kind::ReduceOnPlateau << 1.0;
        QTest::newRow("range test") << Kind::RangeTest << 0.125;
    }
    void aWarmUpRisesEvenlyToWhereTheRestBegins() {
        QFETCH(const Kind, kind);
        QFETCH(const double, first);
        Schedule schedule{.kind = kind, .factor = 0.5, .period = 20, .floor = 0.125};
        const RateSchedule cold(schedule);
        schedule.warmUp = 8;
        const RateSchedule warm(schedule);
        for (std::int64_t step = 0; step < 8; ++step)
            QVERIFY(near(warm.factor(step), static_cast<double>(step + 1) / 8 * first));
        for (std::int64_t step = 0; step < 40; ++step)
            QCOMPARE(warm.factor(step + 8), cold.factor(step));
    }

    void aRangeTestGrowsGeometrically() {
        const RateSchedule rates({.kind = Kind::RangeTest, .period = 61, .floor = 1e-6});
        QVERIFY(near(rates.factor(0), 1e-6));
        for (std::int64_t step = 0; step < 60; ++step)
            QVERIFY(near(rates.factor(step + 1) / rates.factor(step), std::pow(10, 0.1), 1e-12));
        QCOMPARE(rates.factor(60), 1.0);
        QCOMPARE(rates.factor(1000), 1.0);
        QCOMPARE(RateSchedule({.kind = Kind::RangeTest, .period = 1, .floor = 0.5}).factor(0), 1.0);
    }

    void theShortestPeriodsGiveFactorsToo() {
        for (const Kind kind : {Kind::Step, Kind::Cosine, Kind::OneCycle, Kind::RangeTest}) {
            for (std::int64_t period = 1; period <= 12; ++period) {
                const RateSchedule rates({.kind = kind, .factor = 0.5, .period = period, .floor = 0.25});
                for (std::int64_t step = 0; step < 30; ++step) {
                    const double factor = rates.factor(step);
                    QVERIFY(std::isfinite(factor) && factor > 0 && factor <= 1);
                }
            }
        }
    }

    void theLongestRunsGiveFactorsToo() {
        for (const Kind kind : {Kind::Constant, Kind::Step, Kind::Exponential, Kind::Cosine, Kind::OneCycle,
                                Kind::ReduceOnPlateau, Kind::RangeTest}) {
            const RateSchedule rates({.kind = kind, .factor = 0.1, .period = 1, .floor = 1e-12});
            const double factor = rates.factor(limits::kSteps);
            QVERIFY(factor >= 0 && factor <= 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "test_schedule.moc"
