#include "lesson/content_hash.h"
#include "lesson/grading.h"
#include "lesson/shown_order.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace downhill::lesson;

class TestGrading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksASingleChoice_data();
    void marksASingleChoice();
    void marksSeveralChoicesByShares_data();
    void marksSeveralChoicesByShares();
    void tellsHowManyChoicesAreMissingButNotWhich();
    void marksTrueAndFalse();
    void marksNumbersWithinTheirTolerance_data();
    void marksNumbersWithinTheirTolerance();
    void neverMarksAPredictionDown();
    void takesAnswersOfTheWrongKindForWrong();
    void keepsItsPromisesForAnyChoices();
    void shufflesChoicesBySeed();
    void hashesWhatAnAnswerDependsOn();
    void keepsItsHashesFromVersionToVersion();
};

namespace {

/// Choices "0", "1", …, of which those in `right` are right.
std::vector<Choice> choices(const std::vector<bool>& right) {
    std::vector<Choice> result;
    for (std::size_t i = 0; i < right.size(); ++i) {
        const QString id = QString::number(i);
        result.push_back(
            {id, QStringLiteral("text ") + id, bool(right[i]), QStringLiteral("feedback ") + id});
    }
    return result;
}

Question several(const std::vector<bool>& right, double points = 1) {
    return {.id = QStringLiteral("q"),
            .points = points,
            .body = ChoiceQuestion{.choices = choices(right), .several = true}};
}

Question single(const std::vector<bool>& right) {
    return {.id = QStringLiteral("q"),
            .prompt = QStringLiteral("?"),
            .points = 3,
            .body = ChoiceQuestion{.choices = choices(right)}};
}

ChosenIds ids(const QString& text) {
    return {text.split(u' ', Qt::SkipEmptyParts)};
}

} // namespace

void TestGrading::marksASingleChoice_data() {
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<bool>("correct");
    QTest::newRow("right") << "1" << true;
    QTest::newRow("wrong") << "0" << false;
    QTest::newRow("none") << "" << false;
    QTest::newRow("all") << "0 1 2" << false;
    QTest::newRow("right and another") << "1 2" << false;
    QTest::newRow("right twice") << "1 1" << true;
    QTest::newRow("unknown") << "9" << false;
    QTest::newRow("right and unknown") << "1 9" << false;
}

void TestGrading::marksASingleChoice() {
    QFETCH(QString, chosen);
    QFETCH(bool, correct);
    const Grade result = grade(single({false, true, false}), ids(chosen));
    QCOMPARE(result.correct, correct);
    QCOMPARE(result.score, correct ? 3.0 : 0.0);
    QCOMPARE(result.points, 3.0);
    QVERIFY(result.marked);
    QVERIFY(result.feedback.isEmpty());
    QCOMPARE(result.choices.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(result.choices[i].id, QString::number(i));
        QCOMPARE(result.choices[i].right, i == 1);
        QCOMPARE(result.choices[i].chosen, chosen.split(u' ').contains(QString::number(i)));
        QCOMPARE(result.choices[i].feedback,
                 result.choices[i].chosen ? QStringLiteral("feedback %1").arg(i) : QString());
    }
}

void TestGrading::marksSeveralChoicesByShares_data() {
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<double>("score"); ///< of 6 points; 0, 1 and 2 are right, 3 and 4 are wrong
    QTest::newRow("all right ones") << "2 0 1" << 6.0;
    QTest::newRow("one of three") << "0" << 2.0;
    QTest::newRow("two of three") << "0 1" << 4.0;
    QTest::newRow("all right, one wrong") << "0 1 2 3" << 3.0;
    QTest::newRow("one and one") << "0 3" << 0.0;
    QTest::newRow("two and one") << "0 1 4" << 1.0;
    QTest::newRow("wrong ones") << "3 4" << 0.0;
    QTest::newRow("all") << "0 1 2 3 4" << 0.0;
    QTest::newRow("none") << "" << 0.0;
    QTest::newRow("unknown") << "0 1 2 x" << 0.0;
}

void TestGrading::marksSeveralChoicesByShares() {
    QFETCH(QString, chosen);
    QFETCH(double, score);
    const Grade result = grade(several({true, true, true, false, false}, 6), ids(chosen));
    QVERIFY2(std::abs(result.score - score) < 1e-12, qPrintable(QString::number(result.score)));
    QCOMPARE(result.correct, score == 6.0);
}

void TestGrading::tellsHowManyChoicesAreMissingButNotWhich() {
    const Question question = several({true, false, true, true, false});
    Grade marked = grade(question, ChosenIds{{QStringLiteral("0"), QStringLiteral("1")}});
    QCOMPARE(concealMissed(marked), 2);
    QStringList told;
    for (const ChoiceVerdict& verdict : marked.choices)
        told.append(verdict.id);
    QCOMPARE(told, QStringList({QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("4")}));
    QCOMPARE(concealMissed(marked), 0);
}

