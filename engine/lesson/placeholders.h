#pragma once

#include <QString>
#include <QStringList>

namespace downhill::lesson {

/// The {{values}} and [[gaps]] of a text as they are written, each once, sorted. Blanks within the braces do
/// not count.
QStringList placeholdersOf(const QString& text);

/// Those that only one of two texts has: what a translation has lost, or made up.
QStringList differentPlaceholders(const QString& source, const QString& translation);

} // namespace downhill::lesson
