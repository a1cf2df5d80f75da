#include "lesson/gap_text.h"
#include "lesson/grading.h"

#include <QTest>

#include <limits>

using namespace downhill;
using namespace downhill::lesson;
using namespace Qt::StringLiterals;

/// How answers of several parts are marked, and what is taken off.
class TestGradingParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksAnOrderByNeighbours_data();
    void marksAnOrderByNeighbours();
    void marksMatchesByPairs_data();
    void marksMatchesByPairs();
    void tellsWhoMatchedWronglyWhy();
    void marksGapsOneByOne_data();
    void marksGapsOneByOne();
    void comparesWhatIsTyped_data();
    void comparesWhatIsTyped();
    void findsTheGapsOfAText_data();
    void findsTheGapsOfAText();
    void saysWhatWasMissed();
    void takesTheCostOfHintsOff_data();
    void takesTheCostOfHintsOff();
    void halvesWhatIsAnsweredAfterTheSolution();
    void showsTheSolutionOnceItIsDue();
    void neverTakesAnythingOffAPrediction();
    void marksARunByWhatIsExpectedOfIt_data();
    void marksARunByWhatIsExpectedOfIt();
    void givesPointsForTheFirstRunsOnly();
};

namespace {

Question order() {
    return {.points = 4,
            .body = OrderQuestion{.items = {{u"a"_s, u"A"_s},
                                            {u"b"_s, u"B"_s},
                                            {u"c"_s, u"C"_s},
                                            {u"d"_s, u"D"_s},
                                            {u"e"_s, u"E"_s}},
                                  .right = u"yes"_s,
                                  .wrong = u"no"_s}};
}

Question match() {
    return {.points = 3,
            .body = MatchQuestion{.pairs = {{u"mse"_s, u"MSE"_s, u"squares"_s, u"Not that."_s},
                                            {u"mae"_s, u"MAE"_s, u"moduli"_s, {}},
                                            {u"bce"_s, u"BCE"_s, u"logs"_s, {}}},
                                  .others = {{u"none"_s, u"cubes"_s}}}};
}

Question cloze() {
    return {.points = 3,
            .body = ClozeQuestion{
                .text = u"w [[op]] [[rule]], then [[loss]]"_s,
                .gaps = {{.id = u"op"_s,
                          .body = ChosenGap{{{u"minus"_s, u"-="_s, true, {}, {}},
                                             {u"plus"_s, u"+="_s, false, u"Uphill."_s, {}}}},
                          .wrong = u"Which way?"_s},
                         {.id = u"rule"_s,
                          .body = TypedGap{.accept = {u"a * grad"_s, u"grad * a"_s},
                                           .mistakes = {{u"grad"_s, u"And the rate?"_s}}},
                          .wrong = u"No."_s},
                         {.id = u"loss"_s, .body = NumberGap{{.value = 0.25, .tolerance = 0.01}}}}}};
}

Question experiment() {
    const Bound accuracy{.measure = {.figure = Figure::TestAccuracy}, .atLeast = 0.97};
    return {.points = 2,
            .body = ExperimentQuestion{
                .run = u"sgd"_s,
                .expect = {.reason = training::StopReason::GoalReached, .within = 500, .bounds = {accuracy}},
                .keep = {Knob::BatchSize, Knob::Parameter},
                .runs = 3,
                .right = u"yes"_s,
                .wrong = u"no"_s}};
}

RunAnswer goodRun() {
    return {.run = u"sgd"_s,
            .at = {.knobs = {{Knob::LearningRate, 0.3}}},
            .end = {training::StopReason::GoalReached, 400},
            .figures = {{{.figure = Figure::TestAccuracy}, 0.98}}};
}

QStringList rightParts(const Grade& grade) {
    QStringList ids;
    for (const PartVerdict& part : grade.parts) {
        if (part.right)
            ids.append(part.id);
    }
    return ids;
}

} // namespace

Q_DECLARE_METATYPE(RunAnswer)
Q_DECLARE_METATYPE(GapFillings)

