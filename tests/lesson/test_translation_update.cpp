#include "lesson/translation_update.h"
#include "marked_text.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;
using namespace Qt::StringLiterals;

class TestTranslationUpdate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsTextsInTheOrderOfTheLesson();
    void leavesWhatIsUpToDate();
    void keepsAnOldTranslationBesideItsNewSource();
    void forgetsThatItWasStaleOnceSomebodyLooked();
    void keepsTranslationsOfTextsThatAreNoMore();
    void takesThemBackWithTheirText_data();
    void takesThemBackWithTheirText();
    void putsNewTextsIntoFiles();
    void beginsProgramsWithTheirSource();
    void readsBackWhatItWrites();
};

namespace {

std::vector<SourceText> sources(const QStringList& keysAndTexts) {
    std::vector<SourceText> texts;
    for (qsizetype i = 0; i < keysAndTexts.size(); i += 2)
        texts.push_back({keysAndTexts[i], TextKind::Markdown, keysAndTexts[i + 1]});
    return texts;
}

/// A whole translation of `texts`, in which each is itself in capitals.
Translation translated(const std::vector<SourceText>& texts) {
    TranslationUpdate update = updateTranslation({.language = u"de"_s}, texts);
    for (TranslatedText& text : update.translation.texts)
        text.text = text.original->toUpper();
    return update.translation;
}

QString keysOf(const std::vector<TranslatedText>& texts) {
    QStringList keys;
    for (const TranslatedText& text : texts)
        keys.append(text.key);
    return keys.join(u' ');
}

} // namespace

void TestTranslationUpdate::addsTextsInTheOrderOfTheLesson() {
    const Translation old = translated(sources({u"b"_s, u"two"_s}));
    const auto update = updateTranslation(old, sources({u"a"_s, u"one"_s, u"b"_s, u"two"_s, u"c"_s, u"3"_s}));
    QCOMPARE(keysOf(update.translation.texts), u"a b c"_s);
    QCOMPARE(update.added, 2);
    QCOMPARE(update.missing, 2);
    const TranslatedText& added = update.translation.texts[0];
    QCOMPARE(added.source, sourceHash(u"one"_s));
    QVERIFY(added.original == u"one"_s);
    QVERIFY(added.text.isEmpty() && !added.stale);
    QCOMPARE(update.translation.texts[1].text, u"TWO"_s);
}

void TestTranslationUpdate::leavesWhatIsUpToDate() {
    const auto texts = sources({u"a"_s, u"one"_s, u"b"_s, u"two"_s});
    const Translation old = translated(texts);
    const auto update = updateTranslation(old, texts);
    QCOMPARE(writeTranslation(update.translation), writeTranslation(old));
    QCOMPARE(update.added + update.moved + update.changed + update.removed + update.missing + update.stale,
             0);
}

void TestTranslationUpdate::keepsAnOldTranslationBesideItsNewSource() {
    const Translation old = translated(sources({u"a"_s, u"one"_s}));
    const auto once = updateTranslation(old, sources({u"a"_s, u"one more"_s}));
    const TranslatedText& text = once.translation.texts[0];
    QVERIFY(text.stale);
    QCOMPARE(text.text, u"ONE"_s);
    QVERIFY(text.previous == u"one"_s && text.original == u"one more"_s);
    QCOMPARE(text.source, sourceHash(u"one more"_s));
    QCOMPARE(once.changed, 1);
    QCOMPARE(once.stale, 1);

    // What was translated is what a translator compares with, however often the source changes meanwhile.
    const auto twice = updateTranslation(once.translation, sources({u"a"_s, u"one and all"_s}));
    QVERIFY(twice.translation.texts[0].previous == u"one"_s);
    QVERIFY(twice.translation.texts[0].original == u"one and all"_s);
    const auto again = updateTranslation(twice.translation, sources({u"a"_s, u"one and all"_s}));
    QVERIFY(again.translation.texts[0].stale);
    QCOMPARE(again.changed, 0);
    QCOMPARE(again.stale, 1);
}

void TestTranslationUpdate::forgetsThatItWasStaleOnceSomebodyLooked() {
    const auto now = sources({u"a"_s, u"one more"_s});
    Translation stale = updateTranslation(translated(sources({u"a"_s, u"one"_s})), now).translation;
    stale.texts[0].stale = false;
    const auto update = updateTranslation(stale, now);
    QVERIFY(!update.translation.texts[0].previous);
    QVERIFY(checkTranslation(update.translation, now).empty());
}

