#include "lesson/reader.h"
#include "marked_text.h"

#include <QElapsedTimer>
#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;
using namespace Qt::StringLiterals;

/// Each fault of a question gives exactly its finding, at the place that is marked.
class TestQuestionFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void warnsOfWhatIsOdd_data();
    void warnsOfWhatIsOdd();
    void acceptsWhatIsSound_data();
    void acceptsWhatIsSound();
    void checksManyExpressionsQuickly();
};

namespace {

/// A lesson of one step with a question of which `rest` is said.
QString lessonWith(const QString& rest, const QString& step = {}) {
    return u"{\"format\": 1, \"id\": \"lesson\", \"version\": 1, \"title\": \"T\", \"summary\": \"S\",\n"
           "\"minutes\": 5, \"steps\": [{\"id\": \"s\", \"title\": \"T\", \"text\": \"X\"%1,\n"
           "\"questions\": [{\"id\": \"q\", \"prompt\": \"?\",\n%2}]}]}"_s.arg(step, rest);
}

/// Of two weights, whose start and rate can be moved.
const QString kExperiment =
    u", \"experiment\": {\"surface\": {\"kind\": \"bowl\"}, \"runs\": [{\"id\": \"sgd\", \"optimizer\": "
    "{\"kind\": \"sgd\", \"learning_rate\": 0.1}}], \"controls\": [{\"knob\": \"learning_rate\", \"least\": "
    "0.01, \"greatest\": 1}, {\"knob\": \"start_x\", \"least\": -2, \"greatest\": 2}]}"_s;

/// Of a weight, which has a control, and a bias, which has none.
const QString kNetwork =
    u", \"experiment\": {\"dataset\": {\"kind\": \"line\"}, \"network\": {\"layers\": [{\"units\": 1}]}, "
    "\"loss\": \"mse\", \"runs\": [{\"id\": \"sgd\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": "
    "0.1}}], \"controls\": [{\"knob\": \"parameter\", \"index\": 0, \"least\": -2, \"greatest\": 2}]}"_s;

QString guess(const QString& rest) {
    return u"\"kind\": \"predict\", \"choices\": [{\"id\": \"a\", \"text\": \"A\"}, "
           "{\"id\": \"b\", \"text\": \"B\"}], %1"_s.arg(rest);
}

QString order(const QString& items) {
    return u"\"kind\": \"order\", \"items\": %1"_s.arg(items);
}

QString match(const QString& rest) {
    return u"\"kind\": \"match\", \"pairs\": [{\"id\": \"a\", \"left\": \"A\", \"right\": \"1\"}, "
           "{\"id\": \"b\", \"left\": \"B\", \"right\": \"2\"}%1"_s.arg(rest);
}

QString gap(const QString& rest) {
    return u"\"kind\": \"cloze\", \"text\": \"[[g]]\", \"gaps\": [{\"id\": \"g\"%1}]"_s.arg(rest);
}

QString number(const QString& parameters, const QString& answer, const QString& rest = {}) {
    return u"\"kind\": \"number\", \"parameters\": %1, \"answer\": %2, \"tolerance\": 0.1%3"_s.arg(
        parameters, answer, rest);
}

QString experiment(const QString& rest) {
    return u"\"kind\": \"experiment\", \"expect\": {\"figures\": [{\"figure\": \"train_loss\", \"at_most\": "
           "0.01}]}%1"_s.arg(rest);
}

Reading<Lesson> readText(const QByteArray& text) {
    const Folder folder;
    folder.write(u"lesson/lesson.json"_s, text);
    return readLesson(folder.path(u"lesson"_s));
}

/// "rule 4:7 $.path (arguments)" with the path below the question.
QString foundIn(const Reading<Lesson>& reading) {
    return toText(reading.diagnostics).replace(u"$.steps[0].questions[0]"_s, u"$"_s);
}

} // namespace

