#include "player/reading_desk.h"
#include "text/markup_view.h"
#include "text/text_column.h"

#include <QTabBar>

using namespace downhill;
using app::TextColumn;

namespace {

const QString kTabs = QStringLiteral("Before.\n\n```python tab=\"PyTorch\"\nloss.backward()\n```\n\n"
                                     "```python tab=\"Keras\"\nmodel.fit(x, y)\n```\n\nAfter.");

QStringList shownTexts(const TextColumn& column) {
    QStringList texts;
    for (const app::MarkupView* view : column.findChildren<app::MarkupView*>())
        texts.append(view->toPlainText().trimmed());
    return texts;
}

} // namespace

class TestTextColumn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneOfTheTabsIsShownBetweenItsTexts() {
        app::ReadingDesk desk;
        TextColumn column(desk.context);
        column.setMarkdown(kTabs);
        desk.show(column);
        QCOMPARE(shownTexts(column),
                 QStringList({QStringLiteral("Before."), QStringLiteral("loss.backward()"),
                              QStringLiteral("After.")}));
        QVERIFY(column.spokenText().contains(QStringLiteral("model.fit"))); // all of it is said
    }

    void whatIsChosenOnceIsShownEverywhere() {
        app::ReadingDesk desk;
        TextColumn first(desk.context);
        first.setMarkdown(kTabs);
        desk.show(first);
        TextColumn second(desk.context);
        second.setMarkdown(kTabs + QStringLiteral("\n\nMore."));
        desk.show(second);
        auto* bar = first.findChild<QTabBar*>();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Right);
        QVERIFY(shownTexts(first).contains(QStringLiteral("model.fit(x, y)")));
        QVERIFY(shownTexts(second).contains(QStringLiteral("model.fit(x, y)")));
        QCOMPARE(second.findChild<QTabBar*>()->currentIndex(), 1);
        TextColumn later(desk.context);
        later.setMarkdown(kTabs);
        desk.show(later);
        QCOMPARE(later.findChild<QTabBar*>()->currentIndex(), 1);
    }

    void otherTitlesAreAnotherChoice() {
        app::ReadingDesk desk;
        desk.tabs.choose({QStringLiteral("PyTorch"), QStringLiteral("JAX")}, 1);
        TextColumn column(desk.context);
        column.setMarkdown(kTabs);
        desk.show(column);
        QCOMPARE(column.findChild<QTabBar*>()->currentIndex(), 0);
    }
};

QTEST_MAIN(TestTextColumn)
#include "test_text_column.moc"
