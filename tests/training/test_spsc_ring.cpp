#include "training/spsc_ring.h"

#include <QTest>

#include <array>
#include <cstdint>
#include <thread>
#include <vector>

using downhill::training::SpscRing;

class TestSpscRing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void capacityIsRoundedUpToAPowerOfTwo_data();
    void capacityIsRoundedUpToAPowerOfTwo();
    void valuesComeOutInOrder();
    void fullRingRefusesAndKeepsWhatItHas();
    void drainHandsOverOnlyWhatWasThereAtItsBeginning();
    void aPlaceIsFreeAsSoonAsItsValueWasHandedOver();
    void twoThreadsExchangeEveryValueOnceAndWhole();
};

void TestSpscRing::capacityIsRoundedUpToAPowerOfTwo_data() {
    QTest::addColumn<std::size_t>("wanted");
    QTest::addColumn<std::size_t>("got");
    QTest::newRow("none") << std::size_t{0} << std::size_t{1};
    QTest::newRow("one") << std::size_t{1} << std::size_t{1};
    QTest::newRow("five") << std::size_t{5} << std::size_t{8};
    QTest::newRow("eight") << std::size_t{8} << std::size_t{8};
}

void TestSpscRing::capacityIsRoundedUpToAPowerOfTwo() {
    QFETCH(std::size_t, wanted);
    QFETCH(std::size_t, got);
    SpscRing<int> ring(wanted);
    QCOMPARE(ring.capacity(), got);
    for (std::size_t i = 0; i < got; ++i)
        QVERIFY(ring.push(1));
    QVERIFY(!ring.push(1));
}

void TestSpscRing::valuesComeOutInOrder() {
    SpscRing<int> ring(4);
    std::vector<int> seen;
    for (int i = 0; i < 11; ++i) {
        QVERIFY(ring.push(i));
        if (i % 3 == 2)
            ring.drain([&](int value) { seen.push_back(value); });
    }
    QCOMPARE(ring.drain([&](int value) { seen.push_back(value); }), std::size_t{2});
    QCOMPARE(seen, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

void TestSpscRing::fullRingRefusesAndKeepsWhatItHas() {
    SpscRing<int> ring(2);
    QVERIFY(ring.push(1));
    QVERIFY(ring.push(2));
    QVERIFY(!ring.push(3));
    std::vector<int> seen;
    ring.drain([&](int value) { seen.push_back(value); });
    QCOMPARE(seen, (std::vector<int>{1, 2}));
    QCOMPARE(ring.drain([](int) {}), std::size_t{0});
    QVERIFY(ring.push(3));
}

void TestSpscRing::drainHandsOverOnlyWhatWasThereAtItsBeginning() {
    SpscRing<int> ring(8);
    ring.push(1);
    ring.push(2);
    const std::size_t drained = ring.drain([&](int value) { ring.push(value + 10); });
    QCOMPARE(drained, std::size_t{2});
    std::vector<int> seen;
    ring.drain([&](int value) { seen.push_back(value); });
    QCOMPARE(seen, (std::vector<int>{11, 12}));
}

void TestSpscRing::aPlaceIsFreeAsSoonAsItsValueWasHandedOver() {
    SpscRing<int> ring(2);
    ring.push(1);
    ring.push(2);
    std::vector<bool> room;
    ring.drain([&](int) { room.push_back(ring.push(3)); });
    QCOMPARE(room, (std::vector<bool>{false, true}));
}

void TestSpscRing::twoThreadsExchangeEveryValueOnceAndWhole() {
    using Value = std::array<std::uint64_t, 8>;
    constexpr std::uint64_t count = 50'000;
    SpscRing<Value> ring(16);
    std::jthread producer([&] {
        for (std::uint64_t i = 0; i < count;) {
            Value value;
            value.fill(i);
            if (ring.push(value))
                ++i;
            else
                std::this_thread::yield();
        }
    });
    std::uint64_t expected = 0;
    bool whole = true;
    while (expected < count && whole) {
        const std::size_t drained = ring.drain([&](const Value& value) {
            for (const std::uint64_t part : value)
                whole = whole && part == expected;
            ++expected;
        });
        if (drained == 0)
            std::this_thread::yield();
    }
    if (!whole) { // let the producer come to its end before failing
        while (expected < count)
            ring.drain([&](const Value&) { ++expected; });
    }
    producer.join();
    QVERIFY(whole);
    QCOMPARE(expected, count);
}

QTEST_GUILESS_MAIN(TestSpscRing)
#include "test_spsc_ring.moc"
