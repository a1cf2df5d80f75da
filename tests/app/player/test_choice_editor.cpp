#include "lesson/grading.h"
#include "player/choice_editor.h"
#include "reading_desk.h"

#include <QLabel>

using namespace downhill;
using namespace Qt::StringLiterals;
using app::ChoiceEditor;

namespace {

lesson::Question colours(bool several) {
    lesson::ChoiceQuestion choice{.several = several, .shuffle = false};
    choice.choices = {{.id = u"red"_s, .text = u"Red"_s, .right = true},
                      {.id = u"blue"_s, .text = u"Blue"_s, .right = several},
                      {.id = u"loud"_s, .text = u"Loud"_s, .feedback = u"That is a sound."_s}};
    lesson::Question question;
    question.id = u"colours"_s;
    question.body = choice;
    return question;
}

int countOf(const ChoiceEditor& editor, const QString& text) {
    int count = 0;
    for (const QLabel* label : editor.findChildren<QLabel*>())
        count += label->isVisible() && label->text() == text ? 1 : 0;
    return count;
}

} // namespace

class TestChoiceEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasLeftOutIsNamedOfSeveralChoicesAlone_data() {
        QTest::addColumn<bool>("several");
        QTest::addColumn<QStringList>("chosen");
        QTest::addColumn<int>("named");
        QTest::newRow("one left out") << true << QStringList{u"red"_s} << 1;
        QTest::newRow("both left out") << true << QStringList{u"loud"_s} << 2;
        QTest::newRow("none left out") << true << QStringList{u"red"_s, u"blue"_s} << 0;
        QTest::newRow("of one choice the right one is not told") << false << QStringList{u"loud"_s} << 0;
    }

    void whatWasLeftOutIsNamedOfSeveralChoicesAlone() {
        QFETCH(bool, several);
        QFETCH(QStringList, chosen);
        QFETCH(int, named);
        const lesson::Question question = colours(several);
        ChoiceEditor editor(question, 1, desk_.context);
        desk_.show(editor);
        editor.setAnswer(lesson::ChosenIds{chosen});
        editor.showGrade(lesson::grade(question, lesson::ChosenIds{chosen}));
        QCOMPARE(countOf(editor, u"This belongs to the answer too."_s), named);
    }

private:
    app::ReadingDesk desk_{};
};

QTEST_MAIN(TestChoiceEditor)
#include "test_choice_editor.moc"
