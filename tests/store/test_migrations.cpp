#include "store/answer_store.h"
#include "store/backup.h"
#include "store/migrations.h"
#include "store/progress_store.h"
#include "store/review_store.h"
#include "store/run_store.h"
#include "store/settings_store.h"
#include "store/study_store.h"
#include "store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

Q_DECLARE_METATYPE(std::vector<Migration>)

namespace {

/// A history of three versions that has nothing to do with the real schema.
std::vector<Migration> herbarium() {
    return {
        {1, {u"CREATE TABLE plants (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"_s}},
        {2,
         {u"ALTER TABLE plants ADD COLUMN leaves INTEGER NOT NULL DEFAULT 0"_s,
          u"UPDATE plants SET leaves = length(name)"_s}},
        // Rebuilds a table that another refers to, which deletes nothing there only with foreign keys off.
        {3,
         {u"CREATE TABLE finds (plant INTEGER REFERENCES plants (id) ON DELETE CASCADE)"_s,
          u"INSERT INTO finds SELECT id FROM plants"_s,
          u"CREATE TABLE plants_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, leaves INTEGER) STRICT"_s,
          u"INSERT INTO plants_new SELECT id, name, leaves FROM plants"_s, u"DROP TABLE plants"_s,
          u"ALTER TABLE plants_new RENAME TO plants"_s}},
    };
}

std::vector<Migration> upTo(int version) {
    auto steps = herbarium();
    steps.resize(static_cast<std::size_t>(version));
    return steps;
}

Result<std::unique_ptr<Database>> openWith(const QString& folder, std::vector<Migration> steps) {
    auto options = optionsFor(folder);
    options.migrations = std::move(steps);
    return Database::open(options);
}

bool makeHerbarium(const QString& folder, int version) {
    return openWith(folder, upTo(version)) &&
           OtherProgram(fileIn(folder)).execute({u"INSERT INTO plants (id, name) VALUES (7, 'fern')"_s});
}

QStringList schemaOf(const QString& file) {
    return OtherProgram(file).ask(
        u"SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name"_s);
}

QString fixture(int version) {
    return QStringLiteral(DOWNHILL_SOURCE_DIR "/tests/store/fixtures/schema_v%1.sql").arg(version);
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyVersionHasItsStep() {
        QVERIFY(isComplete(schemaMigrations()));
        QCOMPARE(newestVersion(schemaMigrations()), kSchemaVersion);
    }

    void noticesAForgottenStep_data() {
        QTest::addColumn<std::vector<Migration>>("steps");
        const QStringList something{u"CREATE TABLE a (b)"_s};
        QTest::newRow("none at all") << std::vector<Migration>{};
        QTest::newRow("the first") << std::vector<Migration>{{2, something}};
        QTest::newRow("one between") << std::vector<Migration>{{1, something}, {3, something}};
        QTest::newRow("a number used twice") << std::vector<Migration>{{1, something}, {1, something}};
        QTest::newRow("out of order") << std::vector<Migration>{{2, something}, {1, something}};
        QTest::newRow("one that does nothing") << std::vector<Migration>{{1, something}, {2, {}}};
    }

    void noticesAForgottenStep() {
        QFETCH(std::vector<Migration>, steps);
        QVERIFY(!isComplete(steps));
        QTemporaryDir folder;
        const auto database = openWith(folder.path(), steps);
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::Failed);
        QVERIFY(contentsOf(folder.path()).isEmpty());
    }

    void migratesFromEveryVersion_data() {
        QTest::addColumn<int>("from");
        for (int from = 0; from <= 3; ++from)
            QTest::addRow("from %d", from) << from;
    }

    void migratesFromEveryVersion() {
        QFETCH(int, from);
        QTemporaryDir fresh;
        QVERIFY(openWith(fresh.path(), herbarium()));
        QTemporaryDir folder;
        QVERIFY(from == 0 ? writeBytes(fileIn(folder.path()), {}) : makeHerbarium(folder.path(), from));

        const auto database = openWith(folder.path(), herbarium());
        QVERIFY2(database, why(database));
        QCOMPARE(schemaOf(fileIn(folder.path())), schemaOf(fileIn(fresh.path())));
        OtherProgram other(fileIn(folder.path()));
        QCOMPARE(other.ask(u"PRAGMA user_version"_s), QStringList{u"3"_s});
        QCOMPARE(other.ask(u"SELECT name FROM plants"_s), from == 0 ? QStringList{} : QStringList{u"fern"_s});
        if (from == 1)
            QCOMPARE(other.ask(u"SELECT leaves FROM plants"_s), QStringList{u"4"_s});
        if (from == 1 || from == 2)
            QCOMPARE(other.ask(u"SELECT plant FROM finds"_s), QStringList{u"7"_s});
    }

