#include "command_line_run.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#endif

/// A stranger's lesson can neither hold up validate nor fill memory: what is wrong with it is told with its
/// place.
class TestCliHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRefusedSoonAndInLittleMemory_data();
    void isRefusedSoonAndInLittleMemory();
};

namespace {

/// Far above what any of these takes (below a second on an idle machine), far below what it would if obeyed.
constexpr qint64 kSoon = 30'000;     // ms
constexpr long kMemory = 100L << 10; // KiB

QByteArray lessonWith(const QByteArray& step) {
    return "{\"format\": 1, \"id\": \"lesson\", \"version\": 1, \"title\": \"T\", \"summary\": \"S\", "
           "\"minutes\": 5,\n"
           "\"steps\": [{\"id\": \"s\", \"title\": \"T\",\n" +
           step + "}]}";
}

/// The head of a PNG of 100,000 × 100,000 pixels.
QByteArray giantPicture() {
    QByteArray side(4, '\0');
    qToBigEndian(quint32(100'000), side.data());
    return QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + side + side + QByteArray("\x08\x02\0\0\0", 5) +
           "CRC.";
}

} // namespace

void TestCliHostile::isRefusedSoonAndInLittleMemory_data() {
    QTest::addColumn<QByteArray>("lesson");
    QTest::addColumn<QByteArray>("expected");
    constexpr qsizetype full = 1 << 20;
    const auto row = [](const char* name, const QByteArray& lesson, const QByteArray& expected) {
        QTest::newRow(name) << lesson << expected;
    };
    const auto text = [](const QByteArray& markdown) { return lessonWith("\"text\": \"" + markdown + '"'); };
    row("a mebibyte of brackets", QByteArray(full, '['), "lesson/lesson.json:1:65: error[nested-too-deep]");
    row("a mebibyte of numbers", '[' + QByteArray("1,").repeated(full / 2 - 2) + "1]",
        "lesson/lesson.json:1:1: error[wrong-type]");
    row("a mebibyte of strings", '[' + QByteArray("\"\",").repeated(full / 3 - 2) + "\"\"]",
        "lesson/lesson.json:1:1: error[wrong-type]");
    row("objects of a depth of 100,000", QByteArray("{\"a\":").repeated(100'000),
        "lesson/lesson.json:1:321: error[nested-too-deep]");
    QByteArray keys;
    for (int i = 0; keys.size() < full - 1000; ++i)
        keys += ", \"k" + QByteArray::number(i) + "\": 0";
    row("a mebibyte of keys", lessonWith("\"text\": \"X\"" + keys),
        "lesson/lesson.json:3:14: error[unknown-key]");
    row("ten billion weights",
        lessonWith(
            "\"text\": \"X\", \"experiment\": {\"dataset\": {\"kind\": \"circle\"}, \"loss\": \"mse\", "
            "\"network\": {\"layers\": [{\"units\": 100000}, {\"units\": 100000}]}, \"runs\": [{\"id\": "
            "\"a\", "
            "\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 0.1}}]}"),
        "lesson/lesson.json:3:108: error[out-of-range]");
    row("a giant picture", text("![A](giant.png)"), "lesson/lesson.json:3:9: error[picture-too-large]");
    row("a picture of great depth", text("![A](deep.svg)"),
        "lesson/lesson.json:3:9: error[unreadable-picture]");
    row("a pipe for a picture", text("![A](pipe.png)"), "lesson/lesson.json:3:9: error[file-not-readable]");
    row("a link out of the folder", text("![A](link.svg)"), "lesson/lesson.json:3:9: error[outside-folder]");
    row("a picture above", text("![A](../secret.svg)"), "lesson/lesson.json:3:9: error[refused-picture]");
    row("a remote picture", text("![A](https://example.org/a.png)"),
        "lesson/lesson.json:3:9: error[refused-picture]");
    row("a text above", lessonWith("\"text\": {\"file\": \"../secret.svg\"}"),
        "lesson/lesson.json:3:18: error[outside-folder]");
    row("a script", text("<script src=x></script>"), "lesson/lesson.json:3:9: warning[html-in-text]");
    row("a mebibyte of tags", text(QByteArray("<b onclick=x> ").repeated(full / 15)),
        "lesson/lesson.json:3:9: warning[html-in-text]");
    row("a mebibyte of links", text(QByteArray("[a](b:c) ").repeated(full / 10)),
        "lesson/lesson.json:3:9: error[refused-link]");
    QByteArray formulas;
    for (int i = 0; formulas.size() < full - 1000; ++i)
        formulas += "$a_{" + QByteArray::number(i) + "}$ ";
    row("a mebibyte of formulas", text(formulas), "lesson/lesson.json:3:9: error[text-too-long]");
}

void TestCliHostile::isRefusedSoonAndInLittleMemory() {
    QFETCH(QByteArray, lesson);
    QFETCH(QByteArray, expected);
#ifndef Q_OS_UNIX
    if (expected.contains("file-not-readable") || expected.contains("error[outside-folder]"))
        QSKIP("there are no pipes and links in folders here");
#endif
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("lesson")));
    const auto inLesson = [&](const QString& name) {
        return folder.filePath(QStringLiteral("lesson/") + name);
    };
    QVERIFY(writeFile(inLesson(QStringLiteral("lesson.json")), lesson));
    QVERIFY(writeFile(inLesson(QStringLiteral("giant.png")), giantPicture()));
    QVERIFY(writeFile(inLesson(QStringLiteral("deep.svg")), "<svg>" + QByteArray("<g>").repeated(1'000'000)));
    QVERIFY(writeFile(folder.filePath(QStringLiteral("secret.svg")),
                      "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
#ifdef Q_OS_UNIX
    QCOMPARE(::mkfifo(inLesson(QStringLiteral("pipe.png")).toLocal8Bit().constData(), 0600), 0);
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("secret.svg")), inLesson(QStringLiteral("link.svg"))));
#endif
    QElapsedTimer timer;
    timer.start();
    const CommandLineRun run =
        runCommandLine({QStringLiteral("validate"), QStringLiteral("lesson")}, folder.path());
    QVERIFY2(timer.elapsed() < kSoon, qPrintable(QString::number(timer.elapsed())));
    QVERIFY2(run.output.contains(expected), run.output.left(2000));
    QCOMPARE(run.status, expected.contains("error[") ? 1 : 0);
#ifdef Q_OS_LINUX
    // The largest of all runs so far; each of them has to stay below. Sanitizers keep memory of their own.
    rusage usage{};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &usage), 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(usage.ru_maxrss < kMemory, qPrintable(QString::number(usage.ru_maxrss)));
#endif
#endif
}

QTEST_GUILESS_MAIN(TestCliHostile)
#include "test_cli_hostile.moc"
