#include "store/answer_store.h"
#include "store/connection.h"
#include "store/transaction.h"
#include "store_fixture.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

namespace {

const QString kChild = QStringLiteral("--write-and-wait");

AnswerRecord answer(int number) {
    return {.id = uuid(number),
            .lesson = {ada().id, u"first"_s, u"gradient-descent"_s},
            .question = u"question-%1"_s.arg(number),
            .contentHash = u"c0ffee"_s,
            .answer = true,
            .score = 1,
            .points = 1,
            .correct = true};
}

std::vector<QString> questionsIn(Database& database) {
    std::vector<QString> questions;
    const auto answers = AnswerStore(database).latest(answer(0).lesson);
    if (!answers)
        return {u"failed"_s};
    for (const AnswerRecord& record : *answers)
        questions.push_back(record.question);
    return questions;
}

/// What the child process does: one answer committed, another begun; then it waits to be killed. "newer"
/// commits a schema version from the future as well.
int writeAndWait(const QString& folder, const QString& what) {
    auto database = openIn(folder);
    if (!database || !ProfileStore(**database).create(ada()) || !AnswerStore(**database).record(answer(1)))
        return 1;
    Connection& connection = (*database)->connection();
    if (what == u"newer"_s && !connection.execute(u"PRAGMA user_version = 99"_s))
        return 1;
    const auto open = Transaction::begin(connection, Transaction::Kind::Write);
    const QString half =
        u"INSERT INTO answers SELECT 2, 'half', profile, course, lesson, 1, 'question-2', '', '{}',"
        " 0, 0, 1, 1, 0, 0, 0 FROM answers"_s;
    if (!open || !connection.execute(half))
        return 1;
    // Enough to overflow the cache, so that uncommitted pages reach the log.
    for (int i = 0; i < 40; ++i) {
        if (!connection.execute(
                u"INSERT INTO profiles VALUES ('big-%1', hex(randomblob(100000)), 0)"_s.arg(i)))
            return 1;
    }
    std::puts("ready");
    std::fflush(stdout);
    QThread::sleep(120);
    return 1;
}

/// Runs the child and kills it in the middle of its second transaction.
bool killInTheMiddle(const QString& folder, const QString& what) {
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {kChild, folder, what});
    QByteArray said;
    while (!said.contains("ready") && child.waitForReadyRead(60000))
        said += child.readAllStandardOutput();
    child.kill();
    child.waitForFinished();
    return said.contains("ready");
}

} // namespace

