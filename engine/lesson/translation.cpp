#include "lesson/translation.h"

#include "lesson/content_hash.h"
#include "lesson/findings.h"
#include "lesson/placeholders.h"

#include <QCryptographicHash>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// Whether a text can stand in for its source.
bool isUsable(const TranslatedText& translated, const QString& source) {
    return !translated.text.isEmpty() && !translated.stale && translated.source == sourceHash(source) &&
           differentPlaceholders(source, translated.text).isEmpty();
}

Diagnostic findingAt(Diagnostic place, Rule rule, QStringList arguments) {
    place.rule = rule;
    place.arguments = std::move(arguments);
    return place;
}

/// The language nearest to the one that is wished for: itself, or without its last parts ("pt-BR", "pt").
/// Empty: there is none.
QString nearestLanguage(const QStringList& languages, QString wished) {
    while (!wished.isEmpty() && !languages.contains(wished))
        wished.truncate(std::max<qsizetype>(0, wished.lastIndexOf(u'-')));
    return wished;
}

/// Translates one document, where its folder has it in that language.
template <class Document>
void takeTexts(Document& document, const QString& folder, QStringView name, const QString& wished,
               Diagnostics& diagnostics) {
    const QString language = nearestLanguage(translationsIn(folder, name.toString()), wished);
    if (language.isEmpty())
        return;
    const auto translation = readTranslation(folder, name.toString(), language);
    diagnostics.insert(diagnostics.end(), translation.diagnostics.begin(), translation.diagnostics.end());
    if (!translation.value)
        return;
    const Diagnostics found = checkTranslation(*translation.value, textsOf(document));
    diagnostics.insert(diagnostics.end(), found.begin(), found.end());
    translate(document, *translation.value);
}

} // namespace

QString sourceHash(const QString& text) {
    constexpr qsizetype kBytes = 8;
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.left(kBytes).toHex());
}

Diagnostics checkTranslation(const Translation& translation, const std::vector<SourceText>& sources) {
    Diagnostics diagnostics;
    Findings findings(diagnostics);
    QHash<QString, const TranslatedText*> translated;
    for (const TranslatedText& text : translation.texts)
        translated.insert(text.key, &text);
    QSet<QString> known;
    for (const SourceText& source : sources) {
        known.insert(source.key);
        const TranslatedText* text = translated.value(source.key);
        if (!text || text->text.isEmpty()) {
            if (source.kind == TextKind::Code)
                continue; // it may stand as it is
            findings.add(findingAt(text ? text->place : translation.place, Rule::MissingTranslation,
                                   {translation.language, source.key}));
            continue;
        }
        if (text->stale || text->source != sourceHash(source.text)) {
            findings.add(findingAt(text->place, Rule::StaleTranslation, {translation.language, source.key}));
            continue;
        }
        for (const QString& different : differentPlaceholders(source.text, text->text))
            findings.add(findingAt(text->place, Rule::LostPlaceholder, {shortened(different)}));
    }
    for (const TranslatedText& text : translation.texts) {
        if (!known.contains(text.key))
            findings.add(findingAt(text.place, Rule::UnknownText, {shortened(text.key)}));
    }
    sortByPlace(diagnostics);
    return diagnostics;
}

UsableTexts::UsableTexts(const Translation& translation) {
    for (const TranslatedText& text : translation.texts)
        texts_.insert(text.key, &text);
}

QString UsableTexts::find(const QString& key, const QString& source) const {
    const TranslatedText* found = texts_.value(key);
    return found && isUsable(*found, source) ? found->text : source;
}

void translate(Lesson& lesson, const QString& language, Diagnostics& diagnostics) {
    QHash<QString, QString> hashes;
    for (const Step& step : lesson.steps) {
        for (const Question& question : step.questions)
            hashes.insert(question.id, contentHash(question));
    }
    takeTexts(lesson, lesson.folder, documents::kLesson, language, diagnostics);
    // An answer counts in every language.
    for (Step& step : lesson.steps) {
        for (Question& question : step.questions) {
            if (contentHash(question) != hashes.value(question.id))
                question.authored = hashes.value(question.id);
        }
    }
}

void translate(Course& course, const QString& language, Diagnostics& diagnostics) {
    takeTexts(course, course.folder, documents::kCourse, language, diagnostics);
    takeTexts(course.glossary, course.folder, documents::kGlossary, language, diagnostics);
    takeTexts(course.faq, course.folder, documents::kFaq, language, diagnostics);
}

} // namespace downhill::lesson
