#include "authoring/package.h"
#include "course_tree.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace downhill::authoring;
using namespace downhill::authoring::testing;

/// Courses that are packed, handed on and installed.
class TestPackage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void whatWasPackedComesBack_data();
    void whatWasPackedComesBack();
    void equalCoursesGiveEqualPackages();
    void aPackageIsNamedByItsCourseUnlessToldOtherwise();
    void anOlderPackageIsReplacedOnlyByASoundOne();
    void whatIsNoCoursesIsLeftOutAndSaid();
    void aCourseThatNeedsWhatIsLeftOutIsNotPacked();
    void aCourseWithFaultsIsNotPacked();
    void aNameThatIsNotForEverySystemIsRefused_data();
    void aNameThatIsNotForEverySystemIsRefused();
    void aFileTooLargeIsRefused();
    void aFileThatCompressesTooWellIsNoBomb();
    void anInstalledCourseStaysUnlessItIsToBeReplaced();
    void aReplacedCourseIsGoneWhole();
    void aBrokenPackageReplacesNothing();
    void whatIsNotThatCourseIsNotReplaced_data();
    void whatIsNotThatCourseIsNotReplaced();
    void placesThatCannotBeWrittenAreErrors();

private:
    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }
    QString packed(const Tree& tree, const char* name = "x.downhill") const {
        const QString source = path("source");
        QDir(source).removeRecursively();
        if (!writeTree(source, tree))
            qFatal("cannot write %s", qPrintable(source));
        const auto result = pack(source, path(name));
        if (!result)
            qFatal("not packed: %d %s", int(result.error().code), qPrintable(result.error().name));
        return result->file;
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

namespace {

QByteArray readFile(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

/// A course of random shape: lessons, folders below them, files of all kinds, empty ones and large ones.
Tree randomCourse(unsigned seed) {
    std::minstd_rand random(seed);
    const auto below = [&random](std::size_t count) { return random() % count; };
    const QByteArrayList kinds{".md", ".csv", ".PNG", ".json", "-1.txt", ".py", ".jpeg", ".svg"};
    Tree tree;
    QByteArrayList ids;
    for (std::size_t i = 0; i <= below(6); ++i) {
        const QByteArray id = "lesson-" + QByteArray::number(i);
        ids.append(id);
        tree.insert(QString::fromLatin1(id) + QStringLiteral("/lesson.json"), lessonJson(id));
        for (std::size_t k = below(8); k > 0; --k) {
            QByteArray content(qsizetype(below(3) == 0 ? 0 : below(20'000)), '\0');
            for (qsizetype at = 0; at < content.size(); at += qsizetype(1 + below(9)))
                content[at] = char(random());
            const QByteArray folders = QByteArray("/a_b/c.d").left(qsizetype(below(3)) * 4);
            const QByteArray name = id + folders + "/f" + QByteArray::number(k) + kinds[qsizetype(below(8))];
            tree.insert(QString::fromLatin1(name), content);
        }
    }
    tree.insert(QStringLiteral("course.json"), courseJson("random-course", ids));
    tree.insert(QStringLiteral("LICENSE"), "All rights.\n");
    tree.insert(QString::fromLatin1(ids.first()) + QStringLiteral("/train-images.idx3-ubyte.gz"), "images");
    return tree;
}

} // namespace

void TestPackage::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
}

void TestPackage::whatWasPackedComesBack_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 16; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestPackage::whatWasPackedComesBack() {
    QFETCH(unsigned, seed);
    const Tree tree = randomCourse(seed);
    const auto result = unpack(packed(tree), path("courses"));
    QVERIFY(result.has_value());
    QCOMPARE(result->id, QStringLiteral("random-course"));
    QCOMPARE(result->title, QStringLiteral("A course"));
    QCOMPARE(result->folder, path("courses/random-course"));
    QCOMPARE(result->files, int(tree.size()));
    QCOMPARE(treeOf(path("courses/random-course")), tree);
    QCOMPARE(treeOf(path("courses")).size(), tree.size());
}

void TestPackage::equalCoursesGiveEqualPackages() {
    const Tree tree = randomCourse(3);
    const QByteArray first = readFile(packed(tree));
    // The same files, written in another order, at another time, with other rights.
    const QString other = path("other");
    const QStringList names = tree.keys();
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        const QString file = QDir(other).filePath(*name);
        QVERIFY(writeFile(file, tree[*name]));
        QFile changed(file);
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QVERIFY(changed.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000),
                                    QFileDevice::FileModificationTime));
        QVERIFY(
            changed.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    }
    const auto second = pack(other, path("second.downhill"));
    QVERIFY(second.has_value());
    QCOMPARE(second->bytes, first.size());
    QVERIFY(readFile(second->file) == first);
}

void TestPackage::aPackageIsNamedByItsCourseUnlessToldOtherwise() {
    QVERIFY(writeTree(path("source"), smallCourse()));
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder_->path()));
    const auto result = pack(path("source"));
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(result.has_value());
    QCOMPARE(QFileInfo(result->file).canonicalFilePath(),
             QFileInfo(path("small.downhill")).canonicalFilePath());
    QCOMPARE(result->files, 4);
    QCOMPARE(result->bytes, QFileInfo(result->file).size());
}

