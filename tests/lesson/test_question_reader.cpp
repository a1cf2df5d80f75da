#include "lesson/grading.h"
#include "lesson/reader.h"
#include "lesson/variant.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;
using namespace Qt::StringLiterals;

/// Questions as they are read from a lesson.
class TestQuestionReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsChoicesWithAllTheyMayHave();
    void readsAnAnswerThatIsComputed();
    void readsAnOrderOfCode();
    void readsAMatch();
    void readsGapsOfEverySort();
    void readsWhatARunMustDo();
    void keepsTheTextsWithTheirPlaces();

private:
    Reading<Lesson> reading_{};
    std::vector<Question> questions_{};
};

void TestQuestionReader::initTestCase() {
    reading_ = readLesson(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/good/questions"));
    QCOMPARE(toText(reading_.diagnostics), QString());
    QVERIFY(reading_.value);
    questions_ = reading_.value->steps.at(0).questions;
    QCOMPARE(questions_.size(), std::size_t(6));
}

void TestQuestionReader::readsChoicesWithAllTheyMayHave() {
    const Question expected{
        .id = u"several"_s,
        .prompt = u"Which of {{n}}?"_s,
        .points = 2,
        .hints = {{u"Look."_s, 0}, {u"Look at {{n}}."_s, 0.25}},
        .explanation = u"Because."_s,
        .tries = 3,
        .parameters = {{.name = u"n"_s, .least = 2, .greatest = 4}, {.name = u"m"_s, .oneOf = {0.5, 1.5}}},
        .body = ChoiceQuestion{.choices = {{u"a"_s, u"{{n}}"_s, true, u"Yes."_s, u"This too."_s},
                                           {u"b"_s, u"{{n + m}}"_s, false, u"No."_s, {}}},
                               .several = true}};
    QVERIFY(questions_[0] == expected);
}

void TestQuestionReader::readsAnAnswerThatIsComputed() {
    QVERIFY(
        (std::get<NumberQuestion>(questions_[1].body) ==
         NumberQuestion{{.expression = u"w / 2"_s, .tolerance = 0.01, .relative = true}, u"m"_s, {}, {}}));
    QVERIFY((questions_[1].parameters ==
             std::vector<Parameter>{{.name = u"w"_s, .least = 1, .greatest = 2, .step = 0.25}}));
    const Question concrete = drawn(questions_[1], 7);
    const double w = drawnValues(questions_[1], 7)[0];
    QVERIFY(grade(concrete, w / 2).correct);
    QVERIFY(!grade(concrete, w).correct);
}

void TestQuestionReader::readsAnOrderOfCode() {
    const OrderQuestion expected{.items = {{u"zero"_s, u"optimizer.zero_grad()"_s},
                                           {u"backward"_s, u"loss.backward()"_s},
                                           {u"step"_s, u"optimizer.step()"_s}},
                                 .language = u"python"_s,
                                 .right = u"Right."_s,
                                 .wrong = u"Not yet."_s};
    QVERIFY(std::get<OrderQuestion>(questions_[2].body) == expected);
}

void TestQuestionReader::readsAMatch() {
    const MatchQuestion expected{
        .pairs = {{u"mse"_s, u"MSE"_s, u"$e^2$"_s, u"Squares."_s}, {u"mae"_s, u"MAE"_s, u"$|e|$"_s, {}}},
        .others = {{u"cube"_s, u"$e^3$"_s}}};
    QVERIFY(std::get<MatchQuestion>(questions_[3].body) == expected);
}

void TestQuestionReader::readsGapsOfEverySort() {
    const ClozeQuestion expected{
        .text = u"w [[op]] [[step]]\n# from 1 to [[end]]"_s,
        .language = u"python"_s,
        .gaps = {{.id = u"op"_s,
                  .body = ChosenGap{{{u"minus"_s, u"-="_s, true, {}, {}},
                                     {u"plus"_s, u"+="_s, false, u"Uphill."_s, {}}}},
                  .wrong = u"Which way?"_s},
                 {.id = u"step"_s,
                  .body = TypedGap{.accept = {u"rate * slope"_s, u"slope * rate"_s},
                                   .ignoreCase = true,
                                   .mistakes = {{u"slope"_s, u"And the rate?"_s}}}},
                 {.id = u"end"_s, .body = NumberGap{{.value = 0.5, .tolerance = 0.01}}}}};
    QVERIFY(std::get<ClozeQuestion>(questions_[4].body) == expected);
}

void TestQuestionReader::readsWhatARunMustDo() {
    const ExperimentQuestion expected{
        .run = u"sgd"_s,
        .expect = {.reason = training::StopReason::GoalReached,
                   .within = 50,
                   .bounds = {{.measure = {.figure = Figure::TrainLoss}, .atMost = 0.0001}}},
        .keep = {Knob::StartX},
        .solution = {.knobs = {{Knob::LearningRate, 0.5}}},
        .runs = 4,
        .right = u"There."_s,
        .wrong = u"Not there."_s};
    QVERIFY(std::get<ExperimentQuestion>(questions_[5].body) == expected);
    QCOMPARE(questions_[5].hints.size(), std::size_t(1));
}

void TestQuestionReader::keepsTheTextsWithTheirPlaces() {
    const auto sourceOf = [&](const QString& text) {
        const auto found = std::find_if(reading_.texts.begin(), reading_.texts.end(),
                                        [&](const TextSource& each) { return each.text == text; });
        return found == reading_.texts.end() ? TextSource{} : *found;
    };
    QCOMPARE(sourceOf(u"Look at {{n}}."_s).path, u"$.steps[0].questions[0].hints[1].text"_s);
    QVERIFY(sourceOf(u"Look at {{n}}."_s).isDrawn);
    QCOMPARE(sourceOf(u"And the rate?"_s).path, u"$.steps[0].questions[4].gaps[1].mistakes[0].feedback"_s);
    QVERIFY(!sourceOf(u"And the rate?"_s).isDrawn);
    const TextSource code = sourceOf(u"w [[op]] [[step]]\n# from 1 to [[end]]"_s);
    QCOMPARE(code.language, u"python"_s);
    QCOMPARE(code.path, u"$.steps[0].questions[4].language"_s);
}

QTEST_APPLESS_MAIN(TestQuestionReader)
#include "test_question_reader.moc"
