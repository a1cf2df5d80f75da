#include "command_line_run.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

/// A valley in which each step halves the weight, and these claims.
QByteArray lesson(const QByteArray& claims) {
    return R"({
  "format": 1, "id": "first", "version": 1, "title": "A title", "summary": "A summary.", "minutes": 5,
  "steps": [ { "id": "valley", "title": "One", "text": "Text.", "experiment": {
    "surface": { "kind": "parabola", "curvature": 2, "start": 2 },
    "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.25 } } ],
    "steps": 100, "goal": { "metric": "train_loss", "at_most": 0.01, "every": 1 } } } ],
  "claims": [
)" + claims +
           "\n] }";
}

const QByteArray kTrue = R"({ "step": "valley", "expect": { "reason": "goal-reached", "within": 5 } })";
const QByteArray kFalse = R"({ "step": "valley", "expect": { "figures": [
  { "figure": "parameter", "index": 0, "at_most": 0.01 } ] } })";

} // namespace

class TestCliVerify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyPathToALessonWillDo_data();
    void everyPathToALessonWillDo();
    void aDisprovedClaimIsSaidWithItsPlace();
    void toolsGetOneObject();
    void aLessonThatCannotBeReadIsSaid();
    void whatIsNotThereIsAFinding();
    void itsOptionsAreChecked_data();
    void itsOptionsAreChecked();

private:
    void write(const QByteArray& claims) const {
        QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("lessons/first")));
        QVERIFY(writeFile(folder_->filePath(QStringLiteral("lessons/first/lesson.json")), lesson(claims)));
    }
    CommandLineRun verify(const QStringList& arguments) const {
        return runCommandLine(QStringList{QStringLiteral("verify")} + arguments, folder_->path());
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestCliVerify::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestCliVerify::everyPathToALessonWillDo_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::newRow("lesson.json") << QStringList{QStringLiteral("lessons/first/lesson.json")};
    QTest::newRow("lesson folder") << QStringList{QStringLiteral("lessons/first")};
    QTest::newRow("folder of lessons") << QStringList{QStringLiteral("lessons")};
    QTest::newRow("twice") << QStringList{QStringLiteral("lessons/"), QStringLiteral("lessons/first")};
}

void TestCliVerify::everyPathToALessonWillDo() {
    QFETCH(QStringList, paths);
    write(kTrue);
    const CommandLineRun run = verify(paths);
    QCOMPARE(run.errors, QByteArray());
    QCOMPARE(run.output,
             QByteArray("✓ first/valley: sgd: reaches its goal within 5 steps — holds; goal-reached "
                        "after 5 steps\n"
                        "lessons: 1, claims: 1, questions: 0, runs: 1, disproved: 0\n"));
    QCOMPARE(run.status, 0);
}

void TestCliVerify::aDisprovedClaimIsSaidWithItsPlace() {
    write(kTrue + ",\n" + kFalse);
    const CommandLineRun run = verify({QStringLiteral("lessons/first")});
    QCOMPARE(run.status, 1);
    QVERIFY2(
        run.output.contains("✗ first/valley: sgd: parameter 0 is at most 0.01 — does not hold; parameter 0 "
                            "0.0625\n"),
        run.output);
    QVERIFY2(
        run.output.contains("lessons/first/lesson.json:9:1: error[disproved]: the claim does not hold for "
                            "the seeds 1: parameter = 0.0625 ($.claims[1]); change "),
        run.output);
    QVERIFY2(run.output.endsWith("lessons: 1, claims: 2, questions: 0, runs: 1, disproved: 1\n"), run.output);
}

void TestCliVerify::toolsGetOneObject() {
    write(kTrue + ",\n" + kFalse);
    const CommandLineRun run = verify({QStringLiteral("lessons"), QStringLiteral("--json")});
    QCOMPARE(run.status, 1);
    const QJsonObject all = QJsonDocument::fromJson(run.output).object();
    QCOMPARE(all[QStringLiteral("runs")].toInt(), 1);
    const QJsonArray claims = all[QStringLiteral("claims")].toArray();
    QCOMPARE(claims.size(), 2);
    QVERIFY(claims[0].toObject()[QStringLiteral("holds")].toBool());
    const QJsonObject second = claims[1].toObject();
    QVERIFY(!second[QStringLiteral("holds")].toBool());
    QCOMPARE(second[QStringLiteral("path")].toString(), QStringLiteral("$.claims[1]"));
    const QJsonObject figure = second[QStringLiteral("figures")].toArray()[0].toObject();
    QCOMPARE(figure[QStringLiteral("figure")].toString(), QStringLiteral("parameter"));
    QCOMPARE(figure[QStringLiteral("median")].toDouble(), 0.0625);
    const QJsonArray findings = all[QStringLiteral("findings")].toArray();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings[0].toObject()[QStringLiteral("rule")].toString(), QStringLiteral("disproved"));
}

void TestCliVerify::aLessonThatCannotBeReadIsSaid() {
    write(R"({ "step": "summit", "expect": { "reason": "finished" } })");
    const CommandLineRun run = verify({QStringLiteral("lessons/first")});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.output.contains("lesson.json:8:11: error[unknown-step]"), run.output);
    QVERIFY2(run.output.endsWith("lessons: 0, claims: 0, questions: 0, runs: 0, disproved: 0\n"), run.output);
}

void TestCliVerify::whatIsNotThereIsAFinding() {
    QVERIFY(QDir(folder_->path()).mkpath(QStringLiteral("empty")));
    const CommandLineRun empty = verify({QStringLiteral("empty")});
    QCOMPARE(empty.status, 1);
    QVERIFY2(empty.output.contains("error[missing-file]"), empty.output);
    const CommandLineRun nowhere = verify({QStringLiteral("nowhere")});
    QCOMPARE(nowhere.status, 1);
    QVERIFY2(nowhere.output.contains("error[file-not-found]"), nowhere.output);
}

void TestCliVerify::itsOptionsAreChecked_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("status");
    QTest::newRow("seeds and threads") << QStringLiteral("--seeds 0 --threads 2 lessons") << 0;
    QTest::newRow("no path") << QStringLiteral("--seeds 2") << 2;
    QTest::newRow("seeds in words") << QStringLiteral("--seeds two lessons") << 2;
    QTest::newRow("too many seeds") << QStringLiteral("--seeds 101 lessons") << 2;
    QTest::newRow("no threads") << QStringLiteral("--threads 0 lessons") << 2;
    QTest::newRow("an unknown option") << QStringLiteral("--fast lessons") << 2;
}

void TestCliVerify::itsOptionsAreChecked() {
    QFETCH(QString, options);
    QFETCH(int, status);
    write(kTrue);
    QCOMPARE(verify(options.split(u' ')).status, status);
}

QTEST_GUILESS_MAIN(TestCliVerify)
#include "test_cli_verify.moc"
