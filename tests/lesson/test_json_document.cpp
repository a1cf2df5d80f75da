#include "lesson/json_document.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

class TestJsonDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheValuesOfAllTypes();
    void readsNumbersExactly_data();
    void readsNumbersExactly();
    void knowsThePlaceOfEveryValueAndKey();
    void countsColumnsInCharacters();
    void namesPathsWithOddKeys();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void findsInvalidUtf8_data();
    void findsInvalidUtf8();
    void findsDuplicateKeysAtEveryDepth();
    void allowsTheGreatestDepthAndNoMore();
    void skipsAByteOrderMark();
};

namespace {

std::unique_ptr<JsonDocument> parse(const QByteArray& text) {
    Diagnostics findings;
    auto document = JsonDocument::parse(text, QStringLiteral("a.json"), findings);
    if (!findings.empty())
        qWarning("%s", qPrintable(toText(findings)));
    return document;
}

} // namespace

void TestJsonDocument::keepsTheValuesOfAllTypes() {
    const auto document =
        parse(R"({"a": null, "b": true, "c": -1.5e2, "d": "x\n\u00e9\ud83d\ude00", "e": [1, [], {}]})");
    QVERIFY(document);
    const JsonValue root = document->root();
    QCOMPARE(root.type(), JsonType::Object);
    QCOMPARE(root.size(), std::size_t(5));
    QCOMPARE(root.member(u"a")->type(), JsonType::Null);
    QCOMPARE(root.member(u"b")->boolean(), true);
    QCOMPARE(root.member(u"c")->number(), -150.0);
    QCOMPARE(root.member(u"d")->string(), QStringLiteral("x\né😀"));
    QVERIFY(!root.member(u"f"));
    QList<JsonType> types;
    for (const JsonValue element : root.member(u"e")->children())
        types.append(element.type());
    QCOMPARE(types, (QList<JsonType>{JsonType::Number, JsonType::Array, JsonType::Object}));
    QStringList keys;
    for (const JsonValue member : root.children())
        keys.append(member.key());
    QCOMPARE(keys.join(QString()), QStringLiteral("abcde"));
}

void TestJsonDocument::readsNumbersExactly_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("tenth") << QByteArray("0.1") << 0.1;
    QTest::newRow("sum") << QByteArray("0.30000000000000004") << 0.1 + 0.2;
    QTest::newRow("2^53") << QByteArray("9007199254740992") << 9007199254740992.0;
    QTest::newRow("least normal") << QByteArray("2.2250738585072014e-308")
                                  << std::numeric_limits<double>::min();
    QTest::newRow("denormal") << QByteArray("5e-324") << std::numeric_limits<double>::denorm_min();
    QTest::newRow("greatest") << QByteArray("1.7976931348623157E+308") << std::numeric_limits<double>::max();
    QTest::newRow("underflow") << QByteArray("1e-400") << 0.0;
    QTest::newRow("many digits") << QByteArray("3.14159265358979323846264338327950288419716939937510")
                                 << 3.14159265358979323846;
}

void TestJsonDocument::readsNumbersExactly() {
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    const auto document = parse("[" + text + "]");
    QVERIFY(document);
    const double read = (*document->root().children().begin()).number();
    QVERIFY2(read == value, qPrintable(QString::number(read, 'g', 17)));
}

void TestJsonDocument::knowsThePlaceOfEveryValueAndKey() {
    const auto document = parse("{\n  \"a\" :  [ 10,\"x\\\"],\" ,\n\ttrue , {\"b\":null}\n] }");
    QVERIFY(document);
    const JsonValue list = *document->root().member(u"a");
    QStringList places{toText(document->root().finding(Rule::EmptyText)),
                       toText(list.finding(Rule::EmptyText)), toText(list.findingAtKey(Rule::EmptyText))};
    for (const JsonValue element : list.children())
        places.append(toText(element.finding(Rule::EmptyText)));
    const JsonValue last = *(++ ++ ++list.children().begin());
    places.append(toText(last.member(u"b")->finding(Rule::EmptyText)));
    places.append(toText(last.member(u"b")->findingAtKey(Rule::EmptyText)));
    const QStringList expected{
        QStringLiteral("empty-text 1:1 $ ()"),         QStringLiteral("empty-text 2:10 $.a ()"),
        QStringLiteral("empty-text 2:3 $.a ()"),       QStringLiteral("empty-text 2:12 $.a[0] ()"),
        QStringLiteral("empty-text 2:15 $.a[1] ()"),   QStringLiteral("empty-text 3:2 $.a[2] ()"),
        QStringLiteral("empty-text 3:9 $.a[3] ()"),    QStringLiteral("empty-text 3:14 $.a[3].b ()"),
        QStringLiteral("empty-text 3:10 $.a[3].b ()"),
    };
    QCOMPARE(places, expected);
}

