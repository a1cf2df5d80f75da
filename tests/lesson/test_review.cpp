#include "lesson/question_use.h"
#include "lesson/review.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace downhill::lesson;
using fsrs::Card;
using fsrs::kDay;
using fsrs::Rating;

Q_DECLARE_METATYPE(ReviewedAnswer)

namespace {

constexpr std::int64_t kNow = 1'900'000'000'000;

/// A card that was answered well `days` ago and has been due since one day after.
ReviewCard card(const QString& lesson, const QString& question, int days) {
    Card values = fsrs::next({}, Rating::Good, kNow - days * kDay);
    values.due = values.last + kDay;
    return {lesson, question, values};
}

QString lessonsOf(const std::vector<ReviewItem>& items) {
    QString text;
    for (const ReviewItem& item : items)
        text += item.lesson;
    return text;
}

} // namespace

class TestReview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatStandsAloneComesBack();
    void ratesAnAnswer_data();
    void ratesAnAnswer();
    void aRightAnswerAgainTheSameDayTeachesNothing();
    void aQuestionThatWasRenamedLeavesItsCardUnused();
    void onlyDueCardsAreAsked();
    void theMostForgottenComeFirst();
    void lessonsAreMixed_data();
    void lessonsAreMixed();
    void mixingLosesNothing();
    void numbersAreOthersEachTime();
};

void TestReview::onlyWhatStandsAloneComesBack() {
    Question question{.id = u"q"_s, .body = TrueFalseQuestion{}};
    QVERIFY(standsAlone(question));
    question.points = 0;
    QVERIFY(!standsAlone(question));
    question.points = 1;
    question.body = PredictQuestion{};
    QVERIFY(!standsAlone(question));
    question.body = NumberQuestion{};
    QVERIFY(standsAlone(question));
}

void TestReview::ratesAnAnswer_data() {
    QTest::addColumn<ReviewedAnswer>("answer");
    QTest::addColumn<int>("hoursBefore"); ///< of the answer before, which was wrong; 0: there was none
    QTest::addColumn<int>("rating");
    const auto row = [](const char* name, const ReviewedAnswer& answer, int hours, Rating rating) {
        QTest::newRow(name) << answer << hours << static_cast<int>(rating);
    };
    row("wrong", {.correct = false}, 0, Rating::Again);
    row("wrong, and said to be easy", {.correct = false, .effort = Effort::Easy}, 0, Rating::Again);
    row("right", {.correct = true}, 0, Rating::Good);
    row("right, and easy", {.correct = true, .effort = Effort::Easy}, 0, Rating::Easy);
    row("right, and hard", {.correct = true, .effort = Effort::Hard}, 0, Rating::Hard);
    row("wrong, and hard", {.correct = false, .effort = Effort::Hard}, 0, Rating::Again);
    row("right with a hint", {.correct = true, .hintsOpened = 1}, 0, Rating::Hard);
    row("with a hint and easy", {.correct = true, .hintsOpened = 1, .effort = Effort::Easy}, 0, Rating::Hard);
    row("right after a wrong one", {.correct = true}, 1, Rating::Hard);
    row("wrong after a wrong one", {.correct = false}, 1, Rating::Again);
    row("right a day after a wrong one", {.correct = true}, 30, Rating::Good);
}

void TestReview::ratesAnAnswer() {
    QFETCH(ReviewedAnswer, answer);
    QFETCH(int, hoursBefore);
    QFETCH(int, rating);
    const Card before =
        hoursBefore == 0 ? Card{} : fsrs::next({}, Rating::Again, kNow - hoursBefore * kDay / 24);
    const auto given = ratingOf(answer, before, kNow);
    QVERIFY(given);
    QCOMPARE(static_cast<int>(*given), rating);
}

void TestReview::aRightAnswerAgainTheSameDayTeachesNothing() {
    for (const Rating rating : {Rating::Hard, Rating::Good, Rating::Easy}) {
        const Card before = fsrs::next({}, rating, kNow - kDay / 2);
        QVERIFY(!ratingOf({.correct = true}, before, kNow));
        QVERIFY(!ratingOf({.correct = true, .hintsOpened = 2}, before, kNow));
        QCOMPARE(ratingOf({.correct = false}, before, kNow), Rating::Again);
        QCOMPARE(ratingOf({.correct = true}, before, kNow + kDay), Rating::Good);
    }
}

void TestReview::aQuestionThatWasRenamedLeavesItsCardUnused() {
    Course course;
    course.lessons.resize(1);
    course.lessons[0].id = u"slope"_s;
    course.lessons[0].steps.resize(2);
    course.lessons[0].steps[1].questions = {{.id = u"steep"_s, .body = TrueFalseQuestion{}},
                                            {.id = u"guess"_s, .body = PredictQuestion{}}};
    const std::vector<ReviewCard> cards{card(u"slope"_s, u"steep"_s, 3), card(u"slope"_s, u"steeper"_s, 3),
                                        card(u"slope"_s, u"guess"_s, 3), card(u"noise"_s, u"steep"_s, 3)};
    const auto live = cardsOf(course, cards);
    QCOMPARE(live.size(), std::size_t(1));
    QVERIFY(live.front() == cards.front());
}

