#include "training/curve_publisher.h"
#include "training/loss_curve.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace downhill::training;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What a bucket must be, computed from all the values that belong in it.
CurveBucket bucketOf(const std::vector<float>& losses, std::size_t begin, std::size_t end) {
    const auto first = losses.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = losses.begin() + static_cast<std::ptrdiff_t>(std::min(end, losses.size()));
    const auto least = std::min_element(first, last);
    const auto greatest = std::max_element(first, last);
    const auto step = [&](auto at) { return static_cast<std::int64_t>(at - losses.begin()) + 1; };
    return {step(first), step(last - 1), step(least), step(greatest), *first, *least, *greatest, *(last - 1)};
}

std::vector<CurveBucket> copy(const LossCurve& curve) {
    return {curve.buckets().begin(), curve.buckets().end()};
}

bool same(const LossCurve& left, const LossCurve& right) {
    return copy(left) == copy(right) && left.width() == right.width() && left.brokeAt() == right.brokeAt();
}

} // namespace

class TestLossCurve : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void everyStepHasItsBucketUntilTheCapacityIsReached();
    void bucketsHoldExactlyTheValuesOfTheirSteps_data();
    void bucketsHoldExactlyTheValuesOfTheirSteps();
    void aSpikeSurvivesEveryDoubling();
    void oddCapacityIsRoundedUp();
    void aValueThatIsNotFiniteEndsTheCurve_data();
    void aValueThatIsNotFiniteEndsTheCurve();
    void clearForgetsEverything();
    void applyingAnUpdateTwiceChangesNothing();
    void anUpdateOfAnOlderWidthIsIgnored();
    void aMirrorEqualsItsSourceAfterEachPublish_data();
    void aMirrorEqualsItsSourceAfterEachPublish();
    void whatWasRefusedIsSentLater_data();
    void whatWasRefusedIsSentLater();
    void nothingNewSendsNothing();
};

void TestLossCurve::startsEmpty() {
    const LossCurve curve;
    QVERIFY(curve.buckets().empty());
    QCOMPARE(curve.width(), std::int64_t{1});
    QCOMPARE(curve.brokeAt(), std::int64_t{0});
    QCOMPARE(curve.capacity(), std::size_t{4096});
}

void TestLossCurve::everyStepHasItsBucketUntilTheCapacityIsReached() {
    LossCurve curve(4);
    for (int step = 1; step <= 4; ++step)
        curve.add(step, 0.5F * static_cast<float>(step));
    QCOMPARE(curve.width(), std::int64_t{1});
    QCOMPARE(curve.buckets().size(), std::size_t{4});
    const CurveBucket third{3, 3, 3, 3, 1.5F, 1.5F, 1.5F, 1.5F};
    QVERIFY(curve.buckets()[2] == third);
}

void TestLossCurve::bucketsHoldExactlyTheValuesOfTheirSteps_data() {
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("count");
    QTest::newRow("within capacity") << 8 << 7;
    QTest::newRow("just full") << 8 << 8;
    QTest::newRow("first doubling") << 8 << 9;
    QTest::newRow("a partial bucket") << 8 << 29;
    QTest::newRow("many doublings") << 6 << 5000;
    QTest::newRow("smallest") << 2 << 1000;
}

void TestLossCurve::bucketsHoldExactlyTheValuesOfTheirSteps() {
    QFETCH(int, capacity);
    QFETCH(int, count);
    std::mt19937 random(3);
    std::vector<float> losses;
    LossCurve curve(static_cast<std::size_t>(capacity));
    for (int i = 0; i < count; ++i) {
        losses.push_back(static_cast<float>(random() % 1000) / 7.0F);
        curve.add(i + 1, losses.back());
    }
    const auto width = static_cast<std::size_t>(curve.width());
    std::vector<CurveBucket> expected;
    for (std::size_t begin = 0; begin < losses.size(); begin += width)
        expected.push_back(bucketOf(losses, begin, begin + width));
    QVERIFY(copy(curve) == expected);
    QVERIFY(curve.buckets().size() <= curve.capacity());
    QVERIFY(width == 1 || curve.buckets().size() > curve.capacity() / 2);
}

void TestLossCurve::aSpikeSurvivesEveryDoubling() {
    LossCurve curve(4);
    for (int step = 1; step <= 1000; ++step)
        curve.add(step, step == 37 ? 99.0F : step == 613 ? -5.0F : 1.0F);
    bool high = false;
    bool low = false;
    for (const CurveBucket& bucket : curve.buckets()) {
        high = high || (bucket.greatest == 99.0F && bucket.greatestStep == 37);
        low = low || (bucket.least == -5.0F && bucket.leastStep == 613);
    }
    QVERIFY(high);
    QVERIFY(low);
}

void TestLossCurve::oddCapacityIsRoundedUp() {
    QCOMPARE(LossCurve(0).capacity(), std::size_t{2});
    QCOMPARE(LossCurve(5).capacity(), std::size_t{6});
}

void TestLossCurve::aValueThatIsNotFiniteEndsTheCurve_data() {
    QTest::addColumn<float>("loss");
    QTest::newRow("nan") << kNan;
    QTest::newRow("infinity") << kInfinity;
    QTest::newRow("minus infinity") << -kInfinity;
}

