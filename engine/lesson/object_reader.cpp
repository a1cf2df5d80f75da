#include "lesson/object_reader.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace downhill::lesson {

namespace {

constexpr qsizetype kIdLength = 64;
constexpr qsizetype kComparedLength = 64;

/// Levenshtein's distance: insertions, deletions and replacements that make `a` of `b`.
qsizetype distance(const QString& a, const QString& b) {
    std::vector<qsizetype> row(std::size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto k = std::size_t(j) + 1;
            const qsizetype replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[k];
            row[k] = std::min({replaced, row[k] + 1, row[k - 1] + 1});
        }
    }
    return row[std::size_t(b.size())];
}

bool expectType(const JsonValue& value, JsonType type, Findings& findings, const QString& wanted = {}) {
    if (value.type() == type)
        return true;
    findings.add(value, Rule::WrongType,
                 {wanted.isEmpty() ? jsonTypeName(type) : wanted, jsonTypeName(value.type())});
    return false;
}

QString joined(const QStringList& words) {
    return words.join(QStringLiteral(", "));
}

} // namespace

QString nearestWord(const QString& word, const QStringList& known) {
    if (word.size() > kComparedLength)
        return {};
    const QString plain = word.toLower();
    QString nearest;
    qsizetype least = std::max<qsizetype>(1, plain.size() / 3) + 1;
    for (const QString& candidate : known) {
        const qsizetype apart = distance(plain, candidate.toLower());
        if (apart < least) {
            least = apart;
            nearest = candidate;
        }
    }
    return nearest;
}