void TestQuestionFindings::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding"); ///< rule, path below the question, arguments
    const auto row = [](const char* name, const QString& rest, const QString& finding) {
        QTest::newRow(name) << lessonWith(rest) << finding;
    };
    const auto run = [](const char* name, const QString& rest, const QString& finding) {
        QTest::newRow(name) << lessonWith(experiment(rest), kExperiment) << finding;
    };
    const QString truth = u"\"kind\": \"true-false\", \"answer\": true, \"when_false\": \"F\", "_s;

    row("hint of too high a cost", truth + u"\"hints\": [\"h\", {\"text\": \"t\", \"cost\": ¦1.5}]"_s,
        u"out-of-range $.hints[1].cost (1.5|0|1)"_s);
    row("hint without words", truth + u"\"hints\": [¦{\"cost\": 0.5}]"_s, u"missing-key $.hints[0] (text)"_s);
    row("hint of another type", truth + u"\"hints\": [¦5]"_s, u"wrong-type $.hints[0] (string|number)"_s);
    row("negative tries", truth + u"\"tries\": ¦-1"_s, u"out-of-range $.tries (-1|0|100)"_s);
    row("tries of a prediction",
        u"\"kind\": \"predict\", ¦\"tries\": 1, \"choices\": [{\"id\": \"a\", \"text\": \"A\"}, "
        "{\"id\": \"b\", \"text\": \"B\"}]"_s,
        u"unknown-key $.tries (tries||id, prompt, points, hints, explanation, kind, parameters, choices, "
        "at)"_s);
    row("settings of a step without experiment", guess(u"¦\"at\": {\"learning_rate\": 1}"_s),
        u"no-experiment $.at (s)"_s);
    const auto at = [](const char* name, const QString& settings, const QString& finding) {
        QTest::newRow(name) << lessonWith(guess(u"\"at\": "_s + settings), kExperiment) << finding;
    };
    at("prediction of a number", u"¦3"_s, u"wrong-type $.at (object|number)"_s);
    at("prediction beyond the control", u"{\"learning_rate\": ¦2}"_s,
       u"out-of-range $.at.learning_rate (2|0.01|1)"_s);
    at("prediction without a control", u"{\"start_y\": ¦0}"_s, u"out-of-reach $.at.start_y (start_y)"_s);
    at("prediction of a setting that is not there", u"{¦\"condition\": 2}"_s,
       u"control-does-not-fit $.at.condition (condition|needs a surface that has it)"_s);

    const QString right = u"{\"id\": \"a\", \"text\": \"A\", \"right\": true"_s;
    row("choices that look alike",
        u"\"kind\": \"choice\", \"choices\": ["_s + right +
            u"}, {\"id\": \"b\", \"text\": ¦\" A \", \"feedback\": \"F\"}]"_s,
        u"repeated-text $.choices[1].text (A)"_s);
    row("missed where one is right",
        u"\"kind\": \"choice\", \"choices\": ["_s + right +
            u", ¦\"missed\": \"M\"}, {\"id\": \"b\", \"text\": \"B\", \"feedback\": \"F\"}]"_s,
        u"unknown-key $.choices[0].missed (missed||id, text, right, feedback)"_s);
    row("missed of a wrong one",
        u"\"kind\": \"choice\", \"several\": true, \"choices\": ["_s + right +
            u"}, {\"id\": \"b\", \"text\": \"B\", \"feedback\": \"F\", ¦\"missed\": \"M\"}]"_s,
        u"unknown-key $.choices[1].missed (missed||id, text, right, feedback)"_s);

    const QString item = u"{\"id\": \"%1\", \"text\": \"%2\"}"_s;
    row("order of two", order(u"¦["_s + item.arg(u"a"_s, u"A"_s) + u", "_s + item.arg(u"b"_s, u"B"_s) + u']'),
        u"wrong-length $.items (2|3|12)"_s);
    row("order with an id twice",
        order(u'[' + item.arg(u"a"_s, u"A"_s) + u", "_s + item.arg(u"b"_s, u"B"_s) +
              u", {\"id\": ¦\"a\", \"text\": \"C\"}]"_s),
        u"duplicate-id $.items[2].id (a)"_s);
    row("order with a text twice",
        order(u'[' + item.arg(u"a"_s, u"A"_s) + u", "_s + item.arg(u"b"_s, u"B"_s) +
              u", {\"id\": \"c\", \"text\": ¦\"A\"}]"_s),
        u"repeated-text $.items[2].text (A)"_s);
    row("order of words",
        order(u"[¦\"a\", {\"id\": \"b\", \"text\": \"B\"}, {\"id\": \"c\", \"text\": \"C\"}]"_s),
        u"wrong-type $.items[0] (object|string)"_s);

    row("match of one",
        u"\"kind\": \"match\", \"pairs\": ¦[{\"id\": \"a\", \"left\": \"A\", \"right\": \"1\"}]"_s,
        u"wrong-length $.pairs (1|2|10)"_s);
    row("left sides that look alike", match(u", {\"id\": \"c\", \"left\": ¦\"A\", \"right\": \"3\"}]"_s),
        u"repeated-text $.pairs[2].left (A)"_s);
    row("right sides that look alike", match(u", {\"id\": \"c\", \"left\": \"C\", \"right\": ¦\"1\"}]"_s),
        u"repeated-text $.pairs[2].right (1)"_s);
    row("another that looks like a right side",
        match(u"], \"others\": [{\"id\": \"c\", \"text\": ¦\"2\"}]"_s),
        u"repeated-text $.others[0].text (2)"_s);
    row("another with the id of a pair", match(u"], \"others\": [{\"id\": ¦\"a\", \"text\": \"3\"}]"_s),
        u"duplicate-id $.others[0].id (a)"_s);

    const auto cloze = [](const QString& text, const QString& gaps) {
        return u"\"kind\": \"cloze\", \"text\": %1, \"gaps\": [%2]"_s.arg(text, gaps);
    };
    const QString typed = u"{\"id\": \"g\", \"accept\": [\"x\"]}"_s;
    row("mark without gap", cloze(u"¦\"[[g]] [[h]]\""_s, typed), u"unknown-gap $.text (h)"_s);
    row("gap without mark", cloze(u"\"[[g]]\""_s, typed + u", {\"id\": ¦\"h\", \"accept\": [\"x\"]}"_s),
        u"unused-gap $.gaps[1].id (h)"_s);
    row("mark twice", cloze(u"¦\"[[g]] [[g]]\""_s, typed), u"duplicate-id $.text (g)"_s);
    row("gap twice", cloze(u"\"[[g]]\""_s, typed + u", {\"id\": ¦\"g\", \"accept\": [\"y\"]}"_s),
        u"duplicate-id $.gaps[1].id (g)"_s);
    row("gap with the id of an index", cloze(u"\"[[0]]\""_s, u"{\"id\": ¦\"0\", \"accept\": [\"x\"]}"_s),
        u"bad-id $.gaps[0].id (0)"_s);
    row("no gaps", u"\"kind\": \"cloze\", \"text\": \"x\", \"gaps\": ¦[]"_s,
        u"wrong-length $.gaps (0|1|20)"_s);
    row("gap without a way to fill it",
        u"\"kind\": \"cloze\", \"text\": \"[[g]]\", \"gaps\": [¦{\"id\": \"g\"}]"_s,
        u"missing-key $.gaps[0] (accept)"_s);
    row("gap with two ways", gap(u", \"accept\": [\"x\"], ¦\"answer\": 1"_s),
        u"conflicting-keys $.gaps[0].answer (accept|answer)"_s);
    row("gap that accepts nothing", gap(u", \"accept\": ¦[]"_s), u"wrong-length $.gaps[0].accept (0|1|20)"_s);
    row("gap that accepts blanks", gap(u", \"accept\": [¦\" \"]"_s), u"empty-text $.gaps[0].accept[0] ()"_s);
    row("mistake that is accepted",
        gap(u", \"accept\": [\"a b\", \"x=1\"], \"mistakes\": [{\"text\": ¦\"x = 1\", \"feedback\": \"F\"}]"_s),
        u"repeated-text $.gaps[0].mistakes[0].text (x = 1)"_s);
    row("mistake without feedback", gap(u", \"accept\": [\"x\"], \"mistakes\": [¦{\"text\": \"y\"}]"_s),
        u"missing-key $.gaps[0].mistakes[0] (feedback)"_s);
    row("gap with two right choices",
        gap(u", ¦\"choices\": [{\"id\": \"a\", \"text\": \"A\", \"right\": true}, "
            "{\"id\": \"b\", \"text\": \"B\", \"right\": true}]"_s),
        u"several-right-choices $.gaps[0].choices ()"_s);
    row("gap with no right choice",
        gap(u", ¦\"choices\": [{\"id\": \"a\", \"text\": \"A\"}, {\"id\": \"b\", \"text\": \"B\"}]"_s),
        u"no-right-choice $.gaps[0].choices ()"_s);
    row("number gap without tolerance",
        u"\"kind\": \"cloze\", \"text\": \"[[g]]\", \"gaps\": [¦{\"id\": \"g\", \"answer\": 1}]"_s,
        u"missing-key $.gaps[0] (tolerance)"_s);

    const QString w = u"{\"w\": {\"least\": 1, \"greatest\": 5}}"_s;
    row("no parameters", number(u"¦{}"_s, u"1"_s), u"wrong-length $.parameters (0|1|6)"_s);
    row("list of parameters", number(u"¦[\"w\"]"_s, u"1"_s), u"wrong-type $.parameters (object|array)"_s);
    row("bad name", number(u"{¦\"2w\": {\"least\": 1, \"greatest\": 5}}"_s, u"\"w\""_s),
        u"bad-id $.parameters.2w (2w)"_s);
    row("upside down", number(u"{\"w\": {\"least\": 1, \"greatest\": ¦0}}"_s, u"\"w\""_s),
        u"out-of-range $.parameters.w.greatest (0|1|1000000000)"_s);
    row("step of nothing", number(u"{\"w\": {\"least\": 1, \"greatest\": 2, \"step\": ¦0}}"_s, u"\"w\""_s),
        u"out-of-range $.parameters.w.step (0|1e-06|1000000000)"_s);
    row("too many values without a step",
        number(u"{\"w\": ¦{\"least\": -1e9, \"greatest\": 1e9}}"_s, u"\"w\""_s),
        u"missing-key $.parameters.w (step)"_s);
    row("one of one", number(u"{\"w\": {\"one_of\": ¦[1]}}"_s, u"\"w\""_s),
        u"wrong-length $.parameters.w.one_of (1|2|100)"_s);
    row("one of the same", number(u"{\"w\": {\"one_of\": [1, ¦1.0]}}"_s, u"\"w\""_s),
        u"repeated-word $.parameters.w.one_of[1] (1)"_s);
    row("a range and a list", number(u"{\"w\": {\"one_of\": [1, 2], ¦\"least\": 1}}"_s, u"\"w\""_s),
        u"unknown-key $.parameters.w.least (least||one_of)"_s);
    row("answer in words without parameters",
        u"\"kind\": \"number\", \"answer\": ¦\"1/3\", \"tolerance\": 0"_s,
        u"wrong-type $.answer (number|string)"_s);
    row("answer that does not parse", number(w, u"¦\"w +\""_s),
        u"bad-expression $.answer (w +|4|formula-syntax|)"_s);
    row("answer with an unknown name", number(w, u"¦\"w + v\""_s),
        u"bad-expression $.answer (w + v|5|formula-unknown-name|v)"_s);
    row("expression in a hint", number(w, u"\"w\""_s, u", \"hints\": [{\"text\": ¦\"{{w}} and {{u}}\"}]"_s),
        u"bad-expression $.hints[0].text (u|1|formula-unknown-name|u)"_s);
    row("expression in a unit", number(w, u"\"w\""_s, u", \"unit\": ¦\"{{}}\""_s),
        u"bad-expression $.unit (|1|formula-syntax|)"_s);
    row("an infinite answer", number(u"{\"w\": {\"least\": -1, \"greatest\": 1}}"_s, u"¦\"1/w\""_s),
        u"not-a-number $.answer (1/w|w = 0)"_s);
    row("no number at a corner of many values",
        number(u"{\"w\": {\"least\": 0, \"greatest\": 99999}, \"a\": {\"least\": 1, \"greatest\": 99999}}"_s,
               u"¦\"log(w) + a\""_s),
        u"not-a-number $.answer (log(w) + a|w = 0, a = 1)"_s);
    row("no number in the midst",
        number(u"{\"w\": {\"least\": 0, \"greatest\": 30}, \"a\": {\"least\": 0, \"greatest\": 30}}"_s,
               u"¦\"sqrt((w - a)^2 - 0.5)\""_s),
        u"not-a-number $.answer (sqrt((w - a)^2 - 0.5)|w = 0, a = 0)"_s);
    row("number of a gap",
        u"\"kind\": \"cloze\", \"parameters\": "_s + w +
            u", \"text\": [\"a\", \"[[g]]\"], \"gaps\": [{\"id\": \"g\", \"answer\": ¦\"x\", \"tolerance\": 0}]"_s,
        u"bad-expression $.gaps[0].answer (x|1|formula-unknown-name|x)"_s);
    QTest::newRow("choices that always look alike")
        << lessonWith(u"\"kind\": \"choice\", \"parameters\": "_s + w +
                      u", \"choices\": [{\"id\": \"a\", \"text\": \"{{2*w}}\", \"right\": true}, "
                      "{\"id\": \"b\", \"text\": \"{{w + w}}\", \"feedback\": \"F\"}]"_s)
               .replace(u"{\"id\": \"q\""_s, u"¦{\"id\": \"q\""_s)
        << u"repeated-text $ (2)"_s;

    QTest::newRow("run of a step without experiment")
        << lessonWith(u"\"kind\": ¦\"experiment\", \"expect\": {}"_s) << u"no-experiment $.kind (s)"_s;
    const QString solution = u", \"solution\": {\"learning_rate\": 0.5}"_s;
    run("run that is not there", u", \"run\": ¦\"adam\""_s + solution, u"unknown-run $.run (adam)"_s);
    run("no such control to keep", u", \"keep\": [¦\"batch_size\"]"_s + solution,
        u"unknown-word $.keep[0] (batch_size||learning_rate, start_x)"_s);
    run("a control kept twice", u", \"keep\": [\"start_x\", ¦\"start_x\"]"_s + solution,
        u"repeated-word $.keep[1] (start_x)"_s);
    run("solution without a control", u", \"solution\": {\"start_y\": ¦0}"_s,
        u"out-of-reach $.solution.start_y (start_y)"_s);
    run("solution that is kept",
        u", \"keep\": [\"learning_rate\"], \"solution\": {\"learning_rate\": ¦0.5}"_s,
        u"out-of-reach $.solution.learning_rate (learning_rate)"_s);
    run("solution beyond the control", u", \"solution\": {\"learning_rate\": ¦1.5}"_s,
        u"out-of-range $.solution.learning_rate (1.5|0.01|1)"_s);
    run("solution of a setting that is not there", u", \"solution\": {¦\"condition\": 2}"_s,
        u"control-does-not-fit $.solution.condition (condition|needs a surface that has it)"_s);
    QTest::newRow("solution that moves a weight without a control")
        << lessonWith(experiment(u", \"solution\": {\"parameters\": [1.5, ¦0.5]}"_s), kNetwork)
        << u"out-of-reach $.solution.parameters[1] (parameter)"_s;
    run("too many runs", u", \"runs\": ¦101"_s + solution, u"out-of-range $.runs (101|0|100)"_s);
    run("hints are fine, parameters are not", u", ¦\"parameters\": {}"_s + solution,
        u"unknown-key $.parameters (parameters||id, prompt, points, hints, explanation, kind, run, expect, "
        "keep, solution, runs, right, wrong)"_s);
}

