#include "lesson/content_hash.h"
#include "lesson/grading.h"
#include "lesson/text_expression.h"
#include "lesson/variant.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill::lesson;
using namespace Qt::StringLiterals;

/// Questions whose numbers are drawn.
class TestVariant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTheValuesOfAParameter_data();
    void countsTheValuesOfAParameter();
    void putsNumbersIntoEveryText();
    void computesTheAnswer();
    void drawsTheSameNumbersFromTheSameSeed();
    void drawsEveryValueAboutEquallyOften();
    void keepsItsDrawsFromVersionToVersion();
    void passesOverWhatIsNoNumber();
    void passesOverChoicesThatLookAlike();
    void leavesAQuestionWithoutParametersAsItIs();
    void asksAgainWithOtherNumbers();
    void hashesTheQuestionAsItIsWritten();
    void findsTheExpressionsOfAText_data();
    void findsTheExpressionsOfAText();
    void writesTheMinusOfProseAsOne_data();
    void writesTheMinusOfProseAsOne();
    void writesNumbersAsAPersonWould_data();
    void writesNumbersAsAPersonWould();
};

namespace {

Parameter range(const QString& name, double least, double greatest, double step = 1) {
    return {.name = name, .least = least, .greatest = greatest, .step = step};
}

/// Where does a step of rate a lead from w, at slope 2w?
Question stepQuestion() {
    return {.id = u"q"_s,
            .prompt = u"From {{w}} at rate {{a}}?"_s,
            .hints = {{u"The slope is {{2*w}}."_s}},
            .explanation = u"To {{ w }} - {{a}}*{{2*w}} = {{w - a*2*w}}."_s,
            .parameters = {range(u"w"_s, 1, 5, 0.5), {.name = u"a"_s, .oneOf = {0.1, 0.2, 0.4}}},
            .body = NumberQuestion{{.expression = u"w - a*2*w"_s, .tolerance = 0.001}, u"m{{w}}"_s, {}, {}}};
}

} // namespace

void TestVariant::countsTheValuesOfAParameter_data() {
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("greatest");
    QTest::addColumn<double>("step");
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("whole") << 1.0 << 4.0 << 1.0 << QList<double>{1, 2, 3, 4};
    QTest::newRow("one") << 2.0 << 2.0 << 1.0 << QList<double>{2};
    QTest::newRow("tenths, as on paper") << 0.1 << 0.5 << 0.1 << QList<double>{0.1, 0.2, 0.3, 0.4, 0.5};
    QTest::newRow("below 0") << -1.0 << 1.0 << 0.5 << QList<double>{-1, -0.5, 0, 0.5, 1};
    QTest::newRow("not as far as the end") << 0.0 << 1.0 << 0.4 << QList<double>{0, 0.4, 0.8};
    QTest::newRow("a step too wide") << 0.0 << 1.0 << 3.0 << QList<double>{0};
}

void TestVariant::countsTheValuesOfAParameter() {
    QFETCH(double, least);
    QFETCH(double, greatest);
    QFETCH(double, step);
    QFETCH(QList<double>, values);
    const Parameter parameter = range(u"w"_s, least, greatest, step);
    QCOMPARE(valueCount(parameter), std::size_t(values.size()));
    for (qsizetype i = 0; i < values.size(); ++i)
        QVERIFY(valueAt(parameter, std::size_t(i)) == values[i]); // to the last bit
}

void TestVariant::putsNumbersIntoEveryText() {
    Question question{
        .prompt = u"{{w}} p"_s,
        .hints = {{u"{{w}} h"_s, 0.5}},
        .explanation = u"{{w}} e"_s,
        .parameters = {range(u"w"_s, 7, 7)},
        .body = ChoiceQuestion{.choices = {{u"a"_s, u"{{w}} t"_s, true, u"{{w}} f"_s, u"{{w}} m"_s}}}};
    const Question choice = drawn(question, 1);
    const Question expected{.prompt = u"7 p"_s,
                            .hints = {{u"7 h"_s, 0.5}},
                            .explanation = u"7 e"_s,
                            .body =
                                ChoiceQuestion{.choices = {{u"a"_s, u"7 t"_s, true, u"7 f"_s, u"7 m"_s}}}};
    QVERIFY(choice == expected);

    question.body = ClozeQuestion{
        .text = u"{{w}} [[a]] [[b]]"_s,
        .gaps = {{.id = u"a"_s,
                  .body = TypedGap{.accept = {u"{{w+1}}"_s}, .mistakes = {{u"{{w}}"_s, u"{{w}}?"_s}}},
                  .wrong = u"not {{w}}"_s},
                 {.id = u"b"_s, .body = NumberGap{{.expression = u"w/2"_s, .tolerance = 0.1}}}}};
    const auto cloze = std::get<ClozeQuestion>(drawn(question, 1).body);
    QCOMPARE(cloze.text, u"7 [[a]] [[b]]"_s);
    QCOMPARE(cloze.gaps[0].wrong, u"not 7"_s);
    QVERIFY((std::get<TypedGap>(cloze.gaps[0].body) ==
             TypedGap{.accept = {u"8"_s}, .mistakes = {{u"7"_s, u"7?"_s}}}));
    QVERIFY((std::get<NumberGap>(cloze.gaps[1].body).answer == NumberTarget{.value = 3.5, .tolerance = 0.1}));

    question.body = MatchQuestion{.pairs = {{u"a"_s, u"{{w}} l"_s, u"{{w}} r"_s, u"{{w}} f"_s}},
                                  .others = {{u"b"_s, u"{{w}} o"_s}}};
    const auto match = std::get<MatchQuestion>(drawn(question, 1).body);
    QVERIFY((match == MatchQuestion{.pairs = {{u"a"_s, u"7 l"_s, u"7 r"_s, u"7 f"_s}},
                                    .others = {{u"b"_s, u"7 o"_s}}}));
}