    void backsUpBeforeMigratingAndOnlyThen_data() {
        QTest::addColumn<int>("from");
        QTest::newRow("version 1") << 1;
        QTest::newRow("version 2") << 2;
    }

    void backsUpBeforeMigratingAndOnlyThen() {
        QFETCH(int, from);
        QTemporaryDir folder;
        QVERIFY(makeHerbarium(folder.path(), from));
        QVERIFY(listBackups(folder.filePath(u"backups"_s)).empty());
        const auto database = openWith(folder.path(), herbarium());
        QVERIFY2(database, why(database));

        const auto backups = listBackups(folder.filePath(u"backups"_s));
        QCOMPARE(backups.size(), 1u);
        QCOMPARE(backups.front().version, from);
        OtherProgram copy(backups.front().file);
        QCOMPARE(copy.ask(u"PRAGMA user_version"_s), QStringList{QString::number(from)});
        QCOMPARE(copy.ask(u"PRAGMA quick_check"_s), QStringList{u"ok"_s});
        QCOMPARE(copy.ask(u"SELECT name FROM plants"_s), QStringList{u"fern"_s});
    }

    void todaysBackupIsRenewedBeforeMigrating() {
        QTemporaryDir folder;
        QVERIFY(makeHerbarium(folder.path(), 1));
        QVERIFY(openWith(folder.path(), upTo(1))); // the backup of the day
        QVERIFY(
            OtherProgram(fileIn(folder.path())).execute({u"INSERT INTO plants (name) VALUES ('moss')"_s}));
        QVERIFY(openWith(folder.path(), upTo(2)));
        const auto backups = listBackups(folder.filePath(u"backups"_s));
        QCOMPARE(backups.size(), 1u);
        QCOMPARE(OtherProgram(backups.front().file).ask(u"SELECT name FROM plants ORDER BY id"_s),
                 (QStringList{u"fern"_s, u"moss"_s}));
    }

