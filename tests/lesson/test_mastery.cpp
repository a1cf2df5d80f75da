#include "lesson/mastery.h"
#include "lesson/standing.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace downhill::lesson;

Q_DECLARE_METATYPE(Level)

class TestMastery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsPointsOverTheWholeLesson();
    void hasALevelForEachShare_data();
    void hasALevelForEachShare();
    void ignoresScoresThatCannotBe();
    void mastersALessonWithoutPointsByReading();
    void everyRunThatIsAskedForMustBeSolved();
    void aPassedTestOpensWhatFollowsAndClaimsNoMore();
    void bestScoresNeverFall();
    void opensWhenEveryPrerequisiteIsReached();
    void aLessonThatCannotBeShownHoldsNobodyUp();
    void unlockingAllOpensAllAndForgetsNothing();
    void noHistoryOfAnswersLocksAnyoneOut();
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

Earned scores(double a, double b, double c) {
    return {.scores = {{QStringLiteral("a"), a}, {QStringLiteral("b"), b}, {QStringLiteral("c"), c}}};
}

Lesson named(const char* id, const QStringList& required = {}) {
    Lesson result = lesson();
    result.id = QLatin1String(id);
    result.requires_ = required;
    return result;
}

/// a ← b ← d, a ← c ← d
Course diamond() {
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString c = QStringLiteral("c");
    return {.lessons = {named("d", {b, c}), named("a"), named("b", {a}), named("c", {a})}};
}

} // namespace

void TestMastery::countsPointsOverTheWholeLesson() {
    const Mastery fresh = masteryOf(lesson(), {});
    QCOMPARE(fresh.level, Level::None);
    QCOMPARE(fresh.points, 10.0);
    QCOMPARE(fresh.questions, 3);
    QCOMPARE(fresh.share(), 0.0);

    const Mastery begun = masteryOf(lesson(), {.scores = {{QStringLiteral("b"), 1.5}}});
    QCOMPARE(begun.level, Level::Attempted);
    QCOMPARE(begun.earned, 1.5);
    QCOMPARE(begun.answered, 1);
    QCOMPARE(begun.share(), 0.15);

    // A wrong answer is a beginning.
    QCOMPARE(masteryOf(lesson(), {.scores = {{QStringLiteral("a"), 0.0}}}).level, Level::Attempted);
}

void TestMastery::hasALevelForEachShare_data() {
    QTest::addColumn<double>("mastery");
    QTest::addColumn<double>("c"); ///< 3 of the other 3 points are earned
    QTest::addColumn<Level>("level");
    QTest::newRow("below half of what is asked") << 0.8 << 0.99 << Level::Attempted;
    QTest::newRow("half of it") << 0.8 << 1.0 << Level::Familiar;
    QTest::newRow("almost all of it") << 0.8 << 4.99 << Level::Familiar;
    QTest::newRow("all of it") << 0.8 << 5.0 << Level::Proficient;
    // 0.1 + 3 is a little more than 3.1, and 0.31 a little less
    QTest::newRow("rounded") << 0.31 << 0.1 << Level::Proficient;
    QTest::newRow("almost all points") << 0.8 << 6.49 << Level::Proficient;
    QTest::newRow("nineteen of twenty") << 0.8 << 6.5 << Level::Mastered;
    QTest::newRow("all points") << 1.0 << 7.0 << Level::Mastered;
    QTest::newRow("all are asked, and not all earned") << 1.0 << 6.9 << Level::Familiar;
    QTest::newRow("nothing is asked") << 0.0 << 0.0 << Level::Proficient;
}

void TestMastery::hasALevelForEachShare() {
    QFETCH(double, mastery);
    QFETCH(double, c);
    QFETCH(Level, level);
    const Mastery result = masteryOf(lesson(mastery), scores(1, 2, c));
    QCOMPARE(result.level, level);
    QCOMPARE(result.opensNext(), level >= Level::Proficient);
}

void TestMastery::ignoresScoresThatCannotBe() {
    const Mastery result = masteryOf(lesson(), scores(100, -5, std::nan("")));
    QCOMPARE(result.earned, 1.0);
    QCOMPARE(result.level, Level::Attempted);
    const Mastery other = masteryOf(lesson(), {.scores = {{QStringLiteral("of-an-older-version"), 9.0}}});
    QCOMPARE(other.earned, 0.0);
    QCOMPARE(other.answered, 0);
    QCOMPARE(other.level, Level::None);
}

void TestMastery::mastersALessonWithoutPointsByReading() {
    Lesson bare;
    bare.steps.resize(1);
    QCOMPARE(masteryOf(bare, {}).level, Level::None);
    QCOMPARE(masteryOf(bare, {.read = true}).level, Level::Mastered);
    QCOMPARE(masteryOf(bare, {.read = true}).share(), 0.0);
    QCOMPARE(masteryOf(lesson(), {.read = true}).level, Level::None);
}

