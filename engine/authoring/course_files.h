#pragma once

#include "authoring/package_error.h"

#include <QString>
#include <QStringList>

#include <vector>

/// Which files of a course's folder make up the course.
namespace downhill::authoring {

struct CourseFile {
    QString name{}; ///< within the course
    QString path{};
    qint64 size = 0; ///< bytes
};

struct CourseFiles {
    std::vector<CourseFile> files{}; ///< by name
    QStringList leftOut{};           ///< hidden files and folders, links, files of other kinds; by name
};

/// Goes through the folder without following links. Errors: UnportableName, NamesClash, TooManyFiles,
/// FileTooLarge, TooMuchData.
PackageResult<CourseFiles> courseFilesIn(const QString& folder);

} // namespace downhill::authoring