void TestVariant::computesTheAnswer() {
    const Question question = stepQuestion();
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const std::vector<double> values = drawnValues(question, seed);
        QCOMPARE(values.size(), std::size_t(2));
        const double w = values[0];
        const double a = values[1];
        const Question concrete = drawn(question, seed);
        QVERIFY(concrete.parameters.empty());
        QCOMPARE(concrete.prompt, u"From %1 at rate %2?"_s.arg(w).arg(a));
        QCOMPARE(concrete.hints[0].text, u"The slope is %1."_s.arg(2 * w));
        QVERIFY(!concrete.explanation.contains(u'{'));
        const auto& body = std::get<NumberQuestion>(concrete.body);
        QCOMPARE(body.answer.value, w - a * 2 * w);
        QCOMPARE(body.unit, u"m%1"_s.arg(w));
        QVERIFY(body.answer.expression.isEmpty());
        QCOMPARE(grade(concrete, w - a * 2 * w).score, 1.0);
        QCOMPARE(grade(concrete, w + 0.1).score, 0.0);
    }
}

void TestVariant::drawsTheSameNumbersFromTheSameSeed() {
    const Question question = stepQuestion();
    QSet<QString> prompts;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Question first = drawn(question, seed);
        QVERIFY(drawn(question, seed) == first);
        QVERIFY(drawnWith(question, drawnValues(question, seed)) == first);
        prompts.insert(first.prompt);
    }
    QCOMPARE(prompts.size(), qsizetype(9 * 3));
}

void TestVariant::drawsEveryValueAboutEquallyOften() {
    const Question question{.parameters = {range(u"w"_s, 1, 4)}, .body = TrueFalseQuestion{}};
    std::array<int, 4> counts{};
    for (std::uint64_t seed = 0; seed < 4000; ++seed)
        ++counts[std::size_t(drawnValues(question, seed)[0]) - 1];
    for (const int count : counts)
        QVERIFY2(count > 850 && count < 1150, qPrintable(QString::number(count)));
}

void TestVariant::keepsItsDrawsFromVersionToVersion() {
    // Answers are stored with their seed alone: other draws would put other numbers before old answers. The
    // values follow from the published outputs of SplitMix64 for the seed 1234567: 6457827717110365317,
    // 3203168211198807973.
    const Question question{.parameters = {range(u"w"_s, 0, 999), range(u"v"_s, 0, 999)},
                            .body = TrueFalseQuestion{}};
    QCOMPARE(drawnValues(question, 1234567), (std::vector<double>{317, 973}));
}

void TestVariant::passesOverWhatIsNoNumber() {
    Question question = stepQuestion();
    question.parameters = {range(u"w"_s, -2, 2), range(u"a"_s, 1, 2)};
    question.explanation = u"{{1/w}}"_s;
    bool below = false;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const double w = drawnValues(question, seed)[0];
        QVERIFY(w != 0);
        below = below || w < 0;
    }
    QVERIFY(below);
    question.explanation = u"{{log(-a)}} {{oops}} {{w}}"_s; // never a number
    QVERIFY(drawn(question, 1).explanation.startsWith(u"{{log(-a)}} {{oops}} "_s));
}

void TestVariant::passesOverChoicesThatLookAlike() {
    const Question question{.parameters = {range(u"a"_s, 0, 3), range(u"b"_s, 0, 3)},
                            .body = ChoiceQuestion{.choices = {{u"sum"_s, u"{{a+b}}"_s, true, {}, {}},
                                                               {u"product"_s, u"{{a*b}}"_s, false, {}, {}},
                                                               {u"zero"_s, u"0"_s, false, {}, {}}}}};
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto values = drawnValues(question, seed);
        QVERIFY(values[0] + values[1] != values[0] * values[1]);
        QVERIFY(values[0] * values[1] != 0);
    }
}

void TestVariant::leavesAQuestionWithoutParametersAsItIs() {
    Question question = stepQuestion();
    question.parameters.clear();
    QVERIFY(drawn(question, 3) == question);
    QVERIFY(drawnValues(question, 3).empty());
}

