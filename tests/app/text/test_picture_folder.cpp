#include "text/picture_folder.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using downhill::app::PictureFolder;

namespace {

const QByteArray kSquare("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                         "<rect width='40' height='20' fill='#ff0000'/></svg>");

} // namespace

class TestPictureFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("lesson/pictures")));
        lesson_ = folder_->filePath(QStringLiteral("lesson"));
    }

    void readsWhatItKnows_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("svg") << QStringLiteral("pictures/a.svg");
        QTest::newRow("png") << QStringLiteral("pictures/a.png");
        QTest::newRow("jpeg") << QStringLiteral("pictures/a.jpg");
        QTest::newRow("png by another name") << QStringLiteral("pictures/b.dat");
    }
    void readsWhatItKnows() {
        QFETCH(QString, name);
        const QString file = lesson_ + u'/' + name;
        if (name.endsWith(QStringLiteral("svg"))) {
            write(name, kSquare);
        } else {
            QImage image(40, 20, QImage::Format_RGB32);
            image.fill(QColor(255, 0, 0));
            QVERIFY(image.save(file, name.endsWith(QStringLiteral("jpg")) ? "JPEG" : "PNG"));
        }
        PictureFolder pictures(lesson_);
        const auto picture = pictures.find(name);
        QVERIFY(picture);
        QCOMPARE(picture->size(), QSizeF(40, 20));
        // Twice as many pixels on a screen of two for each.
        const QPixmap drawn = picture->drawn({20, 10}, 2);
        QCOMPARE(drawn.size(), QSize(40, 20));
        QCOMPARE(drawn.devicePixelRatio(), 2.0);
        const QColor middle = drawn.toImage().pixelColor(20, 10);
        QVERIFY2(middle.red() > 240 && middle.green() < 16, qPrintable(middle.name()));
    }

    void refusesWhatLiesOutside_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("above") << QStringLiteral("../secret.svg");
        QTest::newRow("from below") << QStringLiteral("pictures/../../secret.svg");
        QTest::newRow("absolute") << QStringLiteral("/secret.svg");
        QTest::newRow("of the web") << QStringLiteral("https://example.org/a.svg");
        QTest::newRow("resource") << QStringLiteral(":/icons/check.svg");
        QTest::newRow("link") << QStringLiteral("pictures/link.svg");
        QTest::newRow("not there") << QStringLiteral("pictures/none.svg");
    }
    void refusesWhatLiesOutside() {
        QFETCH(QString, name);
        QFile secret(folder_->filePath(QStringLiteral("secret.svg")));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write(kSquare);
        secret.close();
        QVERIFY(QFile::link(secret.fileName(), lesson_ + QStringLiteral("/pictures/link.svg")));
        PictureFolder pictures(lesson_);
        QVERIFY(!pictures.find(name.startsWith(QStringLiteral("/")) ? folder_->path() + name : name));
    }

    void refusesWhatIsNoPictureOrATooLargeOne_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("a picture of a bowl");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("broken svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'><rect");
        QTest::newRow("wide svg") << QByteArray(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100000' height='10'/>");
        QTest::newRow("svg with a file") << QByteArray(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
            "width='40' height='20'><image width='40' height='20' xlink:href='/etc/hostname'/></svg>");
        QTest::newRow("svg with entities")
            << QByteArray("<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><svg "
                          "xmlns='http://www.w3.org/2000/svg' width='40' height='20'><text>&b;</text></svg>");
        QByteArray png; // its header alone, which says 100,000 by 100,000
        png = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000186a0000186a00802000000");
        QTest::newRow("vast png") << png;
    }
    void refusesWhatIsNoPictureOrATooLargeOne() {
        QFETCH(QByteArray, content);
        write(QStringLiteral("pictures/a"), content);
        PictureFolder pictures(lesson_);
        QVERIFY(!pictures.find(QStringLiteral("pictures/a")));
    }

private:
    void write(const QString& name, const QByteArray& content) {
        QFile file(lesson_ + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    std::unique_ptr<QTemporaryDir> folder_{};
    QString lesson_{};
};

QTEST_MAIN(TestPictureFolder)
#include "test_picture_folder.moc"
