#pragma once

#include <QByteArray>
#include <QString>

namespace downhill::app {

/// The course of the tests that has one of everything, and the one that comes with the program.
QString everythingCourse();
QString shippedCourse();

/// Writes a file anew, with the folders that it needs.
void writeFile(const QString& name, const QByteArray& bytes);
/// Empty where there is no such file.
QByteArray contentOf(const QString& name);
void copyFolder(const QString& from, const QString& to);

} // namespace downhill::app