void TestVariant::asksAgainWithOtherNumbers() {
    Question question = stepQuestion();
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::uint64_t next = nextSeed(question, seed);
        QVERIFY(next > seed);
        QVERIFY(drawnValues(question, next) != drawnValues(question, seed));
    }
    question.parameters = {range(u"w"_s, 1, 1), range(u"a"_s, 1, 1)};
    QCOMPARE(nextSeed(question, 5), std::uint64_t(6)); // there are no others
}

void TestVariant::hashesTheQuestionAsItIsWritten() {
    const Question question = stepQuestion();
    const QString hash = contentHash(question);
    Question other = question;
    other.parameters[0].greatest = 6;
    QVERIFY(contentHash(other) != hash);
    other = question;
    std::get<NumberQuestion>(other.body).answer.expression = u"w"_s;
    QVERIFY(contentHash(other) != hash);
    other = question;
    other.parameters[1].oneOf.push_back(1);
    QVERIFY(contentHash(other) != hash);
    QVERIFY(contentHash(drawn(question, 1)) != hash);
}

void TestVariant::findsTheExpressionsOfAText_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expressions");
    QTest::newRow("none") << u"a {b} {} {{"_s << QStringList();
    QTest::newRow("one") << u"{{w}}"_s << QStringList{u"w"_s};
    QTest::newRow("in TeX") << u"$\\frac{ {{a}} }{ {{b + 1}} }$"_s << QStringList{u"a"_s, u"b + 1"_s};
    QTest::newRow("braces within") << u"{{a{b}c}}"_s << QStringList();
    QTest::newRow("over two lines") << u"{{a\n}} {{b}}"_s << QStringList{u"b"_s};
    QTest::newRow("empty") << u"{{}}"_s << QStringList{QString()};
}

void TestVariant::findsTheExpressionsOfAText() {
    QFETCH(QString, text);
    QFETCH(QStringList, expressions);
    QStringList found;
    for (const TextExpression& expression : expressionsIn(text)) {
        found.append(expression.text);
        QCOMPARE(text.mid(expression.begin, expression.end - expression.begin),
                 u"{{"_s + expression.text + u"}}"_s);
    }
    QCOMPARE(found, expressions);
}

void TestVariant::writesTheMinusOfProseAsOne_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("drawn");
    QTest::newRow("prose") << u"From {{w}} on"_s << u"From −4 on"_s;
    QTest::newRow("formula") << u"From $w = {{w}}$ to {{w}}"_s << u"From $w = -4$ to −4"_s;
    QTest::newRow("display") << u"$$w = {{w}}$$ and {{w}}"_s << u"$$w = -4$$ and −4"_s;
    QTest::newRow("code") << u"`w = {{w}}`, $x$, {{w}}"_s << u"`w = -4`, $x$, −4"_s;
    QTest::newRow("a dollar in code") << u"`$` {{w}}"_s << u"`$` −4"_s;
    QTest::newRow("a fence") << u"```python\nw = {{w}}\n```\n{{w}}"_s << u"```python\nw = -4\n```\n−4"_s;
    QTest::newRow("an escaped dollar") << u"5 \\$ and {{w}}"_s << u"5 \\$ and −4"_s;
    QTest::newRow("a small one") << u"{{w/4000000}}"_s << u"-1e-06"_s;
}

void TestVariant::writesTheMinusOfProseAsOne() {
    QFETCH(QString, prompt);
    QFETCH(QString, drawn);
    Question question{.prompt = prompt, .parameters = {{.name = u"w"_s, .oneOf = {-4}}}};
    question.body = ClozeQuestion{.text = u"{{w}} [[g]]"_s,
                                  .language = u"python"_s,
                                  .gaps = {{.id = u"g"_s, .body = TypedGap{.accept = {u"{{w}}"_s}}}}};
    const Question result = downhill::lesson::drawn(question, 1);
    QCOMPARE(result.prompt, drawn);
    const auto& cloze = std::get<ClozeQuestion>(result.body);
    QCOMPARE(cloze.text, u"-4 [[g]]"_s); // code
    QCOMPARE(std::get<TypedGap>(cloze.gaps[0].body).accept, QStringList{u"-4"_s});
}

void TestVariant::writesNumbersAsAPersonWould_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("text");
    const auto row = [](double number, const char* text) {
        QTest::newRow(text) << number << QString::fromLatin1(text);
    };
    row(0, "0");
    row(-0.0, "0");
    row(3, "3");
    row(-2.5, "-2.5");
    row(0.1 + 0.2, "0.3");
    row(2.0 / 3, "0.666667");
    row(0.0001, "0.0001");
    row(12345.678, "12345.7");
    row(123456.7, "123457");
    row(1234567, "1234567");
    row(7654321.9, "7654322");
    row(1e12, "1e+12");
}

void TestVariant::writesNumbersAsAPersonWould() {
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(drawnNumberText(number), text);
}

QTEST_APPLESS_MAIN(TestVariant)
#include "test_variant.moc"
