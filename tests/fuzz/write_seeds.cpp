#include "authoring/package.h"
#include "lesson/reader.h"
#include "lesson/translation_update.h"
#include "lesson_companions.h"

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <cstdio>
#include <vector>

/// Makes what the fuzzers begin with of the lessons and the fixtures: small inputs in a folder for each
/// target, and a dictionary of the words of the format. Made anew each time, so that it never falls behind
/// the format.
namespace {

constexpr qsizetype kLongestWord = 24;

QByteArray readFile(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The seeds of one target, numbered.
class SeedFolder {
public:
    explicit SeedFolder(const QString& path) : dir_(path) {
        dir_.removeRecursively();
        intact_ = QDir().mkpath(path);
    }

    void add(const QByteArray& bytes) {
        QFile file(dir_.filePath(QString::number(count_++)));
        intact_ = intact_ && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    bool isSound() const { return intact_ && count_ > 0; }

private:
    QDir dir_;
    int count_ = 0;
    bool intact_ = true;
};

/// Every key and every short string of JSON documents.
class Dictionary {
public:
    void add(const QJsonValue& document) {
        std::vector<QJsonValue> waiting{document};
        while (!waiting.empty()) {
            const QJsonValue value = waiting.back();
            waiting.pop_back();
            if (value.isString())
                addWord(value.toString());
            for (const QJsonValue& element : value.toArray())
                waiting.push_back(element);
            const QJsonObject object = value.toObject();
            for (auto member = object.begin(); member != object.end(); ++member) {
                addWord(member.key());
                waiting.push_back(member.value());
            }
        }
    }

    /// In libFuzzer's form: a word a line, in quotes.
    bool write(const QString& name) const {
        QStringList lines;
        for (const QString& word : words_)
            lines.append(QStringLiteral("\"\\\"%1\\\"\"\n").arg(word));
        for (const char* literal :
             {"true", "false", "null", "1e308", "-1e-320", "0.5", "[[", "]]", "{{", "}}", "$$"})
            lines.append(QStringLiteral("\"%1\"\n").arg(QLatin1StringView(literal)));
        std::sort(lines.begin(), lines.end());
        const QByteArray bytes = lines.join(QString()).toUtf8();
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

private:
    void addWord(const QString& word) {
        const bool plain = std::all_of(word.begin(), word.end(), [](QChar c) {
            return c.unicode() < 0x7F && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'$');
        });
        if (plain && !word.isEmpty() && word.size() <= kLongestWord)
            words_.insert(word);
    }

    QSet<QString> words_{};
};

/// Files in the order of their names, so that the seeds are the same each time.
QStringList filesBelow(const QStringList& folders, const QString& pattern) {
    QStringList found;
    for (const QString& folder : folders) {
        QDirIterator files(folder, {pattern}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            found.append(files.next());
    }
    found.sort();
    return found;
}

/// `value` with every file that it names replaced by one of the target's companions.
QByteArray withCompanions(const QJsonObject& object) {
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    qsizetype place = 0;
    while ((place = json.indexOf("{\"file\":\"", place)) >= 0) {
        const qsizetype begin = place + 9;
        json.replace(begin, json.indexOf('"', begin) - begin, "text.md");
        place = begin;
    }
    return json;
}

/// A lesson is long, and a long input is slow: each of its steps becomes a lesson of its own.
void addLesson(QJsonObject lesson, SeedFolder& seeds) {
    lesson[QStringLiteral("id")] = QStringLiteral("lesson");
    const QJsonArray steps = lesson[QStringLiteral("steps")].toArray();
    const QJsonArray claims = lesson[QStringLiteral("claims")].toArray();
    for (const QJsonValue& step : steps) {
        QJsonArray own;
        for (const QJsonValue& claim : claims) {
            if (claim[QStringLiteral("step")] == step[QStringLiteral("id")])
                own.append(claim);
        }
        lesson[QStringLiteral("steps")] = QJsonArray{step};
        lesson[QStringLiteral("claims")] = own;
        seeds.add(withCompanions(lesson).prepend('l'));
    }
}

void addJson(const QString& name, SeedFolder& seeds, Dictionary& words) {
    const QJsonObject object = QJsonDocument::fromJson(readFile(name)).object();
    words.add(object);
    if (object.contains(QStringLiteral("steps")) && object[QStringLiteral("steps")].isArray())
        addLesson(object, seeds);
    else if (object.contains(QStringLiteral("runs")))
        seeds.add(QJsonDocument(object).toJson(QJsonDocument::Compact).prepend('e'));
    else if (QFileInfo(name).fileName() == u"course.json")
        seeds.add(QJsonDocument(object).toJson(QJsonDocument::Compact).prepend('c'));
    else if (QFileInfo(name).fileName() == u"glossary.json")
        seeds.add(withCompanions(object).prepend('g'));
    else if (QFileInfo(name).fileName() == u"faq.json")
        seeds.add(withCompanions(object).prepend('f'));
}

/// A file as fuzz_package.cpp takes the description of one: plain, deflated.
QByteArray described(const QByteArray& name, const QByteArray& content) {
    return char(name.size()) + name + '\1' + char(content.size() >> 8) + char(content.size()) + content;
}

/// A small course, packed and described. Without formulas: a typesetter would take longer than all else.
void addPackages(SeedFolder& seeds) {
    const QByteArray course =
        R"({"format":1,"id":"c","title":"C","units":[{"id":"u","title":"U","lessons":["a"]}]})";
    const QByteArray lesson = R"({"format":1,"id":"a","version":1,"title":"T","summary":"S","minutes":5,)"
                              R"("steps":[{"id":"s","title":"T","text":"Text."}]})";
    const QByteArray small = described("course.json", course) + described("a/lesson.json", lesson);
    seeds.add('e' + small);
    seeds.add('e' + small + described("a/README.md", "Text.") + described("README", "Text."));

    const downhill::fuzzing::ScratchFolder folder;
    folder.write(QStringLiteral("c/course.json"), course);
    folder.write(QStringLiteral("c/a/lesson.json"), lesson);
    folder.write(QStringLiteral("c/README.md"), QByteArray("Text. ").repeated(100));
    const auto packed = downhill::authoring::pack(folder.path(QStringLiteral("c")),
                                                  folder.path(QStringLiteral("x.downhill")));
    downhill::fuzzing::require(packed.has_value(), "a course without faults is packed");
    seeds.add(readFile(packed->file).prepend('a'));
}

/// What the lessons and the fixtures have none of.
void addOthers(SeedFolder& seeds) {
    using namespace downhill;
    seeds.add("cnull");
    seeds.add(
        R"(g{"format":1,"terms":[{"id":"sgd","term":"SGD","also":["steps"],"text":"By [steps](glossary:sgd).",)"
        R"("snippet":{"language":"python","code":"w -= a * g"},"lessons":["first"]}]})");
    seeds.add(
        R"(f{"format":1,"questions":[{"id":"why","question":"Why?","answer":{"file":"text.md"},"lessons":["second"]}]})");

    const auto folder = fuzzing::folderWithCompanions();
    const auto reading = lesson::readLesson(folder->path(QStringLiteral("translated")));
    fuzzing::require(reading.value.has_value(), "the lesson to be translated is sound");
    auto update =
        lesson::updateTranslation({.language = QStringLiteral("de")}, lesson::textsOf(*reading.value));
    seeds.add(lesson::writeTranslation(update.translation).prepend('t'));
    for (lesson::TranslatedText& text : update.translation.texts)
        text.text = QStringLiteral("Ein Text.");
    seeds.add(lesson::writeTranslation(update.translation).prepend('t'));
}

bool writeSeeds(const QString& target) {
    const QString source = QStringLiteral(DOWNHILL_SOURCE_DIR);
    const QStringList content{source + QStringLiteral("/lessons"), source + QStringLiteral("/tests/data")};
    const auto folder = [&target](const char* name) {
        return SeedFolder(target + u'/' + QString::fromLatin1(name));
    };
    SeedFolder lessons = folder("fuzz_lesson");
    Dictionary words;
    for (const QString& file : filesBelow(content, QStringLiteral("*.json")))
        addJson(file, lessons, words);

    addOthers(lessons);

    SeedFolder texts = folder("fuzz_markdown");
    for (const QString& file : filesBelow(content, QStringLiteral("*.md")))
        texts.add(readFile(file));

    SeedFolder formulas = folder("fuzz_formula");
    for (const char* formula :
         {"x^2 + y^2", "-2^2 + 3*x", "(1 - x)^2 + 100*(y - x^2)^2", "sin(pi*x)*exp(-y)/e",
          "min(abs(x), max(y, tanh(log(x))))", "sqrt(x) - tan(cos(y))", "0.5e-3*x", "2^3^2"})
        formulas.add(formula);

    SeedFolder packages = folder("fuzz_package");
    addPackages(packages);

    return packages.isSound() && lessons.isSound() && texts.isSound() && formulas.isSound() &&
           words.write(target + QStringLiteral("/fuzz_lesson.dict"));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2 || !writeSeeds(QString::fromLocal8Bit(argv[1]))) {
        std::fputs("usage: write_seeds FOLDER (or the folder cannot be written)\n", stderr);
        return 1;
    }
    return 0;
}
