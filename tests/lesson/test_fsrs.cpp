#include "lesson/fsrs.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace downhill::lesson;
using fsrs::Card;
using fsrs::kDay;
using fsrs::Rating;

namespace {

constexpr std::int64_t kStart = 1'669'725'000'000; // 2022-11-29, 12:30
constexpr std::int64_t kTenMinutes = 600'000;

const std::vector<Rating> kRatings{Rating::Again, Rating::Hard, Rating::Good, Rating::Easy};

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

} // namespace

class TestFsrs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theIntervalsOfThePublishedHistory();
    void theMemoryOfThePublishedHistories_data();
    void theMemoryOfThePublishedHistories();
    void aFirstAnswerHasThePublishedStability_data();
    void aFirstAnswerHasThePublishedStability();
    void recallFallsAlongThePublishedCurve();
    void theBetterTheAnswerTheLaterItComesBack();
    void moreRetentionMeansMoreOften();
    void retentionStaysWithinWhatIsOffered();
    void easyAnswersBecomeEasy();
    void aLapseIsCountedOncePerForgetting();
    void aClockSetBackCountsAsNoTime();
    void everyHistoryKeepsWithinTheBounds();
};

/// The history and its intervals stand in the tests of go-fsrs 4 (TestBasicSchedulerExample), which follows
/// FSRS 6: six good answers, two failures, five good answers, each given when it is due; the second and the
/// one after each failure ten minutes later.
void TestFsrs::theIntervalsOfThePublishedHistory() {
    struct Review {
        Rating rating;
        int interval; ///< days; 0: ten minutes
    };
    const std::vector<Review> history{
        {Rating::Good, 0},   {Rating::Good, 2},  {Rating::Good, 11}, {Rating::Good, 46}, {Rating::Good, 163},
        {Rating::Good, 498}, {Rating::Again, 0}, {Rating::Again, 0}, {Rating::Good, 2},  {Rating::Good, 4},
        {Rating::Good, 7},   {Rating::Good, 12}, {Rating::Good, 21}};
    Card card;
    std::int64_t now = kStart;
    for (std::size_t i = 0; i < history.size(); ++i) {
        card = fsrs::next(card, history[i].rating, now);
        if (history[i].interval == 0) {
            now += kTenMinutes;
            continue;
        }
        QVERIFY2((card.due - now) / kDay == history[i].interval,
                 qPrintable(QStringLiteral("review %1: %2 days").arg(i).arg((card.due - now) / kDay)));
        now = card.due;
    }
    QCOMPARE(card.reviews, 13);
    QCOMPARE(card.lapses, 1);
}

void TestFsrs::theMemoryOfThePublishedHistories_data() {
    QTest::addColumn<QString>("ratings");
    QTest::addColumn<double>("stability");
    QTest::addColumn<double>("difficulty");
    // TestNextStatesMemoryStateShortTerm and …AllRatingsShortTerm of go-fsrs 4.
    QTest::newRow("one failure") << QStringLiteral("133333") << 53.6269 << 6.3575;
    QTest::newRow("every rating") << QStringLiteral("123433") << 51.0810 << 6.7493;
}

void TestFsrs::theMemoryOfThePublishedHistories() {
    QFETCH(QString, ratings);
    QFETCH(double, stability);
    QFETCH(double, difficulty);
    const std::vector<int> days{0, 0, 1, 3, 8, 21};
    Card card;
    std::int64_t now = kStart;
    for (std::size_t i = 0; i < days.size(); ++i) {
        now += days[i] * kDay;
        card = fsrs::next(card, static_cast<Rating>(ratings[static_cast<qsizetype>(i)].digitValue()), now);
    }
    QVERIFY2(near(card.stability, stability, 5e-5), qPrintable(QString::number(card.stability, 'g', 8)));
    QVERIFY2(near(card.difficulty, difficulty, 5e-5), qPrintable(QString::number(card.difficulty, 'g', 8)));
}

void TestFsrs::aFirstAnswerHasThePublishedStability_data() {
    QTest::addColumn<int>("rating");
    QTest::addColumn<double>("stability");
    QTest::addColumn<double>("difficulty"); ///< 6.4133 − e^(0.8334·(G − 1)) + 1, within 1 and 10
    QTest::newRow("again") << 1 << 0.212 << 6.4133;
    QTest::newRow("hard") << 2 << 1.2931 << 7.4133 - std::exp(0.8334);
    QTest::newRow("good") << 3 << 2.3065 << 7.4133 - std::exp(1.6668);
    QTest::newRow("easy") << 4 << 8.2956 << 1.0;
}

void TestFsrs::aFirstAnswerHasThePublishedStability() {
    QFETCH(int, rating);
    QFETCH(double, stability);
    QFETCH(double, difficulty);
    const Card card = fsrs::next({}, static_cast<Rating>(rating), kStart);
    QCOMPARE(card.stability, stability);
    QVERIFY(near(card.difficulty, difficulty, 1e-12));
    QCOMPARE(card.last, kStart);
    QCOMPARE(card.reviews, 1);
    QCOMPARE(card.due, kStart + std::max(1, static_cast<int>(std::lround(stability))) * kDay);
}