void TestQuestionFindings::reportsEachFaultAtItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    QVERIFY(marked.line > 0);
    const Reading<Lesson> reading = readText(marked.text);
    QVERIFY(!reading.value);
    QCOMPARE(foundIn(reading), expectedAt(marked, finding));
}

void TestQuestionFindings::warnsOfWhatIsOdd_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    QTest::newRow("nothing to decide")
        << lessonWith(
               u"\"kind\": \"choice\", \"several\": true, ¦\"choices\": [{\"id\": \"a\", \"text\": \"A\", "
               "\"right\": true}, {\"id\": \"b\", \"text\": \"B\", \"right\": true}]"_s)
        << u"no-wrong-choice $.choices ()"_s;
    QTest::newRow("a parameter for nothing")
        << lessonWith(number(u"{\"w\": {\"one_of\": [1, 2]}, ¦\"v\": {\"one_of\": [1, 2]}}"_s, u"\"w\""_s))
        << u"unused-parameter $.parameters.v (v)"_s;
}

void TestQuestionFindings::warnsOfWhatIsOdd() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    const Reading<Lesson> reading = readText(marked.text);
    QVERIFY(reading.value);
    QCOMPARE(foundIn(reading), expectedAt(marked, finding));
}

void TestQuestionFindings::acceptsWhatIsSound_data() {
    QTest::addColumn<QString>("text");
    const QString w = u"\"parameters\": {\"w\": {\"least\": 1, \"greatest\": 5}}, "_s;
    QTest::newRow("braces without parameters") << lessonWith(
        u"\"kind\": \"number\", \"answer\": 1, \"tolerance\": 0, \"explanation\": \"${{x}}$\""_s);
    QTest::newRow("code lines that differ by their indent")
        << lessonWith(u"\"language\": \"python\", "_s +
                      order(u"[{\"id\": \"a\", \"text\": \"x\"}, {\"id\": \"b\", \"text\": \"  x\"}, "
                            "{\"id\": \"c\", \"text\": \"y\"}]"_s));
    QTest::newRow("a side that stands left and right")
        << lessonWith(match(u", {\"id\": \"c\", \"left\": \"1\", \"right\": \"A\"}]"_s));
    QTest::newRow("choices that differ in most draws")
        << lessonWith(u"\"kind\": \"choice\", "_s + w +
                      u"\"choices\": [{\"id\": \"a\", \"text\": \"{{w*w}}\", \"right\": true}, "
                      "{\"id\": \"b\", \"text\": \"{{2*w}}\", \"feedback\": \"F\"}]"_s);
    QTest::newRow("comments among parameters") << lessonWith(number(
        u"{\"$comment\": \"{{no}}\", \"w\": {\"one_of\": [1, 2], \"$comment\": \"x\"}}"_s, u"\"w\""_s));
    QTest::newRow("a prediction of a run within reach")
        << lessonWith(guess(u"\"at\": {\"learning_rate\": 1, \"start_x\": -2}"_s), kExperiment);
    QTest::newRow("a prediction of a run from a weight")
        << lessonWith(guess(u"\"at\": {\"parameters\": [1.5, 0]}"_s), kNetwork);
    // The bias starts at 0 and has no control; the weight has one.
    QTest::newRow("a solution that leaves a weight where it starts")
        << lessonWith(experiment(u", \"solution\": {\"parameters\": [1.5, 0]}"_s), kNetwork);
    QTest::newRow("a solution within reach")
        << lessonWith(experiment(u", \"run\": \"sgd\", \"keep\": [\"start_x\"], \"runs\": 4, \"solution\": "
                                 "{\"learning_rate\": 1}"_s),
                      kExperiment);
}

