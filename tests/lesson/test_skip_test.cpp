#include "lesson/skip_test.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::lesson;

namespace {

Question truth(const QString& id, bool answer, double points = 1) {
    Question question{.id = id, .prompt = u"Is it?"_s, .points = points};
    question.hints = {{.text = u"It is."_s, .cost = 0.5}};
    question.body = TrueFalseQuestion{.answer = answer};
    return question;
}

/// `count` questions that are true, and a prediction, in two steps.
Lesson lesson(int count, double mastery = 0.75) {
    Lesson result;
    result.id = u"slope"_s;
    result.mastery = mastery;
    result.steps.resize(2);
    for (int i = 0; i < count; ++i)
        result.steps[static_cast<std::size_t>(i % 2)].questions.push_back(truth(u"q%1"_s.arg(i), true));
    Question guess{.id = u"guess"_s};
    guess.body = PredictQuestion{.choices = {{.id = u"a"_s}, {.id = u"b"_s}}};
    result.steps[0].questions.push_back(guess);
    return result;
}

QStringList idsOf(const SkipTest& test) {
    QStringList ids;
    for (const Question& question : test.questions)
        ids.append(question.id);
    return ids;
}

} // namespace

class TestSkipTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAtMostEightQuestionsThatStandAlone();
    void theSameSeedGivesTheSameTest();
    void everyQuestionIsAskedBySomeSeed();
    void givesNoHintsAndOneTry();
    void passesAtTheLessonsShare_data();
    void passesAtTheLessonsShare();
    void aLessonWithoutQuestionsCannotBePassed();
    void numbersAreDrawn();
};

void TestSkipTest::asksAtMostEightQuestionsThatStandAlone() {
    QCOMPARE(skipTest(lesson(20), 1).questions.size(), kSkipTestQuestions);
    const SkipTest few = skipTest(lesson(3), 1);
    QStringList ids = idsOf(few);
    ids.sort();
    QCOMPARE(ids, (QStringList{u"q0"_s, u"q1"_s, u"q2"_s}));
    QCOMPARE(few.lesson, u"slope"_s);
    QCOMPARE(few.seeds.size(), few.questions.size());
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const QStringList asked = idsOf(skipTest(lesson(20), seed));
        QVERIFY(!asked.contains(u"guess"_s));
        QCOMPARE(QSet<QString>(asked.begin(), asked.end()).size(), asked.size());
    }
}

void TestSkipTest::theSameSeedGivesTheSameTest() {
    const SkipTest one = skipTest(lesson(20), 7);
    const SkipTest same = skipTest(lesson(20), 7);
    QVERIFY(one.questions == same.questions);
    QVERIFY(one.seeds == same.seeds);
    QVERIFY(idsOf(one) != idsOf(skipTest(lesson(20), 8)));
}

void TestSkipTest::everyQuestionIsAskedBySomeSeed() {
    QSet<QString> asked;
    QSet<QString> first;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const QStringList ids = idsOf(skipTest(lesson(20), seed));
        asked.unite({ids.begin(), ids.end()});
        first.insert(ids.front());
    }
    QCOMPARE(asked.size(), 20);
    QCOMPARE(first.size(), 20);
}

void TestSkipTest::givesNoHintsAndOneTry() {
    for (const Question& question : skipTest(lesson(5), 3).questions) {
        QVERIFY(question.hints.empty());
        QCOMPARE(question.tries, 1);
    }
}

void TestSkipTest::passesAtTheLessonsShare_data() {
    QTest::addColumn<int>("right"); ///< of four
    QTest::addColumn<int>("wrong");
    QTest::addColumn<bool>("passed");
    QTest::newRow("nothing answered") << 0 << 0 << false;
    QTest::newRow("all wrong") << 0 << 4 << false;
    QTest::newRow("half") << 2 << 2 << false;
    QTest::newRow("the share, and one left out") << 3 << 0 << true;
    QTest::newRow("the share, and one wrong") << 3 << 1 << true;
    QTest::newRow("all") << 4 << 0 << true;
}

void TestSkipTest::passesAtTheLessonsShare() {
    QFETCH(int, right);
    QFETCH(int, wrong);
    QFETCH(bool, passed);
    const SkipTest test = skipTest(lesson(4), 5);
    QHash<QString, Answer> answers{{u"of another lesson"_s, Answer(true)}};
    for (std::size_t i = 0; i < test.questions.size(); ++i) {
        const int place = static_cast<int>(i);
        if (place < right + wrong)
            answers.insert(test.questions[i].id, Answer(place < right));
    }
    const SkipTestResult result = gradeSkipTest(test, answers);
    QCOMPARE(result.earned, double(right));
    QCOMPARE(result.points, 4.0);
    QCOMPARE(result.passed, passed);
}

void TestSkipTest::aLessonWithoutQuestionsCannotBePassed() {
    const SkipTest test = skipTest(lesson(0, 0), 1);
    QVERIFY(test.questions.empty());
    QVERIFY(!gradeSkipTest(test, {}).passed);
}

void TestSkipTest::numbersAreDrawn() {
    Lesson drawnLesson = lesson(0);
    Question question{.id = u"n"_s, .prompt = u"Twice {{w}}?"_s};
    question.parameters = {Parameter{.name = u"w"_s, .least = 1, .greatest = 1000, .step = 1}};
    NumberQuestion number;
    number.answer.expression = u"2 * w"_s;
    question.body = number;
    drawnLesson.steps[0].questions.push_back(question);
    QSet<QString> prompts;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const SkipTest test = skipTest(drawnLesson, seed);
        QCOMPARE(test.questions.size(), std::size_t(1));
        QVERIFY(!test.questions.front().prompt.contains(u"{{"));
        prompts.insert(test.questions.front().prompt);
    }
    QVERIFY(prompts.size() > 15);
}

QTEST_APPLESS_MAIN(TestSkipTest)
#include "test_skip_test.moc"