void TestGradingParts::marksAnOrderByNeighbours_data() {
    QTest::addColumn<QString>("given");
    QTest::addColumn<double>("score");
    QTest::addColumn<QString>(
        "right"); ///< items in their place or behind the right one, in the student's order
    QTest::newRow("right") << u"a b c d e"_s << 4.0 << u"a b c d e"_s;
    QTest::newRow("reversed") << u"e d c b a"_s << 0.0 << u"c"_s;
    QTest::newRow("the first at the end") << u"b c d e a"_s << 3.0 << u"c d e"_s;
    QTest::newRow("two halves exchanged") << u"d e a b c"_s << 3.0 << u"e b c"_s;
    QTest::newRow("two neighbours exchanged") << u"a c b d e"_s << 1.0 << u"a d e"_s;
    QTest::newRow("one missing") << u"a b c d"_s << 0.0 << QString();
    QTest::newRow("one twice") << u"a b c d d"_s << 0.0 << QString();
    QTest::newRow("one unknown") << u"a b c d x"_s << 0.0 << QString();
    QTest::newRow("none") << QString() << 0.0 << QString();
}

void TestGradingParts::marksAnOrderByNeighbours() {
    QFETCH(QString, given);
    QFETCH(double, score);
    QFETCH(QString, right);
    const Grade result = grade(order(), OrderedIds{given.split(u' ', Qt::SkipEmptyParts)});
    QCOMPARE(result.score, score);
    QCOMPARE(result.correct, score == 4.0);
    QCOMPARE(result.feedback, score == 4.0 ? u"yes"_s : u"no"_s);
    QCOMPARE(rightParts(result).join(u' '), right);
}

void TestGradingParts::marksMatchesByPairs_data() {
    QTest::addColumn<QString>("given");
    QTest::addColumn<double>("score");
    QTest::newRow("right") << u"mse-mse mae-mae bce-bce"_s << 3.0;
    QTest::newRow("two exchanged") << u"mse-mae mae-mse bce-bce"_s << 1.0;
    QTest::newRow("one is none of them") << u"mse-mse mae-none bce-bce"_s << 2.0;
    QTest::newRow("the same for all") << u"mse-mse mae-mse bce-mse"_s << 1.0;
    QTest::newRow("one is missing") << u"mse-mse bce-bce"_s << 2.0;
    QTest::newRow("none") << QString() << 0.0;
    QTest::newRow("unknown left side") << u"mse-mse mae-mae bce-bce x-mse"_s << 0.0;
    QTest::newRow("unknown right side") << u"mse-mse mae-mae bce-x"_s << 0.0;
    QTest::newRow("a right side as a left one") << u"none-mse"_s << 0.0;
}

void TestGradingParts::marksMatchesByPairs() {
    QFETCH(QString, given);
    QFETCH(double, score);
    Matches matches;
    const QStringList pairs = given.split(u' ', Qt::SkipEmptyParts);
    for (const QString& pair : pairs)
        matches.rights[pair.section(u'-', 0, 0)] = pair.section(u'-', 1);
    const Grade result = grade(match(), matches);
    QCOMPARE(result.score, score);
    QCOMPARE(result.correct, score == 3.0);
    QCOMPARE(double(rightParts(result).size()), score);
}

void TestGradingParts::tellsWhoMatchedWronglyWhy() {
    const Grade result = grade(match(), Matches{{{u"mse"_s, u"none"_s}, {u"mae"_s, u"mae"_s}}});
    const std::vector<PartVerdict> expected{
        {u"mse"_s, false, true, u"Not that."_s}, {u"mae"_s, true, true, {}}, {u"bce"_s, false, false, {}}};
    QVERIFY(result.parts == expected);
}

