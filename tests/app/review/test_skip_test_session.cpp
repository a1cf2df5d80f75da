#include "lesson/grading.h"
#include "review/skip_test_session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace downhill;
using app::CourseMemory;
using app::SkipTestSession;
using app::StudentMemory;

namespace {

constexpr int kPatience = 20'000;
const QString kCourse = u"test"_s;

/// Two steps of two questions each, a step without any, and a prediction, which no test asks.
lesson::Lesson lessonOf() {
    lesson::Lesson lesson;
    lesson.id = u"slope"_s;
    lesson.mastery = 0.75;
    lesson.steps.resize(3);
    for (int i = 0; i < 3; ++i) {
        lesson.steps[static_cast<std::size_t>(i)].id = QString::number(i);
        lesson.steps[static_cast<std::size_t>(i)].title = u"Step "_s + QString::number(i);
    }
    for (const QString& id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
        lesson::Question question{.id = id, .prompt = u"Is it?"_s, .points = 1};
        question.body = lesson::TrueFalseQuestion{.answer = true};
        lesson.steps[id < u"c"_s ? 0 : 1].questions.push_back(question);
    }
    lesson::Question guess{.id = u"guess"_s, .prompt = u"What comes?"_s, .points = 1};
    guess.body = lesson::PredictQuestion{.choices = {{.id = u"x"_s}, {.id = u"y"_s}}};
    lesson.steps[2].questions = {guess};
    return lesson;
}

} // namespace

class TestSkipTestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        memory_ = std::make_unique<StudentMemory>();
        bool open = false;
        memory_->open(folder_->path(), this,
                      [&](const store::Result<void>& opened) { open = opened.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(open, kPatience);
    }
    void cleanup() { memory_.reset(); }

    void passesOrFailsByTheShareOfThePoints_data() {
        QTest::addColumn<int>("wrong");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<double>("share");
        QTest::addColumn<bool>("passed");
        QTest::newRow("all right") << 0 << 0 << 1.0 << true;
        QTest::newRow("just enough") << 1 << 0 << 0.75 << true;
        QTest::newRow("one not known") << 0 << 1 << 0.75 << true;
        QTest::newRow("too little") << 1 << 1 << 0.5 << false;
        QTest::newRow("nothing") << 0 << 4 << 0.0 << false;
    }
    void passesOrFailsByTheShareOfThePoints() {
        QFETCH(int, wrong);
        QFETCH(int, unknown);
        QFETCH(double, share);
        QFETCH(bool, passed);
        SkipTestSession session(kCourse, lessonOf(), 7, *memory_);
        QSignalSpy ended(&session, &SkipTestSession::ended);
        QSignalSpy failed(&session, &SkipTestSession::failed);
        QCOMPARE(session.count(), 4);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(session.index(), i);
            QVERIFY(ended.isEmpty());
            if (i < wrong)
                session.answer(lesson::Answer(false));
            else if (i < wrong + unknown)
                session.answer({});
            else
                session.answer(lesson::Answer(true));
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QVERIFY(failed.isEmpty());
        QVERIFY(session.isOver());
        QCOMPARE(session.result().share(), share);
        QCOMPARE(session.result().passed, passed);
        QCOMPARE(session.missedSteps().isEmpty(), wrong + unknown == 0);
        QCOMPARE(isPassed(), passed);
        session.answer(lesson::Answer(true)); // there is nothing left to answer
        QCOMPARE(ended.size(), 1);
    }

    void theStepsOfWhatWasMissedAreNamedInTheirOrder() {
        SkipTestSession session(kCourse, lessonOf(), 3, *memory_);
        while (!session.isOver())
            session.answer(lesson::Answer(session.question().id != u"d"_s));
        QCOMPARE(session.missedSteps(), QStringList{u"Step 1"_s});
    }

    void aTestThatIsFailedTakesNothingAway() {
        for (const bool rightly : {true, false}) {
            SkipTestSession session(kCourse, lessonOf(), 3, *memory_);
            QSignalSpy ended(&session, &SkipTestSession::ended);
            while (!session.isOver())
                session.answer(lesson::Answer(rightly));
            QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
            QVERIFY(isPassed());
        }
    }

    void withoutAFileFailureIsSaid() {
        StudentMemory closed;
        SkipTestSession session(kCourse, lessonOf(), 3, closed);
        QSignalSpy ended(&session, &SkipTestSession::ended);
        QSignalSpy failed(&session, &SkipTestSession::failed);
        while (!session.isOver())
            session.answer(lesson::Answer(true));
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
        QCOMPARE(failed.size(), 1);
    }

private:
    bool isPassed() {
        lesson::Course course;
        course.id = kCourse;
        course.lessons = {lessonOf()};
        std::optional<CourseMemory> memory;
        memory_->recallCourse(course, this, [&](const store::Result<CourseMemory>& recalled) {
            memory = recalled.value_or(CourseMemory{});
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(memory.has_value(), kPatience); }();
        return memory->lessons.value(u"slope"_s).earned.passedTest;
    }

    std::unique_ptr<QTemporaryDir> folder_{};
    std::unique_ptr<StudentMemory> memory_{};
};

QTEST_MAIN(TestSkipTestSession)
#include "test_skip_test_session.moc"
