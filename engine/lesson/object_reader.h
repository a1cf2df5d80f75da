#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Typed decoding of JSON: each function takes what the format asks for and reports what is there instead.
namespace downhill::lesson {

/// What a number may be, both ends included.
struct Range {
    double least = 0;
    double greatest = 0;

    bool contains(double value) const { return value >= least && value <= greatest; }
};

/// How many elements a list may have, both ends included.
struct Length {
    std::size_t least = 0;
    std::size_t greatest = 0;
};

/// A word of the format and what it stands for.
template <class T>
struct Word {
    QStringView text;
    T value;
};

/// The word for `value`, which must be in `words`.
template <class T>
QString wordFor(std::span<const Word<T>> words, T value) {
    for (const Word<T>& word : words) {
        if (word.value == value)
            return word.text.toString();
    }
    return {};
}

/// The one of `known` that `word` most resembles, or empty where none is near: at most a third of its letters
/// differ.
QString nearestWord(const QString& word, const QStringList& known);

/// A number as a person would write it: the shortest text that gives the same number.
QString numberText(double value);

bool isId(const QString& text);

// Values on their own. Nothing is returned once something was reported, except that a text may be shorter
// than asked.
std::optional<double> decodeNumber(const JsonValue& value, Range range, Findings& findings);
std::optional<std::int64_t> decodeInteger(const JsonValue& value, Range range, Findings& findings);
std::optional<bool> decodeBoolean(const JsonValue& value, Findings& findings);
/// A string that holds more than blanks.
std::optional<QString> decodeText(const JsonValue& value, Findings& findings);
/// The same of Markdown; the text is kept with its place, to be checked as a whole later.
std::optional<QString> decodeMarkdown(const JsonValue& value, Findings& findings);
/// Lower-case letters, digits and hyphens, at most 64.
std::optional<QString> decodeId(const JsonValue& value, Findings& findings);
/// Index of the word in `known`.
std::optional<std::size_t> decodeWord(const JsonValue& value, const QStringList& known, Findings& findings);
/// The elements of an array of allowed length.
std::vector<JsonValue> decodeList(const JsonValue& value, Length length, Findings& findings);

/// Takes the members of an object one by one and reports, at finish(), those that nobody asked for. A
/// function without a fallback reports a missing key. `$schema` and `$comment` are known everywhere.
class ObjectReader {
public:
    ObjectReader(const JsonValue& value, Findings& findings);

    /// False when the value is not an object; then that is the only finding about it.
    bool isObject() const { return isObject_; }
    const JsonValue& value() const { return value_; }

    std::optional<JsonValue> optional(QStringView key);
    std::optional<JsonValue> required(QStringView key);
    /// Whichever of two keys is there; reports both, or neither (as the first missing).
    std::optional<JsonValue> oneOf(QStringView first, QStringView second);

    double number(QStringView key, Range range, std::optional<double> fallback = {});
    std::int64_t integer(QStringView key, Range range, std::optional<std::int64_t> fallback = {});
    bool boolean(QStringView key, std::optional<bool> fallback = {});
    QString text(QStringView key, const std::optional<QString>& fallback = {});
    /// A text that is Markdown, see decodeMarkdown().
    QString markdown(QStringView key, const std::optional<QString>& fallback = {});
    QString id(QStringView key);
    /// A list of texts; optional, empty unless given.
    QStringList texts(QStringView key, Length length);
    /// The same of Markdown.
    QStringList markdowns(QStringView key, Length length);
    /// The elements of a list. Optional when it may be empty.
    std::vector<JsonValue> list(QStringView key, Length length);
    /// A list of exactly two numbers.
    std::array<double, 2> pair(QStringView key, Range range,
                               std::optional<std::array<double, 2>> fallback = {});
    /// One of the words of a table.
    template <class T>
    T word(QStringView key, std::span<const Word<T>> words, std::optional<T> fallback = {}) {
        QStringList known;
        for (const Word<T>& each : words)
            known.append(each.text.toString());
        const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
        const auto place = found ? decodeWord(*found, known, findings_) : std::nullopt;
        return place ? words[*place].value : fallback.value_or(words.front().value);
    }

    void finish();

private:
    JsonValue value_;
    Findings& findings_;
    QStringList known_{};
    bool isObject_;
};

} // namespace downhill::lesson
