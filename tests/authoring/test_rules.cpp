#include "authoring/validation.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace downhill;
using namespace downhill::lesson;
using namespace Qt::StringLiterals;

/// Each rule has a lesson that breaks it and no other, and a section in the authors' guide whose example is
/// that lesson.
class TestRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFixtureBreaksItAlone_data();
    void aFixtureBreaksItAlone();
    void theGuideExplainsIt_data();
    void theGuideExplainsIt();
    void theGuideMendsIt_data();
    void theGuideMendsIt();
    void theGuideExplainsNoOther();
};

namespace {

const QString kFixtures = u"" DOWNHILL_TEST_DATA "/lessons/rules"_s;

/// Rules that no small file can break, and where they are tested.
const QHash<QString, QString> kTestedElsewhere{
    {u"file-not-readable"_s, u"permissions and pipes: test_hostile_files"_s},
    {u"file-too-large"_s, u"a large file: test_hostile_files"_s},
    {u"text-too-long"_s, u"a large file: test_text_check"_s},
    {u"disproved"_s, u"needs runs: test_verification"_s},
};

void rulesAsRows() {
    QTest::addColumn<QString>("id");
    for (const Rule rule : allRules())
        QTest::newRow(qPrintable(ruleId(rule))) << ruleId(rule);
}

QStringList linesOf(const QString& file) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(in.readAll()).split(u'\n');
}

QStringList guide() {
    return linesOf(u"" DOWNHILL_SOURCE_DIR "/lessons/rules.md"_s);
}

/// What the guide says of a rule: a paragraph, and the lines that break and that keep it.
struct Section {
    QStringList text{};
    std::vector<QStringList> examples{};
};

Section sectionOf(const QString& id) {
    Section section;
    QString fence;
    bool isInside = false;
    for (const QString& line : guide()) {
        if (fence.isEmpty() && line.startsWith(u'#'))
            isInside = line == u"### "_s + id;
        else if (!isInside)
            continue;
        else if (fence.isEmpty() && line.startsWith(u"```"_s)) {
            fence = line.startsWith(u"````"_s) ? u"````"_s : u"```"_s;
            section.examples.emplace_back();
        } else if (line == fence)
            fence.clear();
        else if (!fence.isEmpty())
            section.examples.back().append(line.trimmed());
        else if (!line.isEmpty())
            section.text.append(line);
    }
    return section;
}

bool copyFolder(const QString& from, const QString& to) {
    QDirIterator files(from, QDir::Files | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString copy = to + u'/' + QDir(from).relativeFilePath(files.next());
        if (!QDir().mkpath(QFileInfo(copy).path()) || !QFile::copy(files.filePath(), copy))
            return false;
    }
    return true;
}

/// Puts `after` in the place of the lines `before`, whatever their indentation, in the one file that has
/// them.
bool replaceLines(const QString& folder, const QStringList& before, const QStringList& after) {
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        QStringList lines = linesOf(file);
        for (qsizetype at = 0; at + before.size() <= lines.size(); ++at) {
            const bool isHere =
                std::equal(before.begin(), before.end(), lines.begin() + at,
                           [](const QString& a, const QString& b) { return a == b.trimmed(); });
            if (!isHere)
                continue;
            lines.erase(lines.begin() + at, lines.begin() + at + before.size());
            for (qsizetype i = 0; i < after.size(); ++i)
                lines.insert(at + i, after[i]);
            QFile out(file);
            return out.open(QIODevice::WriteOnly) && out.write(lines.join(u'\n').toUtf8()) > 0;
        }
    }
    return false;
}

QString toText(const Diagnostics& findings) {
    QStringList lines;
    for (const Diagnostic& each : findings)
        lines.append(u"%1:%2 %3 %4 (%5)"_s.arg(each.file).arg(each.line).arg(ruleId(each.rule), each.path,
                                                                             each.arguments.join(u'|')));
    return lines.join(u'\n');
}

} // namespace

void TestRules::aFixtureBreaksItAlone_data() {
    rulesAsRows();
}

void TestRules::aFixtureBreaksItAlone() {
    QFETCH(QString, id);
    const QString folder = kFixtures + u'/' + id;
    QCOMPARE(QFile::exists(folder), !kTestedElsewhere.contains(id));
    if (!QFile::exists(folder))
        return;
    const Diagnostics findings = authoring::Validator().validate({folder}).findings;
    const QString expected = folder + u'/' + linesOf(folder + u"/.expected"_s).value(0);
    QVERIFY(!findings.empty());
    bool isAtItsPlace = false;
    for (const Diagnostic& each : findings) {
        QVERIFY2(ruleId(each.rule) == id, qPrintable(toText(findings)));
        isAtItsPlace = isAtItsPlace || u"%1:%2"_s.arg(each.file).arg(each.line) == expected;
    }
    QVERIFY2(isAtItsPlace, qPrintable(toText(findings)));
}

void TestRules::theGuideExplainsIt_data() {
    rulesAsRows();
}

void TestRules::theGuideExplainsIt() {
    QFETCH(QString, id);
    const Section section = sectionOf(id);
    QVERIFY(section.text.size() >= 2); // what it means, and how to mend it
    const auto rule =
        std::find_if(allRules().begin(), allRules().end(), [&](Rule each) { return ruleId(each) == id; });
    QCOMPARE(section.text[0].startsWith(u"A warning: "_s), severityOf(*rule) == Severity::Warning);
}

void TestRules::theGuideMendsIt_data() {
    rulesAsRows();
}

void TestRules::theGuideMendsIt() {
    QFETCH(QString, id);
    const Section section = sectionOf(id);
    const QStringList withoutExample{u"not-utf-8"_s, u"unused-file"_s};
    QCOMPARE(section.examples.empty(), kTestedElsewhere.contains(id) || withoutExample.contains(id));
    if (section.examples.empty())
        return;
    QCOMPARE(section.examples.size(), std::size_t(2));
    const QTemporaryDir scratch;
    const QString folder = scratch.filePath(id);
    QVERIFY(copyFolder(kFixtures + u'/' + id, folder));
    QVERIFY2(replaceLines(folder, section.examples[0], section.examples[1]),
             "the first example does not stand in the fixture");
    Diagnostics findings = authoring::Validator().validate({folder}).findings;
    // What the mended lines no longer name is of no use any more.
    std::erase_if(findings, [](const Diagnostic& each) { return each.rule == Rule::UnusedFile; });
    QVERIFY2(findings.empty(), qPrintable(toText(findings)));
}

void TestRules::theGuideExplainsNoOther() {
    QStringList known;
    for (const Rule rule : allRules())
        known.append(ruleId(rule));
    QStringList explained;
    for (const QString& line : guide()) {
        if (line.startsWith(u"### "_s))
            explained.append(line.mid(4));
    }
    known.sort();
    explained.sort();
    QCOMPARE(explained, known);
    for (const QString& name : QDir(kFixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(known.contains(name), qPrintable(name));
}

QTEST_GUILESS_MAIN(TestRules)
#include "test_rules.moc"