void TestFsrs::recallFallsAlongThePublishedCurve() {
    QCOMPARE(fsrs::retrievability({}, kStart), 0.0);
    Card card = fsrs::next({}, Rating::Good, kStart);
    card.stability = 10;
    QCOMPARE(fsrs::retrievability(card, kStart), 1.0);
    QVERIFY(near(fsrs::retrievability(card, kStart + 10 * kDay), 0.9, 1e-12)); // by definition
    // (1 + (0.9^(−1/0.1542) − 1)·t/S)^−0.1542
    const double factor = std::pow(0.9, -1 / 0.1542) - 1;
    for (const int days : {1, 5, 30, 1000})
        QVERIFY(near(fsrs::retrievability(card, kStart + days * kDay),
                     std::pow(1 + factor * days / 10, -0.1542), 1e-12));
}

void TestFsrs::theBetterTheAnswerTheLaterItComesBack() {
    Card card = fsrs::next({}, Rating::Good, kStart);
    card = fsrs::next(card, Rating::Good, card.due);
    std::int64_t last = 0;
    for (const Rating rating : kRatings) {
        const Card after = fsrs::next(card, rating, card.due);
        QVERIFY(after.due > last);
        last = after.due;
    }
}

void TestFsrs::moreRetentionMeansMoreOften() {
    // TestNextInterval of go-fsrs 4.
    QCOMPARE(fsrs::intervalDays(1, 0.7), 9);
    QCOMPARE(fsrs::intervalDays(1, 0.8), 3);
    QCOMPARE(fsrs::intervalDays(1, 0.9), 1);
    QCOMPARE(fsrs::intervalDays(30, 0.9), 30);
    QVERIFY(fsrs::intervalDays(30, 0.7) > fsrs::intervalDays(30, 0.8));
    QVERIFY(fsrs::intervalDays(30, 0.8) > 30);
    QVERIFY(fsrs::intervalDays(30, 0.97) < 30);
    QCOMPARE(fsrs::intervalDays(0.001, 0.97), 1);
    QCOMPARE(fsrs::intervalDays(36'500, 0.7), 36'500);
}

void TestFsrs::retentionStaysWithinWhatIsOffered() {
    QCOMPARE(fsrs::boundedRetention(0.85), 0.85);
    QCOMPARE(fsrs::boundedRetention(0.1), 0.7);
    QCOMPARE(fsrs::boundedRetention(1), 0.97);
    QCOMPARE(fsrs::boundedRetention(std::nan("")), 0.9);
    QCOMPARE(fsrs::intervalDays(30, 1), fsrs::intervalDays(30, 0.97));
}

void TestFsrs::easyAnswersBecomeEasy() {
    Card card;
    for (int i = 0; i < 10; ++i)
        card = fsrs::next(card, Rating::Easy, kStart + i);
    QCOMPARE(card.difficulty, 1.0);
}

void TestFsrs::aLapseIsCountedOncePerForgetting() {
    Card card = fsrs::next({}, Rating::Again, kStart); // never known
    QCOMPARE(card.lapses, 0);
    card = fsrs::next(card, Rating::Good, kStart + kTenMinutes);
    card = fsrs::next(card, Rating::Again, kStart + 2 * kTenMinutes); // the same day
    QCOMPARE(card.lapses, 0);
    card = fsrs::next(card, Rating::Good, kStart + 3 * kDay);
    card = fsrs::next(card, Rating::Again, kStart + 6 * kDay);
    QCOMPARE(card.lapses, 1);
    card = fsrs::next(card, Rating::Again, kStart + 8 * kDay);
    QCOMPARE(card.lapses, 1);
}

void TestFsrs::aClockSetBackCountsAsNoTime() {
    const Card card = fsrs::next({}, Rating::Good, kStart);
    QCOMPARE(fsrs::retrievability(card, kStart - 400 * kDay), 1.0);
    const Card back = fsrs::next(card, Rating::Good, kStart - 400 * kDay);
    const Card same = fsrs::next(card, Rating::Good, kStart);
    QCOMPARE(back.stability, same.stability);
    QVERIFY(back.due < card.due); // what a wrong clock wrote does not stay for years
}

void TestFsrs::everyHistoryKeepsWithinTheBounds() {
    std::mt19937 random(20260101); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same histories each time
    for (int history = 0; history < 300; ++history) {
        Card card;
        std::int64_t now = kStart;
        for (int review = 0; review < 60; ++review) {
            now += static_cast<std::int64_t>(random() % 2 == 0 ? random() % kDay : random() % 400 * kDay);
            const double before = fsrs::retrievability(card, now);
            card = fsrs::next(card, kRatings[random() % 4], now, 0.7 + 0.27 * (random() % 100) / 100.0);
            QVERIFY(before >= 0 && before <= 1);
            QVERIFY(card.stability >= 0.001 && card.stability <= 36'500);
            QVERIFY(card.difficulty >= 1 && card.difficulty <= 10);
            QVERIFY(card.due >= now + kDay && card.due <= now + 36'500 * kDay);
            QCOMPARE(card.reviews, review + 1);
        }
    }
}

QTEST_APPLESS_MAIN(TestFsrs)
#include "test_fsrs.moc"
