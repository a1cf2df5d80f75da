#include "lesson/findings.h"

#include <algorithm>
#include <tuple>

namespace downhill::lesson {

TextSource sourceAt(const JsonValue& value) {
    const Diagnostic place = value.finding(Rule{});
    TextSource source;
    source.document = place.file;
    source.file = place.file;
    source.path = place.path;
    source.line = place.line;
    source.column = place.column;
    return source;
}

void Findings::addText(const JsonValue& at, const QString& text, const QString& language) {
    if (!texts_)
        return;
    TextSource source = sourceAt(at);
    source.text = text;
    source.language = language;
    texts_->push_back(std::move(source));
}

void Findings::addText(TextSource text) {
    if (texts_)
        texts_->push_back(std::move(text));
}

void Findings::markDrawn(std::size_t first) {
    for (std::size_t i = first; i < textCount(); ++i)
        (*texts_)[i].isDrawn = true;
}

void sortByPlace(Diagnostics& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
}

} // namespace downhill::lesson