QString numberText(double value) {
    if (value == std::trunc(value) && std::abs(value) <= 9007199254740992.0)
        return QString::number(qint64(value));
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

bool isId(const QString& text) {
    return !text.isEmpty() && text.size() <= kIdLength && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

std::optional<double> decodeNumber(const JsonValue& value, Range range, Findings& findings) {
    if (!expectType(value, JsonType::Number, findings))
        return std::nullopt;
    if (!range.contains(value.number())) {
        findings.add(value, Rule::OutOfRange,
                     {numberText(value.number()), numberText(range.least), numberText(range.greatest)});
        return std::nullopt;
    }
    return value.number();
}

std::optional<std::int64_t> decodeInteger(const JsonValue& value, Range range, Findings& findings) {
    if (!expectType(value, JsonType::Number, findings, QStringLiteral("integer")))
        return std::nullopt;
    if (value.number() != std::trunc(value.number())) {
        findings.add(value, Rule::WrongType, {QStringLiteral("integer"), QStringLiteral("number")});
        return std::nullopt;
    }
    const std::optional<double> number = decodeNumber(value, range, findings);
    return number ? std::optional(std::int64_t(*number)) : std::nullopt;
}

std::optional<bool> decodeBoolean(const JsonValue& value, Findings& findings) {
    return expectType(value, JsonType::Boolean, findings) ? std::optional(value.boolean()) : std::nullopt;
}

std::optional<QString> decodeText(const JsonValue& value, Findings& findings) {
    if (!expectType(value, JsonType::String, findings))
        return std::nullopt;
    if (value.string().trimmed().isEmpty()) {
        findings.add(value, Rule::EmptyText);
        return std::nullopt;
    }
    return value.string();
}

std::optional<QString> decodeMarkdown(const JsonValue& value, Findings& findings) {
    auto text = decodeText(value, findings);
    if (text)
        findings.addText(value, *text);
    return text;
}

std::optional<QString> decodeId(const JsonValue& value, Findings& findings) {
    if (!expectType(value, JsonType::String, findings))
        return std::nullopt;
    if (!isId(value.string())) {
        findings.add(value, Rule::BadId, {shortened(value.string())});
        return std::nullopt;
    }
    return value.string();
}

std::optional<std::size_t> decodeWord(const JsonValue& value, const QStringList& known, Findings& findings) {
    if (!expectType(value, JsonType::String, findings))
        return std::nullopt;
    const qsizetype place = known.indexOf(value.string());
    if (place < 0) {
        findings.add(value, Rule::UnknownWord,
                     {shortened(value.string()), nearestWord(value.string(), known), joined(known)});
        return std::nullopt;
    }
    return std::size_t(place);
}

std::vector<JsonValue> decodeList(const JsonValue& value, Length length, Findings& findings) {
    if (!expectType(value, JsonType::Array, findings))
        return {};
    if (value.size() < length.least || value.size() > length.greatest) {
        findings.add(
            value, Rule::WrongLength,
            {QString::number(value.size()), QString::number(length.least), QString::number(length.greatest)});
        return {};
    }
    std::vector<JsonValue> elements;
    elements.reserve(value.size());
    for (const JsonValue element : value.children())
        elements.push_back(element);
    return elements;
}

ObjectReader::ObjectReader(const JsonValue& value, Findings& findings)
    : value_(value), findings_(findings), isObject_(expectType(value, JsonType::Object, findings)) {}

std::optional<JsonValue> ObjectReader::optional(QStringView key) {
    known_.append(key.toString());
    return value_.member(key);
}

std::optional<JsonValue> ObjectReader::required(QStringView key) {
    const std::optional<JsonValue> found = optional(key);
    if (!found && isObject_)
        findings_.add(value_, Rule::MissingKey, {key.toString()});
    return found;
}

std::optional<JsonValue> ObjectReader::oneOf(QStringView first, QStringView second) {
    const std::optional<JsonValue> a = optional(first);
    const std::optional<JsonValue> b = optional(second);
    if (a && b)
        findings_.addAtKey(*b, Rule::ConflictingKeys, {first.toString(), second.toString()});
    else if (!a && !b && isObject_)
        findings_.add(value_, Rule::MissingKey, {first.toString()});
    return a ? a : b;
}

double ObjectReader::number(QStringView key, Range range, std::optional<double> fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    return (found ? decodeNumber(*found, range, findings_) : fallback).value_or(0);
}

std::int64_t ObjectReader::integer(QStringView key, Range range, std::optional<std::int64_t> fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    return (found ? decodeInteger(*found, range, findings_) : fallback).value_or(0);
}

bool ObjectReader::boolean(QStringView key, std::optional<bool> fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    return (found ? decodeBoolean(*found, findings_) : fallback).value_or(false);
}

QString ObjectReader::text(QStringView key, const std::optional<QString>& fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    return (found ? decodeText(*found, findings_) : fallback).value_or(QString());
}

QString ObjectReader::markdown(QStringView key, const std::optional<QString>& fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    return (found ? decodeMarkdown(*found, findings_) : fallback).value_or(QString());
}

QString ObjectReader::id(QStringView key) {
    const std::optional<JsonValue> found = required(key);
    return (found ? decodeId(*found, findings_) : std::nullopt).value_or(QString());
}

QStringList ObjectReader::texts(QStringView key, Length length) {
    QStringList result;
    for (const JsonValue& element : list(key, length))
        result.append(decodeText(element, findings_).value_or(QString()));
    return result;
}

QStringList ObjectReader::markdowns(QStringView key, Length length) {
    QStringList result;
    for (const JsonValue& element : list(key, length))
        result.append(decodeMarkdown(element, findings_).value_or(QString()));
    return result;
}

std::vector<JsonValue> ObjectReader::list(QStringView key, Length length) {
    const std::optional<JsonValue> found = length.least == 0 ? optional(key) : required(key);
    return found ? decodeList(*found, length, findings_) : std::vector<JsonValue>();
}

std::array<double, 2> ObjectReader::pair(QStringView key, Range range,
                                         std::optional<std::array<double, 2>> fallback) {
    const std::optional<JsonValue> found = fallback ? optional(key) : required(key);
    std::array<double, 2> result = fallback.value_or(std::array<double, 2>{});
    std::size_t place = 0;
    for (const JsonValue& element : found ? decodeList(*found, {2, 2}, findings_) : std::vector<JsonValue>())
        result[place++] = decodeNumber(element, range, findings_).value_or(0);
    return result;
}

void ObjectReader::finish() {
    if (!isObject_)
        return;
    QSet<QString> known(known_.begin(), known_.end());
    known << QStringLiteral("$schema") << QStringLiteral("$comment");
    for (const JsonValue member : value_.children()) {
        if (findings_.full())
            return;
        if (!known.contains(member.key()))
            findings_.addAtKey(member, Rule::UnknownKey,
                               {shortened(member.key()), nearestWord(member.key(), known_), joined(known_)});
    }
}

} // namespace downhill::lesson
