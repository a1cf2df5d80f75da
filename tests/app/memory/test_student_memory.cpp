#include "lesson/standing.h"
#include "memory/student_memory.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace downhill;
using app::CourseMemory;
using app::StudentMemory;
using lesson::Effort;
using lesson::Level;
using lesson::fsrs::Rating;

namespace {

constexpr int kPatience = 20'000;

lesson::Question truth(const QString& id, double points = 1) {
    lesson::Question question{.id = id, .prompt = u"Is it?"_s, .points = points};
    question.body = lesson::TrueFalseQuestion{.answer = true};
    return question;
}

/// Two lessons of two questions each and a prediction; the second requires the first.
lesson::Course course() {
    lesson::Question guess{.id = u"guess"_s, .prompt = u"What will happen?"_s};
    guess.body = lesson::PredictQuestion{.choices = {{.id = u"a"_s}, {.id = u"b"_s}}};
    lesson::Course result;
    result.id = u"test"_s;
    for (const QString& id : {u"slope"_s, u"noise"_s}) {
        lesson::Lesson lesson;
        lesson.id = id;
        lesson.steps.resize(2);
        lesson.steps[0].id = u"first"_s;
        lesson.steps[0].questions = {truth(u"one"_s), truth(u"two"_s), guess};
        lesson.steps[1].id = u"last"_s;
        result.lessons.push_back(lesson);
    }
    result.lessons[1].requires_ = {u"slope"_s};
    return result;
}

struct How {
    int hintsOpened = 0;
};

} // namespace

class TestStudentMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup() { memory_.reset(); }

    void answersBecomeCards() {
        answer(u"one"_s, true);
        answer(u"two"_s, false);
        const auto cards = recall().cards;
        QCOMPARE(cards.size(), std::size_t(2));
        QCOMPARE(cards[0].lesson, u"slope"_s);
        QCOMPARE(cards[0].question, u"one"_s);
        QCOMPARE(cards[0].card.rating, Rating::Good);
        QCOMPARE(cards[1].card.rating, Rating::Again);
        QVERIFY(cards[1].card.due < cards[0].card.due);
        QCOMPARE(lesson::dueCount(cards, cards[0].card.last), 0);
        QCOMPARE(lesson::dueCount(cards, cards[0].card.due), 2);
    }

    void helpAndSeveralTriesMakeTheCardHard() {
        answer(u"one"_s, true, {.hintsOpened = 1});
        answer(u"two"_s, false);
        answer(u"two"_s, true);
        const auto cards = recall().cards;
        QCOMPARE(cards[0].card.rating, Rating::Hard);
        QCOMPARE(cards[0].card.reviews, 1);
        QCOMPARE(cards[1].card.rating, Rating::Hard);
        QCOMPARE(cards[1].card.reviews, 2);
        const auto remembered = recall().lessons[u"slope"_s].lastAnswers;
        QCOMPARE(remembered[u"one"_s].hintsOpened, 1);
        QCOMPARE(remembered[u"two"_s].tries, 2);
    }

    void theStudentSaysHowHardItWas_data() {
        QTest::addColumn<Effort>("effort");
        QTest::addColumn<Rating>("rating");
        QTest::newRow("hard") << Effort::Hard << Rating::Hard;
        QTest::newRow("usual") << Effort::Usual << Rating::Good;
        QTest::newRow("easy") << Effort::Easy << Rating::Easy;
    }
    void theStudentSaysHowHardItWas() {
        QFETCH(Effort, effort);
        QFETCH(Rating, rating);
        answer(u"one"_s, true);
        const lesson::fsrs::Card usual = recall().cards[0].card;
        std::optional<lesson::fsrs::Card> rated;
        rate({}, effort, rated);
        const lesson::fsrs::Card kept = recall().cards[0].card;
        QCOMPARE(kept, *rated);
        QCOMPARE(kept, lesson::fsrs::next({}, rating, usual.last));
        // It can be said again, and what was said before does not add up.
        rate({}, Effort::Usual, rated);
        QCOMPARE(recall().cards[0].card, usual);
    }

    void nobodySaysThatAWrongAnswerWasEasy() {
        std::optional<lesson::fsrs::Card> rated;
        answer(u"one"_s, false);
        rate({}, Effort::Easy, rated);
        QCOMPARE(rated->rating, Rating::Again);
        answer(u"one"_s, true);
        const lesson::fsrs::Card first = recall().cards[0].card;
        answer(u"one"_s, false);
        const lesson::fsrs::Card wrong = recall().cards[0].card;
        rate(first, Effort::Easy, rated); // the card before it was no older than a day
        QCOMPARE(*rated, wrong);
        rate({}, Effort::Easy, rated); // nor is this the card before it
        QCOMPARE(recall().cards[0].card, wrong);
    }

    void aRightAnswerAgainLeavesTheCardAsItWas() {
        answer(u"one"_s, true);
        const auto before = recall().cards;
        answer(u"one"_s, true);
        QVERIFY(recall().cards == before);
        answer(u"one"_s, false);
        QCOMPARE(recall().cards[0].card.rating, Rating::Again);
    }

    void predictionsAreNotReviewed() {
        const lesson::Course all = course();
        remember(all.lessons[0].steps[0].questions[2], lesson::ChosenIds{{u"a"_s}}, {});
        QVERIFY(recall().cards.empty());
        QCOMPARE(recall().earned()[u"slope"_s].scores.size(), 1);
    }

    void aQuestionThatIsGoneLeavesItsCardUnused() {
        answer(u"one"_s, true);
        lesson::Course changed = course();
        changed.lessons[0].steps[0].questions[0].id = u"renamed"_s;
        QVERIFY(recall(changed).cards.empty());
        QCOMPARE(recall().cards.size(), std::size_t(1)); // and it is there again with its question
    }

    void moreRetentionBringsCardsBackSooner() {
        memory_->setRetention(0.7);
        answer(u"one"_s, true);
        memory_->setRetention(0.97);
        answer(u"two"_s, true);
        const auto cards = recall().cards;
        const auto days = [](const lesson::ReviewCard& card) {
            return (card.card.due - card.card.last) / lesson::fsrs::kDay;
        };
        QCOMPARE(days(cards[0]), lesson::fsrs::intervalDays(2.3065, 0.7));
        QCOMPARE(days(cards[1]), lesson::fsrs::intervalDays(2.3065, 0.97));
        QVERIFY(days(cards[0]) > days(cards[1]));
    }

    void whatWasEarnedIsThereAgain() {
        answer(u"one"_s, true);
        answer(u"one"_s, false);
        answer(u"two"_s, true);
        reopen();
        const lesson::Earned earned = recall().earned()[u"slope"_s];
        QCOMPARE(earned.scores[u"one"_s], 1.0);
        QVERIFY(earned.solved.contains(u"one"_s));
        QVERIFY(!earned.read);
        memory_->visitStep(u"test"_s, u"slope"_s, u"last"_s);
        QVERIFY(recall().earned()[u"slope"_s].read);
    }

    void pointsThatWereChangedCountAsTheyAreNow() {
        answer(u"one"_s, true);
        lesson::Course changed = course();
        changed.lessons[0].steps[0].questions[0].points = 5;
        QCOMPARE(recall(changed).earned()[u"slope"_s].scores[u"one"_s], 5.0);
    }

    void aPassedTestOpensWhatFollows() {
        QVERIFY(!standings()[u"noise"_s].open);
        bool kept = false;
        memory_->rememberPassedTest(u"test"_s, u"slope"_s, 0.9, this,
                                    [&](const store::Result<void>& done) { kept = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(kept, kPatience);
        reopen();
        QVERIFY(standings()[u"noise"_s].open);
        QVERIFY(standings()[u"slope"_s].mastery.passedTest);
        QCOMPARE(standings()[u"slope"_s].mastery.level, Level::None);
        QVERIFY(!standings()[u"noise"_s].mastery.passedTest);
    }

    void unlockingAllIsRememberedAndUndone() {
        memory_->setUnlockAll(true);
        reopen();
        QVERIFY(recall().unlockAll);
        QVERIFY(standings()[u"noise"_s].open);
        memory_->setUnlockAll(false);
        QVERIFY(!recall().unlockAll);
        QVERIFY(!standings()[u"noise"_s].open);
    }

    void theChosenCourseIsRemembered() {
        QCOMPARE(chosen(), QString());
        memory_->rememberChosenCourse(u"other"_s);
        reopen();
        QCOMPARE(chosen(), u"other"_s);
    }

private:
    void reopen() {
        memory_ = std::make_unique<StudentMemory>();
        bool open = false;
        memory_->open(folder_->path(), this,
                      [&](const store::Result<void>& opened) { open = opened.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(open, kPatience);
    }

    void remember(const lesson::Question& question, const lesson::Answer& given, How how) {
        bool kept = false;
        memory_->rememberAnswer(
            u"test"_s, course().lessons[0], question,
            {.answer = given, .grade = lesson::grade(question, given), .hintsOpened = how.hintsOpened}, this,
            [&](const store::Result<void>& done) { kept = done.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(kept, kPatience);
    }

    void rate(const lesson::fsrs::Card& before, Effort effort, std::optional<lesson::fsrs::Card>& rated) {
        rated.reset();
        memory_->rateAnswer(u"test"_s, u"slope"_s, u"one"_s, before, effort, this,
                            [&](const store::Result<lesson::fsrs::Card>& card) { rated = card.value(); });
        QTRY_VERIFY_WITH_TIMEOUT(rated.has_value(), kPatience);
    }

    /// Answers a question of the first lesson.
    void answer(const QString& id, bool rightly, How how = {}) {
        const lesson::Course all = course();
        const auto& questions = all.lessons[0].steps[0].questions;
        remember(*std::ranges::find(questions, id, &lesson::Question::id), lesson::Answer(rightly), how);
    }

    CourseMemory recall(const lesson::Course& of = course()) {
        std::optional<CourseMemory> memory;
        memory_->recallCourse(of, this, [&](const store::Result<CourseMemory>& recalled) {
            memory = recalled.value_or(CourseMemory{});
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(memory.has_value(), kPatience); }();
        return memory.value_or(CourseMemory{});
    }

    QHash<QString, lesson::Standing> standings() {
        const CourseMemory memory = recall();
        return lesson::standingsOf(course(), memory.earned(), memory.unlockAll);
    }

    QString chosen() {
        std::optional<QString> id;
        memory_->recallChosenCourse(
            this, [&](const store::Result<QString>& recalled) { id = recalled.value_or(u"failed"_s); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(id.has_value(), kPatience); }();
        return id.value_or(QString());
    }

    std::unique_ptr<QTemporaryDir> folder_{};
    std::unique_ptr<StudentMemory> memory_{};
};

QTEST_GUILESS_MAIN(TestStudentMemory)
#include "test_student_memory.moc"
