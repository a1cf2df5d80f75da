#include "lesson/glossary_reader.h"

#include "lesson/json_file.h"
#include "lesson/object_reader.h"
#include "lesson/text_decoder.h"

#include <QDir>
#include <QFileInfo>

namespace downhill::lesson {

namespace {

constexpr Length kTerms{1, 1000};
constexpr Length kSpellings{0, 20};
constexpr Length kQuestions{1, 500};
constexpr Length kLessons{0, 200};

/// What a document of a course names, and where its findings go.
struct Surroundings {
    const QSet<QString>& lessons;
    TextDecoder& texts;
    TextDecoder& programs; ///< whose texts are not Markdown
    Findings& findings;
};

/// The id of one entry of a list. Reports one that is taken.
QString decodeOwnId(ObjectReader& object, QSet<QString>& ids, Findings& findings) {
    QString id = object.id(u"id");
    if (!id.isEmpty() && ids.contains(id))
        findings.add(*object.value().member(u"id"), Rule::DuplicateId, {id});
    ids.insert(id);
    return id;
}

QStringList decodeLessons(ObjectReader& object, const Surroundings& around) {
    QStringList lessons;
    for (const JsonValue& element : object.list(u"lessons", kLessons)) {
        const QString id = decodeId(element, around.findings).value_or(QString());
        if (id.isEmpty())
            continue;
        if (lessons.contains(id))
            around.findings.add(element, Rule::DuplicateId, {id});
        else if (!around.lessons.contains(id))
            around.findings.add(element, Rule::UnknownLesson, {id});
        else
            lessons.append(id);
    }
    return lessons;
}

Snippet decodeSnippet(const JsonValue& value, const Surroundings& around) {
    ObjectReader object(value, around.findings);
    Snippet snippet;
    if (!object.isObject())
        return snippet;
    snippet.language = object.text(u"language");
    if (const std::optional<JsonValue> code = object.required(u"code"))
        snippet.code = around.programs.decode(*code);
    if (!snippet.language.isEmpty() && !snippet.code.isEmpty())
        around.findings.addText(*value.member(u"language"), snippet.code, snippet.language);
    object.finish();
    return snippet;
}

class GlossaryDecoder {
public:
    explicit GlossaryDecoder(const Surroundings& around) : around_(around) {}

    Glossary decode(ObjectReader& object);

private:
    Term decodeTerm(const JsonValue& value);
    /// Reports a name that another term, or this one, has already: a reader could not tell which is meant.
    void claim(const JsonValue& at, const QString& name);

    const Surroundings& around_;
    QSet<QString> ids_{};
    QSet<QString> names_{}; ///< without regard to case
};

Glossary GlossaryDecoder::decode(ObjectReader& object) {
    Glossary glossary;
    for (const JsonValue& value : object.list(u"terms", kTerms)) {
        Term term = decodeTerm(value);
        if (!term.id.isEmpty() && !glossary.find(term.id))
            glossary.terms.push_back(std::move(term));
    }
    return glossary;
}

Term GlossaryDecoder::decodeTerm(const JsonValue& value) {
    ObjectReader object(value, around_.findings);
    Term term;
    if (!object.isObject())
        return term;
    term.id = decodeOwnId(object, ids_, around_.findings);
    term.term = object.text(u"term");
    if (!term.term.isEmpty())
        claim(*value.member(u"term"), term.term);
    for (const JsonValue& element : object.list(u"also", kSpellings)) {
        const QString name = decodeText(element, around_.findings).value_or(QString());
        if (name.isEmpty())
            continue;
        claim(element, name);
        term.also.append(name);
    }
    if (const std::optional<JsonValue> text = object.required(u"text"))
        term.text = around_.texts.decode(*text);
    if (const std::optional<JsonValue> snippet = object.optional(u"snippet"))
        term.snippet = decodeSnippet(*snippet, around_);
    term.lessons = decodeLessons(object, around_);
    object.finish();
    return term;
}

void GlossaryDecoder::claim(const JsonValue& at, const QString& name) {
    const QString key = name.simplified().toCaseFolded();
    if (names_.contains(key))
        around_.findings.add(at, Rule::RepeatedText, {shortened(name)});
    names_.insert(key);
}

std::vector<Faq> decodeFaq(ObjectReader& object, const Surroundings& around) {
    std::vector<Faq> all;
    QSet<QString> ids;
    for (const JsonValue& value : object.list(u"questions", kQuestions)) {
        ObjectReader entry(value, around.findings);
        if (!entry.isObject())
            continue;
        Faq faq;
        faq.id = decodeOwnId(entry, ids, around.findings);
        faq.question = entry.text(u"question");
        if (const std::optional<JsonValue> answer = entry.required(u"answer"))
            faq.answer = around.texts.decode(*answer);
        faq.lessons = decodeLessons(entry, around);
        entry.finish();
        all.push_back(std::move(faq));
    }
    return all;
}

/// What `decode` makes of the document `name`, where it is there.
template <class Decode>
auto readDocument(const QString& folder, const QString& name, const QSet<QString>& lessons,
                  Diagnostics& diagnostics, TextSources& sources, Decode decode) {
    using Value = std::invoke_result_t<Decode, ObjectReader&, const Surroundings&>;
    const QFileInfo info(QDir(folder).filePath(name));
    if (!info.exists() && !info.isSymLink())
        return Value();
    Diagnostics own;
    Value value;
    const std::optional<QString> path = documentIn(folder, name, own);
    const auto document = path ? readJsonFile(*path, json_limits::kBytes, own) : nullptr;
    if (document) {
        Findings findings(own, &sources);
        Findings faults(own);
        TextDecoder texts(folder, findings);
        TextDecoder programs(folder, faults);
        ObjectReader object(document->root(), findings);
        if (object.isObject() && expectFormat(object, findings)) {
            value = decode(object, Surroundings{lessons, texts, programs, findings});
            object.finish();
        }
    }
    sortByPlace(own);
    diagnostics.insert(diagnostics.end(), own.begin(), own.end());
    return value;
}

} // namespace

Glossary readGlossary(const QString& folder, const QSet<QString>& lessons, Diagnostics& diagnostics,
                      TextSources& texts) {
    return readDocument(folder, QStringLiteral("glossary.json"), lessons, diagnostics, texts,
                        [](ObjectReader& object, const Surroundings& around) {
                            return GlossaryDecoder(around).decode(object);
                        });
}

std::vector<Faq> readFaq(const QString& folder, const QSet<QString>& lessons, Diagnostics& diagnostics,
                         TextSources& texts) {
    return readDocument(folder, QStringLiteral("faq.json"), lessons, diagnostics, texts, decodeFaq);
}

} // namespace downhill::lesson
