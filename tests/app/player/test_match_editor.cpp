#include "player/choice_box.h"
#include "player/match_editor.h"
#include "reading_desk.h"
#include "text/markup_view.h"

#include <QLabel>

#include <algorithm>

using namespace downhill;
using app::ChoiceBox;
using app::MatchEditor;

namespace {

lesson::Question lossesAndUses(bool formulas) {
    lesson::MatchQuestion match;
    match.pairs = {{QStringLiteral("mse"), QStringLiteral("MSE"),
                    formulas ? QStringLiteral("$(y - t)^2$") : QStringLiteral("squares the errors"),
                    QStringLiteral("It squares.")},
                   {QStringLiteral("mae"), QStringLiteral("MAE"),
                    formulas ? QStringLiteral("$|y - t|$") : QStringLiteral("takes their size"),
                    QStringLiteral("It takes the size.")}};
    match.others = {{QStringLiteral("none"), QStringLiteral("counts them")}};
    lesson::Question question;
    question.id = QStringLiteral("losses");
    question.body = match;
    return question;
}

ChoiceBox* box(const MatchEditor& editor, const QString& id) {
    return editor.findChild<ChoiceBox*>(QStringLiteral("match-") + id);
}

void chooseByKeys(ChoiceBox* box, const QString& id) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    while (box->chosen() != id && box->currentIndex() + 1 < box->count())
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->chosen(), id);
}

} // namespace

class TestMatchEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLongTextGetsTheRoomOfAShortOne() {
        app::ReadingDesk desk;
        lesson::Question question = lossesAndUses(false);
        auto& match = std::get<lesson::MatchQuestion>(question.body);
        match.pairs[0].right = QStringLiteral("by the root of a fading mean of the squares");
        MatchEditor editor(question, 1, desk.context);
        desk.show(editor, 640);
        ChoiceBox* mse = box(editor, QStringLiteral("mse"));
        mse->choose(QStringLiteral("mse"));
        const int text = mse->fontMetrics().horizontalAdvance(mse->currentText());
        QVERIFY2(mse->width() > text + 24, qPrintable(QString::number(mse->width())));
        QCOMPARE(box(editor, QStringLiteral("mae"))->x(), mse->x());
    }

    void isAnsweredByKeysAlone_data() {
        QTest::addColumn<bool>("formulas");
        QTest::newRow("words") << false;
        QTest::newRow("formulas") << true;
    }
    void isAnsweredByKeysAlone() {
        QFETCH(bool, formulas);
        app::ReadingDesk desk;
        const lesson::Question question = lossesAndUses(formulas);
        MatchEditor editor(question, 1, desk.context);
        desk.show(editor);
        QVERIFY(!editor.answer().has_value());
        chooseByKeys(box(editor, QStringLiteral("mse")), QStringLiteral("mse"));
        chooseByKeys(box(editor, QStringLiteral("mae")), QStringLiteral("mae"));
        QVERIFY(lesson::grade(question, *editor.answer()).correct);
    }

    void eachBoxIsNamedAfterItsLeftSide() {
        app::ReadingDesk desk;
        MatchEditor editor(lossesAndUses(false), 1, desk.context);
        desk.show(editor);
        QCOMPARE(box(editor, QStringLiteral("mae"))->accessibleName(), QStringLiteral("Belongs to: MAE"));
    }

    void formulasStandBelowWithLettersThatTheBoxesOffer() {
        app::ReadingDesk desk;
        MatchEditor editor(lossesAndUses(true), 1, desk.context);
        desk.show(editor);
        const ChoiceBox* mse = box(editor, QStringLiteral("mse"));
        QCOMPARE(mse->count(), 3);
        QCOMPARE(mse->itemText(0), QStringLiteral("A"));
        const int place = mse->findData(QStringLiteral("mse"));
        QVERIFY(
            mse->itemData(place, Qt::AccessibleTextRole).toString().contains(QStringLiteral("(y - t)^2")));
    }

    void theWheelDoesNotChange() {
        app::ReadingDesk desk;
        MatchEditor editor(lossesAndUses(false), 1, desk.context);
        desk.show(editor);
        ChoiceBox* mse = box(editor, QStringLiteral("mse"));
        mse->choose(QStringLiteral("none"));
        mse->setFocus();
        QWheelEvent wheel(QPointF(5, 5), mse->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(mse, &wheel);
        QCOMPARE(mse->chosen(), QStringLiteral("none"));
    }

    void aWrongPairIsToldApartAndItsFeedbackShown() {
        app::ReadingDesk desk;
        const lesson::Question question = lossesAndUses(false);
        MatchEditor editor(question, 1, desk.context);
        desk.show(editor);
        lesson::Matches given;
        given.rights = {{QStringLiteral("mse"), QStringLiteral("mse")},
                        {QStringLiteral("mae"), QStringLiteral("none")}};
        editor.setAnswer(given);
        QCOMPARE(std::get<lesson::Matches>(*editor.answer()), given);
        editor.setLocked(true);
        editor.showGrade(lesson::grade(question, given));
        QCOMPARE(box(editor, QStringLiteral("mse"))->accessibleDescription(), QStringLiteral("right"));
        QCOMPARE(box(editor, QStringLiteral("mae"))->accessibleDescription(), QStringLiteral("wrong"));
        QVERIFY(!box(editor, QStringLiteral("mae"))->isEnabled());
        const auto texts = editor.findChildren<app::MarkupView*>();
        QVERIFY(QTest::qWaitFor([&] {
            return std::ranges::any_of(texts, [](const app::MarkupView* text) {
                return text->isVisible() && text->spokenText() == QStringLiteral("It takes the size.");
            });
        }));
    }
};

QTEST_MAIN(TestMatchEditor)
#include "test_match_editor.moc"
