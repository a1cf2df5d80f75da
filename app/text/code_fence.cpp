#include "text/code_fence.h"

#include <algorithm>

namespace downhill::app {

namespace {

/// The longest row of backticks.
qsizetype longestRow(const QString& text) {
    qsizetype longest = 0;
    qsizetype here = 0;
    for (const QChar c : text) {
        here = c == u'`' ? here + 1 : 0;
        longest = std::max(longest, here);
    }
    return longest;
}

} // namespace

QString codeFence(const QString& code, const QString& language) {
    const QString fence(std::max<qsizetype>(3, longestRow(code) + 1), u'`');
    return fence + language + u'\n' + code + u'\n' + fence;
}

QString inlineCode(const QString& text) {
    const qsizetype row = longestRow(text);
    const QString fence(row + 1, u'`');
    const QString space = row > 0 ? QStringLiteral(" ") : QString();
    return fence + space + text.simplified() + space + fence;
}

} // namespace downhill::app
