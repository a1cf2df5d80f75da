#include "player/reading_desk.h"
#include "text/markup_view.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace downhill;
using app::MarkupView;

namespace {

void writePicture(const QString& folder) {
    QFile file(folder + QStringLiteral("/bowl.svg"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<svg xmlns='http://www.w3.org/2000/svg' width='800' height='400'>"
               "<rect width='800' height='400' fill='#00ff00'/></svg>");
}

/// Share of the widget's pixels that are as green as the picture.
double greenShare(QWidget& widget) {
    const QImage image = widget.grab().toImage();
    int green = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            green += pixel.green() > 240 && pixel.red() < 16 && pixel.blue() < 16 ? 1 : 0;
        }
    return static_cast<double>(green) / image.width() / image.height();
}

} // namespace

class TestMarkupView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPictureIsAsWideAsItsColumnAndItsWordsAreSpoken_data() {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("alone") << QStringLiteral("![a bowl](bowl.svg)");
        QTest::newRow("in a list") << QStringLiteral("- ![a bowl](bowl.svg)");
        QTest::newRow("in a callout") << QStringLiteral("> [!NOTE]\n> ![a bowl](bowl.svg)");
    }
    void aPictureIsAsWideAsItsColumnAndItsWordsAreSpoken() {
        QFETCH(QString, markdown);
        QTemporaryDir folder;
        writePicture(folder.path());
        app::ReadingDesk desk(folder.path());
        MarkupView view(desk.context);
        view.setMarkdown(markdown);
        desk.show(view, 500);
        QVERIFY2(view.height() > 180 && view.height() < 330, qPrintable(QString::number(view.height())));
        QVERIFY2(greenShare(view) > 0.5, qPrintable(QString::number(greenShare(view))));
        QVERIFY(view.spokenText().contains(QStringLiteral("a bowl")));
        const int wide = view.height();
        view.resize(300, 400);
        QTest::qWait(20);
        QVERIFY(view.height() < wide);
    }

    void aPictureThatCannotBeShownIsSaidInWords() {
        app::ReadingDesk desk(QStringLiteral("/nowhere"));
        MarkupView view(desk.context);
        view.setMarkdown(QStringLiteral("![a bowl](bowl.svg)"));
        desk.show(view);
        QVERIFY(view.toPlainText().contains(QStringLiteral("a bowl")));
    }

    void aPictureIsCopiedAsItsWords() {
        QTemporaryDir folder;
        writePicture(folder.path());
        app::ReadingDesk desk(folder.path());
        MarkupView view(desk.context);
        view.setMarkdown(QStringLiteral("Look: ![a bowl](bowl.svg)"));
        desk.show(view);
        view.selectAll();
        view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Look: [Picture: a bowl]"));
    }

    void linksAreReachedAndFollowedByKeysAlone() {
        app::ReadingDesk desk;
        MarkupView view(desk.context);
        view.setMarkdown(QStringLiteral("What [SGD](glossary:sgd) is; then [on](lesson:learning-rate)."));
        desk.show(view);
        QSignalSpy terms(&desk.context, &app::TextContext::termChosen);
        QSignalSpy lessons(&desk.context, &app::TextContext::lessonChosen);
        QVERIFY(view.focusPolicy() & Qt::TabFocus);
        view.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&view, Qt::Key_Tab);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(terms.count() + lessons.count(), 1);
        QTest::keyClick(&view, Qt::Key_Tab);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(terms.count(), 1);
        QCOMPARE(terms.front().front().toString(), QStringLiteral("sgd"));
        QCOMPARE(lessons.count(), 1);
        QCOMPARE(lessons.front().front().toString(), QStringLiteral("learning-rate"));
    }

    void aTextWithoutLinksIsPassedByTab() {
        app::ReadingDesk desk;
        MarkupView view(desk.context);
        view.setMarkdown(QStringLiteral("Just so."));
        desk.show(view);
        QVERIFY(!(view.focusPolicy() & Qt::TabFocus));
    }
};

QTEST_MAIN(TestMarkupView)
#include "test_markup_view.moc"