class TestDurability : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aKilledProgramLosesOnlyWhatItHadNotCommitted_data() {
        QTest::addColumn<bool>("keepSharedMemory");
        QTest::newRow("as it was left") << true;
        QTest::newRow("copied without the shared memory") << false;
    }

    void aKilledProgramLosesOnlyWhatItHadNotCommitted() {
        QFETCH(bool, keepSharedMemory);
        QTemporaryDir folder;
        QVERIFY(killInTheMiddle(folder.path(), u"answers"_s));
        const QString file = fileIn(folder.path());
        QVERIFY(QFileInfo(file + u"-wal"_s).size() > 1'000'000);
        if (!keepSharedMemory)
            QVERIFY(QFile::remove(file + u"-shm"_s));

        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QCOMPARE(questionsIn(**database), std::vector{u"question-1"_s});
        const auto profiles = ProfileStore(**database).list();
        QVERIFY2(profiles, why(profiles));
        QCOMPARE(profiles->size(), 1u);
        QVERIFY(AnswerStore(**database).record(answer(3)));
    }

    void aNewerVersionInTheLogOfAKilledProgramIsNoticed_data() {
        aKilledProgramLosesOnlyWhatItHadNotCommitted_data();
    }

    void aNewerVersionInTheLogOfAKilledProgramIsNoticed() {
        QFETCH(bool, keepSharedMemory);
        QTemporaryDir folder;
        QVERIFY(killInTheMiddle(folder.path(), u"newer"_s));
        if (!keepSharedMemory)
            QVERIFY(QFile::remove(fileIn(folder.path()) + u"-shm"_s));
        auto before = contentsOf(folder.path());

        const auto database = openIn(folder.path());
        QVERIFY(!database);
        QVERIFY2(database.error().code == ErrorCode::NewerVersion, why(database));
        QCOMPARE(database.error().path, fileIn(folder.path()));
        auto after = contentsOf(folder.path());
        QCOMPARE(after.keys(), before.keys());
        // The index of the log is shared memory, which reading rebuilds.
        before.remove(u"downhill.sqlite-shm"_s);
        after.remove(u"downhill.sqlite-shm"_s);
        QCOMPARE(after, before);
        QVERIFY(QDir(folder.path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
    }

    void anAnswerIsInTheFileWhenRecordReturns() {
        QTemporaryDir folder;
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QVERIFY(ProfileStore(**database).create(ada()));
        const auto recorded = AnswerStore(**database).record(answer(1));
        QVERIFY2(recorded, why(recorded));
        OtherProgram other(fileIn(folder.path()));
        QCOMPARE(other.ask(u"SELECT question FROM answers"_s), QStringList{u"question-1"_s});
        const auto synchronous = (*database)->connection().integer(u"PRAGMA synchronous"_s);
        QCOMPARE(synchronous.value_or(-1), 2); // FULL
    }

    void aFileThatIsHeldByAnotherProgramIsLocked_data() {
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("for itself alone")
            << QStringList{u"PRAGMA locking_mode = EXCLUSIVE"_s, u"UPDATE profiles SET name = 'Grace'"_s};
        QTest::newRow("out of write-ahead mode")
            << QStringList{u"PRAGMA journal_mode = DELETE"_s, u"BEGIN EXCLUSIVE"_s};
    }

    void aFileThatIsHeldByAnotherProgramIsLocked() {
        QFETCH(QStringList, statements);
        QTemporaryDir folder;
        {
            auto database = openIn(folder.path());
            QVERIFY2(database, why(database));
            QVERIFY(ProfileStore(**database).create(ada()));
        }
        {
            OtherProgram other(fileIn(folder.path()));
            QVERIFY(other.execute(statements));
            const auto database = openIn(folder.path());
            QVERIFY(!database);
            QVERIFY2(database.error().code == ErrorCode::Locked, why(database));
            QCOMPARE(database.error().path, fileIn(folder.path()));
        }
        const auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
    }

    void anotherWriterDelaysAnAnswerButNotReading() {
        QTemporaryDir folder;
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QVERIFY(ProfileStore(**database).create(ada()));
        QVERIFY(AnswerStore(**database).record(answer(1)));
        OtherProgram other(fileIn(folder.path()));
        QVERIFY(other.execute({u"BEGIN IMMEDIATE"_s}));
        const auto refused = AnswerStore(**database).record(answer(2));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Locked);
        QCOMPARE(questionsIn(**database), std::vector{u"question-1"_s});
        QVERIFY(other.execute({u"ROLLBACK"_s}));
        const auto recorded = AnswerStore(**database).record(answer(2));
        QVERIFY2(recorded, why(recorded));
        QCOMPARE(questionsIn(**database), (std::vector{u"question-1"_s, u"question-2"_s}));
    }

    void aFullDiskRefusesAnAnswerAndKeepsTheRest() {
        QTemporaryDir folder;
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        QVERIFY(ProfileStore(**database).create(ada()));
        QVERIFY(AnswerStore(**database).record(answer(1)));
        Connection& connection = (*database)->connection();
        const auto pages = connection.integer(u"PRAGMA page_count"_s);
        QVERIFY2(pages, why(pages));
        QVERIFY(connection.execute(u"PRAGMA max_page_count = %1"_s.arg(*pages)));

        AnswerRecord large = answer(2);
        large.answer = downhill::lesson::ChosenIds{{QString(100'000, u'x')}};
        const auto refused = AnswerStore(**database).record(large);
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == ErrorCode::DiskFull, why(refused));
        QCOMPARE(questionsIn(**database), std::vector{u"question-1"_s});

        QVERIFY(connection.execute(u"PRAGMA max_page_count = 1000000"_s));
        const auto recorded = AnswerStore(**database).record(large);
        QVERIFY2(recorded, why(recorded));
        QCOMPARE(questionsIn(**database).size(), 2u);
    }

    void aTransactionThatIsNotCommittedLeavesNothing() {
        QTemporaryDir folder;
        auto database = openIn(folder.path());
        QVERIFY2(database, why(database));
        {
            const auto transaction = Transaction::begin((*database)->connection(), Transaction::Kind::Write);
            QVERIFY2(transaction, why(transaction));
            QVERIFY(ProfileStore(**database).create(ada()));
        }
        const auto profiles = ProfileStore(**database).list();
        QVERIFY2(profiles, why(profiles));
        QVERIFY(profiles->empty());
        QVERIFY(ProfileStore(**database).create(ada()));
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == kChild)
        return writeAndWait(arguments.value(2), arguments.value(3));
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_durability.moc"
