#include "lesson/mastery.h"

#include <QTest>

#include <cmath>

using namespace downhill::lesson;

class TestMastery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsPointsOverTheWholeLesson();
    void mastersAtTheShareAndNotBelow_data();
    void mastersAtTheShareAndNotBelow();
    void ignoresScoresThatCannotBe();
    void mastersALessonWithoutPointsByReading();
    void opensWhenEveryPrerequisiteIsMastered();
};

namespace {

Question question(const char* id, double points) {
    return {.id = QLatin1String(id), .points = points};
}

/// 10 points in two steps.
Lesson lesson(double mastery = 0.8) {
    Lesson result;
    result.mastery = mastery;
    result.steps.resize(3);
    result.steps[0].questions = {question("a", 1), question("b", 2)};
    result.steps[2].questions = {question("c", 7)};
    return result;
}

BestScores scores(double a, double b, double c) {
    return {{QStringLiteral("a"), a}, {QStringLiteral("b"), b}, {QStringLiteral("c"), c}};
}

} // namespace

void TestMastery::countsPointsOverTheWholeLesson() {
    const Mastery fresh = masteryOf(lesson(), {});
    QVERIFY(!fresh.begun && !fresh.mastered);
    QCOMPARE(fresh.points, 10.0);
    QCOMPARE(fresh.questions, 3);
    QCOMPARE(fresh.share(), 0.0);

    const Mastery begun = masteryOf(lesson(), {{QStringLiteral("b"), 1.5}});
    QVERIFY(begun.begun && !begun.mastered);
    QCOMPARE(begun.earned, 1.5);
    QCOMPARE(begun.answered, 1);
    QCOMPARE(begun.share(), 0.15);

    QVERIFY(masteryOf(lesson(), {{QStringLiteral("a"), 0.0}}).begun); // a wrong answer is a beginning
}

void TestMastery::mastersAtTheShareAndNotBelow_data() {
    QTest::addColumn<double>("mastery");
    QTest::addColumn<double>("c");
    QTest::addColumn<bool>("mastered");
    QTest::newRow("at") << 0.8 << 5.0 << true;
    QTest::newRow("below") << 0.8 << 4.99 << false;
    QTest::newRow("rounded") << 0.31 << 0.1
                             << true; // 0.1 + 3 is a little more than 3.1, and 0.31 a little less
    QTest::newRow("all") << 1.0 << 7.0 << true;
    QTest::newRow("not all") << 1.0 << 6.9 << false;
    QTest::newRow("nothing asked") << 0.0 << 0.0 << true;
}

void TestMastery::mastersAtTheShareAndNotBelow() {
    QFETCH(double, mastery);
    QFETCH(double, c);
    QFETCH(bool, mastered);
    QCOMPARE(masteryOf(lesson(mastery), scores(1, 2, c)).mastered, mastered);
}

void TestMastery::ignoresScoresThatCannotBe() {
    const Mastery result = masteryOf(lesson(), scores(100, -5, std::nan("")));
    QCOMPARE(result.earned, 1.0);
    QVERIFY(!result.mastered);
    const Mastery other = masteryOf(lesson(), {{QStringLiteral("of-an-older-version"), 9.0}});
    QCOMPARE(other.earned, 0.0);
    QCOMPARE(other.answered, 0);
    QVERIFY(!other.begun);
}

void TestMastery::mastersALessonWithoutPointsByReading() {
    Lesson bare;
    bare.steps.resize(1);
    QVERIFY(!masteryOf(bare, {}).mastered);
    QVERIFY(masteryOf(bare, {}, true).mastered);
    QCOMPARE(masteryOf(bare, {}, true).share(), 0.0);
    QVERIFY(!masteryOf(lesson(), {}, true).mastered);
}

void TestMastery::opensWhenEveryPrerequisiteIsMastered() {
    Lesson later;
    QVERIFY(isOpen(later, {}));
    later.requires_ = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    QVERIFY(!isOpen(later, {}));
    QVERIFY(!isOpen(later, {QStringLiteral("a"), QStringLiteral("c")}));
    QCOMPARE(missingPrerequisites(later, {QStringLiteral("b")}),
             (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    QVERIFY(
        isOpen(later, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}));
}

QTEST_APPLESS_MAIN(TestMastery)
#include "test_mastery.moc"
