#include "store/answer_json.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::store;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Answer)

/// Answers as they are stored.
class TestAnswerJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsItsFormFromVersionToVersion_data();
    void keepsItsFormFromVersionToVersion();
    void bringsBackWhateverWasAnswered();
    void bringsBackNumbersThatAreNone();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void survivesBrokenText();
};

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Answers of all kinds with texts and numbers that are hard to write.
class AnswerDraw {
public:
    Answer next() {
        switch (below(7)) {
        case 0:
            return ChosenIds{ids()};
        case 1:
            return below(2) == 0;
        case 2:
            return number();
        case 3:
            return OrderedIds{ids()};
        case 4:
            return matches();
        case 5:
            return gaps();
        default:
            return run();
        }
    }

    std::size_t below(std::size_t count) { return random_() % count; }

private:
    QString text() {
        const QStringList pieces{u"a"_s, u"\""_s, u"\\"_s, u"\n"_s,          u"ü"_s,
                                 u"🎓"_s, u"["_s,  u" "_s,  QString(QChar(0))};
        QString result;
        for (std::size_t i = below(6); i > 0; --i)
            result += pieces[qsizetype(below(std::size_t(pieces.size())))];
        return result;
    }
    QStringList ids() {
        QStringList result;
        for (std::size_t i = below(5); i > 0; --i)
            result.append(text());
        return result;
    }
    double number() {
        switch (below(6)) {
        case 0:
            return kInfinity;
        case 1:
            return -kInfinity;
        case 2:
            return std::numeric_limits<double>::denorm_min();
        default:
            return std::ldexp(double(random_()) - 2e9, int(below(200)) - 100);
        }
    }
    Matches matches() {
        Matches result;
        for (std::size_t i = below(5); i > 0; --i)
            result.rights[text()] = text();
        return result;
    }
    GapFillings gaps() {
        GapFillings result;
        for (std::size_t i = below(5); i > 0; --i)
            result.gaps[text()] = below(2) == 0 ? GapFilling(text()) : GapFilling(number());
        return result;
    }
    RunAnswer run() {
        RunAnswer result{.run = text()};
        if (below(2) == 0)
            result.at.knobs.push_back({Knob::LearningRate, number()});
        if (below(2) == 0)
            result.at.knobs.push_back({Knob::HuberDelta, number()});
        for (std::size_t i = below(4); i > 0; --i)
            result.at.parameters.push_back(number());
        constexpr training::StopReason reasons[] = {
            training::StopReason::Finished, training::StopReason::GoalReached, training::StopReason::Diverged,
            training::StopReason::LeftWindow, training::StopReason::Stopped};
        result.end = {reasons[below(5)], std::int64_t(below(1'000'000'000))};
        if (below(2) == 0)
            result.figures.push_back({{.figure = Figure::TestLoss}, number()});
        if (below(2) == 0)
            result.figures.push_back(
                {{.figure = Figure::Parameter, .when = Moment::Lowest, .index = below(16)}, number()});
        return result;
    }

    std::mt19937 random_{5};
};

} // namespace

void TestAnswerJson::keepsItsFormFromVersionToVersion_data() {
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("json");
    QTest::newRow("choices") << Answer(ChosenIds{{u"a"_s, u"c"_s}}) << uR"({"choices":["a","c"]})"_s;
    QTest::newRow("truth") << Answer(true) << uR"({"truth":true})"_s;
    QTest::newRow("number") << Answer(0.25) << uR"({"number":0.25})"_s;
    QTest::newRow("infinity") << Answer(-kInfinity) << uR"({"number":"-inf"})"_s;
    QTest::newRow("order") << Answer(OrderedIds{{u"b"_s, u"a"_s}}) << uR"({"order":["b","a"]})"_s;
    QTest::newRow("matches") << Answer(Matches{{{u"a"_s, u"b"_s}, {u"b"_s, u"none"_s}}})
                             << uR"({"matches":{"a":"b","b":"none"}})"_s;
    QTest::newRow("gaps") << Answer(GapFillings{{{u"rate"_s, u"w - a"_s}, {u"loss"_s, 0.5}}})
                          << uR"({"gaps":{"loss":{"number":0.5},"rate":{"text":"w - a"}}})"_s;
    QTest::newRow("run") << Answer(
                                RunAnswer{.run = u"sgd"_s,
                                          .at = {.knobs = {{Knob::LearningRate, 0.5}}, .parameters = {1, 2}},
                                          .end = {training::StopReason::GoalReached, 120},
                                          .figures = {{{.figure = Figure::TestAccuracy}, 0.75},
                                                      {{.figure = Figure::Parameter, .index = 3}, -1}}})
                         << uR"({"run":{"figures":[{"figure":"test_accuracy","value":0.75},)"
                            uR"({"figure":"parameter","index":3,"value":-1}],"id":"sgd",)"
                            uR"("knobs":{"learning_rate":0.5},"parameters":[1,2],)"
                            uR"("reason":"goal-reached","steps":120}})"_s;
}

void TestAnswerJson::keepsItsFormFromVersionToVersion() {
    QFETCH(Answer, answer);
    QFETCH(QString, json);
    QCOMPARE(answerToJson(answer), json);
    QVERIFY(answerFromJson(json) == answer);
}

void TestAnswerJson::bringsBackWhateverWasAnswered() {
    AnswerDraw draw;
    for (int round = 0; round < 3000; ++round) {
        const Answer answer = draw.next();
        const QString json = answerToJson(answer);
        QVERIFY2(answerFromJson(json) == answer, qPrintable(json));
    }
}

void TestAnswerJson::bringsBackNumbersThatAreNone() {
    const double nan = std::nan("");
    const auto gaps = answerFromJson(answerToJson(GapFillings{{{u"g"_s, nan}}}));
    QVERIFY(gaps && std::isnan(std::get<double>(std::get<GapFillings>(*gaps).gaps.at(u"g"_s))));
    const auto run = answerFromJson(answerToJson(RunAnswer{.figures = {{{}, nan}}}));
    QVERIFY(run && std::isnan(std::get<RunAnswer>(*run).figures.at(0).value));
}

void TestAnswerJson::refusesWhatIsNoAnswer_data() {
    QTest::addColumn<QString>("json");
    const auto rows = {
        u""_s,
        u"null"_s,
        u"{}"_s,
        u"[]"_s,
        u"7"_s,
        u"{\"order\":7}"_s,
        u"{\"order\":[7]}"_s,
        u"{\"choices\":{}}"_s,
        u"{\"matches\":[]}"_s,
        u"{\"matches\":{\"a\":1}}"_s,
        u"{\"matches\":null}"_s,
        u"{\"gaps\":{\"a\":1}}"_s,
        u"{\"gaps\":{\"a\":{}}}"_s,
        u"{\"gaps\":{\"a\":{\"text\":1}}}"_s,
        u"{\"gaps\":{\"a\":{\"number\":\"1\"}}}"_s,
        u"{\"gaps\":{\"a\":{\"text\":\"x\",\"number\":1}}}"_s,
        u"{\"gaps\":[]}"_s,
        u"{\"run\":7}"_s,
        u"{\"run\":{}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"tired\",\"steps\":1}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":-1}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1.5}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1e300}}"_s,
        u"{\"run\":{\"id\":7,\"reason\":\"finished\",\"steps\":1}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"knobs\":{\"parameter\":1}}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"knobs\":{\"speed\":1}}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"knobs\":{\"momentum\":\"x\"}}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"parameters\":[null]}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"figures\":[{\"figure\":\"joy\",\"value\":1}]}}"_s,
        u"{\"run\":{\"id\":\"a\",\"reason\":\"finished\",\"steps\":1,\"figures\":[{\"figure\":\"steps\"}]}}"_s};
    for (const QString& json : rows)
        QTest::addRow("'%s'", qPrintable(json)) << json;
}

void TestAnswerJson::refusesWhatIsNoAnswer() {
    QFETCH(QString, json);
    QVERIFY(!answerFromJson(json));
}

void TestAnswerJson::survivesBrokenText() {
    AnswerDraw draw;
    int read = 0;
    for (int round = 0; round < 3000; ++round) {
        QString json = answerToJson(draw.next());
        for (std::size_t i = 1 + draw.below(4); i > 0; --i) {
            const auto at = qsizetype(draw.below(std::size_t(json.size())));
            if (draw.below(2) == 0)
                json.remove(at, 1 + qsizetype(draw.below(3)));
            else
                json.insert(at, QChar(u"\"{}[]:,x0"[draw.below(10) % 9]));
            if (json.isEmpty())
                break;
        }
        const auto answer = answerFromJson(json);
        read += answer ? 1 : 0;
        if (answer)
            QVERIFY(answerFromJson(answerToJson(*answer)).has_value());
    }
    QVERIFY(read > 0); // some changes only change a text
}

QTEST_APPLESS_MAIN(TestAnswerJson)
#include "test_answer_json.moc"
