#include "authoring/package.h"
#include "course_tree.h"
#include "raw_archive.h"

#include <QTest>

#include <functional>
#include <random>

using namespace downhill::authoring;
using namespace downhill::authoring::testing;

Q_DECLARE_METATYPE(downhill::authoring::PackageErrorCode)

/// Archives that no package may be: each is refused as a whole, for its own reason, and leaves nothing
/// behind.
class TestPackageRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void thePlainArchiveThatTheOthersVaryIsAPackage();
    void namesAreRefused_data();
    void namesAreRefused();
    void entriesAreRefused_data();
    void entriesAreRefused();
    void structuresAreRefused_data();
    void structuresAreRefused();
    void moreFilesThanAllowedAreRefused();
    void moreDataThanAllowedAreRefused();
    void filesInEachOtherAreRefused();
    void contentsAreRefused_data();
    void contentsAreRefused();
    void everyTruncatedPackageIsRefused();
    void whateverIsDamagedIsRefusedOrHarmless();

private:
    QString package() const { return folder_->filePath(QStringLiteral("x.downhill")); }
    QString place() const { return folder_->filePath(QStringLiteral("place")); }
    PackageResult<Unpacked> unpackBytes(const QByteArray& bytes) const {
        if (!writeFile(package(), bytes))
            qFatal("cannot write %s", qPrintable(package()));
        return unpack(package(), place());
    }
    /// Fails the test unless the archive is refused with `code` and nothing is left of it.
    void verifyRefused(const QByteArray& bytes, PackageErrorCode code) const {
        const auto result = unpackBytes(bytes);
        QVERIFY2(!result, "it was unpacked");
        QVERIFY2(result.error().code == code, qPrintable(QString::number(int(result.error().code))));
        verifyNothingWasLeft();
    }
    void verifyNothingWasLeft() const {
        QCOMPARE(treeOf(folder_->path()).keys(),
                 QStringList({QStringLiteral("place/"), QStringLiteral("x.downhill")}));
    }

    std::unique_ptr<QTemporaryDir> folder_{};
};

namespace {

std::vector<RawEntry> smallArchive() {
    std::vector<RawEntry> entries;
    const Tree tree = smallCourse();
    for (auto file = tree.begin(); file != tree.end(); ++file)
        entries.push_back({.name = file.key().toUtf8(), .content = file.value(), .method = kDeflated});
    return entries;
}

QByteArray with(const RawEntry& entry) {
    std::vector<RawEntry> entries = smallArchive();
    entries.push_back(entry);
    return rawArchive(entries);
}

/// The same entry with all that is worked out from its content, so that this is done once.
RawEntry prepared(RawEntry entry) {
    entry.packed = raw::packedBytes(entry);
    entry.crc = crc32Of(entry.content);
    entry.announced = quint32(entry.content.size());
    entry.content.clear();
    return entry;
}

/// Bytes that deflate to about a hundredth.
QByteArray airy(qsizetype size) {
    std::minstd_rand random(1);
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i + 1000 < size; i += 100'000) {
        for (qsizetype k = 0; k < 1000; ++k)
            bytes[i + k] = char(random());
    }
    return bytes;
}

} // namespace

void TestPackageRefusals::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid() && QDir().mkdir(place()));
}

void TestPackageRefusals::thePlainArchiveThatTheOthersVaryIsAPackage() {
    std::vector<RawEntry> entries = smallArchive();
    entries.push_back({.name = "first/pictures/", .attributes = (0040755U << 16) | 0x10});
    entries.push_back({.name = "first/data.csv", .content = "1,2\n", .attributes = 0});
    const auto result = unpackBytes(rawArchive(entries));
    QVERIFY(result.has_value());
    QCOMPARE(result->id, QStringLiteral("small"));
    Tree expected = smallCourse();
    expected.insert(QStringLiteral("first/data.csv"), "1,2\n");
    QCOMPARE(treeOf(result->folder), expected);
}

