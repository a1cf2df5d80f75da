#include "lesson/text_decoder.h"

#include "lesson/folder_files.h"
#include "lesson/object_reader.h"
#include "lesson/utf8.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace downhill::lesson {

namespace {

constexpr std::size_t kMostLines = 10'000;

/// Line and column, both from 1, of a byte in a text whose bytes before it are well-formed.
std::pair<int, int> placeOf(const QByteArray& text, qsizetype offset) {
    const QByteArray before = text.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {int(before.count('\n')) + 1, int(QString::fromUtf8(before.mid(lineStart)).toUcs4().size()) + 1};
}

} // namespace

QString TextDecoder::decode(const JsonValue& value) {
    if (value.type() == JsonType::String)
        return decodeMarkdown(value, findings_).value_or(QString());
    std::optional<TextSource> source = read(value);
    if (!source)
        return {};
    QString text = source->text;
    findings_.addText(std::move(*source));
    return text;
}

QString TextDecoder::decodeProgram(const JsonValue& value) {
    std::optional<TextSource> source = read(value);
    if (!source)
        return {};
    QString program = std::exchange(source->text, QString());
    if (source->file != source->document)
        findings_.addText(std::move(*source)); // the file is named; no Markdown is in it
    return program;
}

std::optional<TextSource> TextDecoder::read(const JsonValue& value) {
    switch (value.type()) {
    case JsonType::String: {
        TextSource source = sourceAt(value);
        source.text = decodeText(value, findings_).value_or(QString());
        return source.text.isEmpty() ? std::nullopt : std::optional(source);
    }
    case JsonType::Array:
        return lines(value);
    case JsonType::Object:
        return file(value);
    default:
        findings_.add(value, Rule::WrongType, {QStringLiteral("text"), jsonTypeName(value.type())});
        return std::nullopt;
    }
}

std::optional<TextSource> TextDecoder::lines(const JsonValue& value) {
    QStringList lines;
    TextSource source = sourceAt(value);
    bool wrong = false;
    for (const JsonValue& line : decodeList(value, {1, kMostLines}, findings_)) {
        // An empty line divides paragraphs.
        if (line.type() != JsonType::String) {
            findings_.add(line, Rule::WrongType, {QStringLiteral("string"), jsonTypeName(line.type())});
            wrong = true;
        }
        lines.append(line.string());
        const TextSource place = sourceAt(line);
        const LinePlace at{place.line, place.column, std::size_t(lines.size()) - 1};
        source.lines.insert(source.lines.end(), std::size_t(line.string().count(u'\n')) + 1, at);
    }
    source.text = lines.join(u'\n');
    if (!wrong && !lines.isEmpty() && source.text.trimmed().isEmpty())
        findings_.add(value, Rule::EmptyText);
    return source.text.isEmpty() ? std::nullopt : std::optional(std::move(source));
}

std::optional<TextSource> TextDecoder::file(const JsonValue& value) {
    ObjectReader object(value, findings_);
    const std::optional<JsonValue> named = object.required(u"file");
    object.finish();
    const std::optional<QString> name = named ? decodeText(*named, findings_) : std::nullopt;
    if (!name)
        return std::nullopt;
    const auto path = findInFolder(folder_, *name);
    if (!path) {
        findings_.add(*named, path.error(), {shortened(*name)});
        return std::nullopt;
    }
    const QString written = QDir(folder_).filePath(*name);
    const qint64 most = std::min(left_, text_limits::kFile);
    auto bytes = readWhole(*path, most);
    if (!bytes) {
        QStringList arguments;
        if (bytes.error() == Rule::FileTooLarge)
            arguments.append(QString::number(left_ < text_limits::kFile ? text_limits::kLesson : most));
        findings_.add(*named, bytes.error(), arguments);
        return std::nullopt;
    }
    left_ -= bytes->size();
    if (bytes->startsWith("\xEF\xBB\xBF"))
        bytes->remove(0, 3);
    if (const auto broken = firstInvalidUtf8(*bytes)) {
        const auto [line, column] = placeOf(*bytes, *broken);
        findings_.add({Rule::NotUtf8, written, line, column, {}, {}});
        return std::nullopt;
    }
    QString text = QString::fromUtf8(*bytes);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (text.trimmed().isEmpty()) {
        findings_.add(*named, Rule::EmptyText);
        return std::nullopt;
    }
    TextSource source = sourceAt(*named);
    source.text = std::move(text);
    source.file = written;
    source.line = 1;
    source.column = 1;
    return source;
}

} // namespace downhill::lesson
