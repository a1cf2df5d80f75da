#include "messages/messages.h"
#include "messages/quantity_advice.h"

#include <QSet>
#include <QTest>

using namespace downhill;
using app::describe;
using app::Message;
using app::sentence;

class TestMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnClausesWithoutAHole_data();
    void everyCodeHasItsOwnClausesWithoutAHole();
    void trainingErrorsNameTheirPlace_data();
    void trainingErrorsNameTheirPlace();
    void everyQuantityComesWithAdvice_data();
    void everyQuantityComesWithAdvice();
    void findingsAreWordedAsTheEnginesErrors();
    void nearWordsAreSuggestedAndOthersListed();
    void everyReasonOfALessonsDiagnosticIsWorded_data();
    void everyReasonOfALessonsDiagnosticIsWorded();
    void faultsOfExpressionsAreWorded_data();
    void faultsOfExpressionsAreWorded();
    void disproofsSayWhichRunContradicts();
    void storeErrorsCarryTheirDetail();
    void sentencesBeginLargeAndEndWithAStop_data();
    void sentencesBeginLargeAndEndWithAStop();
};

namespace {

std::vector<Message> trainingMessages() {
    std::vector<Message> messages;
    for (int code = 0; code <= static_cast<int>(training::ErrorCode::BatchTooSmall); ++code) {
        messages.push_back(describe(training::Error{.code = static_cast<training::ErrorCode>(code),
                                                    .where = "place",
                                                    .detail = "detail",
                                                    .value = 3,
                                                    .least = 4,
                                                    .limit = 5,
                                                    .line = 6,
                                                    .column = 7}));
    }
    return messages;
}

std::vector<Message> lessonMessages() {
    std::vector<Message> messages;
    for (int rule = 0; rule <= static_cast<int>(lesson::Rule::ExperimentDoesNotFit); ++rule) {
        messages.push_back(describe(lesson::Diagnostic{
            .rule = static_cast<lesson::Rule>(rule),
            .arguments = {QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}}));
    }
    return messages;
}

std::vector<Message> storeMessages() {
    std::vector<Message> messages;
    for (int code = 0; code <= static_cast<int>(store::ErrorCode::Failed); ++code) {
        messages.push_back(describe(store::Error{.code = static_cast<store::ErrorCode>(code),
                                                 .path = QStringLiteral("/a/path"),
                                                 .detail = QStringLiteral("detail"),
                                                 .found = 3,
                                                 .supported = 2}));
    }
    return messages;
}

std::vector<Message> packageMessages() {
    std::vector<Message> messages;
    for (int code = 0; code <= static_cast<int>(authoring::PackageErrorCode::NotReplaceable); ++code) {
        messages.push_back(
            describe(authoring::PackageError{.code = static_cast<authoring::PackageErrorCode>(code),
                                             .name = QStringLiteral("a/name"),
                                             .detail = QStringLiteral("detail"),
                                             .limit = 5 << 20}));
    }
    return messages;
}

} // namespace

void TestMessages::everyCodeHasItsOwnClausesWithoutAHole_data() {
    QTest::addColumn<int>("layer");
    QTest::newRow("training") << 0;
    QTest::newRow("lesson") << 1;
    QTest::newRow("store") << 2;
    QTest::newRow("packages") << 3;
}

void TestMessages::everyCodeHasItsOwnClausesWithoutAHole() {
    QFETCH(int, layer);
    const std::vector<Message> messages = layer == 0   ? trainingMessages()
                                          : layer == 1 ? lessonMessages()
                                          : layer == 2 ? storeMessages()
                                                       : packageMessages();
    QSet<QString> seen;
    for (const Message& message : messages) {
        QVERIFY(!message.what.isEmpty());
        QVERIFY(!message.remedy.isEmpty());
        for (const QString& clause : {message.what, message.remedy}) {
            QVERIFY2(!clause.contains(u'%'), qPrintable(clause));
            QVERIFY2(!clause.endsWith(u'.'), qPrintable(clause));
        }
        QVERIFY2(!seen.contains(message.what), qPrintable(message.what));
        seen.insert(message.what);
    }
}