void TestPackageRefusals::namesAreRefused_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<PackageErrorCode>("code");
    const auto row = [](const char* what, const QByteArray& name, PackageErrorCode code) {
        QTest::newRow(what) << name << code;
    };
    using Code = PackageErrorCode;
    row("nothing", "", Code::UnsafeName);
    row("absolute", "/tmp/x.md", Code::UnsafeName);
    row("up", "../x.md", Code::UnsafeName);
    row("up from a folder", "first/../../x.md", Code::UnsafeName);
    row("up at the end", "first/..", Code::UnsafeName);
    row("here", "./x.md", Code::UnsafeName);
    row("two slashes", "first//x.md", Code::UnsafeName);
    row("only a slash", "/", Code::UnsafeName);
    row("a drive", "C:/x.md", Code::UnsafeName);
    row("a drive without a slash", "c:x.md", Code::UnsafeName);
    row("a stream of another file", "first/text.md:x.md", Code::UnsafeName);
    row("backslashes", "first\\x.md", Code::UnsafeName);
    row("up by backslashes", "..\\x.md", Code::UnsafeName);
    row("a share", "\\\\server\\x.md", Code::UnsafeName);
    row("a line break", "first/x\n.md", Code::UnsafeName);
    row("an escape", "first/\x1b[2J.md", Code::UnsafeName);
    row("NUL", QByteArray("first/x.md\0.sh", 14), Code::UnportableName);
    row("blanks", "first/a b.md", Code::UnportableName);
    row("letters of elsewhere", "first/übung.md", Code::UnportableName);
    row("not UTF-8", "first/\xff.md", Code::UnportableName);
    row("hidden", "first/.x.md", Code::UnportableName);
    row("in a hidden folder", ".git/x.md", Code::UnportableName);
    row("a full stop at the end", "first/x.md.", Code::UnportableName);
    row("the console", "first/con.md", Code::UnportableName);
    row("the console as a folder", "CON/x.md", Code::UnportableName);
    row("a null device", "first/NUL.json", Code::UnportableName);
    row("a serial port", "first/com1.tar.md", Code::UnportableName);
    row("a printer", "LPT9.txt", Code::UnportableName);
    row("long", "first/" + QByteArray(300, 'x') + ".md", Code::UnportableName);
    row("a program", "first/run.exe", Code::ForeignFile);
    row("a script", "first/run.sh", Code::ForeignFile);
    row("a page", "first/index.html", Code::ForeignFile);
    row("a shortcut", "first/x.desktop", Code::ForeignFile);
    row("no kind", "first/run", Code::ForeignFile);
    row("a kind and no name", "first/md", Code::ForeignFile);
    row("no image set", "first/train-images-idx2-ubyte", Code::ForeignFile);
    row("any archive", "first/x.gz", Code::ForeignFile);
    row("the same twice", "first/text.md", Code::NamesClash);
    row("other capitals", "first/Text.md", Code::NamesClash);
    row("a folder of other capitals", "First/other.md", Code::NamesClash);
    row("a file as a folder", "first/text.md/x.md", Code::NamesClash);
    row("a folder as a file", "first", Code::ForeignFile);
}

void TestPackageRefusals::namesAreRefused() {
    QFETCH(QByteArray, name);
    QFETCH(PackageErrorCode, code);
    verifyRefused(with({.name = name, .content = "x"}), code);
}

void TestPackageRefusals::entriesAreRefused_data() {
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<PackageErrorCode>("code");
    const QByteArray name = "first/x.md";
    const auto row = [&name](const char* what, RawEntry entry, PackageErrorCode code) {
        if (entry.name.isEmpty())
            entry.name = name;
        QTest::newRow(what) << with(entry) << code;
    };
    const auto special = [](quint32 mode) {
        return RawEntry{.content = "/etc/passwd", .attributes = mode << 16};
    };
    using Code = PackageErrorCode;
    row("a link", special(0120777), Code::NotAPlainFile);
    row("a device", special(0060644), Code::NotAPlainFile);
    row("a terminal", special(0020644), Code::NotAPlainFile);
    row("a pipe", special(0010644), Code::NotAPlainFile);
    row("a socket", special(0140644), Code::NotAPlainFile);
    row("a folder without a slash", special(0040755), Code::NotAPlainFile);
    row("a link that ends in a slash", {.name = "link/", .attributes = 0120777U << 16}, Code::NotAPlainFile);
    row("a link of Windows", {.content = "x", .attributes = 0x400}, Code::NotAPlainFile);
    row("a volume of DOS", {.content = "x", .attributes = 0x08}, Code::NotAPlainFile);
    row("encrypted", {.content = "123456789012x", .flags = 1}, Code::Encrypted);
    row("strongly encrypted", {.content = "123456789012x", .flags = 0x41}, Code::Encrypted);
    row("bzip2", {.content = "x", .method = 12}, Code::UnknownMethod);
    row("LZMA", {.content = "x", .method = 14}, Code::UnknownMethod);
    row("shrunk", {.content = "x", .method = 1}, Code::UnknownMethod);
    row("a large file", prepared({.content = airy(package_limits::kFileBytes + 1), .method = kDeflated}),
        Code::FileTooLarge);
    row("a bomb", {.content = QByteArray(8 << 20, '0'), .method = kDeflated}, Code::Bomb);
    row("a bomb that hides its size",
        {.content = QByteArray(8 << 20, '0'), .method = kDeflated, .announced = 10}, Code::Damaged);
    row("less than announced", {.content = "x", .method = kDeflated, .announced = 1000}, Code::Damaged);
    row("a wrong checksum", {.content = "x", .crc = 1}, Code::Damaged);
    row("no deflate stream", {.content = "x", .method = kDeflated, .packed = "\xff\xff\xff"}, Code::Damaged);
    row("half a deflate stream",
        {.content = QByteArray(1000, 'x'),
         .method = kDeflated,
         .packed = deflated(QByteArray(1000, 'x')).left(4)},
        Code::Damaged);
    row("another name before the file", {.content = "x", .localName = "first/y.md"}, Code::Damaged);
    row("a folder that holds something", {.name = "folder/", .content = "x", .attributes = 0}, Code::Damaged);
}

