#include "command_line_run.h"

#include <QTest>

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpAndVersionGoToStandardOutput_data();
    void helpAndVersionGoToStandardOutput();
    void wrongUseEndsWithStatusTwoAndTheUsageLine_data();
    void wrongUseEndsWithStatusTwoAndTheUsageLine();
};

void TestCli::helpAndVersionGoToStandardOutput_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QString& arguments, const char* expected) {
        QTest::newRow(name) << arguments.split(u' ') << QByteArray(expected);
    };
    row("help", QStringLiteral("--help"), "validate PATH");
    row("short help", QStringLiteral("-h"), "Exit status");
    row("help of train", QStringLiteral("train --help"), "--initial-parameters FILE");
    row("help of train after a file", QStringLiteral("train x.json --help"), "goal-reached");
    row("help of validate", QStringLiteral("validate --help"), "course folders");
    row("help of new", QStringLiteral("new --help"), "--title TITLE");
    row("help of pack", QStringLiteral("pack --help"), "-o FILE");
    row("help of unpack", QStringLiteral("unpack --help"), "Downhill/courses");
    row("help of verify", QStringLiteral("verify --help"), "--seeds N");
    row("help of bench", QStringLiteral("bench --help"), "--instructions NAME");
    row("version", QStringLiteral("--version"), "downhill-cli ");
    row("short version", QStringLiteral("-v"), "downhill-cli ");
}

void TestCli::helpAndVersionGoToStandardOutput() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, expected);
    const CommandLineRun run = runCommandLine(arguments);
    QCOMPARE(run.status, 0);
    QVERIFY2(run.output.contains(expected), run.output);
    QCOMPARE(run.errors, QByteArray());
}

void TestCli::wrongUseEndsWithStatusTwoAndTheUsageLine_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QString& arguments, const char* expected) {
        QTest::newRow(name) << arguments.split(u' ', Qt::SkipEmptyParts) << QByteArray(expected);
    };
    row("nothing", QString(), "a verb is missing");
    row("unknown verb", QStringLiteral("learn x.json"), "“learn”");
    row("unknown option first", QStringLiteral("--fast"), "“--fast”");
    row("unknown option of train", QStringLiteral("train x.json --fast"), "fast");
    row("unknown option of validate", QStringLiteral("validate --fast x"), "fast");
    row("train without a file", QStringLiteral("train"), "needs an experiment file");
    row("train with two files", QStringLiteral("train a.json b.json"), "“b.json”");
    row("validate without a path", QStringLiteral("validate"), "needs a path");
    row("new of nothing", QStringLiteral("new"), "a lesson or a course");
    row("new of something else", QStringLiteral("new question x"), "a lesson or a course");
    row("new without a name", QStringLiteral("new lesson"), "needs one name");
    row("new with two names", QStringLiteral("new lesson a b"), "needs one name");
    row("new with an empty title", QStringLiteral("new lesson a --title="), "--title takes a value");
    row("pack without a course", QStringLiteral("pack"), "one course");
    row("pack of two", QStringLiteral("pack a b"), "one course");
    row("pack into nothing", QStringLiteral("pack a -o"), "o");
    row("unpack without a file", QStringLiteral("unpack"), "one file");
    row("unpack to nowhere", QStringLiteral("unpack a --to="), "--to takes the name of a folder");
    row("unknown option of unpack", QStringLiteral("unpack a --force"), "force");
    row("verify without a path", QStringLiteral("verify"), "needs a path");
    row("bench with a file", QStringLiteral("bench x.json"), "“x.json”");
    row("seconds not a number", QStringLiteral("bench --seconds soon"), "“soon”");
    row("no seconds", QStringLiteral("bench --seconds 0"), "above 0");
    row("an instruction set of elsewhere", QStringLiteral("bench --instructions mmx"), "“mmx”");
    row("steps without a value", QStringLiteral("train x.json --steps"), "steps");
    row("steps not a number", QStringLiteral("train x.json --steps ten"), "“ten”");
    row("steps not whole", QStringLiteral("train x.json --steps 1.5"), "“1.5”");
    row("no steps", QStringLiteral("train x.json --steps 0"), "from 1 to 100000000");
    row("negative steps", QStringLiteral("train x.json --steps -3"), "“-3”");
    row("too many steps", QStringLiteral("train x.json --steps 100000001"), "from 1 to 100000000");
    row("beyond all numbers", QStringLiteral("train x.json --steps 99999999999999999999"), "from 1 to");
    row("seed not a number", QStringLiteral("train x.json --seed=x"), "“x”");
    row("negative seed", QStringLiteral("train x.json --seed -1"), "from 0 to 9007199254740992");
    row("seed too large", QStringLiteral("train x.json --seed 9007199254740993"), "from 0 to");
    row("csv without a name", QStringLiteral("train x.json --csv"), "csv");
    row("csv with an empty name", QStringLiteral("train x.json --csv="), "--csv takes the name of a file");
}

void TestCli::wrongUseEndsWithStatusTwoAndTheUsageLine() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, expected);
    const CommandLineRun run = runCommandLine(arguments);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.errors.contains(expected), run.errors);
    QVERIFY2(run.errors.contains("usage: downhill-cli "), run.errors);
    QCOMPARE(run.output, QByteArray());
}

QTEST_GUILESS_MAIN(TestCli)
#include "test_cli.moc"
