#include "store/database.h"
#include "store_fixture.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <functional>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

namespace {

/// A database of ours with a few hundred rows, closed.
bool makeDatabase(const QString& folder) {
    return openIn(folder) &&
           OtherProgram(fileIn(folder))
               .execute(
                   {u"WITH RECURSIVE counted (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n "
                    u"< 400)"
                    " INSERT INTO profiles SELECT 'student-' || n, hex(zeroblob(200)), n FROM counted"_s});
}

bool overwrite(const QString& file, qint64 offset, const QByteArray& bytes) {
    QFile opened(file);
    return opened.open(QIODevice::ReadWrite) && opened.seek(offset) && opened.write(bytes) == bytes.size();
}

struct Refusal {
    std::function<bool(const QString& folder)> prepare;
    ErrorCode code;
};

} // namespace

Q_DECLARE_METATYPE(Refusal)

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void createsTheFolderAndAMarkedFile() {
        QTemporaryDir root;
        const QString folder = root.filePath(u"a folder/with ? and %20 and ü"_s);
        {
            const auto database = openIn(folder);
            QVERIFY2(database, why(database));
            QCOMPARE((*database)->file(), fileIn(folder));
            QVERIFY(!(*database)->backupProblem());
        }
        // Closed properly, the log is folded in: the one file is all there is.
        QCOMPARE(contentsOf(folder).keys(), QStringList{u"downhill.sqlite"_s});
        OtherProgram other(fileIn(folder));
        QCOMPARE(other.ask(u"PRAGMA user_version"_s), QStringList{QString::number(kSchemaVersion)});
        QCOMPARE(other.ask(u"PRAGMA application_id"_s), QStringList{QString::number(kApplicationId)});
        QCOMPARE(other.ask(u"PRAGMA journal_mode"_s), QStringList{u"wal"_s});
    }

    void reopeningFindsWhatWasStored() {
        QTemporaryDir folder;
        {
            auto database = openIn(folder.path());
            QVERIFY2(database, why(database));
            QVERIFY(ProfileStore(**database).create(ada()));
        }
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        const auto profiles = ProfileStore(**database).list();
        QVERIFY2(profiles, why(profiles));
        QCOMPARE(profiles->size(), 1u);
        QVERIFY(profiles->front() == ada());
    }

    void acceptsAFileThatWasCreatedButNeverFilled_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("empty file") << QStringList{};
        QTest::newRow("only the journal mode set") << QStringList{u"PRAGMA journal_mode = WAL"_s};
    }

    void acceptsAFileThatWasCreatedButNeverFilled() {
        QFETCH(QStringList, statements);
        QTemporaryDir folder;
        QVERIFY(writeBytes(fileIn(folder.path()), {}));
        QVERIFY(OtherProgram(fileIn(folder.path())).execute(statements));
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QVERIFY(ProfileStore(**database).create(ada()));
    }

    void refusesAFolderThatCannotBeCreated_data() {
        QTest::addColumn<QString>("below");
        QTest::newRow("a file is in its place") << u"occupied"_s;
        QTest::newRow("a file is on the way") << u"occupied/below/it"_s;
    }

    void refusesAFolderThatCannotBeCreated() {
        QFETCH(QString, below);
        QTemporaryDir root;
        QVERIFY(writeBytes(root.filePath(u"occupied"_s), "mine"));
        const auto database = openIn(root.filePath(below));
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::CannotCreateFolder);
        QCOMPARE(database.error().path, root.filePath(below));
        QCOMPARE(bytesOf(root.filePath(u"occupied"_s)), QByteArray("mine"));
    }

    void refusesAFolderThatCannotBeWritten() {
        // Nobody can create a file in there, whatever his rights.
        const QString folder = u"/proc/self"_s;
        if (!QFileInfo(folder).isDir())
            QSKIP("this system has no /proc");
        const auto database = openIn(folder);
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::NotWritable);
        QCOMPARE(database.error().path, folder);
    }

    void refusesAFileThatCannotBeWritten() {
        QTemporaryDir folder;
        QVERIFY(makeDatabase(folder.path()));
        const QString file = fileIn(folder.path());
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
        if (QFileInfo(file).isWritable())
            QSKIP("this user may write everything");
        const auto database = openIn(folder.path());
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::NotWritable);
        QCOMPARE(database.error().path, file);
    }

    void refusesToOpenWithoutADate() {
        QTemporaryDir folder;
        const auto database = Database::open(optionsFor(folder.path(), QDate()));
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::Failed);
        QVERIFY(contentsOf(folder.path()).isEmpty());
    }

    void leavesARefusedFileAsItIs_data() {
        QTest::addColumn<Refusal>("refusal");
        const auto text = [](const QByteArray& bytes) {
            return [bytes](const QString& folder) { return writeBytes(fileIn(folder), bytes); };
        };
        const auto foreign = [](const QStringList& statements) {
            return [statements](const QString& folder) {
                return OtherProgram(fileIn(folder)).execute(statements);
            };
        };
        const auto ours = [](const QStringList& statements) {
            return [statements](const QString& folder) {
                return makeDatabase(folder) && OtherProgram(fileIn(folder)).execute(statements);
            };
        };
        const auto cut = [](qint64 size) {
            return [size](const QString& folder) {
                return makeDatabase(folder) && QFile::resize(fileIn(folder), size);
            };
        };
        const auto scribble = [](qint64 offset, qsizetype length) {
            return [offset, length](const QString& folder) {
                return makeDatabase(folder) && overwrite(fileIn(folder), offset, QByteArray(length, '\xa5'));
            };
        };
        const auto row = [](const char* name, auto prepare, ErrorCode code) {
            QTest::newRow(name) << Refusal{prepare, code};
        };
        row("one byte", text("x"), ErrorCode::NotADatabase);
        row("a short text", text("Dear diary,\n"), ErrorCode::NotADatabase);
        row("a long text", text(QByteArray("Dear diary,\n").repeated(2000)), ErrorCode::NotADatabase);
        row("zeros", text(QByteArray(8192, '\0')), ErrorCode::NotADatabase);
        row(
            "a folder", [](const QString& folder) { return QDir(folder).mkdir(u"downhill.sqlite"_s); },
            ErrorCode::NotADatabase);
        row("a database without a mark", foreign({u"CREATE TABLE cookies (name TEXT)"_s}),
            ErrorCode::NotADatabase);
        row("a database of another program",
            foreign({u"PRAGMA application_id = 1234"_s, u"CREATE TABLE cookies (name TEXT)"_s}),
            ErrorCode::NotADatabase);
        row("a database of another program, in write-ahead mode",
            foreign({u"PRAGMA journal_mode = WAL"_s, u"CREATE TABLE cookies (name TEXT)"_s}),
            ErrorCode::NotADatabase);
        row("a newer version", ours({u"PRAGMA user_version = 99"_s}), ErrorCode::NewerVersion);
        row("a version that never was", ours({u"PRAGMA user_version = -3"_s}), ErrorCode::Damaged);
        row("cut to one page", cut(4096), ErrorCode::Damaged);
        row("cut within the header", cut(60), ErrorCode::NotADatabase);
        row("cut within a page", cut(3 * 4096 + 700), ErrorCode::Damaged);
        row("schema overwritten", scribble(100, 3900), ErrorCode::Damaged);
        row("pages overwritten", scribble(5 * 4096, 30 * 4096), ErrorCode::Damaged);
    }

    void leavesARefusedFileAsItIs() {
        QFETCH(Refusal, refusal);
        QTemporaryDir folder;
        QVERIFY(refusal.prepare(folder.path()));
        const auto before = contentsOf(folder.path());
        const auto database = openIn(folder.path());
        QVERIFY(!database);
        QVERIFY2(database.error().code == refusal.code, why(database));
        QCOMPARE(database.error().path, fileIn(folder.path()));
        QCOMPARE(contentsOf(folder.path()), before);
    }

    void namesBothVersionsOfANewerFile() {
        QTemporaryDir folder;
        QVERIFY(makeDatabase(folder.path()));
        QVERIFY(OtherProgram(fileIn(folder.path())).execute({u"PRAGMA user_version = 99"_s}));
        const auto database = openIn(folder.path());
        QVERIFY(!database);
        QCOMPARE(database.error().found, 99);
        QCOMPARE(database.error().supported, kSchemaVersion);
    }

    void belongsToTheThreadThatOpensIt() {
        QTemporaryDir folder;
        bool created = false;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            auto database = openIn(folder.path());
            created = database && ProfileStore(**database).create(ada());
        }));
        thread->start();
        QVERIFY(thread->wait());
        QVERIFY(created);
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        const auto found = ProfileStore(**database).find(ada().id);
        QVERIFY2(found, why(found));
        QVERIFY(*found == ada());
    }

    void leavesNoConnectionBehind() {
        QTemporaryDir folder;
        const QStringList before = QSqlDatabase::connectionNames();
        {
            const auto one = openIn(folder.path());
            QVERIFY2(one, why(one));
            const auto two = openIn(folder.path());
            QVERIFY2(two, why(two));
            QCOMPARE(QSqlDatabase::connectionNames().size(), before.size() + 2);
        }
        QCOMPARE(QSqlDatabase::connectionNames(), before);
        QVERIFY(!QSqlDatabase::contains(QLatin1String(QSqlDatabase::defaultConnection)));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