void TestReview::onlyDueCardsAreAsked() {
    std::vector<ReviewCard> cards{card(u"a"_s, u"1"_s, 2), card(u"a"_s, u"2"_s, 0), card(u"a"_s, u"3"_s, 1)};
    cards.push_back({u"a"_s, u"never"_s, {}});
    QCOMPARE(dueCount(cards, kNow), 2);
    const auto session = reviewSession(cards, kNow);
    QCOMPARE(session.size(), std::size_t(2));
    QCOMPARE(session[0].question, u"1"_s);
    QCOMPARE(session[1].question, u"3"_s);
    QVERIFY(reviewSession(cards, kNow - 10 * kDay).empty());
    QVERIFY(reviewSession({}, kNow).empty());
    QVERIFY(reviewSession(cards, kNow, 0).empty());
}

void TestReview::theMostForgottenComeFirst() {
    std::vector<ReviewCard> cards;
    for (int i = 1; i <= 30; ++i)
        cards.push_back(card(u"a"_s, QString::number(i), i));
    const auto session = reviewSession(cards, kNow);
    QCOMPARE(session.size(), std::size_t(kReviewLimit));
    for (int i = 0; i < kReviewLimit; ++i)
        QCOMPARE(session[static_cast<std::size_t>(i)].question, QString::number(30 - i));
    QVERIFY(std::ranges::is_sorted(session, {}, &ReviewItem::retrievability));
    QVERIFY(reviewSession(cards, kNow) == session);
}

void TestReview::lessonsAreMixed_data() {
    QTest::addColumn<QString>("lessons"); ///< of the cards, the most urgent first
    QTest::addColumn<QString>("order");
    QTest::newRow("two") << u"aabb"_s << u"abab"_s;
    QTest::newRow("apart already") << u"abc"_s << u"abc"_s;
    QTest::newRow("three") << u"aaabbc"_s << u"ababac"_s;
    QTest::newRow("one at the end") << u"bcaaa"_s << u"abaca"_s;
    QTest::newRow("one lesson has most") << u"aaaab"_s << u"abaaa"_s;
    QTest::newRow("one lesson only") << u"aaa"_s << u"aaa"_s;
}

void TestReview::lessonsAreMixed() {
    QFETCH(QString, lessons);
    QFETCH(QString, order);
    std::vector<ReviewCard> cards;
    for (qsizetype i = 0; i < lessons.size(); ++i)
        cards.push_back(card(lessons.mid(i, 1), QString::number(i), static_cast<int>(50 - i)));
    QCOMPARE(lessonsOf(reviewSession(cards, kNow)), order);
}

void TestReview::mixingLosesNothing() {
    std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp)
    for (int round = 0; round < 500; ++round) {
        std::vector<ReviewCard> cards;
        const int count = 1 + static_cast<int>(random() % 15);
        cards.reserve(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            cards.push_back(card(QStringLiteral("abcd").mid(static_cast<qsizetype>(random() % 4), 1),
                                 QString::number(i), 2 + static_cast<int>(random() % 90)));
        const auto session = reviewSession(cards, kNow);
        QCOMPARE(session.size(), std::min(cards.size(), std::size_t(kReviewLimit)));
        QSet<QString> asked;
        std::size_t neighbours = 0;
        std::size_t most = 0;
        for (std::size_t i = 0; i < session.size(); ++i) {
            asked.insert(session[i].question);
            neighbours += i > 0 && session[i].lesson == session[i - 1].lesson ? 1 : 0;
            most = std::max(most, static_cast<std::size_t>(
                                      std::ranges::count(session, session[i].lesson, &ReviewItem::lesson)));
        }
        QCOMPARE(asked.size(), static_cast<qsizetype>(session.size()));
        // A lesson stands next to itself only as often as it must.
        const std::size_t others = session.size() - most;
        QCOMPARE(neighbours, most > others + 1 ? most - others - 1 : 0);
    }
}

void TestReview::numbersAreOthersEachTime() {
    ReviewCard first = card(u"a"_s, u"q"_s, 5);
    const auto seed = [](const ReviewCard& each) {
        return reviewSession(std::span(&each, 1), kNow).front().seed;
    };
    ReviewCard again = first;
    ++again.card.reviews;
    QVERIFY(seed(first) == seed(first));
    QVERIFY(seed(first) != seed(again));
    QVERIFY(seed(first) != seed(card(u"a"_s, u"p"_s, 5)));
    QVERIFY(seed(first) != seed(card(u"b"_s, u"q"_s, 5)));
}

QTEST_APPLESS_MAIN(TestReview)
#include "test_review.moc"
