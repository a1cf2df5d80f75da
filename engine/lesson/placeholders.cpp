#include "lesson/placeholders.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace downhill::lesson {

namespace {

void addMatches(const QString& pattern, const QString& text, QStringList& found) {
    const QRegularExpression expression(pattern);
    QRegularExpressionMatchIterator matches = expression.globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured().remove(u' '));
}

} // namespace

QStringList placeholdersOf(const QString& text) {
    QStringList found;
    addMatches(QStringLiteral("\\{\\{[^{}\\n]*\\}\\}"), text, found);
    addMatches(QStringLiteral("\\[\\[[a-z0-9-]+\\]\\]"), text, found);
    found.removeDuplicates();
    found.sort();
    return found;
}

QStringList differentPlaceholders(const QString& source, const QString& translation) {
    const QStringList before = placeholdersOf(source);
    const QStringList after = placeholdersOf(translation);
    QStringList different;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(different));
    return different;
}

} // namespace downhill::lesson