void TestQuestionFindings::acceptsWhatIsSound() {
    QFETCH(QString, text);
    const Reading<Lesson> reading = readText(text.toUtf8());
    QCOMPARE(toText(reading.diagnostics), QString());
    QVERIFY(reading.value);
}

void TestQuestionFindings::checksManyExpressionsQuickly() {
    // As much as a file may hold, each expression a different one and each parameter with many values.
    QStringList texts;
    int count = 0;
    for (int i = 0; i < 20; ++i) {
        QString hint;
        while (hint.size() < 45'000)
            hint += u"{{%1*a+b*c-d/f}} "_s.arg(++count);
        texts.append(u'"' + hint + u'"');
    }
    QStringList parameters;
    for (const QString& name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"f"_s, u"h"_s})
        parameters.append(u"\"%1\": {\"least\": 1, \"greatest\": 1000}"_s.arg(name));
    const QByteArray text = lessonWith(number(u'{' + parameters.join(u',') + u'}', u"\"h\""_s,
                                              u", \"hints\": ["_s + texts.join(u',') + u']'))
                                .toUtf8();
    QVERIFY(text.size() > 900'000 && text.size() < (1 << 20));
    QElapsedTimer timer;
    timer.start();
    const Reading<Lesson> reading = readText(text);
    QCOMPARE(toText(reading.diagnostics), QString());
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed()))); // half a second at rest
}

QTEST_APPLESS_MAIN(TestQuestionFindings)
#include "test_question_findings.moc"
