#include "player/walkthrough_card.h"
#include "reading_desk.h"
#include "text/code_view.h"

#include <QPushButton>

using namespace downhill;
using app::CodeView;
using app::WalkthroughCard;

namespace {

lesson::Walkthrough loop() {
    lesson::Walkthrough walkthrough;
    walkthrough.language = QStringLiteral("python");
    walkthrough.code =
        QStringLiteral("optimizer.zero_grad()\noutput = model(x)\nloss = criterion(output, y)\n"
                       "loss.backward()\noptimizer.step()");
    walkthrough.stops = {{1, 1, QStringLiteral("Gradients are set to zero."), {}},
                         {2,
                          3,
                          QStringLiteral("Forward, and how wrong it is."),
                          {{QStringLiteral("loss"), QStringLiteral("0.25")}}},
                         {5, 5, QStringLiteral("The weights move."), {}}};
    return walkthrough;
}

QPushButton* button(const WalkthroughCard& card, const char* name) {
    for (QPushButton* each : card.findChildren<QPushButton*>())
        if (each->accessibleName() == QLatin1String(name))
            return each;
    return nullptr;
}

} // namespace

class TestWalkthroughCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesFromStopToStopByButtons() {
        app::ReadingDesk desk;
        WalkthroughCard card(loop(), desk.context);
        desk.show(card);
        QPushButton* next = button(card, "Next stop of the program");
        QPushButton* previous = button(card, "Previous stop of the program");
        QVERIFY(next && previous);
        QVERIFY(!previous->isEnabled());
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(card.stop(), 1);
        next->setFocus();
        QTest::keyClick(next, Qt::Key_Space);
        QCOMPARE(card.stop(), 2);
        QVERIFY(!next->isEnabled());
        QCOMPARE(card.focusWidget(), previous);
    }

    void goesFromStopToStopByTheArrowKeys() {
        app::ReadingDesk desk;
        WalkthroughCard card(loop(), desk.context);
        desk.show(card);
        auto* code = card.findChild<CodeView*>();
        QVERIFY(code->focusPolicy() & Qt::TabFocus);
        code->setFocus();
        QTest::keyClick(code, Qt::Key_Right);
        QCOMPARE(card.stop(), 1);
        QTest::keyClick(code, Qt::Key_End);
        QCOMPARE(card.stop(), 2);
        QTest::keyClick(code, Qt::Key_Right);
        QCOMPARE(card.stop(), 2);
        QTest::keyClick(code, Qt::Key_Left);
        QCOMPARE(card.stop(), 1);
    }

    void marksTheLinesOfTheStop() {
        app::ReadingDesk desk;
        WalkthroughCard card(loop(), desk.context);
        desk.show(card);
        const auto* code = card.findChild<CodeView*>();
        const QRect first = code->markedRect();
        card.goTo(1);
        const QRect two = code->markedRect();
        card.goTo(2);
        const QRect last = code->markedRect();
        QVERIFY(first.height() > 10);
        QVERIFY(two.height() > 1.8 * first.height());
        QVERIFY(first.bottom() <= two.top() + 1);
        QVERIFY(two.bottom() < last.top());
        QVERIFY(code->rect().contains(last));
    }

    void saysLinesNarrationAndValuesToAScreenReader() {
        app::ReadingDesk desk;
        WalkthroughCard card(loop(), desk.context);
        desk.show(card);
        card.goTo(1);
        QVERIFY(QTest::qWaitFor(
            [&] { return card.accessibleDescription().startsWith(QStringLiteral("Forward,")); }));
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("loss is 0.25")));
        QVERIFY(card.accessibleName().contains(QStringLiteral("2 of 3")));
        QVERIFY(card.accessibleName().contains(QStringLiteral("Lines 2 to 3")));
        QVERIFY(card.findChild<CodeView*>()->accessibleName().contains(QStringLiteral("output = model(x)")));
    }
};

QTEST_MAIN(TestWalkthroughCard)
#include "test_walkthrough_card.moc"