void TestGradingParts::marksGapsOneByOne_data() {
    QTest::addColumn<GapFillings>("given");
    QTest::addColumn<double>("score");
    QTest::addColumn<QStringList>("feedback");
    const auto row = [](const char* name, const std::map<QString, GapFilling>& gaps, double score,
                        const QStringList& feedback) {
        QTest::newRow(name) << GapFillings{gaps} << score << feedback;
    };
    const QString minus = u"minus"_s;
    row("right", {{u"op"_s, minus}, {u"rule"_s, u"a*grad"_s}, {u"loss"_s, 0.255}}, 3, {{}, {}, {}});
    row("a known mistake", {{u"op"_s, minus}, {u"rule"_s, u" grad "_s}, {u"loss"_s, 0.25}}, 2,
        {{}, u"And the rate?"_s, {}});
    row("an unknown mistake", {{u"op"_s, minus}, {u"rule"_s, u"a"_s}, {u"loss"_s, 0.3}}, 1,
        {{}, u"No."_s, {}});
    row("a wrong choice", {{u"op"_s, u"plus"_s}}, 0, {u"Uphill."_s, u"No."_s, {}});
    row("an unknown choice", {{u"op"_s, u"times"_s}}, 0, {u"Which way?"_s, u"No."_s, {}});
    row("a number for a choice", {{u"op"_s, 1.0}}, 0, {u"Which way?"_s, u"No."_s, {}});
    row("a text for a number", {{u"loss"_s, u"0.25"_s}}, 0, {u"Which way?"_s, u"No."_s, {}});
    row("no number", {{u"loss"_s, std::numeric_limits<double>::quiet_NaN()}}, 0,
        {u"Which way?"_s, u"No."_s, {}});
    row("one left empty", {{u"op"_s, minus}, {u"loss"_s, 0.25}}, 2, {{}, u"No."_s, {}});
    row("none", {}, 0, {u"Which way?"_s, u"No."_s, {}});
}

void TestGradingParts::marksGapsOneByOne() {
    QFETCH(GapFillings, given);
    QFETCH(double, score);
    QFETCH(QStringList, feedback);
    const Grade result = grade(cloze(), given);
    QCOMPARE(result.score, score);
    QCOMPARE(result.correct, score == 3.0);
    QCOMPARE(result.parts.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(result.parts[i].feedback, feedback[qsizetype(i)]);
        QCOMPARE(result.parts[i].answered, given.gaps.count(result.parts[i].id) == 1);
    }
}

void TestGradingParts::comparesWhatIsTyped_data() {
    QTest::addColumn<QString>("accepted");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("ignoreCase");
    QTest::addColumn<bool>("same");
    QTest::newRow("same") << u"loss.backward()"_s << u"loss.backward()"_s << false << true;
    QTest::newRow("blanks around") << u"x"_s << u"  x\t"_s << false << true;
    QTest::newRow("blanks at signs") << u"w = w - a * s"_s << u"w=w-a*s"_s << false << true;
    QTest::newRow("blanks in a call") << u"f(x, y)"_s << u"f ( x,y )"_s << false << true;
    QTest::newRow("blanks between words") << u"not a"_s << u"nota"_s << false << false;
    QTest::newRow("more blanks between words") << u"not a"_s << u"not \n a"_s << false << true;
    QTest::newRow("blanks in a number") << u"12"_s << u"1 2"_s << false << false;
    QTest::newRow("case") << u"Adam"_s << u"adam"_s << false << false;
    QTest::newRow("case ignored") << u"Adam"_s << u"aDAM"_s << true << true;
    QTest::newRow("umlauts") << u"größer"_s << u"GRÖßER"_s << true << true;
    QTest::newRow("composed letters") << u"\u00e4"_s << u"a\u0308"_s << false << true;
    QTest::newRow("nothing") << u"x"_s << QString() << false << false;
    QTest::newRow("blanks alone") << u"x"_s << u"  "_s << false << false;
}

void TestGradingParts::comparesWhatIsTyped() {
    QFETCH(QString, accepted);
    QFETCH(QString, typed);
    QFETCH(bool, ignoreCase);
    QFETCH(bool, same);
    QCOMPARE(comparedText(accepted, ignoreCase) == comparedText(typed, ignoreCase), same);
    const Question question{
        .body = ClozeQuestion{
            .text = u"[[g]]"_s,
            .gaps = {{.id = u"g"_s, .body = TypedGap{.accept = {accepted}, .ignoreCase = ignoreCase}}}}};
    QCOMPARE(grade(question, GapFillings{{{u"g"_s, typed}}}).correct, same);
}

void TestGradingParts::findsTheGapsOfAText_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pieces"); ///< gaps between angle brackets, pieces divided by bars
    QTest::newRow("none") << u"plain"_s << u"plain"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("alone") << u"[[a]]"_s << u"<a>"_s;
    QTest::newRow("between") << u"x = [[a-1]]*[[b]]\n"_s << u"x = |<a-1>|*|<b>|\n"_s;
    QTest::newRow("side by side") << u"[[a]][[b]]"_s << u"<a>|<b>"_s;
    QTest::newRow("a list in a list")
        << u"w[[0]] + [[A]] + [[a b]] + [[]]"_s << u"w[[0]] + [[A]] + [[a b]] + [[]]"_s;
    QTest::newRow("more brackets") << u"[[[a]]]"_s << u"[|<a>|]"_s;
}

