#pragma once

#include <QString>
#include <QStringList>

namespace downhill::authoring {

/// Folders in `folder` that have a lesson.json, in the order of their names. Looks into 2000 at most.
QStringList lessonFolders(const QString& folder);

/// The folders of the lessons that a path means: a lesson.json, a lesson's folder, or a folder of lessons,
/// such as a course's (or its course.json).
QStringList lessonFoldersAt(const QString& path);

} // namespace downhill::authoring