void TestMastery::everyRunThatIsAskedForMustBeSolved() {
    Lesson withRun = lesson();
    Question run = question("run", 1);
    run.body = ExperimentQuestion{};
    withRun.steps[1].questions = {run};
    Earned earned = scores(1, 2, 7);
    QCOMPARE(masteryOf(withRun, earned).level, Level::Proficient); // 10 of 11 points
    addAnswer(earned, QStringLiteral("run"), 1, false);
    QCOMPARE(masteryOf(withRun, earned).level, Level::Proficient);
    Earned solved = scores(1, 2, 5.8);
    addAnswer(solved, QStringLiteral("run"), 0, true); // with every hint
    QCOMPARE(masteryOf(withRun, solved).level, Level::Mastered);
}

void TestMastery::aPassedTestOpensWhatFollowsAndClaimsNoMore() {
    const Mastery result = masteryOf(lesson(), {.passedTest = true});
    QCOMPARE(result.level, Level::None);
    QVERIFY(result.passedTest);
    QVERIFY(result.opensNext());
}

void TestMastery::bestScoresNeverFall() {
    Earned earned;
    const QString a = QStringLiteral("a");
    addAnswer(earned, a, 0.5, false);
    addAnswer(earned, a, 0, false);
    QCOMPARE(earned.scores.value(a), 0.5);
    QVERIFY(earned.solved.isEmpty());
    addAnswer(earned, a, 0.75, true); // after a hint
    addAnswer(earned, a, std::nan(""), false);
    QCOMPARE(earned.scores.value(a), 0.75);
    QVERIFY(earned.solved.contains(a));
}

void TestMastery::opensWhenEveryPrerequisiteIsReached() {
    const Course course = diamond();
    const QString d = QStringLiteral("d");
    const Earned proficient = scores(1, 2, 5);
    auto standings = standingsOf(course, {});
    QVERIFY(standings[QStringLiteral("a")].open);
    QVERIFY(!standings[d].open);
    QCOMPARE(standings[d].missing, (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
    standings = standingsOf(course, {{QStringLiteral("c"), proficient}});
    QCOMPARE(standings[d].missing, QStringList{QStringLiteral("b")});
    QVERIFY(!standings[d].open);
    standings =
        standingsOf(course, {{QStringLiteral("c"), proficient}, {QStringLiteral("b"), {.passedTest = true}}});
    QVERIFY(standings[d].open);
    QVERIFY(standings[d].missing.isEmpty());
    QCOMPARE(standings.size(), 4);
}

void TestMastery::aLessonThatCannotBeShownHoldsNobodyUp() {
    Course course = diamond();
    course.lessons.erase(course.lessons.begin() + 1); // a cannot be read
    const auto standings = standingsOf(course, {});
    QVERIFY(standings[QStringLiteral("b")].open);
    QVERIFY(!standings[QStringLiteral("d")].open);
}

void TestMastery::unlockingAllOpensAllAndForgetsNothing() {
    const auto standings = standingsOf(diamond(), {}, true);
    for (const Standing& standing : standings)
        QVERIFY(standing.open);
    QCOMPARE(standings[QStringLiteral("d")].missing.size(), 2);
}

void TestMastery::noHistoryOfAnswersLocksAnyoneOut() {
    const Course course = diamond();
    std::mt19937 random(11); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same histories each time
    const QStringList questions{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    for (int history = 0; history < 200; ++history) {
        QHash<QString, Earned> earned;
        auto before = standingsOf(course, earned);
        for (int answer = 0; answer < 80; ++answer) {
            const Lesson& of = course.lessons[random() % 4];
            const QString& question = questions[static_cast<qsizetype>(random() % 3)];
            const double score = random() % 3 == 0 ? 7 * (random() % 100) / 99.0 : 0;
            const double best = earned[of.id].scores.value(question);
            addAnswer(earned[of.id], question, score, score > 0);
            QVERIFY(earned[of.id].scores.value(question) >= best);
            const auto after = standingsOf(course, earned);
            for (const Lesson& each : course.lessons) {
                QVERIFY(after[each.id].mastery.level >= before[each.id].mastery.level);
                QVERIFY(after[each.id].open || !before[each.id].open);
                QVERIFY(after[each.id].missing.size() <= before[each.id].missing.size());
            }
            before = after;
        }
        // However it went, right answers from here on reach everything.
        for (const Lesson& of : course.lessons) {
            addAnswer(earned[of.id], questions[0], 1, true);
            addAnswer(earned[of.id], questions[1], 2, true);
            addAnswer(earned[of.id], questions[2], 7, true);
        }
        for (const Standing& standing : standingsOf(course, earned))
            QVERIFY(standing.open && standing.mastery.level == Level::Mastered);
    }
}

QTEST_APPLESS_MAIN(TestMastery)
#include "test_mastery.moc"