void TestLossCurve::aValueThatIsNotFiniteEndsTheCurve() {
    QFETCH(float, loss);
    LossCurve curve(4);
    curve.add(1, 2.0F);
    curve.add(2, loss);
    curve.add(3, loss);
    QCOMPARE(curve.brokeAt(), std::int64_t{2});
    QCOMPARE(curve.buckets().size(), std::size_t{1});
    QCOMPARE(curve.buckets()[0].lastStep, std::int64_t{1});

    curve.add(4, 1.0F); // set right by hand, the run goes on
    QCOMPARE(curve.brokeAt(), std::int64_t{2});
    QCOMPARE(curve.buckets().size(), std::size_t{2});
}

void TestLossCurve::clearForgetsEverything() {
    LossCurve curve(4);
    for (int step = 1; step <= 10; ++step)
        curve.add(step, 1.0F);
    curve.add(11, kNan);
    curve.clear();
    QVERIFY(same(curve, LossCurve(4)));
    curve.add(1, 3.0F);
    QCOMPARE(curve.buckets().size(), std::size_t{1});
    QCOMPARE(curve.buckets()[0].first, 3.0F);
}

void TestLossCurve::applyingAnUpdateTwiceChangesNothing() {
    LossCurve source(4);
    LossCurve once(4);
    LossCurve twice(4);
    CurvePublisher publisher;
    for (int step = 1; step <= 100; ++step) {
        source.add(step, step < 90 ? static_cast<float>(step % 7) : kNan);
        publisher.publish(source, [&](const CurveUpdate& update) {
            once.apply(update);
            twice.apply(update);
            twice.apply(update);
            return true;
        });
        QVERIFY(same(once, twice));
    }
    QVERIFY(same(twice, source));
}

void TestLossCurve::anUpdateOfAnOlderWidthIsIgnored() {
    LossCurve mirror(4);
    const CurveBucket old{1, 1, 1, 1, 5, 5, 5, 5};
    const CurveBucket wide{1, 2, 2, 1, 5, 3, 5, 3};
    mirror.apply({1, 0, old});
    mirror.apply({2, 0, wide});
    mirror.apply({1, 0, old});
    QCOMPARE(mirror.width(), std::int64_t{2});
    QVERIFY(copy(mirror) == std::vector<CurveBucket>{wide});
}

void TestLossCurve::aMirrorEqualsItsSourceAfterEachPublish_data() {
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("mostAtOnce");
    QTest::newRow("every step") << 8 << 1;
    QTest::newRow("a few steps") << 8 << 5;
    QTest::newRow("several doublings at once") << 4 << 100;
    QTest::newRow("usual") << 256 << 1000;
}

void TestLossCurve::aMirrorEqualsItsSourceAfterEachPublish() {
    QFETCH(int, capacity);
    QFETCH(int, mostAtOnce);
    std::mt19937 random(5);
    LossCurve source(static_cast<std::size_t>(capacity));
    LossCurve mirror(static_cast<std::size_t>(capacity));
    CurvePublisher publisher;
    std::int64_t step = 0;
    for (int round = 0; round < 300; ++round) {
        const auto steps = 1 + random() % static_cast<unsigned>(mostAtOnce);
        for (unsigned i = 0; i < steps; ++i) {
            ++step;
            source.add(step, round == 250 && i == 0 ? kInfinity : static_cast<float>(random() % 100));
        }
        QVERIFY(publisher.publish(source, [&](const CurveUpdate& update) {
            mirror.apply(update);
            return true;
        }));
        QVERIFY(same(mirror, source));
    }
    QVERIFY(source.brokeAt() > 0);
}

void TestLossCurve::whatWasRefusedIsSentLater_data() {
    QTest::addColumn<int>("accepted");
    QTest::newRow("one a round") << 1;
    QTest::newRow("three a round") << 3;
    QTest::newRow("twenty a round") << 20;
}

void TestLossCurve::whatWasRefusedIsSentLater() {
    QFETCH(int, accepted);
    std::mt19937 random(7);
    LossCurve source(16);
    LossCurve mirror(16);
    CurvePublisher publisher;
    std::int64_t step = 0;
    int refusals = 0;
    int room = 0;
    const auto send = [&](const CurveUpdate& update) {
        if (room == 0)
            return false;
        --room;
        mirror.apply(update);
        return true;
    };
    for (int round = 0; round < 400; ++round) {
        const auto steps = 1 + random() % 40;
        for (unsigned i = 0; i < steps; ++i)
            source.add(++step, static_cast<float>(random() % 100));
        room = static_cast<int>(random() % static_cast<unsigned>(accepted + 1));
        refusals += publisher.publish(source, send) ? 0 : 1;
        // Short of its source the mirror is still in order and within it.
        std::int64_t before = 0;
        for (const CurveBucket& bucket : mirror.buckets()) {
            QVERIFY(bucket.firstStep == before + 1);
            before = bucket.lastStep;
        }
        QVERIFY(before <= step);
    }
    source.add(step + 1, kNan);
    do {
        room = 1;
    } while (!publisher.publish(source, send));
    QVERIFY(refusals > 100 || accepted == 20);
    QVERIFY(same(mirror, source));
}

void TestLossCurve::nothingNewSendsNothing() {
    LossCurve source(4);
    CurvePublisher publisher;
    int sent = 0;
    const auto count = [&](const CurveUpdate&) {
        ++sent;
        return true;
    };
    publisher.publish(source, count);
    QCOMPARE(sent, 0);
    source.add(1, 1.0F);
    source.add(2, kNan);
    publisher.publish(source, count);
    QCOMPARE(sent, 2);
    publisher.publish(source, count);
    QCOMPARE(sent, 2);
}

QTEST_GUILESS_MAIN(TestLossCurve)
#include "test_loss_curve.moc"