void TestMessages::trainingErrorsNameTheirPlace_data() {
    using training::Error;
    using training::ErrorCode;
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Error& error, const QString& expected) {
        QTest::newRow(name) << sentence(error) << expected;
    };
    row("ragged", {.code = ErrorCode::CsvRagged, .where = "p.csv", .value = 2, .limit = 3, .line = 9},
        QStringLiteral("The row at p.csv, line 9 has another number of fields (2) than the header (3). Give "
                       "every row one field for each column."));
    row("text",
        {.code = ErrorCode::CsvNotANumber, .where = "/d/p.csv", .detail = "x", .line = 2, .column = 1},
        QStringLiteral("“x” is not a number (/d/p.csv, line 2, field 1). Write numbers throughout, with a "
                       "decimal point, and labels as 0, 1, …"));
    row("range",
        {.code = ErrorCode::OutOfRange, .where = "batch_size", .value = 501, .least = 0, .limit = 500},
        QStringLiteral("“batch_size” is 501, outside the allowed range. Choose a value from 0 to 500: 0 "
                       "takes the whole training set."));
    row("quantity of a list's element",
        {.code = ErrorCode::OutOfRange,
         .where = "network.layers[12].dropout",
         .value = 1,
         .least = 0,
         .limit = 0.999999},
        QStringLiteral(
            "“network.layers[12].dropout” is 1, outside the allowed range. Choose a value from 0 to "
            "0.999999: it is the share of the activations that is left out; 0.2 to 0.5 is usual."));
    row("formula that ends", {.code = ErrorCode::FormulaSyntax, .where = "surface.formula", .column = 4},
        QStringLiteral(
            "The formula ends too soon. Complete it: a value or a closing parenthesis is missing."));
    row("formula", {.code = ErrorCode::FormulaSyntax, .where = "surface.formula", .detail = ")", .column = 3},
        QStringLiteral(
            "“)” cannot stand at character 3 of the formula. Write it with + - * / ^, parentheses, "
            "numbers, x and y, for example x^2 + 10*y^2."));
    row("unknown name",
        {.code = ErrorCode::FormulaUnknownName, .where = "surface.formula", .detail = "sinus", .column = 5},
        QStringLiteral(
            "The formula does not know “sinus” at character 5. Use x, y, pi, e, sin, cos, tan, exp, "
            "log, sqrt, abs, tanh, min and max, for example x^2 + 10*y^2."));
    for (const char* unit : {"bytes", "operations", "levels"}) {
        const Error error{.code = ErrorCode::FormulaTooLong, .detail = unit, .value = 70, .limit = 64};
        QTest::newRow(unit) << QString::number(sentence(error).contains(QString::fromLatin1(unit)))
                            << QStringLiteral("1");
    }
    row("images cut off",
        {.code = ErrorCode::IdxTruncated, .where = "d/train-images-idx3-ubyte", .value = 20, .limit = 7856},
        QStringLiteral(
            "The file d/train-images-idx3-ubyte has another size than its beginning promises (bytes: "
            "20, promised: 7856). Fetch it again."));
    row("no full batch", {.code = ErrorCode::EmptyData, .where = "batch_size"},
        QStringLiteral("No batch is full, and those that are not are left out. Take a smaller batch size, or "
                       "set “drop_last” to false."));
    row("nothing to test on", {.code = ErrorCode::EmptyData, .where = "dataset.test_share"},
        QStringLiteral(
            "Nothing is held back to test on. Give the data a “test_share”, or choose a goal on the "
            "training set."));
    row("act too early", {.code = ErrorCode::ShapeMismatch, .where = "loop", .value = 1, .limit = 5},
        QStringLiteral("Act 2 of the loop comes too early. Put “forward” before “loss”, and “loss” before "
                       "“backward”."));
    row("lonely sample", {.code = ErrorCode::BatchTooSmall, .where = "batch_size", .value = 1},
        QStringLiteral("Batch norm needs two samples in each batch, and the smallest has the size 1. Take "
                       "another batch size, or leave the rest of an epoch out with “drop_last”."));
    row("permission", {.code = ErrorCode::FileNotWritable, .where = "/x", .detail = "Permission denied"},
        QStringLiteral(
            "The file /x cannot be written (Permission denied). Check that its folder exists, that you may "
            "write there and that the disk is not full."));
}

void TestMessages::trainingErrorsNameTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
}

void TestMessages::everyQuantityComesWithAdvice_data() {
    QTest::addColumn<QString>("quantity");
    for (const char* quantity : {"learning_rate",
                                 "batch_size",
                                 "optimizer.momentum",
                                 "optimizer.dampening",
                                 "optimizer.smoothing",
                                 "optimizer.beta1",
                                 "optimizer.beta2",
                                 "optimizer.epsilon",
                                 "optimizer.initial_accumulator",
                                 "optimizer.weight_decay",
                                 "optimizer.l1",
                                 "optimizer.clip_value",
                                 "optimizer.clip_norm",
                                 "schedule.warm_up",
                                 "schedule.factor",
                                 "schedule.period",
                                 "schedule.floor",
                                 "schedule.patience",
                                 "schedule.threshold",
                                 "schedule.every",
                                 "loop",
                                 "drop_last",
                                 "prefetch",
                                 "load_microseconds",
                                 "network.layers[0].dropout",
                                 "network.layers[31].batch_norm",
                                 "huber_delta",
                                 "dataset.cells",
                                 "dataset.side",
                                 "dataset.features",
                                 "dataset.folder",
                                 "surface.noise",
                                 "surface.formula"})
        QTest::newRow(quantity) << QString::fromLatin1(quantity);
}