void TestGrading::marksTrueAndFalse() {
    const Question question{
        .points = 2, .body = TrueFalseQuestion{false, QStringLiteral("not so"), QStringLiteral("just so")}};
    const Grade wrong = grade(question, true);
    QVERIFY(!wrong.correct);
    QCOMPARE(wrong.score, 0.0);
    QCOMPARE(wrong.feedback, QStringLiteral("not so"));
    const Grade right = grade(question, false);
    QVERIFY(right.correct);
    QCOMPARE(right.score, 2.0);
    QCOMPARE(right.feedback, QStringLiteral("just so"));
}

void TestGrading::marksNumbersWithinTheirTolerance_data() {
    QTest::addColumn<double>("answer");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<bool>("relative");
    QTest::addColumn<double>("said");
    QTest::addColumn<bool>("correct");
    constexpr double inf = std::numeric_limits<double>::infinity();
    QTest::newRow("exact") << 5.0 << 0.0 << false << 5.0 << true;
    QTest::newRow("beside") << 5.0 << 0.0 << false << 5.001 << false;
    QTest::newRow("at the edge, as on paper") << 0.2 << 0.1 << false << 0.3 << true;
    QTest::newRow("at the lower edge") << 0.2 << 0.1 << false << 0.1 << true;
    QTest::newRow("beyond the edge") << 0.2 << 0.1 << false << 0.3001 << false;
    QTest::newRow("relative") << 200.0 << 0.05 << true << 210.0 << true;
    QTest::newRow("relative, beyond") << 200.0 << 0.05 << true << 210.5 << false;
    QTest::newRow("relative to a negative answer") << -200.0 << 0.05 << true << -190.0 << true;
    QTest::newRow("other sign") << -200.0 << 0.05 << true << 200.0 << false;
    QTest::newRow("relative to 0") << 0.0 << 0.5 << true << 0.1 << false;
    QTest::newRow("NaN") << 5.0 << 1e300 << false << std::nan("") << false;
    QTest::newRow("infinity") << 5.0 << 1e300 << false << inf << false;
    QTest::newRow("minus infinity") << -1e300 << 1.0 << true << -inf << false;
    QTest::newRow("far") << 1.0 << 0.5 << false << std::numeric_limits<double>::max() << false;
}

void TestGrading::marksNumbersWithinTheirTolerance() {
    QFETCH(double, answer);
    QFETCH(double, tolerance);
    QFETCH(bool, relative);
    QFETCH(double, said);
    QFETCH(bool, correct);
    const Question question{
        .body = NumberQuestion{
            {answer, {}, tolerance, relative}, {}, QStringLiteral("yes"), QStringLiteral("no")}};
    const Grade result = grade(question, said);
    QCOMPARE(result.correct, correct);
    QCOMPARE(result.score, correct ? 1.0 : 0.0);
    QCOMPARE(result.feedback, correct ? QStringLiteral("yes") : QStringLiteral("no"));
}

void TestGrading::neverMarksAPredictionDown() {
    const Question question{.points = 2, .body = PredictQuestion{choices({false, true, false})}};
    for (const QString& id : {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")}) {
        const Grade result = grade(question, ids(id));
        QCOMPARE(result.score, 2.0);
        QVERIFY(!result.marked);
        QCOMPARE(result.correct, id == u"1");
        QCOMPARE(result.choices.size(), std::size_t(3));
    }
    const Question open{.body = PredictQuestion{choices({false, false})}};
    QVERIFY(grade(open, ids(QStringLiteral("0"))).correct);
    QCOMPARE(grade(open, ids(QString())).score, 0.0); // nothing was predicted
}

void TestGrading::takesAnswersOfTheWrongKindForWrong() {
    const std::vector<Question> questions{single({true, false}),
                                          several({true, false}),
                                          {.body = TrueFalseQuestion{true, {}, {}}},
                                          {.body = NumberQuestion{.answer = {.value = 1, .tolerance = 10}}},
                                          {.body = PredictQuestion{choices({true, false})}}};
    const std::vector<Answer> answers{ids(QStringLiteral("0")), true, 1.0};
    const std::size_t fitting[] = {0, 0, 1, 2, 0};
    for (std::size_t i = 0; i < questions.size(); ++i) {
        for (std::size_t k = 0; k < answers.size(); ++k) {
            const Grade result = grade(questions[i], answers[k]);
            QCOMPARE(result.correct, k == fitting[i]);
            QCOMPARE(result.score, k == fitting[i] ? questions[i].points : 0.0);
        }
    }
}

void TestGrading::keepsItsPromisesForAnyChoices() {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<bool> right(2 + random() % 7);
        for (std::size_t i = 0; i < right.size(); ++i)
            right[i] = random() % 2 == 0;
        right[random() % right.size()] = true;
        const bool oneWrong = std::find(right.begin(), right.end(), false) != right.end();
        const double points = double(random() % 50) / 4;
        Question question = several(right, points);
        auto& body = std::get<ChoiceQuestion>(question.body);

        QStringList chosen;
        QStringList all;
        for (const Choice& choice : body.choices) {
            all.append(choice.id);
            if (random() % 2 == 0)
                chosen.append(choice.id);
        }
        const Grade before = grade(question, ChosenIds{chosen});
        QVERIFY(before.score >= 0 && before.score <= points);
        QVERIFY(!before.correct || before.score == points);
        if (oneWrong)
            QVERIFY(grade(question, ChosenIds{all}).score < 1e-12);

        // Neither the order of the choices nor that of the answer matters.
        std::shuffle(body.choices.begin(), body.choices.end(), random);
        std::shuffle(chosen.begin(), chosen.end(), random);
        const Grade after = grade(question, ChosenIds{chosen});
        QCOMPARE(after.score, before.score);
        QCOMPARE(after.correct, before.correct);
        for (std::size_t i = 0; i < body.choices.size(); ++i)
            QCOMPARE(after.choices[i].id, body.choices[i].id);

        // One wrong choice more never pays, one right choice more never costs.
        for (const Choice& choice : body.choices) {
            if (chosen.contains(choice.id))
                continue;
            const double changed = grade(question, ChosenIds{chosen + QStringList{choice.id}}).score;
            QVERIFY(choice.right ? changed >= after.score - 1e-12 : changed <= after.score + 1e-12);
        }
    }
}