void TestGradingParts::findsTheGapsOfAText() {
    QFETCH(QString, text);
    QFETCH(QString, pieces);
    QStringList found;
    QString whole;
    for (const GapPiece& piece : gapPieces(text)) {
        QCOMPARE(piece.offset, whole.size());
        found.append(piece.isGap ? u'<' + piece.text + u'>' : piece.text);
        whole += piece.isGap ? u"[["_s + piece.text + u"]]"_s : piece.text;
    }
    QCOMPARE(found.join(u'|'), pieces);
    QCOMPARE(whole, text);
}

void TestGradingParts::saysWhatWasMissed() {
    const Question question{.body =
                                ChoiceQuestion{.choices = {{u"a"_s, u"A"_s, true, u"yes a"_s, u"also a"_s},
                                                           {u"b"_s, u"B"_s, true, u"yes b"_s, u"also b"_s},
                                                           {u"c"_s, u"C"_s, false, u"not c"_s, {}},
                                                           {u"d"_s, u"D"_s, false, u"not d"_s, {}}},
                                               .several = true}};
    const auto feedback = [&](const QStringList& chosen) {
        QStringList result;
        for (const ChoiceVerdict& verdict : grade(question, ChosenIds{chosen}).choices)
            result.append(verdict.feedback);
        return result;
    };
    QCOMPARE(feedback({u"a"_s, u"c"_s}), (QStringList{u"yes a"_s, u"also b"_s, u"not c"_s, {}}));
    QCOMPARE(feedback({u"a"_s, u"b"_s}), (QStringList{u"yes a"_s, u"yes b"_s, {}, {}}));
    QCOMPARE(feedback({}), (QStringList{{}, {}, {}, {}})); // nothing was answered yet
}

void TestGradingParts::takesTheCostOfHintsOff_data() {
    QTest::addColumn<int>("opened");
    QTest::addColumn<double>("right");  ///< points of the right answer, of 4
    QTest::addColumn<double>("partly"); ///< and of one that is half right
    QTest::newRow("none") << 0 << 4.0 << 2.0;
    QTest::newRow("a free one") << 1 << 4.0 << 2.0;
    QTest::newRow("a quarter") << 2 << 3.0 << 1.0;
    QTest::newRow("three quarters") << 3 << 1.0 << 0.0;
    QTest::newRow("more than there is") << 4 << 0.0 << 0.0;
    QTest::newRow("more than there are") << 9 << 0.0 << 0.0;
    QTest::newRow("fewer than none") << -1 << 4.0 << 2.0;
}

void TestGradingParts::takesTheCostOfHintsOff() {
    QFETCH(int, opened);
    QFETCH(double, right);
    QFETCH(double, partly);
    Question question = match();
    question.points = 4;
    question.hints = {{u"free"_s, 0}, {u"a"_s, 0.25}, {u"b"_s, 0.5}, {u"c"_s, 0.75}};
    auto& pairs = std::get<MatchQuestion>(question.body).pairs;
    pairs.pop_back();
    const Attempt attempt{.hintsOpened = opened};
    const Grade whole = grade(question, *rightAnswer(question), attempt);
    QVERIFY(whole.correct);
    QCOMPARE(whole.score, right);
    QCOMPARE(whole.deductions == std::vector{Deduction::HintsOpened}, right < 4);
    QCOMPARE(grade(question, Matches{{{u"mse"_s, u"mse"_s}}}, attempt).score, partly);
}

void TestGradingParts::halvesWhatIsAnsweredAfterTheSolution() {
    Question question = order();
    question.tries = 2;
    const Answer right = *rightAnswer(question);
    QCOMPARE(grade(question, right, {.earlierTries = 1}).score, 4.0);
    const Grade late = grade(question, right, {.earlierTries = 2});
    QVERIFY(late.correct);
    QCOMPARE(late.score, 2.0);
    QVERIFY(late.deductions == std::vector{Deduction::SolutionShown});
    QCOMPARE(grade(question, right, {.earlierTries = 200}).score, 2.0);

    question.parameters = {{.name = u"w"_s, .least = 1, .greatest = 5}};
    QCOMPARE(grade(question, right, {.earlierTries = 200}).score, 4.0); // its numbers are new
}

