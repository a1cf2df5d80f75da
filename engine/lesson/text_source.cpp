#include "lesson/text_source.h"

#include <algorithm>

namespace downhill::lesson {

Diagnostic TextSource::finding(Rule rule, int atLine, int atColumn, QStringList arguments) const {
    Diagnostic result{rule, file, line, column, path, std::move(arguments)};
    if (!lines.empty()) {
        const LinePlace& at = lines[std::min(std::size_t(std::max(atLine, 1)), lines.size()) - 1];
        result.line = at.line;
        result.column = at.column;
        result.path += QStringLiteral("[%1]").arg(at.index);
    } else if (file != document && atLine > 0) {
        result.line = atLine;
        result.column = atColumn;
    }
    if (file != document)
        result.path.clear(); // it would point into another file
    return result;
}

} // namespace downhill::lesson
