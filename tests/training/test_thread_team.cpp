#include "training/thread_team.h"

#include <QTest>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace downhill::training;

class TestThreadTeam : public QObject {
    Q_OBJECT

    static void sizes() {
        QTest::addColumn<int>("size");
        QTest::newRow("one") << 1;
        QTest::newRow("two") << 2;
        QTest::newRow("more than there are processors") << 7;
    }

private Q_SLOTS:
    void everyMemberWorksOnceARound_data() { sizes(); }
    void everyMemberWorksOnceARound() {
        QFETCH(const int, size);
        ThreadTeam team(size);
        QCOMPARE(team.size(), size);
        std::vector<int> calls(static_cast<std::size_t>(size));
        for (int round = 0; round < 500; ++round)
            team.run([&](int member) { ++calls[static_cast<std::size_t>(member)]; });
        QVERIFY(calls == std::vector<int>(static_cast<std::size_t>(size), 500));
    }

    void whatOneRoundWroteTheNextReads_data() { sizes(); }
    void whatOneRoundWroteTheNextReads() {
        QFETCH(const int, size);
        ThreadTeam team(size);
        const auto count = static_cast<std::size_t>(size);
        std::vector<long> values(count, 1);
        std::vector<long> sums(count);
        long expected = 1;
        for (int round = 0; round < 30; ++round) {
            team.run([&](int member) {
                long sum = 0;
                for (const long value : values)
                    sum += value;
                sums[static_cast<std::size_t>(member)] = sum % 1'000'003;
            });
            team.run([&](int member) {
                values[static_cast<std::size_t>(member)] = sums[static_cast<std::size_t>(member)];
            });
            expected = expected * size % 1'000'003;
        }
        QVERIFY(values == std::vector<long>(count, expected));
    }

    void theCallerIsMemberZero() {
        ThreadTeam team(3);
        std::array<std::thread::id, 3> ids;
        team.run([&](int member) { ids[static_cast<std::size_t>(member)] = std::this_thread::get_id(); });
        QVERIFY(ids[0] == std::this_thread::get_id());
        QVERIFY(ids[1] != ids[0] && ids[2] != ids[0] && ids[1] != ids[2]);
    }

    void aTeamThatHasFallenAsleepWakesUp() {
        ThreadTeam team(2);
        std::atomic<int> calls = 0;
        for (int round = 0; round < 3; ++round) {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            team.run([&](int) { ++calls; });
        }
        QCOMPARE(calls.load(), 6);
    }
};

QTEST_APPLESS_MAIN(TestThreadTeam)
#include "test_thread_team.moc"