void TestPackageRefusals::entriesAreRefused() {
    QFETCH(QByteArray, archive);
    QFETCH(PackageErrorCode, code);
    verifyRefused(archive, code);
}

void TestPackageRefusals::structuresAreRefused_data() {
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<PackageErrorCode>("code");
    const auto row = [](const char* what, const QByteArray& archive, PackageErrorCode code) {
        QTest::newRow(what) << archive << code;
    };
    const std::vector<RawEntry> small = smallArchive();
    const QByteArray sound = rawArchive(small);
    using Code = PackageErrorCode;
    row("nothing", "", Code::NotAPackage);
    row("a text", "Dear reader, this is no archive at all.\n", Code::NotAPackage);
    row("no files", rawArchive({}), Code::NotAPackage);
    row("an archive with something before it", "#!/bin/sh\n" + sound, Code::NotAPackage);
    row("something after it", rawArchive(small, {.after = "x"}), Code::NotAPackage);
    row("a comment", rawArchive(small, {.comment = "x"}), Code::NotAPackage);
    row("a comment of nothing but an end", rawArchive(small, {.comment = rawEnd(0, {}, 0)}), Code::Damaged);
    row("two ends", rawArchive(small, {.before = rawEnd(0, {}, 0)}), Code::Damaged);
    row("a gap before the end", rawArchive(small, {.before = "x"}), Code::Damaged);
    row("several disks", rawArchive(small, {.disk = 1}), Code::Damaged);
    row("fewer files than there are", rawArchive(small, {.entries = 1}), Code::Damaged);
    row("more files than there are", rawArchive(small, {.entries = 100}), Code::Damaged);
    row("a directory that is too long", rawArchive(small, {.directorySize = 4000}), Code::Damaged);
    row("a directory of nearly everything", rawArchive(small, {.directorySize = 0xFFFFFFFF}), Code::Damaged);
    // The 64-bit form, of which the ordinary end record says nothing but that it is there.
    const QByteArray end64 = "PK\6\6" + littleEndian(44, 8) + littleEndian(45, 4) + littleEndian(0, 8) +
                             littleEndian(1ULL << 40, 8) + littleEndian(1ULL << 40, 8) +
                             littleEndian(100, 8) + littleEndian(0, 8);
    const QByteArray locator = "PK\6\7" + littleEndian(0, 4) + littleEndian(0, 8) + littleEndian(1, 4);
    row("a directory of 64 bits", rawArchive(small, {.entries = 0xFFFF, .before = end64 + locator}),
        Code::TooManyFiles);
    row("a directory of 64 bits beside the other", rawArchive(small, {.before = end64 + locator}),
        Code::Damaged);
}

void TestPackageRefusals::structuresAreRefused() {
    QFETCH(QByteArray, archive);
    QFETCH(PackageErrorCode, code);
    verifyRefused(archive, code);
}

void TestPackageRefusals::moreFilesThanAllowedAreRefused() {
    std::vector<RawEntry> entries = smallArchive();
    for (int i = int(entries.size()); i < package_limits::kFiles; ++i)
        entries.push_back({.name = "first/" + QByteArray::number(i) + ".txt"});
    const auto most = unpackBytes(rawArchive(entries));
    QVERIFY(most.has_value());
    QCOMPARE(most->files, package_limits::kFiles);
    QVERIFY(QDir(place()).removeRecursively() && QDir().mkdir(place()));
    entries.push_back({.name = "first/more.txt"});
    verifyRefused(rawArchive(entries), PackageErrorCode::TooManyFiles);
}