void TestPackage::anOlderPackageIsReplacedOnlyByASoundOne() {
    const QByteArray older = readFile(packed(smallCourse()));
    QVERIFY(writeFile(path("source/first/lesson.json"), "{"));
    QVERIFY(!pack(path("source"), path("x.downhill")));
    QCOMPARE(readFile(path("x.downhill")), older);
    Tree changed = smallCourse();
    changed[QStringLiteral("first/text.md")] = "Another text.\n";
    QVERIFY(readFile(packed(changed)) != older);
    QCOMPARE(
        QDir(folder_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
        QStringList({QStringLiteral("source"), QStringLiteral("x.downhill")}));
}

void TestPackage::whatIsNoCoursesIsLeftOutAndSaid() {
    Tree tree = smallCourse();
    QVERIFY(writeTree(path("source"), tree));
    QVERIFY(writeFile(path("source/.git/config"), "hidden"));
    QVERIFY(writeFile(path("source/first/.text.md.swp"), "hidden"));
    QVERIFY(writeFile(path("source/first/draw.sh"), "a program"));
    QVERIFY(QFile::link(path("source/first/text.md"), path("source/first/zero.md")));
    const auto result = pack(path("source"), path("x.downhill"));
    QVERIFY(result.has_value());
    QCOMPARE(result->leftOut,
             QStringList({QStringLiteral(".git"), QStringLiteral("first/.text.md.swp"),
                          QStringLiteral("first/draw.sh"), QStringLiteral("first/zero.md")}));
    const auto back = unpack(path("x.downhill"), path("courses"));
    QVERIFY(back.has_value());
    QCOMPARE(treeOf(back->folder), tree);
}

void TestPackage::aCourseThatNeedsWhatIsLeftOutIsNotPacked() {
    QVERIFY(writeTree(path("source"), smallCourse()));
    QVERIFY(QFile::rename(path("source/first/text.md"), path("source/first/real.md")));
    QVERIFY(QFile::link(QStringLiteral("real.md"), path("source/first/text.md")));
    const auto result = pack(path("source"), path("x.downhill"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, PackageErrorCode::NotSound);
    QCOMPARE(result.error().findings.front().rule, downhill::lesson::Rule::MissingFile);
    QVERIFY(!QFileInfo::exists(path("x.downhill")));
}

void TestPackage::aCourseWithFaultsIsNotPacked() {
    Tree tree = smallCourse();
    tree[QStringLiteral("first/lesson.json")].replace("\"minutes\"", "\"minuts\"");
    QVERIFY(writeTree(path("source"), tree));
    const auto result = pack(path("source"), path("x.downhill"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, PackageErrorCode::NotSound);
    QCOMPARE(result.error().findings.size(), std::size_t(2));
    QCOMPARE(result.error().findings.front().file, path("source/first/lesson.json"));
    const auto none = pack(path("nowhere"), path("x.downhill"));
    QVERIFY(!none);
    QCOMPARE(none.error().code, PackageErrorCode::NoCourse);
    QVERIFY(!QFileInfo::exists(path("x.downhill")));
}

void TestPackage::aNameThatIsNotForEverySystemIsRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    const auto row = [](const char* what, const char16_t* name, PackageErrorCode code) {
        QTest::newRow(what) << QString::fromUtf16(name) << int(code);
    };
    row("blanks", u"first/my picture.png", PackageErrorCode::UnportableName);
    row("letters of elsewhere", u"first/größe.csv", PackageErrorCode::UnportableName);
    row("a device", u"first/aux.md", PackageErrorCode::UnportableName);
    row("other capitals", u"first/TEXT.md", PackageErrorCode::NamesClash);
#ifndef Q_OS_WIN
    row("a backslash", u"first/a\\b.md", PackageErrorCode::UnsafeName);
#endif
}

void TestPackage::aNameThatIsNotForEverySystemIsRefused() {
    QFETCH(QString, name);
    QFETCH(int, code);
    Tree tree = smallCourse();
    tree.insert(name, "x");
    QVERIFY(writeTree(path("source"), tree));
    const auto result = pack(path("source"), path("x.downhill"));
    QVERIFY(!result);
    QCOMPARE(int(result.error().code), code);
}

void TestPackage::aFileTooLargeIsRefused() {
    QVERIFY(writeTree(path("source"), smallCourse()));
    QFile large(path("source/first/large.csv"));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(package_limits::kFileBytes + 1));
    const auto result = pack(path("source"), path("x.downhill"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, PackageErrorCode::FileTooLarge);
    QCOMPARE(result.error().name, QStringLiteral("first/large.csv"));
}

void TestPackage::aFileThatCompressesTooWellIsNoBomb() {
    Tree tree = smallCourse();
    tree.insert(QStringLiteral("first/zeros.csv"), QByteArray("0,0\n").repeated(1 << 20));
    const auto result = unpack(packed(tree), path("courses"));
    QVERIFY(result.has_value());
    QVERIFY(treeOf(result->folder) == tree);
}

void TestPackage::anInstalledCourseStaysUnlessItIsToBeReplaced() {
    const QString package = packed(smallCourse());
    QVERIFY(unpack(package, path("courses")).has_value());
    QVERIFY(writeFile(path("courses/small/first/text.md"), "My notes."));
    const Tree before = treeOf(path("courses"));
    const auto again = unpack(package, path("courses"));
    QVERIFY(!again);
    QCOMPARE(again.error().code, PackageErrorCode::AlreadyThere);
    QCOMPARE(again.error().name, path("courses/small"));
    QCOMPARE(treeOf(path("courses")), before);
}

void TestPackage::aReplacedCourseIsGoneWhole() {
    Tree older = smallCourse();
    older.insert(QStringLiteral("first/older.md"), "Older.");
    QVERIFY(unpack(packed(older), path("courses")).has_value());
    const auto result = unpack(packed(smallCourse()), path("courses"), Existing::Replace);
    QVERIFY(result.has_value());
    QCOMPARE(treeOf(path("courses/small")), smallCourse());
    QCOMPARE(treeOf(path("courses")).size(), smallCourse().size());
    // To replace what is not there is to install it.
    QVERIFY(unpack(packed(smallCourse("other")), path("courses"), Existing::Replace).has_value());
    QCOMPARE(treeOf(path("courses/other")), smallCourse("other"));
}

void TestPackage::aBrokenPackageReplacesNothing() {
    const QString package = packed(smallCourse());
    QVERIFY(unpack(package, path("courses")).has_value());
    const Tree before = treeOf(path("courses"));
    QByteArray bytes = readFile(package);
    const qsizetype place = bytes.indexOf("README.md") + 12;
    bytes[place] = char(bytes[place] ^ 0x55);
    QVERIFY(writeFile(package, bytes));
    const auto result = unpack(package, path("courses"), Existing::Replace);
    QVERIFY(!result);
    QCOMPARE(result.error().code, PackageErrorCode::Damaged);
    QCOMPARE(treeOf(path("courses")), before);
}

void TestPackage::whatIsNotThatCourseIsNotReplaced_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("a folder of pictures") << QStringLiteral("small/picture.png") << QByteArray("x");
    QTest::newRow("a file") << QStringLiteral("small") << QByteArray("x");
    QTest::newRow("another course") << QStringLiteral("small/course.json") << courseJson("other", {"first"});
    QTest::newRow("a course in the making") << QStringLiteral("small/.git/config") << QByteArray("x");
}

void TestPackage::whatIsNotThatCourseIsNotReplaced() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const QString package = packed(smallCourse());
    if (name.contains(QStringLiteral(".git")))
        QVERIFY(unpack(package, path("courses")).has_value());
    QVERIFY(writeFile(QDir(path("courses")).filePath(name), content));
    const Tree before = treeOf(path("courses"));
    const auto result = unpack(package, path("courses"), Existing::Replace);
    QVERIFY(!result);
    QCOMPARE(result.error().code, PackageErrorCode::NotReplaceable);
    QCOMPARE(result.error().name, path("courses/small"));
    QCOMPARE(treeOf(path("courses")), before);
}

void TestPackage::placesThatCannotBeWrittenAreErrors() {
    QVERIFY(writeTree(path("source"), smallCourse()));
    QVERIFY(writeFile(path("file"), "x"));
    const auto unwritable = pack(path("source"), path("nowhere/x.downhill"));
    QVERIFY(!unwritable);
    QCOMPARE(unwritable.error().code, PackageErrorCode::CannotWrite);
    QVERIFY(QDir().mkdir(path("folder.downhill")));
    const auto folder = pack(path("source"), path("folder.downhill"));
    QVERIFY(!folder);
    QCOMPARE(folder.error().code, PackageErrorCode::CannotWrite);
    const auto below = unpack(packed(smallCourse()), path("file/courses"));
    QVERIFY(!below);
    QCOMPARE(below.error().code, PackageErrorCode::CannotWrite);
    const auto nothing = unpack(path("nowhere.downhill"), path("courses"));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, PackageErrorCode::CannotRead);
    const auto pipe = unpack(folder_->path(), path("courses"));
    QVERIFY(!pipe);
    QCOMPARE(pipe.error().code, PackageErrorCode::CannotRead);
}

QTEST_APPLESS_MAIN(TestPackage)
#include "test_package.moc"
