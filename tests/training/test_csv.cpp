#include "training/csv.h"
#include "training/experiment.h"

#include <QTemporaryDir>
#include <QTest>

using namespace downhill::training;

Q_DECLARE_METATYPE(ErrorCode)

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheRulesAllow_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n3,-4.5\n");
        QTest::newRow("without a last newline") << QByteArray("a,b\n1,2\n3,-4.5");
        QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n3,-4.5\r\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a,b\n1,2\n3,-4.5\n");
        QTest::newRow("quotes") << QByteArray("\"a\",\"b\"\n\"1\",2\n3,\"-4.5\"\n");
        QTest::newRow("blanks and empty lines") << QByteArray("a , b\n\n 1,\t2 \n\n3 ,-4.5\n\n");
        QTest::newRow("signs and exponents") << QByteArray("a,b\n+1,2e0\n0.3E1,-45e-1\n");
    }
    void readsWhatTheRulesAllow() {
        QFETCH(const QByteArray, text);
        const auto table = parseCsv(text.toStdString(), "data.csv");
        QVERIFY(table.has_value());
        QVERIFY((table->names == std::vector<std::string>{"a", "b"}));
        QVERIFY((table->values == std::vector<double>{1, 2, 3, -4.5}));
        QCOMPARE(table->rows(), 2u);
    }

    void quotedNamesHoldCommasQuotesAndLines() {
        const auto table = parseCsv("\"a,1\",\"say \"\"b\"\"\",\"c\nd\"\r\n1,2,3\r\n", "data.csv");
        QVERIFY(table.has_value());
        QVERIFY((table->names == std::vector<std::string>{"a,1", "say \"b\"", "c\nd"}));
    }

    void saysWhereSomethingIsWrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const char* text, ErrorCode code, int line, int column,
                            const char* detail = "") {
            QTest::newRow(name) << QByteArray(text) << code << line << column << QString::fromUtf8(detail);
        };
        row("nothing", "", ErrorCode::CsvEmpty, 0, 0);
        row("only empty lines", "\n\r\n", ErrorCode::CsvEmpty, 0, 0);
        row("only a header", "a,b\n", ErrorCode::CsvEmpty, 0, 0);
        row("too few fields", "a,b\n1,2\n3\n", ErrorCode::CsvRagged, 3, 0);
        row("too many fields", "a,b\n1,2,3\n", ErrorCode::CsvRagged, 2, 0);
        row("a comma at the end", "a,b\n1,2,\n", ErrorCode::CsvRagged, 2, 0);
        row("text", "a,b\n1,2\n3,four\n", ErrorCode::CsvNotANumber, 3, 2, "four");
        row("an empty field", "a,b\n,2\n", ErrorCode::CsvNotANumber, 2, 1);
        row("a decimal comma", "a,b\n1,\"2,5\"\n", ErrorCode::CsvNotANumber, 2, 2, "2,5");
        row("two signs", "a,b\n+-1,2\n", ErrorCode::CsvNotANumber, 2, 1, "+-1");
        row("a number and more", "a,b\n1,2x\n", ErrorCode::CsvNotANumber, 2, 2, "2x");
        row("beyond a double", "a,b\n1,1e999\n", ErrorCode::CsvNotANumber, 2, 2, "1e999");
        row("NaN", "a,b\n1,NaN\n", ErrorCode::NotFinite, 2, 2, "NaN");
        row("infinity", "a,b\n-inf,1\n", ErrorCode::NotFinite, 2, 1, "-inf");
        row("an open quote", "a,b\n1,\"2\n", ErrorCode::CsvBadQuote, 2, 2);
        row("text after a quote", "a,b\n\"1\"x,2\n", ErrorCode::CsvBadQuote, 2, 1);
        row("lines count through quotes", "\"a\nb\",c\n1,2\nx,1\n", ErrorCode::CsvNotANumber, 4, 1, "x");
        row("empty lines count", "a,b\n\n\n1,x\n", ErrorCode::CsvNotANumber, 4, 2, "x");
    }
    void saysWhereSomethingIsWrong() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        QFETCH(const int, column);
        QFETCH(const QString, detail);
        const auto table = parseCsv(text.toStdString(), "data.csv");
        QVERIFY(!table.has_value());
        QTEST(table.error().code, "code");
        QCOMPARE(table.error().where, std::string("data.csv"));
        QCOMPARE(table.error().line, line);
        QCOMPARE(table.error().column, column);
        QCOMPARE(QString::fromStdString(table.error().detail), detail);
    }

    void everyRowKnowsItsLine() {
        const auto table = parseCsv("\"a\nb\",c\n1,2\n\n3,4\r\n5,6", "data.csv");
        QVERIFY(table.has_value());
        QVERIFY((table->lines == std::vector<long>{3, 5, 6}));
    }

    void aRaggedRowTellsBothCounts() {
        const auto table = parseCsv("a,b,c\n1,2\n", "data.csv");
        QVERIFY(!table.has_value());
        QCOMPARE(table.error().value, 2.0);
        QCOMPARE(table.error().limit, 3.0);
    }

    void tooMuchIsRefused() {
        std::string wide = "a";
        for (int i = 0; i < 4097; ++i)
            wide += ",a";
        const auto columns = parseCsv(wide + "\n", "wide.csv");
        QVERIFY(!columns && columns.error().code == ErrorCode::OutOfRange);
        QCOMPARE(columns.error().where, std::string("dataset.features"));
        QCOMPARE(columns.error().value, 4097.0);

        std::string tall = "a,b\n";
        for (int i = 0; i < limits::kSamples; ++i)
            tall += "1,2\n";
        QCOMPARE(parseCsv(tall, "tall.csv")->rows(), static_cast<std::size_t>(limits::kSamples));
        const auto rows = parseCsv(tall + "1,2\n", "tall.csv");
        QVERIFY(!rows && rows.error().code == ErrorCode::OutOfRange);
        QCOMPARE(rows.error().where, std::string("dataset.samples"));
        QCOMPARE(rows.error().limit, 200'000.0);
    }

    void filesThatCannotBeReadAreNamed() {
        const QTemporaryDir folder;
        const auto missing = readCsv(folder.filePath(QStringLiteral("none.csv")).toStdString());
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);

        const auto directory = readCsv(folder.path().toStdString());
        QVERIFY(!directory && directory.error().code == ErrorCode::FileNotReadable);
        QVERIFY(!directory.error().detail.empty());

        QFile large(folder.filePath(QStringLiteral("groß.csv")));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(limits::kCsvBytes + 1));
        const auto refused = readCsv(large.fileName().toStdString());
        QVERIFY(!refused && refused.error().code == ErrorCode::FileTooLarge);
        QCOMPARE(refused.error().value, static_cast<double>(limits::kCsvBytes + 1));
        QCOMPARE(refused.error().limit, static_cast<double>(limits::kCsvBytes));

        QVERIFY(large.resize(0));
        large.write("a,b\n1,2\n");
        large.close();
        QCOMPARE(readCsv(large.fileName().toStdString())->rows(), 1u);
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "test_csv.moc"
