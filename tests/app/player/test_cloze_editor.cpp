#include "player/choice_box.h"
#include "player/cloze_editor.h"
#include "player/gap_view.h"
#include "reading_desk.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace downhill;
using app::ClozeEditor;

namespace {

lesson::Question loop(const QString& language) {
    lesson::ClozeQuestion cloze;
    cloze.language = language;
    cloze.text =
        QStringLiteral("optimizer.[[clear]]()\nloss = criterion(model(x), [[target]])\nloss.backward()\n"
                       "# the loss is now [[loss]]");
    lesson::TypedGap clear;
    clear.accept = {QStringLiteral("zero_grad")};
    clear.mistakes = {{QStringLiteral("step"), QStringLiteral("That comes last.")}};
    lesson::ChosenGap target;
    target.choices = {
        {QStringLiteral("x"), QStringLiteral("x"), false, QStringLiteral("Those are the inputs.")},
        {QStringLiteral("y"), QStringLiteral("y"), true}};
    lesson::NumberGap loss;
    loss.answer.value = 0.25;
    loss.answer.tolerance = 0.01;
    // Not in the order of the text: the fields are.
    cloze.gaps = {
        {QStringLiteral("loss"), loss}, {QStringLiteral("clear"), clear}, {QStringLiteral("target"), target}};
    lesson::Question question;
    question.id = QStringLiteral("loop");
    question.body = cloze;
    return question;
}

QWidget* field(const ClozeEditor& editor, const char* id) {
    return editor.findChild<QWidget*>(QStringLiteral("gap-") + QLatin1String(id));
}

} // namespace

class TestClozeEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isFilledByKeysAloneFromGapToGap_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("code") << QStringLiteral("python");
        QTest::newRow("text") << QString();
    }
    void isFilledByKeysAloneFromGapToGap() {
        QFETCH(QString, language);
        app::ReadingDesk desk;
        const lesson::Question question = loop(language);
        ClozeEditor editor(question, 1, desk.context);
        desk.show(editor);
        QVERIFY(!editor.answer().has_value());
        QSignalSpy submitted(&editor, &ClozeEditor::submitted);

        field(editor, "clear")->setFocus();
        QTest::keyClicks(editor.focusWidget(), QStringLiteral("zero_grad"));
        QTest::keyClick(editor.focusWidget(), Qt::Key_Tab);
        QCOMPARE(editor.focusWidget(), field(editor, "target"));
        auto* target = static_cast<app::ChoiceBox*>(field(editor, "target"));
        QTest::keyClick(target, Qt::Key_Home);
        while (target->chosen() != QStringLiteral("y") && target->currentIndex() + 1 < target->count())
            QTest::keyClick(target, Qt::Key_Down);
        QTest::keyClick(target, Qt::Key_Tab);
        QCOMPARE(editor.focusWidget(), field(editor, "loss"));
        QTest::keyClicks(editor.focusWidget(), QStringLiteral("1/4"));
        QTest::keyClick(editor.focusWidget(), Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QVERIFY(lesson::grade(question, *editor.answer()).correct);
    }

    void fieldsStandInTheLinesOfTheirText() {
        app::ReadingDesk desk;
        ClozeEditor editor(loop(QStringLiteral("python")), 1, desk.context);
        desk.show(editor);
        const QRect clear = field(editor, "clear")->geometry();
        const QRect target = field(editor, "target")->geometry();
        const QRect loss = field(editor, "loss")->geometry();
        const auto* text = editor.findChild<app::GapView*>();
        QVERIFY(text->rect().contains(clear) && text->rect().contains(target) && text->rect().contains(loss));
        QVERIFY(clear.bottom() < target.top());
        QVERIFY(target.bottom() + 10 < loss.top()); // a line lies between them
        QVERIFY(target.left() > clear.left());
        QVERIFY(field(editor, "clear")->isVisible());
    }

    void fieldsFollowTheirLinesWhenTheWindowNarrows() {
        app::ReadingDesk desk;
        ClozeEditor editor(loop(QStringLiteral("python")), 1, desk.context);
        desk.show(editor, 640);
        const int before = field(editor, "loss")->y();
        editor.resize(260, 600);
        QTest::qWait(20);
        QVERIFY(field(editor, "loss")->y() > before);
        const auto* text = editor.findChild<app::GapView*>();
        QVERIFY(field(editor, "loss")->geometry().right() <= text->width());
    }

    void eachGapIsMarkedAndAKnownMistakeExplained() {
        app::ReadingDesk desk;
        const lesson::Question question = loop(QStringLiteral("python"));
        ClozeEditor editor(question, 1, desk.context);
        desk.show(editor);
        lesson::GapFillings given;
        given.gaps = {{QStringLiteral("clear"), QStringLiteral("step")},
                      {QStringLiteral("target"), QStringLiteral("y")},
                      {QStringLiteral("loss"), 0.5}};
        editor.setAnswer(given);
        QCOMPARE(std::get<lesson::GapFillings>(*editor.answer()), given);
        editor.setLocked(true);
        editor.showGrade(lesson::grade(question, given));
        QCOMPARE(field(editor, "clear")->accessibleDescription(), QStringLiteral("wrong"));
        QCOMPARE(field(editor, "target")->accessibleDescription(), QStringLiteral("right"));
        QCOMPARE(field(editor, "loss")->accessibleDescription(), QStringLiteral("wrong"));
        QVERIFY(static_cast<QLineEdit*>(field(editor, "clear"))->isReadOnly());
        const auto texts = editor.findChildren<app::MarkupView*>();
        QVERIFY(QTest::qWaitFor([&] {
            return std::ranges::any_of(texts, [](const app::MarkupView* text) {
                return text->isVisible() && text->spokenText() == QStringLiteral("That comes last.");
            });
        }));
        editor.showGrade({});
        QVERIFY(field(editor, "clear")->accessibleDescription().isEmpty());
    }

    void whatIsNoNumberIsNoFillingOfANumberGap() {
        app::ReadingDesk desk;
        ClozeEditor editor(loop(QStringLiteral("python")), 1, desk.context);
        desk.show(editor);
        static_cast<QLineEdit*>(field(editor, "loss"))->setText(QStringLiteral("small"));
        QVERIFY(!editor.answer().has_value());
    }

    void fieldsStayInPlaceWhenTheThemeChanges() {
        app::ReadingDesk desk;
        ClozeEditor editor(loop(QStringLiteral("python")), 1, desk.context);
        desk.show(editor);
        static_cast<QLineEdit*>(field(editor, "clear"))->setText(QStringLiteral("zero"));
        const QRect before = field(editor, "loss")->geometry();
        desk.appearance.setScheme(app::Appearance::Scheme::Dark);
        QTest::qWait(20);
        QCOMPARE(field(editor, "loss")->geometry(), before);
        QCOMPARE(static_cast<QLineEdit*>(field(editor, "clear"))->text(), QStringLiteral("zero"));
    }
};

QTEST_MAIN(TestClozeEditor)
#include "test_cloze_editor.moc"
