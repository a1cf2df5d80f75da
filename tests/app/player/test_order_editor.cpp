#include "lesson/shown_order.h"
#include "player/order_editor.h"
#include "player/order_row.h"
#include "reading_desk.h"

#include <QSignalSpy>
#include <QToolButton>

using namespace downhill;
using app::OrderEditor;
using app::OrderRow;

namespace {

constexpr std::uint64_t kSeed = 4;

lesson::Question fiveLines(const QString& language) {
    lesson::OrderQuestion order;
    order.language = language;
    order.items = {{QStringLiteral("zero"), QStringLiteral("optimizer.zero_grad()")},
                   {QStringLiteral("forward"), QStringLiteral("output = model(x)")},
                   {QStringLiteral("loss"), QStringLiteral("loss = criterion(output, y)")},
                   {QStringLiteral("backward"), QStringLiteral("loss.backward()")},
                   {QStringLiteral("step"), QStringLiteral("optimizer.step()")}};
    lesson::Question question;
    question.id = QStringLiteral("loop");
    question.body = order;
    return question;
}

QStringList shown(const OrderEditor& editor) {
    return std::get<lesson::OrderedIds>(*editor.answer()).ids;
}

OrderRow* row(const OrderEditor& editor, const QString& id) {
    return editor.findChild<OrderRow*>(QStringLiteral("item-") + id);
}

} // namespace

class TestOrderEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsShuffledAsTheSeedSays() {
        app::ReadingDesk desk;
        const lesson::Question question = fiveLines({});
        const OrderEditor editor(question, kSeed, desk.context);
        QStringList expected;
        for (const std::size_t place : lesson::shownOrder(question, kSeed))
            expected.append(std::get<lesson::OrderQuestion>(question.body).items[place].id);
        QCOMPARE(shown(editor), expected);
        QVERIFY(expected !=
                QStringList({QStringLiteral("zero"), QStringLiteral("forward"), QStringLiteral("loss"),
                             QStringLiteral("backward"), QStringLiteral("step")}));
    }

    void isSolvedByKeysAlone_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("text") << QString();
        QTest::newRow("code") << QStringLiteral("python");
    }
    void isSolvedByKeysAlone() {
        QFETCH(QString, language);
        app::ReadingDesk desk;
        OrderEditor editor(fiveLines(language), kSeed, desk.context);
        desk.show(editor);
        const QStringList right{QStringLiteral("zero"), QStringLiteral("forward"), QStringLiteral("loss"),
                                QStringLiteral("backward"), QStringLiteral("step")};
        for (qsizetype place = 0; place < right.size(); ++place) {
            row(editor, right[place])->setFocus();
            while (shown(editor).indexOf(right[place]) > place)
                QTest::keyClick(editor.focusWidget(), Qt::Key_Up, Qt::AltModifier);
        }
        QCOMPARE(shown(editor), right);
    }

    void theFocusStaysWithTheItemThatMoves() {
        app::ReadingDesk desk;
        OrderEditor editor(fiveLines({}), kSeed, desk.context);
        desk.show(editor);
        const QString first = shown(editor).front();
        OrderRow* moved = row(editor, first);
        moved->setFocus();
        QSignalSpy changed(&editor, &OrderEditor::changed);
        QTest::keyClick(moved, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(shown(editor).indexOf(first), 1);
        QCOMPARE(editor.focusWidget(), moved);
        QVERIFY2(moved->accessibleName().startsWith(QStringLiteral("2 of 5: ")),
                 qPrintable(moved->accessibleName()));
        QTest::keyClick(moved, Qt::Key_Up); // only the focus
        QCOMPARE(shown(editor).indexOf(first), 1);
        QCOMPARE(editor.focusWidget(), row(editor, shown(editor).front()));
    }

    void aRowIsDraggedWithTheMouse() {
        app::ReadingDesk desk;
        OrderEditor editor(fiveLines({}), kSeed, desk.context);
        desk.show(editor);
        const QString last = shown(editor).back();
        OrderRow* moved = row(editor, last);
        const QPoint grip(12, moved->height() / 2);
        QTest::mousePress(moved, Qt::LeftButton, Qt::NoModifier, grip);
        for (int y = moved->y(); y > -20; y -= 6) {
            const QPoint at = moved->mapFrom(&editor, QPoint(12, y));
            QTest::mouseMove(moved, at);
            QMouseEvent move(QEvent::MouseMove, at, moved->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(moved, &move);
        }
        QTest::mouseRelease(moved, Qt::LeftButton, Qt::NoModifier, grip);
        QCOMPARE(shown(editor).front(), last);
    }

    void itsButtonsMoveAnItem() {
        app::ReadingDesk desk;
        OrderEditor editor(fiveLines({}), kSeed, desk.context);
        desk.show(editor);
        const QString first = shown(editor).front();
        const auto buttons = row(editor, first)->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        QVERIFY(!buttons[0]->isEnabled()); // nothing stands above the first
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(shown(editor).indexOf(first), 1);
        QVERIFY(buttons[0]->isEnabled());
    }

    void anAnswerComesBackAsItWasGivenAndStaysWhenLocked() {
        app::ReadingDesk desk;
        OrderEditor editor(fiveLines({}), kSeed, desk.context);
        desk.show(editor);
        const lesson::OrderedIds given{{QStringLiteral("step"), QStringLiteral("loss"),
                                        QStringLiteral("zero"), QStringLiteral("backward"),
                                        QStringLiteral("forward")}};
        editor.setAnswer(given);
        QCOMPARE(shown(editor), given.ids);
        editor.setLocked(true);
        row(editor, QStringLiteral("step"))->setFocus();
        QTest::keyClick(row(editor, QStringLiteral("step")), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(shown(editor), given.ids);
    }

    void eachRowSaysWhetherItFollowsRightly() {
        app::ReadingDesk desk;
        const lesson::Question question = fiveLines({});
        OrderEditor editor(question, kSeed, desk.context);
        desk.show(editor);
        const lesson::OrderedIds given{{QStringLiteral("zero"), QStringLiteral("forward"),
                                        QStringLiteral("backward"), QStringLiteral("loss"),
                                        QStringLiteral("step")}};
        editor.setAnswer(given);
        editor.showGrade(lesson::grade(question, given));
        QVERIFY(
            row(editor, QStringLiteral("forward"))->accessibleName().endsWith(QStringLiteral("right here")));
        QVERIFY(row(editor, QStringLiteral("backward"))
                    ->accessibleName()
                    .endsWith(QStringLiteral("not right here")));
        editor.showGrade({});
        QVERIFY(!row(editor, QStringLiteral("forward"))->accessibleName().contains(QStringLiteral("right")));
    }
};

QTEST_MAIN(TestOrderEditor)
#include "test_order_editor.moc"
