#include "drawn_questions.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// The orders in which the parts of a question are shown.
class TestShownOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySeedShowsEachPartOnce();
    void neverShowsAnOrderThatIsSolved();
    void showsEveryOtherOrder();
    void showsTheGapsOfAQuestionInOrdersOfTheirOwn();
};

namespace {

std::size_t partsOf(const Question& question) {
    if (const auto* choice = std::get_if<ChoiceQuestion>(&question.body))
        return choice->choices.size();
    if (const auto* predict = std::get_if<PredictQuestion>(&question.body))
        return predict->choices.size();
    if (const auto* order = std::get_if<OrderQuestion>(&question.body))
        return order->items.size();
    if (const auto* match = std::get_if<MatchQuestion>(&question.body))
        return match->pairs.size() + match->others.size();
    return 0;
}

QList<std::size_t> listOf(const std::vector<std::size_t>& places) {
    return {places.begin(), places.end()};
}

} // namespace

void TestShownOrder::everySeedShowsEachPartOnce() {
    QuestionDraw draw(11);
    for (int round = 0; round < 4000; ++round) {
        const Question question = draw.question(round % QuestionDraw::kKinds);
        const auto seed = std::uint64_t(round) * 0x12345678901;
        std::vector<std::size_t> shown = shownOrder(question, seed);
        QCOMPARE(shownOrder(question, seed), shown);
        std::vector<std::size_t> all(partsOf(question));
        std::iota(all.begin(), all.end(), std::size_t(0));
        std::sort(shown.begin(), shown.end());
        QCOMPARE(shown, all);
    }
}

void TestShownOrder::neverShowsAnOrderThatIsSolved() {
    QuestionDraw draw(12);
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        const Question question = draw.question(4);
        OrderedIds shown;
        for (const std::size_t place : shownOrder(question, seed))
            shown.ids.append(std::get<OrderQuestion>(question.body).items[place].id);
        QVERIFY(!grade(question, shown).correct);
    }
}

void TestShownOrder::showsEveryOtherOrder() {
    Question question{.body = OrderQuestion{.items = std::vector<OrderItem>(4)}};
    QSet<QList<std::size_t>> orders;
    for (std::uint64_t seed = 0; seed < 1000; ++seed)
        orders.insert(listOf(shownOrder(question, seed)));
    QCOMPARE(orders.size(), qsizetype(24 - 1));

    question.body = MatchQuestion{.pairs = std::vector<MatchPair>(3), .others = std::vector<OrderItem>(1)};
    orders.clear();
    for (std::uint64_t seed = 0; seed < 1000; ++seed)
        orders.insert(listOf(shownOrder(question, seed)));
    QCOMPARE(orders.size(), qsizetype(24));
}

void TestShownOrder::showsTheGapsOfAQuestionInOrdersOfTheirOwn() {
    const ChosenGap choices{std::vector<Choice>(4)};
    const Gap first{.id = QStringLiteral("a"), .body = choices};
    const Gap second{.id = QStringLiteral("b"), .body = choices};
    int same = 0;
    QSet<QList<std::size_t>> orders;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        QCOMPARE(shownOrder(first, seed), shownOrder(first, seed));
        same += shownOrder(first, seed) == shownOrder(second, seed) ? 1 : 0;
        orders.insert(listOf(shownOrder(first, seed)));
    }
    QCOMPARE(orders.size(), qsizetype(24));
    QVERIFY2(same < 100, qPrintable(QString::number(same))); // one in 24 by chance
    QVERIFY(shownOrder(Gap{.id = QStringLiteral("c")}, 1).empty());
}

QTEST_APPLESS_MAIN(TestShownOrder)
#include "test_shown_order.moc"
