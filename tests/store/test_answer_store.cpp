#include "store/answer_json.h"
#include "store/answer_store.h"
#include "store_fixture.h"

#include <QTemporaryDir>
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

const LessonKey& slope() {
    static const LessonKey key{ada().id, u"first"_s, u"slope"_s};
    return key;
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
            .shuffleSeed = 0xfedcba9876543210u,
            .answered = 1'900'000'000'123};
}

std::vector<int> idsOf(const Result<std::vector<AnswerRecord>>& answers) {
    std::vector<int> ids;
    if (!answers)
        return {-1};
    for (const AnswerRecord& record : *answers)
        ids.push_back(record.id.data4[7]);
    return ids;
}

} // namespace

class TestAnswerStore : public QObject {
    Q_OBJECT

    QTemporaryDir folder_{};
    std::unique_ptr<Database> database_{};

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        folder_ = QTemporaryDir();
        reopen();
        QVERIFY(ProfileStore(*database_).create(ada()));
    }
    void cleanup() { database_.reset(); }

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
        reopen();
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
        QVERIFY(
            OtherProgram(fileIn(folder_.path())).execute({u"UPDATE answers SET answer = '%1'"_s.arg(json)}));
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

    void bestIsTheFirstWithTheGreatestShare() {
        AnswerStore answers(*database_);
        AnswerRecord worthMore = answer(4, u"why"_s, 3);
        worthMore.points = 10;
        for (const AnswerRecord& record : {answer(1, u"why"_s, 0), answer(2, u"why"_s, 1.5),
                                           answer(3, u"why"_s, 1.5), worthMore, answer(5, u"how"_s, 0)})
            QVERIFY(answers.record(record));
        QCOMPARE(idsOf(answers.best(slope())), (std::vector{5, 2}));
    }

    void bestKnowsEachTextOfAQuestion() {
        AnswerStore answers(*database_);
        for (const AnswerRecord& record : {answer(1, u"why"_s, 2, u"old"_s), answer(2, u"why"_s, 0, u"new"_s),
                                           answer(3, u"why"_s, 1, u"new"_s)})
            QVERIFY(answers.record(record));
        const auto best = answers.best(slope());
        QCOMPARE(idsOf(best), (std::vector{1, 3}));
        QCOMPARE(best->front().contentHash, u"old"_s);
        QCOMPARE(idsOf(answers.latest(slope())), std::vector{3});
    }

    void aPredictionWithoutPointsHasABestAnswerToo() {
        AnswerStore answers(*database_);
        AnswerRecord prediction = answer(1, u"guess"_s, 0);
        prediction.points = 0;
        prediction.marked = false;
        QVERIFY(answers.record(prediction));
        const auto best = answers.best(slope());
        QVERIFY2(best, why(best));
        QVERIFY(best->size() == 1 && best->front() == prediction);
    }

    void recordingAgainChangesNothing() {
        AnswerStore answers(*database_);
        QVERIFY(answers.record(answer(1, u"why"_s, 2)));
        QVERIFY(answers.record(answer(2, u"why"_s, 1)));
        const auto again = answers.record(answer(1, u"why"_s, 0));
        QVERIFY2(again, why(again));
        QCOMPARE(idsOf(answers.attempts(slope(), u"why"_s)), (std::vector{2, 1}));
        QCOMPARE(answers.best(slope())->front().score, 2.0);
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

private:
    void reopen() {
        database_.reset();
        auto database = openIn(folder_.path());
        QVERIFY2(database, why(database));
        database_ = std::move(*database);
    }
};

QTEST_GUILESS_MAIN(TestAnswerStore)
#include "test_answer_store.moc"
