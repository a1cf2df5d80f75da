#include "lesson/json_document.h"
#include "lesson/reader.h"
#include "marked_text.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// Files made to hurt: each is refused, soon, and without opening anything that is not the lesson's.
class TestHostileFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesSoonWhateverItIs_data();
    void refusesSoonWhateverItIs();
    void refusesAFileBeyondTheLimitUnread();
    void refusesATextNamedAgainAndAgain();
    void doesNotFollowLinksOutOfTheFolder_data();
    void doesNotFollowLinksOutOfTheFolder();
    void followsLinksWithinTheFolder();
    void doesNotFollowLinksOutOfAFolderOfImages();
    void doesNotWaitForAPipe();
    void doesNotWaitForAPipeAmongImages();
    void boundsTheNumberAndTheLengthOfFindings();
    void survivesAnyDamage();
};

namespace {

/// Generous against a loaded machine and sanitizers, far below what any of these would take if it were
/// obeyed.
constexpr qint64 kSoon = 20'000;

QByteArray lessonWith(const QByteArray& step) {
    return "{\"format\": 1, \"id\": \"lesson\", \"version\": 1, \"title\": \"T\", \"summary\": \"S\", "
           "\"minutes\": 5, "
           "\"steps\": [{\"id\": \"s\", \"title\": \"T\", " +
           step + "}]}";
}

QByteArray lessonWithNetwork(const QByteArray& dataset, const QByteArray& layers) {
    return lessonWith("\"text\": \"X\", \"experiment\": {\"dataset\": " + dataset +
                      ", \"network\": {\"layers\": [" + layers +
                      "]}, \"loss\": \"mse\", \"runs\": [{\"id\": \"a\", \"optimizer\": {\"kind\": \"sgd\", "
                      "\"learning_rate\": 0.1}}]}");
}

QByteArray lessonWithFormula(const QByteArray& formula) {
    return lessonWith("\"text\": \"X\", \"experiment\": {\"surface\": {\"kind\": \"formula\", "
                      "\"formula\": \"" +
                      formula +
                      "\"}, \"runs\": [{\"id\": \"a\", \"optimizer\": {\"kind\": \"sgd\", "
                      "\"learning_rate\": 0.1}}]}");
}

QByteArray lessonWithImages() {
    return lessonWithNetwork("{\"kind\": \"idx\", \"folder\": \"images\"}", "{\"units\": 10}");
}

Diagnostics findingsOf(const QByteArray& text) {
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"), text);
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    return reading.value ? Diagnostics() : reading.diagnostics;
}

} // namespace