void TestGrading::shufflesChoicesBySeed() {
    Question question = single({true, false, false, false});
    std::vector<int> first(4);
    QSet<QList<std::size_t>> orders;
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        const auto order = shownOrder(question, seed);
        QCOMPARE(shownOrder(question, seed), order);
        std::vector<std::size_t> sorted = order;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(sorted, (std::vector<std::size_t>{0, 1, 2, 3}));
        ++first[order.front()];
        orders.insert(QList<std::size_t>(order.begin(), order.end()));
    }
    QCOMPARE(orders.size(), 24);
    for (const int count : first)
        QVERIFY2(count > 850 && count < 1150, qPrintable(QString::number(count)));

    std::get<ChoiceQuestion>(question.body).shuffle = false;
    QCOMPARE(shownOrder(question, 5), (std::vector<std::size_t>{0, 1, 2, 3}));
    QCOMPARE(shownOrder({.body = PredictQuestion{choices({true, false})}}, 5),
             (std::vector<std::size_t>{0, 1}));
    QVERIFY(shownOrder({.body = NumberQuestion{}}, 5).empty());
}

void TestGrading::hashesWhatAnAnswerDependsOn() {
    const Question question = single({true, false, false});
    const QString hash = contentHash(question);
    const auto changed = [&](auto change) {
        Question copy = question;
        change(copy, std::get<ChoiceQuestion>(copy.body));
        return contentHash(copy);
    };
    QCOMPARE(hash.size(), 64);
    QVERIFY(changed([](Question& q, ChoiceQuestion&) { q.prompt += u'!'; }) != hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) { body.choices[1].text += u'!'; }) != hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) { body.choices[1].id = QStringLiteral("9"); }) !=
            hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) { body.choices[1].right = true; }) != hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) { body.several = true; }) != hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) { body.choices.pop_back(); }) != hash);
    QVERIFY(changed([](Question&, ChoiceQuestion& body) {
                std::swap(body.choices[1].text, body.choices[2].text);
            }) != hash);

    QCOMPARE(changed([](Question& q, ChoiceQuestion&) { q.hints.push_back({QStringLiteral("hint")}); }),
             hash);
    QCOMPARE(changed([](Question& q, ChoiceQuestion&) { q.explanation = QStringLiteral("so"); }), hash);
    QCOMPARE(changed([](Question&, ChoiceQuestion& body) { body.choices[1].feedback.clear(); }), hash);
    QCOMPARE(changed([](Question&, ChoiceQuestion& body) { std::swap(body.choices[0], body.choices[2]); }),
             hash);

    QSet<QString> hashes;
    for (const NumberQuestion& number :
         {NumberQuestion{{1, {}, 2, false}, {}, {}, {}}, NumberQuestion{{2, {}, 1, false}, {}, {}, {}},
          NumberQuestion{{1, {}, 2, true}, {}, {}, {}},
          NumberQuestion{{1, {}, 2, false}, QStringLiteral("s"), {}, {}}})
        hashes.insert(contentHash({.body = number}));
    hashes.insert(contentHash({.body = TrueFalseQuestion{true, {}, {}}}));
    hashes.insert(contentHash({.body = TrueFalseQuestion{false, {}, {}}}));
    hashes.insert(contentHash({.body = PredictQuestion{choices({true, false, false})}}));
    hashes.insert(hash);
    QCOMPARE(hashes.size(), 8);
}

void TestGrading::keepsItsHashesFromVersionToVersion() {
    // Answers are stored with these: a change here makes every answer of every student look outdated. The
    // value is the SHA-256 of "7:How…?10:true-false4:true", as sha256sum computes it.
    const Question question{.prompt = QStringLiteral("How…?"), .body = TrueFalseQuestion{true, {}, {}}};
    QCOMPARE(contentHash(question),
             QStringLiteral("025fa272d7d5f0e2c3fa45611bafd5409e4b2b850598b2000b80a1f58d903d3e"));
}

QTEST_APPLESS_MAIN(TestGrading)
#include "test_grading.moc"