void TestMessages::everyQuantityComesWithAdvice() {
    QFETCH(QString, quantity);
    const QString advice = app::adviceFor(quantity);
    QVERIFY(!advice.isEmpty());
    QVERIFY(!advice.endsWith(u'.'));
    const training::Error error{.code = training::ErrorCode::OutOfRange, .where = quantity.toStdString()};
    QVERIFY2(describe(error).remedy.endsWith(advice), qPrintable(describe(error).remedy));
    QCOMPARE(app::adviceFor(QStringLiteral("another.") + quantity), QString());
}

void TestMessages::findingsAreWordedAsTheEnginesErrors() {
    const lesson::Diagnostic finding{.rule = lesson::Rule::ExperimentDoesNotFit,
                                     .arguments = {QStringLiteral("surface.formula"), QStringLiteral("0"),
                                                   QStringLiteral("formula-unknown-name"),
                                                   QStringLiteral("0"), QStringLiteral("0"),
                                                   QStringLiteral("sinus"), QStringLiteral("5")}};
    const training::Error error{.code = training::ErrorCode::FormulaUnknownName,
                                .where = "surface.formula",
                                .detail = "sinus",
                                .column = 5};
    QCOMPARE(sentence(finding), sentence(error));
}

void TestMessages::nearWordsAreSuggestedAndOthersListed() {
    lesson::Diagnostic finding{
        .rule = lesson::Rule::UnknownKey,
        .arguments = {QStringLiteral("stesp"), QStringLiteral("steps"), QStringLiteral("runs, seed, steps")}};
    QCOMPARE(sentence(finding), QStringLiteral("Unknown key “stesp”. Did you mean “steps”?"));
    finding.arguments[1].clear();
    QCOMPARE(sentence(finding), QStringLiteral("Unknown key “stesp”. Known here: runs, seed, steps."));
    finding.arguments[2].clear();
    QCOMPARE(sentence(finding), QStringLiteral("Unknown key “stesp”. Take it out."));
}

void TestMessages::everyReasonOfALessonsDiagnosticIsWorded_data() {
    QTest::addColumn<int>("rule");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("worded");
    const auto rows = [](lesson::Rule rule, int worded, const QStringList& words, const auto& arguments) {
        for (const QString& word : words)
            QTest::addRow("%d %s", static_cast<int>(rule), qPrintable(word))
                << static_cast<int>(rule) << arguments(word) << worded;
    };
    const auto second = [](const QString& word) { return QStringList{QStringLiteral("x"), word}; };
    const auto third = [](const QString& word) {
        return QStringList{QStringLiteral("x"), QStringLiteral("2"), word};
    };
    const auto both = [](const QString& word) { return QStringList{word, word}; };
    rows(lesson::Rule::ViewDoesNotFit, 1,
         {QStringLiteral("needs two features"), QStringLiteral("needs classes"),
          QStringLiteral("needs one feature"), QStringLiteral("needs regression"),
          QStringLiteral("needs one weight"), QStringLiteral("needs two weights"),
          QStringLiteral("needs a network"), QStringLiteral("needs images")},
         second);
    rows(lesson::Rule::ControlDoesNotFit, 1,
         {QStringLiteral("needs a dataset"), QStringLiteral("needs noise"), QStringLiteral("needs a surface"),
          QStringLiteral("needs two parameters"), QStringLiteral("needs at most 16 parameters"),
          QStringLiteral("no such parameter"), QStringLiteral("needs an optimizer that has it"),
          QStringLiteral("needs a hidden layer"), QStringLiteral("needs the Huber loss"),
          QStringLiteral("needs a surface that has it"), QStringLiteral("a run starts outside its range")},
         second);
    rows(lesson::Rule::ExperimentDoesNotFit, 2,
         {QStringLiteral("loss-needs-logits"), QStringLiteral("loss-needs-classes"),
          QStringLiteral("empty-data"), QStringLiteral("one-class-only"), QStringLiteral("shape-mismatch"),
          QStringLiteral("out-of-range"), QStringLiteral("formula-syntax"),
          QStringLiteral("batch-too-small")},
         third);
    rows(lesson::Rule::WrongType, 0,
         {QStringLiteral("string"), QStringLiteral("text"), QStringLiteral("number"),
          QStringLiteral("integer"), QStringLiteral("boolean"), QStringLiteral("array"),
          QStringLiteral("object")},
         both);
}