void TestTranslationUpdate::keepsTranslationsOfTextsThatAreNoMore() {
    Translation old = translated(sources({u"a"_s, u"one"_s, u"b"_s, u"two"_s, u"c"_s, u"three"_s}));
    old.texts[2].text.clear();
    const auto update = updateTranslation(old, sources({u"a"_s, u"one"_s}));
    QCOMPARE(keysOf(update.translation.texts), u"a"_s);
    QCOMPARE(keysOf(update.translation.removed), u"b"_s); // there was nothing in the third to keep
    QCOMPARE(update.removed, 1);
    const auto later = updateTranslation(update.translation, sources({u"a"_s, u"one"_s}));
    QCOMPARE(keysOf(later.translation.removed), u"b"_s);
    QCOMPARE(later.removed, 0);
}

void TestTranslationUpdate::takesThemBackWithTheirText_data() {
    QTest::addColumn<QStringList>("now");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("moved");
    QTest::addColumn<bool>("stale");
    QTest::newRow("same key and text") << QStringList{u"b"_s, u"two"_s} << u"TWO"_s << 0 << false;
    QTest::newRow("another key") << QStringList{u"n"_s, u"two"_s} << u"TWO"_s << 1 << false;
    QTest::newRow("another text") << QStringList{u"b"_s, u"two more"_s} << u"TWO"_s << 0 << true;
    QTest::newRow("another key and text") << QStringList{u"n"_s, u"new"_s} << QString() << 0 << false;
}

void TestTranslationUpdate::takesThemBackWithTheirText() {
    QFETCH(QStringList, now);
    QFETCH(QString, text);
    QFETCH(int, moved);
    QFETCH(bool, stale);
    const QStringList first{u"a"_s, u"one"_s};
    const Translation old = translated(sources(first + QStringList{u"b"_s, u"two"_s}));
    const Translation removed = updateTranslation(old, sources(first)).translation;
    for (const Translation& from : {old, removed}) {
        const auto update = updateTranslation(from, sources(first + now));
        QCOMPARE(update.translation.texts[1].text, text);
        QCOMPARE(update.moved, moved);
        QCOMPARE(update.translation.texts[1].stale, stale);
        QCOMPARE(update.translation.removed.empty(), !text.isEmpty());
    }
}

void TestTranslationUpdate::putsNewTextsIntoFiles() {
    const auto texts = sources({u"a"_s, u"one"_s, u"b"_s, u"two"_s});
    const auto update = updateTranslation({.language = u"de"_s}, texts, {{u"b"_s, u"b.de.md"_s}});
    QCOMPARE(update.translation.texts[0].file, QString());
    QCOMPARE(update.translation.texts[1].file, u"b.de.md"_s);
    QVERIFY(!update.translation.texts[1].original); // it stands in the author's file
}

void TestTranslationUpdate::beginsProgramsWithTheirSource() {
    const std::vector<SourceText> texts{{u"a"_s, TextKind::Code, u"w -= a * g  # move"_s}};
    const auto update = updateTranslation({.language = u"de"_s}, texts);
    QCOMPARE(update.translation.texts[0].text, u"w -= a * g  # move"_s);
    QCOMPARE(update.missing, 0);
    QVERIFY(checkTranslation(update.translation, texts).empty());
    QVERIFY(checkTranslation({.language = u"de"_s}, texts).empty());
}

void TestTranslationUpdate::readsBackWhatItWrites() {
    const Folder folder;
    folder.write(u"b.de.md"_s, "Datei");
    Translation written = translated(sources({u"a"_s, u"one\n\"two\" \\ ½"_s, u"c"_s, u"old"_s}));
    written.comment = u"Für alle"_s;
    written.schema = u"../translation.schema.json"_s;
    written =
        updateTranslation(written, sources({u"a"_s, u"new\n"_s, u"b"_s, u"B"_s}), {{u"b"_s, u"b.de.md"_s}})
            .translation;
    written.texts[0].comment = u"schwierig"_s;
    const QByteArray bytes = writeTranslation(written);
    folder.write(u"lesson.de.json"_s, bytes);
    const auto reading = readTranslation(folder.path(), u"lesson"_s, u"de"_s);
    QVERIFY2(reading.value && reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QCOMPARE(writeTranslation(*reading.value), bytes);
    QCOMPARE(reading.value->texts[1].text, u"Datei"_s);
    QCOMPARE(keysOf(reading.value->removed), u"c"_s);
    QVERIFY(reading.value->texts[0].stale);
}

QTEST_GUILESS_MAIN(TestTranslationUpdate)
#include "test_translation_update.moc"
