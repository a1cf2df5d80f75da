#include "authoring/skeleton.h"
#include "authoring/validation.h"
#include "course_tree.h"
#include "lesson/reader.h"

#include <QTest>

using namespace downhill::authoring;
using namespace downhill::authoring::testing;
using downhill::lesson::Diagnostics;

namespace {

/// What the findings are, for the report of a test.
QByteArray said(const Diagnostics& findings) {
    QStringList lines;
    for (const auto& finding : findings)
        lines.append(QStringLiteral("%1 %2:%3")
                         .arg(downhill::lesson::ruleId(finding.rule), finding.file)
                         .arg(finding.line));
    return lines.join(u'\n').toUtf8();
}

} // namespace

/// What an author begins with.
class TestSkeleton : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aNewLessonIsSoundAndHasOneOfEverything();
    void aNewCourseIsSound();
    void aSchemaThatIsThereStaysAsItIs();
    void aTitleIsMadeOfTheIdOrTaken_data();
    void aTitleIsMadeOfTheIdOrTaken();
    void aNameThatIsNoIdIsRefused_data();
    void aNameThatIsNoIdIsRefused();
    void nothingIsWrittenOver_data();
    void nothingIsWrittenOver();
    void aFolderThatIsNotThereIsAnError();

private:
    QString path(const QString& name = {}) const { return folder_->filePath(name); }
    SkeletonOrder order(SkeletonKind kind, const char* id, const QString& title = {}) const {
        return {kind, QString::fromUtf8(id), title, folder_->path()};
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

void TestSkeleton::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestSkeleton::aNewLessonIsSoundAndHasOneOfEverything() {
    const auto skeleton = writeSkeleton(order(SkeletonKind::Lesson, "my-lesson"));
    QVERIFY(skeleton.has_value());
    QCOMPARE(skeleton->folder, path(QStringLiteral("my-lesson")));
    QCOMPARE(QStringList(treeOf(skeleton->folder).keys()), skeleton->files);
    QVERIFY(skeleton->files.contains(QStringLiteral("README.md")));
    const auto report = Validator().validate({skeleton->folder});
    QVERIFY2(report.findings.empty(), said(report.findings));
    QCOMPARE(report.lessons, 1);
    const auto reading = downhill::lesson::readLesson(skeleton->folder);
    QCOMPARE(reading.value->id, QStringLiteral("my-lesson"));
    QCOMPARE(reading.value->claims.size(), std::size_t(1));
    const downhill::lesson::Step& first = reading.value->steps.front();
    QVERIFY(first.text.contains(u"$$"));
    QVERIFY(first.experiment && !first.experiment->controls.empty());
    int numbers = 0;
    int choices = 0;
    for (const auto& step : reading.value->steps) {
        for (const auto& question : step.questions) {
            numbers += std::holds_alternative<downhill::lesson::NumberQuestion>(question.body) ? 1 : 0;
            choices += std::holds_alternative<downhill::lesson::ChoiceQuestion>(question.body) ? 1 : 0;
        }
    }
    QCOMPARE(numbers, 1);
    QCOMPARE(choices, 1);
}

void TestSkeleton::aNewCourseIsSound() {
    const auto skeleton = writeSkeleton(order(SkeletonKind::Course, "my-course"));
    QVERIFY(skeleton.has_value());
    QCOMPARE(QStringList(treeOf(skeleton->folder).keys()), skeleton->files);
    QVERIFY(skeleton->files.contains(QStringLiteral("README.md")));
    const auto report = Validator().validate({skeleton->folder});
    QVERIFY2(report.findings.empty(), said(report.findings));
    QCOMPARE(report.courses, 1);
    const auto reading = downhill::lesson::readCourse(skeleton->folder);
    QCOMPARE(reading.value->id, QStringLiteral("my-course"));
    QCOMPARE(reading.value->units.size(), std::size_t(1));
    QCOMPARE(reading.value->lessons.size(), std::size_t(1));
}

void TestSkeleton::aSchemaThatIsThereStaysAsItIs() {
    QVERIFY(writeFile(path(QStringLiteral("lesson.schema.json")), "mine"));
    QVERIFY(writeSkeleton(order(SkeletonKind::Lesson, "my-lesson")).has_value());
    QCOMPARE(treeOf(path())[QStringLiteral("lesson.schema.json")], QByteArray("mine"));
}

void TestSkeleton::aTitleIsMadeOfTheIdOrTaken_data() {
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("title");
    QTest::newRow("made") << QByteArray("my-first-steps") << QString() << QStringLiteral("My first steps");
    QTest::newRow("taken") << QByteArray("x") << QStringLiteral("Über \"große\" Schritte \\ @id@")
                           << QStringLiteral("Über \"große\" Schritte \\ @id@");
    QTest::newRow("a digit") << QByteArray("2-layers") << QString() << QStringLiteral("2 layers");
    QTest::newRow("hyphens") << QByteArray("a--b") << QString() << QStringLiteral("A b");
}

void TestSkeleton::aTitleIsMadeOfTheIdOrTaken() {
    QFETCH(QByteArray, id);
    QFETCH(QString, given);
    QFETCH(QString, title);
    const auto skeleton = writeSkeleton(order(SkeletonKind::Lesson, id.constData(), given));
    QVERIFY(skeleton.has_value());
    const auto reading = downhill::lesson::readLesson(skeleton->folder);
    QVERIFY2(reading.value.has_value(), said(reading.diagnostics));
    QCOMPARE(reading.value->title, title);
    QVERIFY(treeOf(skeleton->folder)[QStringLiteral("README.md")].startsWith("# " + title.toUtf8() + '\n'));
}

void TestSkeleton::aNameThatIsNoIdIsRefused_data() {
    QTest::addColumn<QByteArray>("id");
    for (const char* id : {"", "My-lesson", "a b", "../up", "a/b", "ü", ".hidden"})
        QTest::newRow(id) << QByteArray(id);
    QTest::newRow("long") << QByteArray(65, 'a');
}

void TestSkeleton::aNameThatIsNoIdIsRefused() {
    QFETCH(QByteArray, id);
    for (const SkeletonKind kind : {SkeletonKind::Lesson, SkeletonKind::Course}) {
        const auto skeleton = writeSkeleton(order(kind, id.constData()));
        QVERIFY(!skeleton);
        QCOMPARE(skeleton.error().code, SkeletonErrorCode::BadId);
    }
    QVERIFY(treeOf(path()).isEmpty());
}

void TestSkeleton::nothingIsWrittenOver_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("a folder with a file") << QStringLiteral("mine/notes.md");
    QTest::newRow("a file") << QStringLiteral("mine");
}

void TestSkeleton::nothingIsWrittenOver() {
    QFETCH(QString, name);
    QVERIFY(writeFile(path(name), "notes"));
    const Tree before = treeOf(path());
    for (const SkeletonKind kind : {SkeletonKind::Lesson, SkeletonKind::Course}) {
        const auto skeleton = writeSkeleton(order(kind, "mine"));
        QVERIFY(!skeleton);
        QCOMPARE(skeleton.error().code, SkeletonErrorCode::AlreadyThere);
    }
    QCOMPARE(treeOf(path()), before);
}

void TestSkeleton::aFolderThatIsNotThereIsAnError() {
    const auto skeleton =
        writeSkeleton({SkeletonKind::Lesson, QStringLiteral("mine"), {}, path(QStringLiteral("nowhere"))});
    QVERIFY(!skeleton);
    QCOMPARE(skeleton.error().code, SkeletonErrorCode::CannotWrite);
    QVERIFY(treeOf(path()).isEmpty());
}

QTEST_GUILESS_MAIN(TestSkeleton)
#include "test_skeleton.moc"