void TestMessages::everyReasonOfALessonsDiagnosticIsWorded() {
    QFETCH(int, rule);
    QFETCH(QStringList, arguments);
    QFETCH(int, worded);
    const Message message =
        describe(lesson::Diagnostic{.rule = static_cast<lesson::Rule>(rule), .arguments = arguments});
    QVERIFY(!message.what.isEmpty() && !message.remedy.isEmpty());
    // The engine's word is never what a person is told.
    QVERIFY2(message.remedy != arguments[worded], qPrintable(message.remedy));
    QVERIFY2(message.remedy != QStringLiteral("write ") + arguments[worded], qPrintable(message.remedy));
}

void TestMessages::faultsOfExpressionsAreWorded_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* column, const char* code, const char* detail,
                        const QString& expected) {
        QTest::newRow(name) << QStringList{QStringLiteral("w +"), QString::fromLatin1(column),
                                           QString::fromLatin1(code), QString::fromLatin1(detail)}
                            << expected;
    };
    row("end", "4", "formula-syntax", "",
        QStringLiteral("“w +” ends too soon. Complete it: a value or a closing parenthesis is missing."));
    row("sign", "2", "formula-syntax", ")",
        QStringLiteral("“)” cannot stand at character 2 of “w +”. Write it with + - * / ^, parentheses, "
                       "numbers and the names of the parameters."));
    row("name", "1", "formula-unknown-name", "w",
        QStringLiteral("“w +” does not know “w” at character 1. Use the names of the question's parameters, "
                       "pi, e, sin, cos, tan, exp, log, sqrt, abs, tanh, min and max."));
    row("length", "0", "formula-too-long", "bytes",
        QStringLiteral("“w +” is too long to be computed. Make it shorter."));
}

void TestMessages::faultsOfExpressionsAreWorded() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, expected);
    QCOMPARE(sentence(lesson::Diagnostic{.rule = lesson::Rule::BadExpression, .arguments = arguments}),
             expected);
}

void TestMessages::disproofsSayWhichRunContradicts() {
    const auto said = [](const QString& run) {
        return describe(
            lesson::Diagnostic{.rule = lesson::Rule::Disproved,
                               .arguments = {QStringLiteral("4, 7"), QStringLiteral("steps = 9"), run}});
    };
    const Message claim = said(QStringLiteral("claim"));
    QVERIFY(claim.what.contains(u"4, 7") && claim.what.contains(u"steps = 9"));
    const Message solution = said(QStringLiteral("solution"));
    QVERIFY(solution.what.contains(u"solution") && solution.what.contains(u"steps = 9"));
    const Message start = said(QStringLiteral("start"));
    QVERIFY(start.what.contains(u"without any change") && start.what.contains(u"steps = 9"));
    QVERIFY(claim.remedy != solution.remedy && solution.remedy != start.remedy);
}

void TestMessages::storeErrorsCarryTheirDetail() {
    const QString text = sentence(store::Error{.code = store::ErrorCode::NewerVersion,
                                               .path = QStringLiteral("/d/downhill.sqlite"),
                                               .found = 9,
                                               .supported = 4});
    QVERIFY(text.contains(u"/d/downhill.sqlite") && text.contains(u'9') && text.contains(u'4'));
    QVERIFY(
        sentence(store::Error{.code = store::ErrorCode::Failed, .detail = QStringLiteral("database is odd")})
            .contains(u"database is odd"));
}

void TestMessages::sentencesBeginLargeAndEndWithAStop_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("remedy");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QString& what, const QString& remedy,
                        const QString& expected) { QTest::newRow(name) << what << remedy << expected; };
    row("both", QStringLiteral("it broke"), QStringLiteral("mend it"), QStringLiteral("It broke. Mend it."));
    row("no remedy", QStringLiteral("it broke"), QString(), QStringLiteral("It broke."));
    row("a question", QStringLiteral("unknown"), QStringLiteral("did you mean x?"),
        QStringLiteral("Unknown. Did you mean x?"));
    row("nothing", QString(), QString(), QString());
}

void TestMessages::sentencesBeginLargeAndEndWithAStop() {
    QFETCH(QString, what);
    QFETCH(QString, remedy);
    QFETCH(QString, expected);
    QCOMPARE(sentence(Message{what, remedy}), expected);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "test_messages.moc"
