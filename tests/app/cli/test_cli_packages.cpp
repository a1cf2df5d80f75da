#include "command_line_run.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// Courses that are begun, packed and installed by the command line.
class TestCliPackages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void whatIsNewIsValidWithoutAWord_data();
    void whatIsNewIsValidWithoutAWord();
    void newWritesNothingOver();
    void aCourseIsPackedAndInstalled();
    void aCourseIsInstalledWhereTheApplicationLooks();
    void aCourseWithFaultsIsNotPackedAndTheFaultsAreShown();
    void whatIsLeftOutIsSaid();
    void aPackageIsRefusedWithASentence();
    void anInstalledCourseIsReplacedOnlyWhenAsked();

private:
    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }
    CommandLineRun run(const char* line) const {
        return runCommandLine(QString::fromUtf8(line).split(u' '), folder_->path());
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestCliPackages::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestCliPackages::whatIsNewIsValidWithoutAWord_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("lesson") << QByteArray("lesson") << QByteArray("mine/lesson.json");
    QTest::newRow("course") << QByteArray("course") << QByteArray("mine/course.json");
}

void TestCliPackages::whatIsNewIsValidWithoutAWord() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, file);
    const CommandLineRun made = run("new " + kind + " mine --title Steps");
    QCOMPARE(made.errors, QByteArray());
    QCOMPARE(made.status, 0);
    QVERIFY2(made.output.contains("mine is ready"), made.output);
    QVERIFY(readFile(path(file.constData())).contains("\"title\": \"Steps\""));
    const CommandLineRun checked = run("validate mine");
    QCOMPARE(checked.status, 0);
    QVERIFY2(!checked.output.contains('['), checked.output);
    QCOMPARE(checked.errors, QByteArray());
}

void TestCliPackages::newWritesNothingOver() {
    QCOMPARE(run("new lesson mine").status, 0);
    const QByteArray before = readFile(path("mine/lesson.json"));
    const CommandLineRun again = run("new lesson mine --title Other");
    QCOMPARE(again.status, 1);
    QVERIFY2(again.errors.contains("there is something already"), again.errors);
    QCOMPARE(readFile(path("mine/lesson.json")), before);
    const CommandLineRun wrong = run("new course Mine");
    QCOMPARE(wrong.status, 1);
    QVERIFY2(wrong.errors.contains("lower-case letters"), wrong.errors);
    QVERIFY(!QFileInfo::exists(path("Mine")));
}

void TestCliPackages::aCourseIsPackedAndInstalled() {
    QCOMPARE(run("new course mine").status, 0);
    const CommandLineRun packed = run("pack mine");
    QCOMPARE(packed.errors, QByteArray());
    QCOMPARE(packed.status, 0);
    QVERIFY2(packed.output.contains("mine.downhill: "), packed.output);
    QVERIFY(QFileInfo::exists(path("mine.downhill")));
    const CommandLineRun installed = run("unpack mine.downhill --to there/courses");
    QCOMPARE(installed.errors, QByteArray());
    QCOMPARE(installed.status, 0);
    QVERIFY2(installed.output.contains("there/courses/mine"), installed.output);
    QCOMPARE(readFile(path("there/courses/mine/course.json")), readFile(path("mine/course.json")));
    QCOMPARE(run("validate there/courses/mine").status, 0);
    QCOMPARE(run("pack mine -o other.downhill").status, 0);
    QCOMPARE(readFile(path("other.downhill")), readFile(path("mine.downhill")));
}

void TestCliPackages::aCourseIsInstalledWhereTheApplicationLooks() {
    QCOMPARE(run("new course mine").status, 0);
    QCOMPARE(run("pack mine").status, 0);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path("data"));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder_->path());
    process.start(QStringLiteral(DOWNHILL_CLI), {QStringLiteral("unpack"), QStringLiteral("mine.downhill")});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(QFileInfo::exists(path("data/Downhill/courses/mine/course.json")));
}

void TestCliPackages::aCourseWithFaultsIsNotPackedAndTheFaultsAreShown() {
    QCOMPARE(run("new course mine").status, 0);
    QVERIFY(QFile::remove(path("mine/first-lesson/walk.md")));
    const CommandLineRun packed = run("pack mine");
    QCOMPARE(packed.status, 1);
    QCOMPARE(packed.output, QByteArray());
    QVERIFY2(packed.errors.contains("mine/first-lesson/lesson.json:"), packed.errors);
    QVERIFY2(packed.errors.contains("error[missing-file]"), packed.errors);
    QVERIFY2(packed.errors.contains("the course mine has errors"), packed.errors);
    QVERIFY(!QFileInfo::exists(path("mine.downhill")));
}

void TestCliPackages::whatIsLeftOutIsSaid() {
    QCOMPARE(run("new course mine").status, 0);
    QVERIFY(writeFile(path("mine/draw.sh"), "x"));
    const CommandLineRun packed = run("pack mine");
    QCOMPARE(packed.status, 0);
    QVERIFY2(packed.errors.contains("left out") && packed.errors.contains("draw.sh"), packed.errors);
}

void TestCliPackages::aPackageIsRefusedWithASentence() {
    QVERIFY(writeFile(path("x.downhill"), "no archive\n"));
    const CommandLineRun refused = run("unpack x.downhill --to courses");
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.errors.contains("not a package of a course"), refused.errors);
    QVERIFY(!QFileInfo::exists(path("courses")));
    QVERIFY(run("unpack y.downhill --to courses").errors.contains("y.downhill cannot be read"));
}

void TestCliPackages::anInstalledCourseIsReplacedOnlyWhenAsked() {
    QCOMPARE(run("new course mine").status, 0);
    QCOMPARE(run("pack mine").status, 0);
    QCOMPARE(run("unpack mine.downhill --to courses").status, 0);
    const CommandLineRun again = run("unpack mine.downhill --to courses");
    QCOMPARE(again.status, 1);
    QVERIFY2(again.errors.contains("--replace"), again.errors);
    QVERIFY(QFile::remove(path("courses/mine/README.md")));
    QCOMPARE(run("unpack mine.downhill --to courses --replace").status, 0);
    QVERIFY(QFileInfo::exists(path("courses/mine/README.md")));
}

QTEST_GUILESS_MAIN(TestCliPackages)
#include "test_cli_packages.moc"
