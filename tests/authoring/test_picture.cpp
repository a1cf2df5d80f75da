#include "authoring/picture.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#include <zlib.h>

using namespace downhill;
using namespace downhill::authoring;

/// What is looked at of a picture before anybody shows it.
class TestPicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsFormatAndSize_data();
    void tellsFormatAndSize();
    void refusesWhatCannotBeShown_data();
    void refusesWhatCannotBeShown();
    void aLargePictureIsToldFromItsHead_data();
    void aLargePictureIsToldFromItsHead();
    void anSvgNamesNothingOutsideItself_data();
    void anSvgNamesNothingOutsideItself();
    void aLargeFileIsRefusedUnread();

private:
    tl::expected<Picture, PictureFault> inspect(const QByteArray& bytes) const {
        const QString name = folder_.filePath(QStringLiteral("picture"));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return tl::unexpected(PictureFault{});
        file.close();
        return inspectPicture(name);
    }

    QTemporaryDir folder_{};
};

namespace {

QByteArray encoded(const char* format, int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, format) ? bytes : QByteArray();
}

QByteArray number(quint32 value) {
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

/// A chunk of a PNG with its length and its checksum.
QByteArray chunk(const QByteArray& typeAndData) {
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(typeAndData.constData()), uInt(typeAndData.size()));
    return number(quint32(typeAndData.size()) - 4) + typeAndData + number(quint32(sum));
}

/// A PNG of any size in its head, with hardly a byte of data.
QByteArray pngOf(quint32 width, quint32 height) {
    return QByteArray("\x89PNG\r\n\x1a\n", 8) +
           chunk("IHDR" + number(width) + number(height) + QByteArray("\x08\x02\0\0\0", 5)) +
           chunk("IDAT" + QByteArray("\x78\x9c\x03\0\0\0\0\x01", 8)) + chunk("IEND");
}

QByteArray svg(const QByteArray& attributes, const QByteArray& content = "<path d=\"M0 0L1 1\"/>") {
    return "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "xmlns:xlink=\"http://www.w3.org/1999/xlink\" " +
           attributes + ">\n" + content + "</svg>\n";
}

} // namespace

void TestPicture::tellsFormatAndSize_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("format");
    QTest::addColumn<QSizeF>("size");
    const auto row = [](const char* name, const QByteArray& bytes, PictureFormat format, double width,
                        double height) {
        QTest::newRow(name) << bytes << int(format) << QSizeF(width, height);
    };
    row("PNG", encoded("png", 30, 20), PictureFormat::Png, 30, 20);
    row("PNG at the limit", pngOf(4096, 4096), PictureFormat::Png, 4096, 4096);
    row("JPEG", encoded("jpg", 31, 17), PictureFormat::Jpeg, 31, 17);
    row("SVG of pixels", svg("width=\"300\" height=\"200px\""), PictureFormat::Svg, 300, 200);
    row("SVG of inches", svg("width=\"2in\" height=\"2.54cm\""), PictureFormat::Svg, 192, 96);
    row("SVG of a box", svg("viewBox=\"0 0 640, 480\""), PictureFormat::Svg, 640, 480);
    row("SVG of a share", svg("width=\"100%\" height=\"50\" viewBox=\"0 0 9999 480\"").replace("9999", "640"),
        PictureFormat::Svg, 640, 50);
    row("SVG without a size", svg(""), PictureFormat::Svg, 0, 0);
    row("SVG with a document type",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" +
            svg("width=\"3\" height=\"2\"").mid(22),
        PictureFormat::Svg, 3, 2);
    row("SVG with uses",
        svg("width=\"3\" height=\"2\"", "<defs><path id=\"p\"/></defs><g><use xlink:href=\"#p\"/></g>"),
        PictureFormat::Svg, 3, 2);
    row("SVG with a link and an image within",
        svg("width=\"3\" height=\"2\"",
            "<a href=\"https://example.org\"><image href=\"data:image/png;base64,AA\"/></a>"
            "<rect fill=\"url(#g)\"/>"),
        PictureFormat::Svg, 3, 2);
}

void TestPicture::tellsFormatAndSize() {
    QFETCH(QByteArray, bytes);
    QFETCH(QSizeF, size);
    QVERIFY(!bytes.isEmpty());
    const auto picture = inspect(bytes);
    QVERIFY(picture);
    QTEST(int(picture->format), "format");
    QVERIFY(qAbs(picture->width - size.width()) < 1e-9 && qAbs(picture->height - size.height()) < 1e-9);
}

