#include "scratch_database.h"
#include "store/answer_json.h"
#include "store/answer_store.h"
#include "store/review_store.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;
using downhill::lesson::Answer;
using downhill::lesson::ChosenIds;

Q_DECLARE_METATYPE(Answer)

namespace {

LessonKey slope() {
    return key(u"slope"_s);
}

AnswerRecord answer(int id, const QString& question, double score, const QString& hash = u"c0ffee"_s) {
    return {.id = uuid(id),
            .lesson = slope(),
            .lessonVersion = 3,
            .question = question,
            .contentHash = hash,
            .answer = ChosenIds{{u"a"_s, u"b"_s}},
            .score = score,
            .points = 2,
            .marked = true,
            .correct = score == 2,
            .hintsOpened = 3,
            .shuffleSeed = 0xfedcba9876543210u,
            .answered = 1'900'000'000'123};
}

} // namespace

class TestAnswerStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada()}); }
    void cleanup() { database_.close(); }

    void bringsBackEveryFieldOfEveryKindOfAnswer_data() {
        QTest::addColumn<Answer>("given");
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        QTest::newRow("nothing chosen") << Answer(ChosenIds{});
        QTest::newRow("one choice") << Answer(ChosenIds{{u"too-high"_s}});
        QTest::newRow("odd ids") << Answer(ChosenIds{{u"\"q\", [1]"_s, u"ü日本🎓"_s, u""_s}});
        QTest::newRow("true") << Answer(true);
        QTest::newRow("false") << Answer(false);
        QTest::newRow("a third") << Answer(1.0 / 3.0);
        QTest::newRow("a large number") << Answer(-1.7976931348623157e308);
        QTest::newRow("the least number") << Answer(std::numeric_limits<double>::denorm_min());
        QTest::newRow("a whole number") << Answer(9007199254740993.0);
        QTest::newRow("infinity") << Answer(kInfinity);
        QTest::newRow("minus infinity") << Answer(-kInfinity);
    }

    void bringsBackEveryFieldOfEveryKindOfAnswer() {
        QFETCH(Answer, given);
        AnswerRecord record = answer(1, u"why"_s, 0.1 + 0.2);
        record.answer = given;
        record.marked = false;
        const auto recorded = AnswerStore(*database_).record(record);
        QVERIFY2(recorded, why(recorded));
        database_.reopen();
        const auto found = AnswerStore(*database_).latest(slope());
        QVERIFY2(found, why(found));
        QCOMPARE(found->size(), 1u);
        QVERIFY(found->front() == record);
    }

    void bringsBackAnAnswerThatIsNoNumber() {
        const auto back = answerFromJson(answerToJson(std::numeric_limits<double>::quiet_NaN()));
        QVERIFY(back && std::holds_alternative<double>(*back));
        QVERIFY(std::isnan(std::get<double>(*back)));
    }

    void refusesOtherJson_data() {
        QTest::addColumn<QString>("json");
        for (const char* json :
             {"", "{}", "[]", "3", "{\"choices\":[1]}", "{\"choices\":\"a\"}", "{\"truth\":1}",
              "{\"number\":\"many\"}", "{\"number\":null}", "{\"choices\":[\"a\""})
            QTest::addRow("'%s'", json) << QString::fromLatin1(json);
    }

    void refusesOtherJson() {
        QFETCH(QString, json);
        QVERIFY(!answerFromJson(json));
        QVERIFY(AnswerStore(*database_).record(answer(1, u"why"_s, 1)));
        QVERIFY(OtherProgram(database_->file()).execute({u"UPDATE answers SET answer = '%1'"_s.arg(json)}));
        const auto found = AnswerStore(*database_).latest(slope());
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Damaged);
    }

    void latestIsTheOneGivenLastWhateverTheClockSays() {
        AnswerStore answers(*database_);
        AnswerRecord early = answer(1, u"why"_s, 2);
        early.answered += 1000;
        for (const AnswerRecord& record : {answer(9, u"how"_s, 0), early, answer(2, u"why"_s, 0)})
            QVERIFY(answers.record(record));
        QCOMPARE(idsOf(answers.latest(slope())), (std::vector{9, 2}));
        QCOMPARE(idsOf(answers.attempts(slope(), u"why"_s)), (std::vector{2, 1}));
        QCOMPARE(idsOf(answers.attempts(slope(), u"what"_s)), std::vector<int>{});
    }

    void recordingAgainChangesNothing() {
        AnswerStore answers(*database_);
        QVERIFY(answers.record(answer(1, u"why"_s, 2)));
        QVERIFY(answers.record(answer(2, u"why"_s, 1)));
        const auto again = answers.record(answer(1, u"why"_s, 0));
        QVERIFY2(again, why(again));
        QCOMPARE(idsOf(answers.attempts(slope(), u"why"_s)), (std::vector{2, 1}));
        QCOMPARE(answers.attempts(slope(), u"why"_s)->back().score, 2.0);
    }

    void theCardOfAQuestionComesWithItsAnswerOrNotAtAll() {
        const auto card = downhill::lesson::fsrs::next({}, downhill::lesson::fsrs::Rating::Good, 5);
        QVERIFY(AnswerStore(*database_).record(answer(1, u"why"_s, 2), card));
        auto broken = card;
        broken.reviews = 0;
        QVERIFY(!AnswerStore(*database_).record(answer(2, u"why"_s, 1), broken));
        QVERIFY(AnswerStore(*database_).record(answer(3, u"how"_s, 1)));
        database_.reopen();
        QCOMPARE(idsOf(AnswerStore(*database_).attempts(slope(), u"why"_s)), std::vector{1});
        const auto cards = ReviewStore(*database_).course(ada().id, u"first"_s);
        QVERIFY2(cards, why(cards));
        QVERIFY((*cards == std::vector<downhill::lesson::ReviewCard>{{u"slope"_s, u"why"_s, card}}));
    }

    void lessonsAreApart() {
        AnswerStore answers(*database_);
        AnswerRecord elsewhere = answer(1, u"why"_s, 2);
        elsewhere.lesson.lesson = u"noise"_s;
        QVERIFY(answers.record(elsewhere));
        QCOMPARE(idsOf(answers.latest(slope())), std::vector<int>{});
        QCOMPARE(idsOf(answers.latest(elsewhere.lesson)), std::vector{1});
    }

    void textIsNeverReadAsSql() {
        AnswerStore answers(*database_);
        const QString hostile = u"'); DROP TABLE answers; -- ?"_s;
        AnswerRecord record = answer(1, hostile, 1, hostile);
        record.lesson = {ada().id, hostile, hostile};
        QVERIFY(answers.record(record));
        const auto found = answers.attempts(record.lesson, hostile);
        QVERIFY2(found, why(found));
        QVERIFY(found->size() == 1 && found->front() == record);
    }

    void aStrangersAnswerIsRefused() {
        AnswerRecord record = answer(1, u"why"_s, 1);
        record.lesson.profile = uuid(99);
        const auto recorded = AnswerStore(*database_).record(record);
        QVERIFY(!recorded);
        QCOMPARE(recorded.error().code, ErrorCode::Failed);
        QVERIFY(AnswerStore(*database_).record(answer(1, u"why"_s, 1)));
    }
};

QTEST_GUILESS_MAIN(TestAnswerStore)
#include "test_answer_store.moc"