void TestGradingParts::showsTheSolutionOnceItIsDue() {
    Question question = order();
    question.tries = 2;
    const Grade wrong = grade(question, OrderedIds{});
    const Grade right = grade(question, *rightAnswer(question));
    QVERIFY(!showsSolution(question, wrong, 0));
    QVERIFY(showsSolution(question, wrong, 1));
    QVERIFY(showsSolution(question, wrong, 5));
    QVERIFY(showsSolution(question, right, 0));
    question.tries = 0;
    QVERIFY(!showsSolution(question, wrong, 100));
}

void TestGradingParts::neverTakesAnythingOffAPrediction() {
    const Question question{
        .points = 2,
        .hints = {{u"a"_s, 1}},
        .tries = 1,
        .body = PredictQuestion{{{u"a"_s, u"A"_s, true, {}, {}}, {u"b"_s, u"B"_s, false, {}, {}}}}};
    const Grade result = grade(question, ChosenIds{{u"b"_s}}, {.hintsOpened = 1, .earlierTries = 9});
    QCOMPARE(result.score, 2.0);
    QVERIFY(result.deductions.empty());
    QVERIFY(!showsSolution(question, result, 9));
}

void TestGradingParts::marksARunByWhatIsExpectedOfIt_data() {
    QTest::addColumn<RunAnswer>("run");
    QTest::addColumn<bool>("correct");
    const auto row = [](const char* name, bool correct, auto change) {
        RunAnswer run = goodRun();
        change(run);
        QTest::newRow(name) << run << correct;
    };
    row("as expected", true, [](RunAnswer&) {});
    row("another run", false, [](RunAnswer& run) { run.run = u"adam"_s; });
    row("another end", false, [](RunAnswer& run) { run.end.reason = training::StopReason::Finished; });
    row("too late", false, [](RunAnswer& run) { run.end.steps = 501; });
    row("too low", false, [](RunAnswer& run) { run.figures[0].value = 0.969; });
    row("a figure of the training set", false,
        [](RunAnswer& run) { run.figures[0].measure.figure = Figure::TrainAccuracy; });
    row("no figures", false, [](RunAnswer& run) { run.figures.clear(); });
    row("no number", false,
        [](RunAnswer& run) { run.figures[0].value = std::numeric_limits<double>::quiet_NaN(); });
    row("a kept knob moved", false, [](RunAnswer& run) { run.at.knobs.push_back({Knob::BatchSize, 8}); });
    row("weights set by hand", false, [](RunAnswer& run) { run.at.parameters = {1, 2}; });
}

void TestGradingParts::marksARunByWhatIsExpectedOfIt() {
    QFETCH(RunAnswer, run);
    QFETCH(bool, correct);
    const Grade result = grade(experiment(), run);
    QCOMPARE(result.correct, correct);
    QCOMPARE(result.score, correct ? 2.0 : 0.0);
    QCOMPARE(result.feedback, correct ? u"yes"_s : u"no"_s);
    QVERIFY(result.run);
    QCOMPARE(result.run->verdict.bounds.size(), std::size_t(1));
    QCOMPARE(result.run->isThatRun && result.run->moved.empty() && result.run->verdict.holds(), correct);
    QVERIFY(!rightAnswer(experiment()));
}

void TestGradingParts::givesPointsForTheFirstRunsOnly() {
    QCOMPARE(grade(experiment(), goodRun(), {.earlierTries = 2}).score, 2.0);
    const Grade late = grade(experiment(), goodRun(), {.earlierTries = 3});
    QVERIFY(late.correct);
    QCOMPARE(late.score, 0.0);
    QVERIFY(late.deductions == std::vector{Deduction::TooManyRuns});
    Question question = experiment();
    std::get<ExperimentQuestion>(question.body).runs = 0;
    QCOMPARE(grade(question, goodRun(), {.earlierTries = 300}).score, 2.0);
}

QTEST_APPLESS_MAIN(TestGradingParts)
#include "test_grading_parts.moc"
