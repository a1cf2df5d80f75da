#include "drawn_questions.h"
#include "lesson/content_hash.h"
#include "lesson/question_texts.h"

#include <QHash>
#include <QSet>
#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;
using namespace Qt::StringLiterals;

/// What an answer depends on is hashed, and nothing else.
class TestContentHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesEveryTextThatIsAskedAndNoOther_data();
    void seesEveryTextThatIsAskedAndNoOther();
    void seesWhatIsRight();
    void leavesPointsHintsAndTriesAside();
    void tellsKindsApart();
};

namespace {

Question ofKind(int kind) {
    // The kinds of which a cloze needs all sorts of gaps.
    QuestionDraw draw(21);
    Question question = draw.question(kind);
    question.prompt = u"prompt"_s;
    question.explanation = u"explanation"_s;
    question.hints = {{u"hint"_s, 0.5}};
    if (auto* number = std::get_if<NumberQuestion>(&question.body))
        *number = {{.value = 1}, u"unit"_s, u"right"_s, u"wrong"_s};
    if (auto* truth = std::get_if<TrueFalseQuestion>(&question.body))
        *truth = {true, u"when true"_s, u"when false"_s};
    if (auto* order = std::get_if<OrderQuestion>(&question.body)) {
        order->right = u"right"_s;
        order->wrong = u"wrong"_s;
    }
    if (auto* cloze = std::get_if<ClozeQuestion>(&question.body)) {
        cloze->text = u"[[a]] [[b]]"_s;
        cloze->gaps = {
            {.id = u"a"_s,
             .body = TypedGap{.accept = {u"x"_s, u"y"_s}, .mistakes = {{u"z"_s, u"feedback"_s}}},
             .wrong = u"wrong"_s},
            {.id = u"b"_s,
             .body = ChosenGap{{{u"c"_s, u"C"_s, true, u"f"_s, {}}, {u"d"_s, u"D"_s, false, u"f"_s, {}}}}}};
    }
    return question;
}

/// Texts that say what is asked or right, rather than what is said about an answer.
bool isAsked(const QString& key) {
    static const QStringList ends{u"prompt"_s, u".text"_s, u".left"_s, u".right"_s, u"unit"_s};
    return key == u"text" || key.contains(u"accept.") ||
           (!key.contains(u"mistakes") &&
            std::any_of(ends.begin(), ends.end(), [&](const QString& end) { return key.endsWith(end); }));
}

} // namespace

void TestContentHash::seesEveryTextThatIsAskedAndNoOther_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("key");
    for (int kind = 0; kind < QuestionDraw::kKinds; ++kind) {
        Question question = ofKind(kind);
        visitTexts(question, [&](const QString& key, TextKind, const QString&) {
            QTest::addRow("%d %s", kind, qPrintable(key)) << kind << key;
        });
    }
}

void TestContentHash::seesEveryTextThatIsAskedAndNoOther() {
    QFETCH(int, kind);
    QFETCH(QString, key);
    Question question = ofKind(kind);
    const QString before = contentHash(question);
    visitTexts(question, [&](const QString& at, TextKind, QString& text) {
        if (at == key)
            text += u'!';
    });
    QCOMPARE(contentHash(question) != before, isAsked(key));
}

void TestContentHash::seesWhatIsRight() {
    QHash<QString, QString> names; // by hash
    const auto row = [&](const char* name, const QuestionBody& body) {
        const QString hash = contentHash({.prompt = u"?"_s, .body = body});
        const QString other = names.value(hash);
        QVERIFY2(other.isEmpty(), qPrintable(QLatin1String(name) + u" is hashed as "_s + other));
        names.insert(hash, QLatin1String(name));
    };
    const std::vector<OrderItem> items{{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}, {u"c"_s, u"C"_s}};
    row("order", OrderQuestion{.items = items});
    row("order otherwise", OrderQuestion{.items = {items[1], items[0], items[2]}});
    row("match", MatchQuestion{.pairs = {{u"a"_s, u"A"_s, u"1"_s, {}}}, .others = {{u"b"_s, u"2"_s}}});
    row("match otherwise",
        MatchQuestion{.pairs = {{u"a"_s, u"A"_s, u"2"_s, {}}}, .others = {{u"b"_s, u"1"_s}}});
    const auto gap = [](const auto& body) { return ClozeQuestion{.gaps = {{.id = u"g"_s, .body = body}}}; };
    row("typed", gap(TypedGap{.accept = {u"1"_s}}));
    row("typed in any case", gap(TypedGap{.accept = {u"1"_s}, .ignoreCase = true}));
    row("number", gap(NumberGap{{.value = 1}}));
    row("number about", gap(NumberGap{{.value = 1, .tolerance = 1}}));
    row("number by share", gap(NumberGap{{.value = 1, .tolerance = 1, .relative = true}}));
    row("expression", gap(NumberGap{{.expression = u"w"_s}}));
    const Bound bound{.measure = {.figure = Figure::TrainLoss}, .atMost = 1};
    Bound lower = bound;
    lower.atMost = 0.5;
    Bound least = bound;
    least.atMost.reset();
    least.atLeast = 1;
    const std::vector<Choice> guesses{{.id = u"a"_s, .text = u"A"_s}, {.id = u"b"_s, .text = u"B"_s}};
    row("guess", PredictQuestion{guesses});
    row("guess at a rate", PredictQuestion{guesses, {.knobs = {{Knob::LearningRate, 3}}}});
    row("guess at another rate", PredictQuestion{guesses, {.knobs = {{Knob::LearningRate, 0.3}}}});
    row("guess at a momentum", PredictQuestion{guesses, {.knobs = {{Knob::Momentum, 0.3}}}});
    row("guess from a weight", PredictQuestion{guesses, {.parameters = {3}}});
    row("run", ExperimentQuestion{.expect = {.bounds = {bound}}});
    row("run below", ExperimentQuestion{.expect = {.bounds = {lower}}});
    row("run above", ExperimentQuestion{.expect = {.bounds = {least}}});
    row("that run", ExperimentQuestion{.run = u"a"_s, .expect = {.bounds = {bound}}});
    row("run that keeps", ExperimentQuestion{.expect = {.bounds = {bound}}, .keep = {Knob::Noise}});
    row("run that ends", ExperimentQuestion{.expect = {.reason = training::StopReason::Diverged}});
    row("run that ends soon",
        ExperimentQuestion{.expect = {.reason = training::StopReason::Diverged, .within = 5}});
}

void TestContentHash::leavesPointsHintsAndTriesAside() {
    for (int kind = 0; kind < QuestionDraw::kKinds; ++kind) {
        Question question = ofKind(kind);
        const QString before = contentHash(question);
        question.points += 1;
        question.tries += 1;
        question.hints.push_back({u"more"_s, 0.25});
        QCOMPARE(contentHash(question), before);
    }
}

void TestContentHash::tellsKindsApart() {
    QSet<QString> hashes;
    for (int kind = 0; kind < QuestionDraw::kKinds; ++kind)
        hashes.insert(contentHash(ofKind(kind)));
    QCOMPARE(hashes.size(), qsizetype(QuestionDraw::kKinds));
}

QTEST_APPLESS_MAIN(TestContentHash)
#include "test_content_hash.moc"
