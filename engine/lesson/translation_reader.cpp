#include "lesson/findings.h"
#include "lesson/json_file.h"
#include "lesson/object_reader.h"
#include "lesson/text_decoder.h"
#include "lesson/translation.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// A translation holds its source besides.
constexpr qint64 kFileBytes = 4 * json_limits::kBytes;
constexpr qsizetype kLanguageLength = 35;

class TranslationDecoder {
public:
    TranslationDecoder(const QString& folder, Diagnostics& diagnostics, TextSources& texts)
        : findings_(diagnostics), readTexts_(read_, &texts), texts_(folder, readTexts_) {}

    Translation decode(const JsonValue& value, const QString& language);

private:
    std::vector<TranslatedText> decodeTexts(const JsonValue& value);
    TranslatedText decodeText(const JsonValue& value);
    QString text(const JsonValue& value);
    std::optional<QString> sourceText(ObjectReader& object, QStringView key);
    static QString remark(const JsonValue& value, QStringView key);
    void keepFindings();

    Findings findings_;
    Diagnostics read_{}; ///< about texts; that one is empty is left out
    Findings readTexts_;
    TextDecoder texts_;
};

Translation TranslationDecoder::decode(const JsonValue& value, const QString& language) {
    Translation translation;
    translation.place = value.finding({});
    ObjectReader object(value, findings_);
    if (!object.isObject() || !expectFormat(object, findings_))
        return translation;
    translation.comment = remark(value, u"$comment");
    translation.schema = remark(value, u"$schema");
    translation.language = object.text(u"language");
    if (!translation.language.isEmpty() && translation.language != language)
        findings_.add(*value.member(u"language"), Rule::UnknownWord,
                      {shortened(translation.language), language, language});
    if (const auto texts = object.required(u"texts")) {
        translation.place = texts->findingAtKey({});
        translation.texts = decodeTexts(*texts);
    }
    if (const auto removed = object.optional(u"removed"))
        translation.removed = decodeTexts(*removed);
    object.finish();
    return translation;
}

std::vector<TranslatedText> TranslationDecoder::decodeTexts(const JsonValue& value) {
    std::vector<TranslatedText> texts;
    if (!ObjectReader(value, findings_).isObject())
        return texts;
    for (const JsonValue& member : value.children()) {
        if (member.key() != u"$comment")
            texts.push_back(decodeText(member));
    }
    return texts;
}

TranslatedText TranslationDecoder::decodeText(const JsonValue& value) {
    TranslatedText result;
    result.key = value.key();
    result.place = value.findingAtKey({});
    ObjectReader object(value, findings_);
    if (!object.isObject())
        return result;
    result.source = object.text(u"source");
    if (const auto own = object.required(u"text")) {
        result.text = text(*own);
        const auto file = own->member(u"file");
        result.file = file ? file->string() : QString();
    }
    result.stale = object.boolean(u"stale", false);
    result.original = sourceText(object, u"original");
    result.previous = sourceText(object, u"previous");
    result.comment = remark(value, u"$comment");
    object.finish();
    return result;
}

/// A text that may be empty.
QString TranslationDecoder::text(const JsonValue& value) {
    const QString text = texts_.decode(value);
    keepFindings();
    return text.trimmed().isEmpty() ? QString() : text;
}

/// What a source said: a string or a list of lines.
std::optional<QString> TranslationDecoder::sourceText(ObjectReader& object, QStringView key) {
    const auto value = object.optional(key);
    if (!value)
        return std::nullopt;
    if (value->type() == JsonType::Object) {
        findings_.add(*value, Rule::WrongType, {QStringLiteral("string"), QStringLiteral("object")});
        return std::nullopt;
    }
    const QString text = texts_.decodeProgram(*value);
    keepFindings();
    return text;
}

void TranslationDecoder::keepFindings() {
    for (Diagnostic& finding : read_) {
        if (finding.rule != Rule::EmptyText)
            findings_.add(std::move(finding));
    }
    read_.clear();
}

/// What everybody else ignores.
QString TranslationDecoder::remark(const JsonValue& value, QStringView key) {
    const auto member = value.member(key);
    return member ? member->string() : QString();
}

} // namespace

bool isLanguage(const QString& text) {
    const QRegularExpression pattern(QStringLiteral("\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\z"));
    return text.size() <= kLanguageLength && pattern.match(text).hasMatch();
}

QString translationName(const QString& document, const QString& language) {
    return document + u'.' + language + QStringLiteral(".json");
}

QStringList translationsIn(const QString& folder, const QString& document) {
    QStringList languages;
    const QStringList names = QDir(folder).entryList({translationName(document, QStringLiteral("*"))},
                                                     QDir::Files | QDir::CaseSensitive, QDir::Name);
    for (const QString& name : names) {
        const QString language = name.mid(document.size() + 1).chopped(QStringLiteral(".json").size());
        if (isLanguage(language))
            languages.append(language);
    }
    return languages;
}

Reading<Translation> readTranslation(const QString& folder, const QString& document,
                                     const QString& language) {
    Reading<Translation> result;
    const auto path = documentIn(folder, translationName(document, language), result.diagnostics);
    if (!path)
        return result;
    const auto json = readJsonFile(*path, kFileBytes, result.diagnostics);
    if (!json)
        return result;
    TranslationDecoder decoder(folder, result.diagnostics, result.texts);
    Translation translation = decoder.decode(json->root(), language);
    if (!hasErrors(result.diagnostics))
        result.value = std::move(translation);
    sortByPlace(result.diagnostics);
    return result;
}

} // namespace downhill::lesson
