#include "command_line_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <thread>

class TestCliBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWorkloadHasAFigureForEachNumberOfThreads() {
        const CommandLineRun run = runCommandLine({QStringLiteral("bench"), QStringLiteral("--json"),
                                                   QStringLiteral("--seconds"), QStringLiteral("0.01")});
        QCOMPARE(run.errors, QByteArray());
        QCOMPARE(run.status, 0);
        const QJsonObject whole = QJsonDocument::fromJson(run.output).object();
        QVERIFY(!whole[QStringLiteral("instruction_set")].toString().isEmpty());
        const QJsonArray results = whole[QStringLiteral("results")].toArray();
        QHash<QString, QList<int>> threads;
        for (const auto& value : results) {
            const QJsonObject one = value.toObject();
            const QString name = one[QStringLiteral("workload")].toString();
            threads[name].append(one[QStringLiteral("threads")].toInt());
            const bool picture = name == u"G" || name == u"LS";
            const QString unit =
                picture ? QStringLiteral("milliseconds") : QStringLiteral("steps_per_second");
            QVERIFY2(one[unit].toDouble() > 0, qPrintable(name));
        }
        const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        for (const char16_t* name : {u"T", u"S", u"M", u"L", u"G", u"LS"}) {
            const QList<int> counts = threads.value(QString::fromUtf16(name));
            QCOMPARE(counts.value(0), 1);
            QCOMPARE(counts.value(counts.size() - 1), processors);
        }
    }

    void theBaselineRunsOnEveryProcessor() {
        const CommandLineRun run =
            runCommandLine({QStringLiteral("bench"), QStringLiteral("--seconds"), QStringLiteral("0.001"),
                            QStringLiteral("--instructions"), QStringLiteral("baseline")});
        QCOMPARE(run.status, 0);
        QVERIFY(run.output.contains("instruction set: baseline"));
        QVERIFY(run.output.contains("steps/s"));
    }
};

QTEST_APPLESS_MAIN(TestCliBench)
#include "test_cli_bench.moc"
