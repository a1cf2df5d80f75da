#include "drawn_questions.h"
#include "lesson/content_hash.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// What holds for any question and any answer.
class TestGradingProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noAnswerEarnsMoreThanThePointsOrLessThanNothing();
    void theRightAnswerEarnsAllPoints();
    void garbageEarnsNothing();
    void anAnswerOfAnotherKindEarnsNothing();
    void theOrderInWhichPartsAreShownNeverChangesAScore();
    void tickingAllNeverPasses();
    void theSameAnswerAlwaysGetsTheSameGrade();
    void hintsAndTriesNeverHelp();
};

namespace {

constexpr int kRounds = 4000;

/// The kind of a round, so that each comes equally often.
int kindOf(int round) {
    return round % QuestionDraw::kKinds;
}

Attempt attempt(QuestionDraw& draw) {
    return {.hintsOpened = int(draw.below(6)) - 1, .earlierTries = int(draw.below(6))};
}

/// A choice and a prediction show the same parts whatever their order; so do matches and gaps.
Question rearranged(Question question, QuestionDraw& draw) {
    if (auto* choice = std::get_if<ChoiceQuestion>(&question.body))
        draw.shuffle(choice->choices);
    if (auto* predict = std::get_if<PredictQuestion>(&question.body))
        draw.shuffle(predict->choices);
    if (auto* match = std::get_if<MatchQuestion>(&question.body)) {
        draw.shuffle(match->pairs);
        draw.shuffle(match->others);
    }
    if (auto* cloze = std::get_if<ClozeQuestion>(&question.body)) {
        draw.shuffle(cloze->gaps);
        for (Gap& gap : cloze->gaps) {
            if (auto* chosen = std::get_if<ChosenGap>(&gap.body))
                draw.shuffle(chosen->choices);
        }
    }
    return question;
}

} // namespace

void TestGradingProperties::noAnswerEarnsMoreThanThePointsOrLessThanNothing() {
    QuestionDraw draw(1);
    int partly = 0;
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Grade result = grade(question, draw.answer(question), attempt(draw));
        QCOMPARE(result.points, question.points);
        QVERIFY(result.score >= 0);
        QVERIFY(result.score <= question.points);
        partly += result.score > 0 && result.score < question.points ? 1 : 0;
    }
    QVERIFY2(partly > kRounds / 10, qPrintable(QString::number(partly)));
}

void TestGradingProperties::theRightAnswerEarnsAllPoints() {
    QuestionDraw draw(2);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const auto right = rightAnswer(question);
        QVERIFY(right);
        const Grade result = grade(question, *right);
        QVERIFY(result.correct);
        QCOMPARE(result.score, question.points);
        for (const PartVerdict& part : result.parts)
            QVERIFY(part.right && part.answered);
        for (const ChoiceVerdict& choice : result.choices)
            QVERIFY(!result.marked || choice.chosen == choice.right);
    }
}

void TestGradingProperties::garbageEarnsNothing() {
    QuestionDraw draw(3);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Grade result = grade(question, draw.garbage());
        QCOMPARE(result.score, 0.0);
        QVERIFY(!result.correct);

        // What is unknown spoils an answer that is right otherwise.
        Answer spoilt = *rightAnswer(question);
        if (auto* chosen = std::get_if<ChosenIds>(&spoilt))
            chosen->ids.append(QStringLiteral("unknown"));
        else if (auto* order = std::get_if<OrderedIds>(&spoilt))
            order->ids.back() = QStringLiteral("unknown");
        else if (auto* matches = std::get_if<Matches>(&spoilt))
            matches->rights[QStringLiteral("unknown")] = QStringLiteral("unknown");
        else if (auto* gaps = std::get_if<GapFillings>(&spoilt))
            gaps->gaps[QStringLiteral("unknown")] = 1.0;
        else
            continue;
        QCOMPARE(grade(question, spoilt).score, 0.0);
    }
}

void TestGradingProperties::anAnswerOfAnotherKindEarnsNothing() {
    QuestionDraw draw(4);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Question other = draw.question(int(draw.below(QuestionDraw::kKinds)));
        const Answer right = *rightAnswer(question);
        const Answer wrongKind = *rightAnswer(other);
        if (right.index() == wrongKind.index())
            continue;
        QCOMPARE(grade(question, wrongKind).score, 0.0);
        QCOMPARE(grade(question, RunAnswer{}).score, 0.0);
    }
}

void TestGradingProperties::theOrderInWhichPartsAreShownNeverChangesAScore() {
    QuestionDraw draw(5);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Question other = rearranged(question, draw);
        Answer answer = draw.answer(question);
        const Grade before = grade(question, answer);
        if (auto* chosen = std::get_if<ChosenIds>(&answer))
            draw.shuffle(chosen->ids);
        const Grade after = grade(other, answer);
        QCOMPARE(after.score, before.score);
        QCOMPARE(after.correct, before.correct);
        QCOMPARE(contentHash(other), contentHash(question));
    }
}

void TestGradingProperties::tickingAllNeverPasses() {
    QuestionDraw draw(6);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(round % 2);
        ChosenIds all;
        for (const Choice& choice : std::get<ChoiceQuestion>(question.body).choices)
            all.ids.append(choice.id);
        const Grade result = grade(question, all);
        QCOMPARE(result.score, 0.0);
        QVERIFY(!result.correct);
    }
}

void TestGradingProperties::theSameAnswerAlwaysGetsTheSameGrade() {
    QuestionDraw draw(7);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Answer answer = draw.answer(question);
        const Attempt at = attempt(draw);
        const Grade first = grade(question, answer, at);
        const Grade second = grade(Question(question), Answer(answer), at);
        QCOMPARE(second.score, first.score);
        QCOMPARE(second.correct, first.correct);
        QCOMPARE(second.feedback, first.feedback);
        QVERIFY(second.choices == first.choices);
        QVERIFY(second.parts == first.parts);
        QVERIFY(second.deductions == first.deductions);
    }
}

void TestGradingProperties::hintsAndTriesNeverHelp() {
    QuestionDraw draw(8);
    for (int round = 0; round < kRounds; ++round) {
        const Question question = draw.question(kindOf(round));
        const Answer answer = draw.answer(question);
        const Grade fresh = grade(question, answer);
        double before = fresh.score;
        for (int hints = 0; hints < 5; ++hints) {
            const Grade later = grade(question, answer, {.hintsOpened = hints, .earlierTries = hints});
            QVERIFY(later.score <= before);
            QCOMPARE(later.correct, fresh.correct);
            if (fresh.points > 0)
                QCOMPARE(later.deductions.empty(), later.score == fresh.score);
            before = later.score;
        }
    }
}

QTEST_APPLESS_MAIN(TestGradingProperties)
#include "test_grading_properties.moc"
