#pragma once

#include <QString>

/// Writing to the terminal, as UTF-8.
namespace downhill::app::cli {

/// Exit statuses of the command line.
enum class Status {
    Ok = 0,
    Failed = 1,   ///< what was found, read or written is at fault
    WrongUse = 2, ///< the command line itself is
};

/// Without anything that would steer a terminal: texts from files are shown, not obeyed.
QString printable(const QString& text);

/// Writes to standard output; false when that is not possible.
bool print(const QString& text);
void printError(const QString& text);

/// Whether standard error is a terminal that a person looks at.
bool errorsAreWatched();

} // namespace downhill::app::cli