    void migratesNothingWithoutABackup() {
        QTemporaryDir folder;
        QVERIFY(makeHerbarium(folder.path(), 1));
        QVERIFY(writeBytes(folder.filePath(u"backups"_s), "in the way"));
        const auto database = openWith(folder.path(), herbarium());
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::BackupFailed);
        QCOMPARE(database.error().path, folder.filePath(u"backups/downhill-2031-04-09-v1.sqlite"_s));
        QCOMPARE(OtherProgram(fileIn(folder.path())).ask(u"PRAGMA user_version"_s), QStringList{u"1"_s});
    }

    void aFailingStepUndoesAll_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QStringList& statements, ErrorCode code) {
            QTest::newRow(name) << statements << static_cast<int>(code);
        };
        row("a wrong statement", {u"CREATE TABLE fungi (a)"_s, u"INSERT INTO nowhere VALUES (1)"_s},
            ErrorCode::Failed);
        row("a row that refers to nothing", {u"INSERT INTO finds VALUES (12345)"_s}, ErrorCode::Failed);
        row("a full disk",
            {u"PRAGMA max_page_count = 20"_s, u"CREATE TABLE big (a)"_s,
             u"INSERT INTO big VALUES (randomblob(200000))"_s},
            ErrorCode::DiskFull);
    }

    void aFailingStepUndoesAll() {
        QFETCH(QStringList, statements);
        QFETCH(int, code);
        QTemporaryDir folder;
        QVERIFY(makeHerbarium(folder.path(), 1));
        const QStringList before = schemaOf(fileIn(folder.path()));
        auto steps = herbarium();
        steps.push_back({4, statements});

        const auto database = openWith(folder.path(), steps);
        QVERIFY(!database);
        QVERIFY2(static_cast<int>(database.error().code) == code, why(database));
        QCOMPARE(schemaOf(fileIn(folder.path())), before);
        {
            OtherProgram other(fileIn(folder.path()));
            QCOMPARE(other.ask(u"PRAGMA user_version"_s), QStringList{u"1"_s});
            QCOMPARE(other.ask(u"SELECT name FROM plants"_s), QStringList{u"fern"_s});
        }
        QVERIFY(openWith(folder.path(), herbarium())); // the mended program goes on from there
    }

    void aFileThatAnotherProgramMigratedFurtherIsRefused() {
        QTemporaryDir folder;
        QVERIFY(makeHerbarium(folder.path(), 3));
        const auto database = openWith(folder.path(), upTo(2));
        QVERIFY(!database);
        QCOMPARE(database.error().code, ErrorCode::NewerVersion);
        QCOMPARE(database.error().found, 3);
        QCOMPARE(database.error().supported, 2);
    }

    /// One file of each version that was ever published, with a little of everything in it.
    void opensTheFilesOfEveryPublishedVersion_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= kSchemaVersion; ++version)
            QTest::addRow("version %d", version) << version;
    }

    void opensTheFilesOfEveryPublishedVersion() {
        QFETCH(int, version);
        const QByteArray script = bytesOf(fixture(version));
        QVERIFY2(!script.isEmpty(), "each published version needs its fixture");
        QTemporaryDir folder;
        for (const QString& statement : QString::fromUtf8(script).split(u";\n"_s, Qt::SkipEmptyParts))
            QVERIFY2(OtherProgram(fileIn(folder.path())).execute({statement}), qPrintable(statement));

        const auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QTemporaryDir fresh;
        QVERIFY(openIn(fresh.path()));
        // Different: a published step was edited, or a step forgets what the first one now does.
        QCOMPARE(schemaOf(fileIn(folder.path())), schemaOf(fileIn(fresh.path())));

        const LessonKey lesson{ada().id, u"first"_s, u"gradient-descent"_s};
        const auto profile = ProfileStore(**database).find(ada().id);
        QVERIFY2(profile, why(profile));
        QVERIFY(*profile == ada());
        const auto progress = ProgressStore(**database).lesson(lesson);
        QVERIFY2(progress && *progress, why(progress));
        QCOMPARE(progress->value().visited.size(), 2u);
        QCOMPARE(progress->value().currentStep, u"too-far"_s);
        const auto answers = AnswerStore(**database).latest(lesson);
        QVERIFY2(answers, why(answers));
        QCOMPARE(answers->size(), 3u);
        // In the order of the questions: how-far, steep, which-way. Version 1 did not count hints.
        QCOMPARE(answers->back().hintsOpened, version >= 2 ? 2 : 0);
        const auto run = RunStore(**database).last({lesson, u"too-far"_s});
        QVERIFY2(run && *run, why(run));
        QCOMPARE(run->value().record.outcomes.size(), 2u);
        QCOMPARE(run->value().curves.size(), 2u);
        QCOMPARE(run->value().curves.front().buckets.size(), 3u);
        if (version < 2)
            return;
        const auto card = ReviewStore(**database).card(lesson, u"steep"_s);
        QVERIFY2(card && *card, why(card));
        QCOMPARE(card->value().stability, 0.212);
        QCOMPARE(card->value().due, std::int64_t(1'900'086'550'000));
        const auto passed = ProgressStore(**database).passedTests(ada().id, u"first"_s);
        QVERIFY2(passed, why(passed));
        QVERIFY((*passed == std::vector<PassedTest>{{u"noise"_s, 0.875, 1'900'000'300'000}}));
        QCOMPARE(SettingsStore(**database).value(ada().id, u"unlock-all"_s)->value(), u"true"_s);
        QCOMPARE(SettingsStore(**database).value({}, u"course"_s)->value(), u"first"_s);
        if (version < 3)
            return;
        const auto times = StudyStore(**database).times(ada().id, u"first"_s);
        QVERIFY2(times, why(times));
        QVERIFY((*times == std::vector<StudyTime>{{u"gradient-descent"_s, QDate(2030, 3, 17), 754'000}}));
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_migrations.moc"