void TestJsonDocument::countsColumnsInCharacters() {
    const auto document = parse(QStringLiteral("{\"äß😀\": 1, \"é\": 2}").toUtf8());
    QVERIFY(document);
    QCOMPARE(document->root().member(u"é")->findingAtKey(Rule::EmptyText).column, 12);
    QCOMPARE(document->root().member(u"é")->finding(Rule::EmptyText).column, 17);
}

void TestJsonDocument::namesPathsWithOddKeys() {
    const auto document = parse(R"({"a b": {"": [{"c.d": 1}]}})");
    QVERIFY(document);
    const JsonValue inner =
        *(*document->root().member(u"a b")->member(u"")->children().begin()).member(u"c.d");
    QCOMPARE(inner.finding(Rule::EmptyText).path, QStringLiteral("$[\"a b\"][\"\"][0][\"c.d\"]"));
}

void TestJsonDocument::refusesWhatIsNotJson_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QStringLiteral("¦");
    QTest::newRow("blanks") << QStringLiteral(" \n ¦");
    QTest::newRow("trailing comma") << QStringLiteral("[1,\n 2, ¦]");
    QTest::newRow("missing comma") << QStringLiteral("{\"a\": 1\n ¦\"b\": 2}");
    QTest::newRow("comment") << QStringLiteral("{¦// no\n}");
    QTest::newRow("second value") << QStringLiteral("{} ¦{}");
    QTest::newRow("NaN") << QStringLiteral("[¦NaN]");
    QTest::newRow("too large a number") << QStringLiteral("[¦1e999]");
    QTest::newRow("nul") << QStringLiteral("{}¦") + QChar(0) + QStringLiteral("rest");
    QTest::newRow("unterminated") << QStringLiteral("[1, 2¦");
}

void TestJsonDocument::refusesWhatIsNotJson() {
    QFETCH(QString, text);
    const MarkedText marked = unmark(text);
    Diagnostics findings;
    QVERIFY(!JsonDocument::parse(marked.text, QStringLiteral("a.json"), findings));
    QCOMPARE(findings.size(), std::size_t(1));
    const Diagnostic& finding = findings.front();
    QCOMPARE(finding.rule, Rule::NotJson);
    QCOMPARE(finding.file, QStringLiteral("a.json"));
    QCOMPARE(finding.line, marked.line);
    QCOMPARE(finding.column, marked.column);
    QCOMPARE(finding.arguments.size(), 1);
    QVERIFY(!finding.arguments.front().isEmpty());
}

void TestJsonDocument::findsInvalidUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("continuation alone") << QByteArray("\x80");
    QTest::newRow("Latin-1") << QByteArray("\xE4 ");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF");
    QTest::newRow("overlong of three") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("cut short") << QByteArray("\xF0\x9F\x98");
}

void TestJsonDocument::findsInvalidUtf8() {
    QFETCH(QByteArray, bytes);
    Diagnostics findings;
    QVERIFY(!JsonDocument::parse("[\n\"\xC3\xA9" + bytes + "\"]", QStringLiteral("a.json"), findings));
    QCOMPARE(toText(findings), QStringLiteral("not-utf-8 2:3  ()"));
}

void TestJsonDocument::findsDuplicateKeysAtEveryDepth() {
    Diagnostics findings;
    const auto document = JsonDocument::parse(R"({"a": 1, "b": [{"c": 1, "c": 2, "d": 3}], "a": 4})",
                                              QStringLiteral("a.json"), findings);
    QVERIFY(document);
    QCOMPARE(toText(findings), QStringLiteral("duplicate-key 1:25 $.b[0].c (c)\nduplicate-key 1:43 $.a (a)"));
    QCOMPARE(document->root().member(u"a")->number(), 1.0);
}

void TestJsonDocument::allowsTheGreatestDepthAndNoMore() {
    const int depth = json_limits::kDepth;
    QVERIFY(parse(QByteArray(depth, '[') + QByteArray(depth, ']')));
    Diagnostics findings;
    QVERIFY(
        !JsonDocument::parse(QByteArray(depth + 1, '[') + QByteArray(depth + 1, ']'), QString(), findings));
    QCOMPARE(toText(findings), QStringLiteral("nested-too-deep 1:65  (64)"));
}

void TestJsonDocument::skipsAByteOrderMark() {
    const auto document = parse("\xEF\xBB\xBF{\"a\": 1}");
    QVERIFY(document);
    QCOMPARE(document->root().member(u"a")->findingAtKey(Rule::EmptyText).column, 2);
}

QTEST_APPLESS_MAIN(TestJsonDocument)
#include "test_json_document.moc"
