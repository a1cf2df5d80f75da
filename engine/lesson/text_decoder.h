#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/text_source.h"

#include <QString>

#include <optional>

namespace downhill::lesson {

namespace text_limits {
inline constexpr qint64 kFile = 256 << 10; ///< bytes of a text file
inline constexpr qint64 kLesson =
    2'048 << 10; ///< bytes of all text files of a lesson, each counted whenever it is named
} // namespace text_limits

/// Reads a longer text: a string, a list of lines, or a file in the lesson's folder.
class TextDecoder {
public:
    TextDecoder(QString folder, Findings& findings) : folder_(std::move(folder)), findings_(findings) {}

    /// Markdown, which is kept with its place, see Findings::addText(). Empty where something was reported.
    QString decode(const JsonValue& value);
    /// A program, of which a file is kept as named. Empty where something was reported.
    QString decodeProgram(const JsonValue& value);

private:
    std::optional<TextSource> read(const JsonValue& value);
    std::optional<TextSource> lines(const JsonValue& value);
    std::optional<TextSource> file(const JsonValue& value);

    QString folder_;
    Findings& findings_;
    qint64 left_ = text_limits::kLesson;
};

} // namespace downhill::lesson
