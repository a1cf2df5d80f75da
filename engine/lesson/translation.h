#pragma once

#include "lesson/findings.h"
#include "lesson/reader.h"
#include "lesson/translated_texts.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// Translations: `lesson.de.json` beside lesson.json holds its texts in German, by their keys, each with a
/// hash of the text that was translated, so that one whose source has changed since is known.
namespace downhill::lesson {

/// What can be translated: "lesson" of lesson.json, and so on.
namespace documents {
inline constexpr QStringView kLesson = u"lesson";
inline constexpr QStringView kCourse = u"course";
inline constexpr QStringView kGlossary = u"glossary";
inline constexpr QStringView kFaq = u"faq";
} // namespace documents

/// A text of a translation as it stands in its file.
struct TranslatedText {
    QString key{};
    QString source{};                  ///< sourceHash() of what `text` translates
    QString text{};                    ///< empty: not translated yet
    QString file{};                    ///< the text's file within the folder, where it has one
    bool stale = false;                ///< the source has changed, and nobody has looked through it since
    std::optional<QString> original{}; ///< the source, for who translates it
    std::optional<QString> previous{}; ///< what the source was before it changed
    QString comment{};
    Diagnostic place{}; ///< where it stands: a finding about it but for rule and arguments
};

struct Translation {
    QString language{};
    QString schema{}; ///< what `$schema` says
    QString comment{};
    std::vector<TranslatedText> texts{};
    std::vector<TranslatedText> removed{}; ///< of texts that are no more; kept, and not used
    Diagnostic place{};                    ///< of all texts
};

/// "de", "pt-BR": two or three lower-case letters, and parts of two to eight letters and digits.
bool isLanguage(const QString& text);

/// "lesson.de.json" for the document "lesson".
QString translationName(const QString& document, const QString& language);

/// The languages into which `document` of `folder` is translated, sorted.
QStringList translationsIn(const QString& folder, const QString& document);

/// A short hash of a text: sixteen hexadecimal digits, of which the first eight bytes of its SHA-256.
QString sourceHash(const QString& text);

/// Reads `folder`/`document`.`language`.json and the files it names. What it says is not compared with the
/// source; checkTranslation() does that. Its texts, words as well as Markdown, have the path
/// $.texts["KEY"].text.
Reading<Translation> readTranslation(const QString& folder, const QString& document, const QString& language);

/// The texts of a translation that can stand in for their sources.
class UsableTexts {
public:
    /// `translation` must outlive it.
    explicit UsableTexts(const Translation& translation);

    /// The translation of `source`, which has that key; `source` itself where there is none.
    QString find(const QString& key, const QString& source) const;

private:
    QHash<QString, const TranslatedText*> texts_{};
};

/// What is missing, stale, of no use, or has lost a {{value}} or a [[gap]] of its source.
Diagnostics checkTranslation(const Translation& translation, const std::vector<SourceText>& sources);

/// Puts the translated texts into a document. What is not translated, is stale or has lost a value or a gap
/// stays in the author's language: it could say what is no longer so.
template <class Document>
void translate(Document& document, const Translation& translation) {
    const UsableTexts usable(translation);
    visitTexts(document, [&](const QString& key, TextKind, QString& text) { text = usable.find(key, text); });
}

/// Puts the texts of a language into a lesson whose folder has them, and reports what is wrong with them.
/// Where it has none in "pt-BR", those in "pt" are taken.
void translate(Lesson& lesson, const QString& language, Diagnostics& diagnostics);

/// The same for a course: its own texts, its glossary and its frequent questions, but not its lessons.
void translate(Course& course, const QString& language, Diagnostics& diagnostics);

} // namespace downhill::lesson