void TestPackageRefusals::moreDataThanAllowedAreRefused() {
    const RawEntry large = prepared({.content = airy(package_limits::kFileBytes), .method = kDeflated});
    std::vector<RawEntry> entries = smallArchive();
    for (qint64 i = 0; i < package_limits::kBytes / package_limits::kFileBytes; ++i) {
        entries.push_back(large);
        entries.back().name = "first/" + QByteArray::number(i) + ".txt";
    }
    verifyRefused(rawArchive(entries), PackageErrorCode::TooMuchData);
}

/// The second file lies within the first, so that few bytes are announced as many.
void TestPackageRefusals::filesInEachOtherAreRefused() {
    const RawEntry inner{.name = "first/inner.txt", .content = QByteArray(100'000, 'x')};
    const RawEntry outer{.name = "first/outer.txt", .content = rawFile(inner)};
    const std::vector<RawEntry> small = smallArchive();
    QByteArray files;
    QByteArray directory;
    for (const RawEntry& entry : small) {
        directory += rawRecord(entry, quint32(files.size()));
        files += rawFile(entry);
    }
    const QByteArray outerFile = rawFile(outer);
    directory += rawRecord(outer, quint32(files.size()));
    directory += rawRecord(inner, quint32(files.size() + outerFile.size() - outer.content.size()));
    files += outerFile;
    verifyRefused(files + directory + rawEnd(quint16(small.size() + 2), directory, quint32(files.size())),
                  PackageErrorCode::Damaged);
}

void TestPackageRefusals::contentsAreRefused_data() {
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<PackageErrorCode>("code");
    const auto row = [](const char* what, const Tree& tree, PackageErrorCode code) {
        std::vector<RawEntry> entries;
        for (auto file = tree.begin(); file != tree.end(); ++file)
            entries.push_back({.name = file.key().toUtf8(), .content = file.value()});
        QTest::newRow(what) << rawArchive(entries) << code;
    };
    Tree tree = smallCourse();
    tree.remove(QStringLiteral("course.json"));
    row("no course", tree, PackageErrorCode::NoCourse);
    Tree within;
    const Tree small = smallCourse();
    for (auto file = small.begin(); file != small.end(); ++file)
        within.insert(QStringLiteral("small/") + file.key(), file.value());
    row("a course in a folder", within, PackageErrorCode::NoCourse);
    tree = smallCourse();
    tree[QStringLiteral("course.json")] = courseJson("../small", {"first"});
    row("an id that leads out", tree, PackageErrorCode::NotSound);
    tree = smallCourse();
    tree.remove(QStringLiteral("first/text.md"));
    row("a text that is not there", tree, PackageErrorCode::NotSound);
    tree = smallCourse();
    tree[QStringLiteral("first/lesson.json")] = lessonJson("first", R"({ "file": "../../../x.md" })");
    row("a text of elsewhere", tree, PackageErrorCode::NotSound);
}

void TestPackageRefusals::contentsAreRefused() {
    QFETCH(QByteArray, archive);
    QFETCH(PackageErrorCode, code);
    verifyRefused(archive, code);
    const auto result = unpackBytes(archive);
    for (const downhill::lesson::Diagnostic& finding : result.error().findings)
        QVERIFY2(finding.file.startsWith(package() + u'/'), qPrintable(finding.file));
}

void TestPackageRefusals::everyTruncatedPackageIsRefused() {
    const QByteArray whole = rawArchive(smallArchive());
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto result = unpackBytes(whole.left(size));
        QVERIFY2(!result, qPrintable(QString::number(size)));
    }
    verifyNothingWasLeft();
}

void TestPackageRefusals::whateverIsDamagedIsRefusedOrHarmless() {
    const QByteArray whole = rawArchive(smallArchive());
    std::minstd_rand random(7);
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray damaged = whole;
        for (std::size_t left = 1 + random() % 3; left > 0; --left)
            damaged[qsizetype(random() % std::size_t(damaged.size()))] = char(random());
        const auto result = unpackBytes(damaged);
        refused += result ? 0 : 1;
        if (result) {
            QCOMPARE(QDir(place()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                     QStringList{result->id});
            QCOMPARE(treeOf(result->folder).size(), smallCourse().size());
            QVERIFY(QDir(place()).removeRecursively());
        }
    }
    QVERIFY2(refused > 280, qPrintable(QString::number(refused)));
}

QTEST_APPLESS_MAIN(TestPackageRefusals)
#include "test_package_refusals.moc"