void TestHostileFiles::refusesSoonWhateverItIs_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rule");
    constexpr qsizetype full = json_limits::kBytes;
    QTest::newRow("a mebibyte of brackets") << QByteArray(full, '[') << QStringLiteral("nested-too-deep");
    QTest::newRow("nested objects") << QByteArray("{\"a\":").repeated(100'000)
                                    << QStringLiteral("nested-too-deep");
    QTest::newRow("a mebibyte of zeros") << QByteArray(full, '0') << QStringLiteral("not-json");
    QTest::newRow("a mebibyte of numbers")
        << '[' + QByteArray("1,").repeated(full / 2 - 1) + '1' << QStringLiteral("not-json");
    QTest::newRow("a list of numbers")
        << '[' + QByteArray("1,").repeated(full / 2 - 2) + "1]" << QStringLiteral("wrong-type");
    QTest::newRow("one long string") << '"' + QByteArray(full - 2, 'x') + '"' << QStringLiteral("wrong-type");
    QTest::newRow("a huge number") << "{\"format\": 1" + QByteArray(1'000'000, '0') + '}'
                                   << QStringLiteral("not-json");
    QTest::newRow("lines only") << QByteArray(full, '\n') << QStringLiteral("not-json");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01\x00\x80\xff",
                                          10)
                            << QStringLiteral("not-utf-8");
    QTest::newRow("ten billion weights")
        << lessonWithNetwork("{\"kind\": \"circle\"}", "{\"units\": 100000}, {\"units\": 100000}")
        << QStringLiteral("out-of-range");
    QTest::newRow("two billion weights")
        << lessonWithNetwork("{\"kind\": \"circle\"}",
                             QByteArray("{\"units\": 8192}, ").repeated(31) + "{\"units\": 1}")
        << QStringLiteral("experiment-does-not-fit");
    QTest::newRow("a batch of gigabytes") << lessonWithNetwork("{\"kind\": \"plane\", \"samples\": 200000}",
                                                               "{\"units\": 8192}, {\"units\": 1}")
                                          << QStringLiteral("experiment-does-not-fit");
    QTest::newRow("infinitely many samples")
        << lessonWithNetwork("{\"kind\": \"circle\", \"samples\": 1e300}", "{\"units\": 1}")
        << QStringLiteral("out-of-range");
    QTest::newRow("a formula of a megabyte") << lessonWithFormula("x" + QByteArray("+x").repeated(500'000))
                                             << QStringLiteral("experiment-does-not-fit");
    QTest::newRow("a formula of parentheses")
        << lessonWithFormula(QByteArray(490, '(') + "x" + QByteArray(490, ')'))
        << QStringLiteral("experiment-does-not-fit");
    QTest::newRow("a formula of many bytes") << lessonWithFormula(QByteArray("\\u0000").repeated(100))
                                             << QStringLiteral("experiment-does-not-fit");
    QTest::newRow("a board of a billion fields")
        << lessonWithNetwork("{\"kind\": \"checkerboard\", \"cells\": 1e9}", "{\"units\": 1}")
        << QStringLiteral("out-of-range");
    QTest::newRow("digits of a billion pixels")
        << lessonWithNetwork("{\"kind\": \"digits\", \"side\": 1e9}", "{\"units\": 10}")
        << QStringLiteral("out-of-range");
    QTest::newRow("a hundred thousand features")
        << lessonWithNetwork("{\"kind\": \"xor\", \"features\": [\"x\"" +
                                 QByteArray(", \"x\"").repeated(100'000) + "]}",
                             "{\"units\": 1}")
        << QStringLiteral("wrong-length");
    QTest::newRow("path in the id") << lessonWith("\"text\": \"X\"").replace("\"lesson\"", "\"../lesson\"")
                                    << QStringLiteral("bad-id");
}

void TestHostileFiles::refusesSoonWhateverItIs() {
    QFETCH(QByteArray, text);
    QFETCH(QString, rule);
    QElapsedTimer timer;
    timer.start();
    const Diagnostics findings = findingsOf(text);
    QVERIFY2(timer.elapsed() < kSoon, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!findings.empty());
    QCOMPARE(ruleId(findings.front().rule), rule);
    QVERIFY(findings.size() <= 2);
}

void TestHostileFiles::refusesAFileBeyondTheLimitUnread() {
    const Folder folder;
    const QString path = folder.write(QStringLiteral("lesson/lesson.json"), lessonWith("\"text\": \"X\""));
    QFile file(path);
    QVERIFY(file.resize(json_limits::kBytes + 1));
    QCOMPARE(toText(readLesson(folder.path(QStringLiteral("lesson"))).diagnostics),
             QStringLiteral("file-too-large 0:0  (1048576)"));
    QVERIFY(file.resize(qint64(1) << 40)); // sparse
    QCOMPARE(toText(readLesson(folder.path(QStringLiteral("lesson"))).diagnostics),
             QStringLiteral("file-too-large 0:0  (1048576)"));
}

void TestHostileFiles::refusesATextNamedAgainAndAgain() {
    QByteArray steps;
    for (int i = 0; i < 9; ++i)
        steps += "\"text\": {\"file\": \"x.md\"}}, {\"id\": \"s" + QByteArray::number(i) +
                 "\", \"title\": \"T\", ";
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"), lessonWith(steps + "\"text\": \"X\""));
    folder.write(QStringLiteral("lesson/x.md"), QByteArray(256 << 10, 'x'));
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().path, QStringLiteral("$.steps[8].text.file"));
    QCOMPARE(reading.diagnostics.front().rule, Rule::FileTooLarge);
    QCOMPARE(reading.diagnostics.front().arguments, QStringList{QStringLiteral("2097152")});
}

