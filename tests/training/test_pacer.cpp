#include "training/pacer.h"

#include <QTest>

using namespace downhill::training;
using namespace std::chrono_literals;

namespace {

constexpr Pacer::TimePoint kBegin{1000s};

} // namespace

class TestPacer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstStepIsDueAtOnce();
    void waitingAsToldKeepsThePaceWithoutDrift_data();
    void waitingAsToldKeepsThePaceWithoutDrift();
    void aLateWakeUpIsMadeGood();
    void aLongPauseOfTheMachineIsExcused();
    void changingThePaceMakesNothingDueEarly();
    void theSamePaceAgainChangesNothing();
    void fastPacesDoNotWakeForEveryStep();
    void absurdPacesStayInBounds_data();
    void absurdPacesStayInBounds();
};

void TestPacer::theFirstStepIsDueAtOnce() {
    Pacer pacer;
    pacer.start(1, kBegin);
    QCOMPARE(pacer.due(kBegin), std::int64_t{1});
    pacer.taken(1);
    QCOMPARE(pacer.due(kBegin), std::int64_t{0});
    QVERIFY(pacer.next(kBegin) == kBegin + 1s);
    QCOMPARE(pacer.due(kBegin + 999ms), std::int64_t{0});
    QCOMPARE(pacer.due(kBegin + 1s), std::int64_t{1});
}

void TestPacer::waitingAsToldKeepsThePaceWithoutDrift_data() {
    QTest::addColumn<double>("pace");
    for (const double pace : {1.0, 3.0, 60.0, 144.0, 999.0, 12345.0})
        QTest::addRow("%g steps/s", pace) << pace;
}

void TestPacer::waitingAsToldKeepsThePaceWithoutDrift() {
    QFETCH(double, pace);
    Pacer pacer;
    pacer.start(pace, kBegin);
    auto now = kBegin;
    std::int64_t taken = 0;
    int looks = 0;
    const auto end = kBegin + 100s - 1ms;
    for (; now < end; now = pacer.next(now) + 137us, ++looks) { // woken a little late every time
        const std::int64_t due = pacer.due(now);
        pacer.taken(due);
        taken += due;
    }
    const double expected = 100 * pace;
    QVERIFY2(std::abs(static_cast<double>(taken) - expected) <= pace * 0.006 + 1,
             qPrintable(QString::number(taken)));
    QVERIFY(looks <= std::min(expected, 25'000.0) + 1);
}

void TestPacer::aLateWakeUpIsMadeGood() {
    Pacer pacer;
    pacer.start(100, kBegin);
    pacer.taken(pacer.due(kBegin));
    QCOMPARE(pacer.due(kBegin + 105ms), std::int64_t{10});
    pacer.taken(10);
    QVERIFY(pacer.next(kBegin + 105ms) == kBegin + 110ms);
}

void TestPacer::aLongPauseOfTheMachineIsExcused() {
    Pacer pacer;
    pacer.start(100, kBegin);
    pacer.taken(1);
    const auto woken = kBegin + 1h;
    const std::int64_t due = pacer.due(woken);
    QVERIFY(due > 1 && due <= 26);
    pacer.taken(due);
    QCOMPARE(pacer.due(woken), std::int64_t{0});
    const auto wait = pacer.next(woken) - woken;
    QVERIFY(wait > 0ms && wait <= 11ms);
}

void TestPacer::changingThePaceMakesNothingDueEarly() {
    Pacer pacer;
    pacer.start(1, kBegin);
    for (int second = 0; second < 10; ++second)
        pacer.taken(pacer.due(kBegin + std::chrono::seconds(second)));
    pacer.change(2);
    QCOMPARE(pacer.due(kBegin + 9s + 499ms), std::int64_t{0});
    QCOMPARE(pacer.due(kBegin + 9s + 500ms), std::int64_t{1});
}

void TestPacer::theSamePaceAgainChangesNothing() {
    Pacer pacer;
    pacer.start(1, kBegin);
    std::int64_t taken = 0;
    for (auto now = kBegin; now < kBegin + 10s - 1ms; now += 16ms) { // somebody drags a slider
        pacer.change(1);
        const std::int64_t due = pacer.due(now);
        pacer.taken(due);
        taken += due;
    }
    QCOMPARE(taken, std::int64_t{10});
}

void TestPacer::fastPacesDoNotWakeForEveryStep() {
    Pacer pacer;
    pacer.start(1e6, kBegin);
    pacer.taken(pacer.due(kBegin));
    QVERIFY(pacer.next(kBegin) == kBegin + 4ms);
    QCOMPARE(pacer.due(kBegin + 4ms), std::int64_t{4000});
}

void TestPacer::absurdPacesStayInBounds_data() {
    QTest::addColumn<double>("pace");
    QTest::newRow("an age for a step") << 1e-300;
    QTest::newRow("no time for a step") << 1e300;
}

void TestPacer::absurdPacesStayInBounds() {
    QFETCH(double, pace);
    Pacer pacer;
    pacer.start(pace, kBegin);
    const std::int64_t due = pacer.due(kBegin + 1s);
    QVERIFY(due >= 1 && due <= 1'000'000'001);
    pacer.taken(due);
    const auto wait = pacer.next(kBegin + 1s) - (kBegin + 1s);
    QVERIFY(wait >= 4ms && wait <= 1h);
    pacer.change(60);
    QVERIFY(pacer.due(kBegin + 2s) >= 0);
}

QTEST_GUILESS_MAIN(TestPacer)
#include "test_pacer.moc"
