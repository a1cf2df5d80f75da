#include "store/backup.h"
#include "store/migrations.h"
#include "store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

namespace {

QStringList namesIn(const QTemporaryDir& folder) {
    return QDir(folder.filePath(u"backups"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

bool openOn(const QTemporaryDir& folder, const QDate& day, int kept = 7) {
    auto options = optionsFor(folder.path(), day);
    options.backupsKept = kept;
    const auto database = Database::open(options);
    return database && !(*database)->backupProblem();
}

const QDate kMonday(2031, 4, 7);

/// How the backup of a day after `kMonday` is named, by this schema.
QString backupName(int daysLater = 0) {
    return u"downhill-%1-v%2.sqlite"_s.arg(kMonday.addDays(daysLater).toString(Qt::ISODate))
        .arg(kSchemaVersion);
}

QString backupIn(const QTemporaryDir& folder, int daysLater = 0) {
    return folder.filePath(u"backups/"_s + backupName(daysLater));
}

} // namespace

class TestBackups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aNewDatabaseIsNotBackedUp() {
        QTemporaryDir folder;
        QVERIFY(openOn(folder, kMonday));
        QVERIFY(namesIn(folder).isEmpty());
    }

    void theFirstOpeningOfADayBacksUp() {
        QTemporaryDir folder;
        {
            auto database = openIn(folder.path());
            QVERIFY2(database, why(database));
            QVERIFY(ProfileStore(**database).create(ada()));
        }
        QVERIFY(openOn(folder, kMonday));
        QCOMPARE(namesIn(folder), QStringList{backupName()});
        QVERIFY(openOn(folder, kMonday.addDays(1)));
        QCOMPARE(namesIn(folder), (QStringList{backupName(), backupName(1)}));

        OtherProgram copy(backupIn(folder));
        QCOMPARE(copy.ask(u"PRAGMA quick_check"_s), QStringList{u"ok"_s});
        QCOMPARE(copy.ask(u"SELECT name FROM profiles"_s), QStringList{u"Ada"_s});
    }

    void laterOpeningsOfTheDayLeaveItsBackupAlone() {
        QTemporaryDir folder;
        QVERIFY(openOn(folder, kMonday));
        QVERIFY(openOn(folder, kMonday));
        const QString backup = backupIn(folder);
        QVERIFY(writeBytes(backup, "as it was"));
        QVERIFY(openOn(folder, kMonday));
        QCOMPARE(bytesOf(backup), QByteArray("as it was"));
    }

    void aBackupCanTakeTheDatabasesPlace() {
        QTemporaryDir folder;
        {
            auto database = openIn(folder.path());
            QVERIFY2(database, why(database));
            QVERIFY(ProfileStore(**database).create(ada()));
        }
        QVERIFY(openOn(folder, kMonday));
        QTemporaryDir restored;
        QVERIFY(QFile::copy(backupIn(folder), fileIn(restored.path())));
        auto database = openIn(restored.path());
        QVERIFY2(database, why(database));
        const auto found = ProfileStore(**database).find(ada().id);
        QVERIFY2(found, why(found));
        QVERIFY(*found == ada());
    }

    void keepsTheNewestSeven() {
        QTemporaryDir folder;
        QVERIFY(openOn(folder, kMonday));
        QVERIFY(QDir(folder.path()).mkdir(u"backups"_s));
        QVERIFY(writeBytes(folder.filePath(u"backups/notes.txt"_s), "not ours"));
        QVERIFY(writeBytes(folder.filePath(u"backups/downhill-my own copy.sqlite"_s), "not ours"));
        for (int day = 0; day < 12; ++day)
            QVERIFY(openOn(folder, kMonday.addDays(day)));
        const auto backups = listBackups(folder.filePath(u"backups"_s));
        QCOMPARE(backups.size(), 7u);
        QCOMPARE(backups.front().date, kMonday.addDays(11));
        QCOMPARE(backups.back().date, kMonday.addDays(5));
        QCOMPARE(namesIn(folder).size(), 9);
    }

    void aClockSetBackCostsNeitherTheNewBackupNorItsTurn() {
        QTemporaryDir folder;
        QVERIFY(openOn(folder, kMonday));
        for (int day = 0; day < 3; ++day)
            QVERIFY(openOn(folder, kMonday.addYears(10).addDays(day), 3));
        QVERIFY(openOn(folder, kMonday, 3));
        const auto backups = listBackups(folder.filePath(u"backups"_s));
        QCOMPARE(backups.size(), 3u);
        QCOMPARE(backups.back().date, kMonday);
    }

    void aFailedDailyBackupIsReportedAndDoesNotCloseTheDatabase_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("blockedFolder");
        const QString name = u"backups/"_s + backupName(2);
        QTest::newRow("no folder") << u"backups"_s << QString();
        QTest::newRow("no copy") << QString() << QString(name + u".partial"_s);
        QTest::newRow("no renaming") << QString() << name;
    }

    void aFailedDailyBackupIsReportedAndDoesNotCloseTheDatabase() {
        QFETCH(QString, file);
        QFETCH(QString, blockedFolder);
        QTemporaryDir folder;
        QVERIFY(openIn(folder.path()));
        if (!file.isEmpty())
            QVERIFY(writeBytes(folder.filePath(file), "in the way"));
        else
            QVERIFY(QDir(folder.path()).mkpath(blockedFolder + u"/occupied"_s));

        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        const auto& problem = (*database)->backupProblem();
        QVERIFY(problem);
        QCOMPARE(problem->code, ErrorCode::BackupFailed);
        QCOMPARE(problem->path, backupIn(folder, 2));
        QVERIFY(!problem->detail.isEmpty());
        QVERIFY(ProfileStore(**database).create(ada()));
        QVERIFY(namesIn(folder).isEmpty()); // no unfinished copy either
    }

    void anUnfinishedCopyIsReplaced() {
        QTemporaryDir folder;
        QVERIFY(openOn(folder, kMonday));
        QVERIFY(QDir(folder.path()).mkdir(u"backups"_s));
        QVERIFY(writeBytes(backupIn(folder) + u".partial"_s, "half of it"));
        QVERIFY(openOn(folder, kMonday));
        QCOMPARE(namesIn(folder), QStringList{backupName()});
    }

    void ordersByDateThenVersion() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u"backups"_s));
        for (const QString& name :
             {u"2031-04-07-v9"_s, u"2031-04-07-v10"_s, u"2031-04-06-v11"_s, u"2031-13-01-v1"_s})
            QVERIFY(writeBytes(folder.filePath(u"backups/downhill-%1.sqlite"_s.arg(name)), "x"));
        QList<int> versions;
        for (const Backup& backup : listBackups(folder.filePath(u"backups"_s)))
            versions.append(backup.version);
        QCOMPARE(versions, (QList<int>{10, 9, 11}));
    }
};

QTEST_GUILESS_MAIN(TestBackups)
#include "test_backups.moc"
