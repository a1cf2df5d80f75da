#include "authoring/translation_check.h"

#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using namespace Qt::StringLiterals;

class TestTranslationCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsFormulasAndPicturesThatOnlyOneTextShows_data();
    void findsFormulasAndPicturesThatOnlyOneTextShows();
    void leavesWhatIsNotTranslatedAlone_data();
    void leavesWhatIsNotTranslatedAlone();
};

namespace {

QString found(const SourceText& source, TranslatedText text) {
    text.key = source.key;
    text.place.line = 7;
    QStringList found;
    for (const Diagnostic& each :
         authoring::checkFormulas({.language = u"de"_s, .texts = {text}}, {source})) {
        found.append(each.rule == Rule::LostPlaceholder && each.line == 7 ? each.arguments.join(u'|')
                                                                          : ruleId(each.rule));
    }
    return found.join(u", "_s);
}

} // namespace

void TestTranslationCheck::findsFormulasAndPicturesThatOnlyOneTextShows_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("translation");
    QTest::addColumn<QString>("different");
    const auto row = [](const char* name, const QString& source, const QString& translation,
                        const QString& different) {
        QTest::newRow(name) << source << translation << different;
    };
    row("words alone", u"Two"_s, u"Zwei"_s, {});
    row("in another order", u"$a$ then $b$"_s, u"$b$ nach $a$ und $a$"_s, {});
    row("other blanks", u"$w - \\alpha g$"_s, u"$w-\\alpha g$"_s, {});
    row("words within", u"$L_\\text{low}$"_s, u"$L_\\text{tief}$"_s, {});
    row("decimal comma", u"$0.5$"_s, u"$0{,}5$"_s, {});
    row("changed", u"$a+b$"_s, u"$a-b$"_s, u"$a+b$, $a-b$"_s);
    row("lost", u"so $a$"_s, u"so"_s, u"$a$"_s);
    row("another form", u"$$a$$"_s, u"$a$"_s, u"$$a$$, $a$"_s);
    row("in code", u"`$a$`"_s, u"`$b$`"_s, {});
    row("same picture", u"![Loss](loss.svg)"_s, u"![Verlust](loss.svg)"_s, {});
    row("picture of the language", u"![Loss](loss.svg)"_s, u"![Verlust](loss.de.svg)"_s, {});
    row("lost picture", u"![Loss](loss.svg)"_s, u"Verlust"_s, u"loss.svg"_s);
}

void TestTranslationCheck::findsFormulasAndPicturesThatOnlyOneTextShows() {
    QFETCH(QString, source);
    QFETCH(QString, translation);
    QFETCH(QString, different);
    QCOMPARE(found({u"k"_s, TextKind::Markdown, source}, {.source = sourceHash(source), .text = translation}),
             different);
}

void TestTranslationCheck::leavesWhatIsNotTranslatedAlone_data() {
    QTest::addColumn<bool>("markdown");
    QTest::addColumn<bool>("current");
    QTest::addColumn<bool>("stale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("checked");
    QTest::newRow("checked") << true << true << false << u"b"_s << true;
    QTest::newRow("words") << false << true << false << u"b"_s << false;
    QTest::newRow("of an older text") << true << false << false << u"b"_s << false;
    QTest::newRow("stale") << true << true << true << u"b"_s << false;
    QTest::newRow("not translated") << true << true << false << QString() << false;
}

void TestTranslationCheck::leavesWhatIsNotTranslatedAlone() {
    QFETCH(bool, markdown);
    QFETCH(bool, current);
    QFETCH(bool, stale);
    QFETCH(QString, text);
    QFETCH(bool, checked);
    const SourceText source{u"k"_s, markdown ? TextKind::Markdown : TextKind::Words, u"$a$"_s};
    const QString hash = sourceHash(current ? source.text : u"$A$"_s);
    QCOMPARE(!found(source, {.source = hash, .text = text, .stale = stale}).isEmpty(), checked);
}

QTEST_GUILESS_MAIN(TestTranslationCheck)
#include "test_translation_check.moc"