void TestHostileFiles::doesNotFollowLinksOutOfTheFolder_data() {
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("finding");
    QTest::newRow("to a file") << QStringLiteral("x.md") << QStringLiteral("secret.md")
                               << QStringLiteral("outside-folder $.steps[0].text.file (x.md)");
    QTest::newRow("to a folder") << QStringLiteral("sub") << QString()
                                 << QStringLiteral("outside-folder $.steps[0].text.file (sub/secret.md)");
    QTest::newRow("to a sibling of the same beginning")
        << QStringLiteral("x.md") << QStringLiteral("lesson-2/secret.md")
        << QStringLiteral("outside-folder $.steps[0].text.file (x.md)");
    QTest::newRow("to nowhere") << QStringLiteral("x.md") << QStringLiteral("nothing.md")
                                << QStringLiteral("missing-file $.steps[0].text.file (x.md)");
}

void TestHostileFiles::doesNotFollowLinksOutOfTheFolder() {
    QFETCH(QString, link);
    QFETCH(QString, target);
    QFETCH(QString, finding);
    const Folder folder;
    folder.write(QStringLiteral("secret.md"), "secret");
    folder.write(QStringLiteral("lesson-2/secret.md"), "secret");
    const QByteArray name = link == u"sub" ? "sub/secret.md" : "x.md";
    folder.write(QStringLiteral("lesson/lesson.json"), lessonWith("\"text\": {\"file\": \"" + name + "\"}"));
    QVERIFY(QFile::link(folder.path(target), folder.path(QStringLiteral("lesson/") + link)));
    Diagnostics findings = readLesson(folder.path(QStringLiteral("lesson"))).diagnostics;
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(ruleId(findings[0].rule) + u' ' + findings[0].path +
                 QStringLiteral(" (%1)").arg(findings[0].arguments[0]),
             finding);
}

void TestHostileFiles::doesNotFollowLinksOutOfAFolderOfImages() {
    const Folder folder;
    folder.write(QStringLiteral("secret"), "secret");
    folder.write(QStringLiteral("lesson/lesson.json"), lessonWithImages());
    for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                             "t10k-labels-idx1-ubyte"})
        folder.write(QStringLiteral("lesson/images/") + QString::fromLatin1(name), "x");
    QVERIFY(readLesson(folder.path(QStringLiteral("lesson"))).value);

    // Even where another spelling of the same file is sound.
    QVERIFY(QFile::link(folder.path(QStringLiteral("secret")),
                        folder.path(QStringLiteral("lesson/images/t10k-labels.idx1-ubyte.gz"))));
    const Diagnostics findings = readLesson(folder.path(QStringLiteral("lesson"))).diagnostics;
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings[0].rule, Rule::OutsideFolder);
    QCOMPARE(findings[0].arguments[0], QStringLiteral("images/t10k-labels.idx1-ubyte.gz"));
    QCOMPARE(findings[0].path, QStringLiteral("$.steps[0].experiment.dataset.folder"));
}

void TestHostileFiles::followsLinksWithinTheFolder() {
    const Folder real;
    const Folder folder;
    real.write(QStringLiteral("lesson/lesson.json"), lessonWith("\"text\": {\"file\": \"x.md\"}"));
    real.write(QStringLiteral("lesson/texts/y.md"), "Here.");
    QVERIFY(QFile::link(QStringLiteral("texts/y.md"), real.path(QStringLiteral("lesson/x.md"))));
    // The folder itself may well be reached through a link: that was chosen by the person, not by the lesson.
    QVERIFY(QFile::link(real.path(QStringLiteral("lesson")), folder.path(QStringLiteral("lesson"))));
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
    QCOMPARE(reading.value->steps.front().text, QStringLiteral("Here."));
}