void TestPicture::refusesWhatCannotBeShown_data() {
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray png = encoded("png", 30, 20);
    const QByteArray jpeg = encoded("jpg", 31, 17);
    QByteArray damaged = png;
    damaged[damaged.indexOf("IDAT") + 6] = char(damaged[damaged.indexOf("IDAT") + 6] ^ 1);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("not a picture");
    QTest::newRow("a GIF") << QByteArray("GIF89a\1\0\1\0\0\0\0;");
    QTest::newRow("a PNG that was cut off") << png.chopped(20);
    QTest::newRow("a PNG's head alone") << png.left(8);
    QTest::newRow("a damaged PNG") << damaged;
    QTest::newRow("a PNG without data") << QByteArray(pngOf(3, 2)).remove(33, 20);
    QTest::newRow("a PNG of nothing") << pngOf(0, 2);
    QTest::newRow("a PNG chunk beyond the end") << pngOf(3, 2).replace(33, 4, "\xFF\xFF\xFF\xFF", 4);
    QTest::newRow("a JPEG that was cut off") << jpeg.chopped(2);
    QTest::newRow("a JPEG's head alone") << jpeg.left(10);
    QTest::newRow("HTML") << QByteArray("<html><svg/></html>");
    QTest::newRow("an SVG that does not end") << svg("width=\"3\" height=\"2\"").chopped(8);
    QTest::newRow("an SVG with entities") << QByteArray(
        "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><svg>&b;</svg>");
    QTest::newRow("an SVG of depth") << svg("",
                                            QByteArray("<g>").repeated(64) + QByteArray("</g>").repeated(64));
    QTest::newRow("an SVG of great depth") << svg("", QByteArray("<g>").repeated(100'000));
    QTest::newRow("an SVG of many elements") << svg("", QByteArray("<g/>").repeated(100'001));
    QTest::newRow("uses within uses") << svg(
        "", "<g id=\"a\"><path/></g><g id=\"b\"><use href=\"#a\"/><use href=\"#a\"/></g><use href=\"#b\"/>");
    QTest::newRow("a use of itself") << svg("", "<g id=\"a\"><g><use href=\"#a\"/></g></g>");
}

void TestPicture::refusesWhatCannotBeShown() {
    QFETCH(QByteArray, bytes);
    const auto picture = inspect(bytes);
    QVERIFY(!picture);
    QCOMPARE(picture.error().rule, lesson::Rule::UnreadablePicture);
}

void TestPicture::aLargePictureIsToldFromItsHead_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSizeF>("size");
    QByteArray jpeg = encoded("jpg", 31, 17);
    const qsizetype frame = jpeg.indexOf("\xFF\xC0");
    QVERIFY(frame > 0);
    jpeg.replace(frame + 5, 4, "\x10\x01\xFF\xFF", 4);
    QTest::newRow("PNG") << pngOf(100'000, 100'000) << QSizeF(100'000, 100'000);
    QTest::newRow("PNG, one pixel too wide") << pngOf(4097, 1) << QSizeF(4097, 1);
    QTest::newRow("PNG of billions") << pngOf(0xFFFFFFFF, 0xFFFFFFFF) << QSizeF(4294967295.0, 4294967295.0);
    QTest::newRow("JPEG") << jpeg << QSizeF(65535, 4097);
    QTest::newRow("SVG") << svg("width=\"100000\" height=\"100000\"") << QSizeF(100'000, 100'000);
    QTest::newRow("SVG by its box") << svg("viewBox=\"0 0 1e300 20\"") << QSizeF(1e300, 20);
}

void TestPicture::aLargePictureIsToldFromItsHead() {
    QFETCH(QByteArray, bytes);
    QFETCH(QSizeF, size);
    const auto picture = inspect(bytes);
    QVERIFY(!picture);
    QCOMPARE(picture.error().rule, lesson::Rule::PictureTooLarge);
    QCOMPARE(QSizeF(picture.error().width, picture.error().height), size);
}

void TestPicture::anSvgNamesNothingOutsideItself_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("address");
    QTest::newRow("remote image") << QByteArray("<image href=\"http://example.org/a.png\"/>")
                                  << QStringLiteral("http://example.org/a.png");
    QTest::newRow("file beside") << QByteArray("<g><image xlink:href=\"../secret.png\"/></g>")
                                 << QStringLiteral("../secret.png");
    QTest::newRow("absolute file") << QByteArray("<image xlink:href=\" /etc/passwd\"/>")
                                   << QStringLiteral("/etc/passwd");
    QTest::newRow("use of another file")
        << QByteArray("<use href=\"b.svg#x\"/>") << QStringLiteral("b.svg#x");
    QTest::newRow("paint") << QByteArray("<rect fill=\"url( 'http://example.org/g.svg#a')\"/>")
                           << QStringLiteral("http://example.org/g.svg#a");
    QTest::newRow("style") << QByteArray("<rect style=\"fill: URL(g.svg)\"/>") << QStringLiteral("g.svg");
    QTest::newRow("style sheet") << QByteArray("<style>@import \"a.css\";</style>")
                                 << QStringLiteral("a.css");
    QTest::newRow("style sheet in a section")
        << QByteArray("<style><![CDATA[@font-face { src: url(f.ttf) }]]></style>") << QStringLiteral("f.ttf");
    QTest::newRow("instruction") << QByteArray("<?xml-stylesheet href=\"a.css\"?>")
                                 << QStringLiteral("href=\"a.css\"");
}

void TestPicture::anSvgNamesNothingOutsideItself() {
    QFETCH(QByteArray, content);
    QFETCH(QString, address);
    const auto picture = inspect(svg("width=\"3\" height=\"2\"", content));
    QVERIFY(!picture);
    QCOMPARE(picture.error().rule, lesson::Rule::RefusedPicture);
    QCOMPARE(picture.error().address, address);
    QCOMPARE(picture.error().line, 3);
    QVERIFY(picture.error().column > 1);
}

void TestPicture::aLargeFileIsRefusedUnread() {
    QFile file(folder_.filePath(QStringLiteral("large.svg")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(picture_limits::kBytes + 1));
    file.close();
    const auto picture = inspectPicture(file.fileName());
    QVERIFY(!picture);
    QCOMPARE(picture.error().rule, lesson::Rule::FileTooLarge);
    const auto missing = inspectPicture(folder_.filePath(QStringLiteral("nowhere")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().rule, lesson::Rule::FileNotFound);
}

QTEST_GUILESS_MAIN(TestPicture)
#include "test_picture.moc"