void TestHostileFiles::doesNotWaitForAPipe() {
#ifdef Q_OS_UNIX
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"), lessonWith("\"text\": {\"file\": \"pipe.md\"}"));
    const QByteArray pipe = QFile::encodeName(folder.path(QStringLiteral("lesson/pipe.md")));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().rule, Rule::FileNotReadable);
#endif
}

void TestHostileFiles::doesNotWaitForAPipeAmongImages() {
#ifdef Q_OS_UNIX
    const Folder folder;
    folder.write(QStringLiteral("lesson/lesson.json"), lessonWithImages());
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("lesson/images"))));
    const QByteArray pipe =
        QFile::encodeName(folder.path(QStringLiteral("lesson/images/train-images-idx3-ubyte")));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    const auto reading = readLesson(folder.path(QStringLiteral("lesson")));
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().rule, Rule::FileNotReadable);
#endif
}

void TestHostileFiles::boundsTheNumberAndTheLengthOfFindings() {
    QByteArray keys;
    for (int i = 0; i < 50'000; ++i)
        keys += ", \"k" + QByteArray::number(i) + "\": 1";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(findingsOf("{\"format\": 1" + keys + "}").size(), json_limits::kFindings);
    QVERIFY(timer.elapsed() < kSoon);

    const Diagnostics findings = findingsOf("{\"" + QByteArray(500'000, 'k') + "\": 1, \"format\": 1}");
    const auto unknown = std::find_if(findings.begin(), findings.end(),
                                      [](const Diagnostic& each) { return each.rule == Rule::UnknownKey; });
    QVERIFY(unknown != findings.end());
    QCOMPARE(unknown->arguments[0].size(), 200);
    QVERIFY(unknown->path.size() < 300);
}

void TestHostileFiles::survivesAnyDamage() {
    QFile original(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/good/everything/lesson.json"));
    QVERIFY(original.open(QIODevice::ReadOnly));
    const QByteArray sound = original.readAll();
    const QByteArray marks = "{}[]\",:-0e.\\u\n\x80\xff";
    const Folder folder;
    folder.write(QStringLiteral("everything/texts/unicode.md"), "Here.");
    std::mt19937 random(11);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray text = sound;
        for (std::uint32_t damage = 1 + random() % 3; damage > 0; --damage) {
            const auto place = qsizetype(random() % std::uint32_t(text.size()));
            const auto length = qsizetype(random() % 40);
            switch (random() % 4) {
            case 0:
                text[place] = marks[qsizetype(random() % std::uint32_t(marks.size()))];
                break;
            case 1:
                text.remove(place, length);
                break;
            case 2:
                text.insert(place, text.mid(qsizetype(random() % std::uint32_t(text.size())), length));
                break;
            default:
                text[place] = char(text[place] + 1);
            }
        }
        folder.write(QStringLiteral("everything/lesson.json"), text);
        const auto reading = readLesson(folder.path(QStringLiteral("everything")));
        QCOMPARE(reading.value.has_value(), reading.diagnostics.empty());
        refused += reading.value ? 0 : 1;
        const auto lines = int(text.count('\n')) + 1;
        for (const Diagnostic& diagnostic : reading.diagnostics)
            QVERIFY(diagnostic.line >= 1 && diagnostic.line <= lines && diagnostic.column >= 1);
    }
    QVERIFY2(refused > 280, qPrintable(QString::number(refused)));
    QVERIFY(refused < 400);
}

QTEST_APPLESS_MAIN(TestHostileFiles)
#include "test_hostile_files.moc"
