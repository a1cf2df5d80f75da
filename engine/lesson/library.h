#pragma once

#include "lesson/reader.h"

#include <QString>

#include <vector>

/// Where courses come from. Pure functions of what the folders hold.
namespace downhill::lesson {

/// Where courses may stand. An empty name is passed over.
struct LibraryFolders {
    QString opened{};    ///< asked for by name: a course, a folder of lessons, or one lesson
    QString shipped{};   ///< the course that comes with the program
    QString installed{}; ///< holds a folder for each further course; need not exist

    bool operator==(const LibraryFolders&) const = default;
};

enum class Origin { Opened, Shipped, Installed };

/// A course, or what keeps it from being one.
struct FoundCourse {
    Origin origin = Origin::Shipped;
    QString folder{};
    Reading<Course> reading{};
};

/// The courses in these folders: the one opened, the one shipped, then those installed by the names of their
/// folders, at most 200. A folder that is named twice is read once. Two courses of one id cannot stand beside
/// each other, for they would share what is remembered: the first stays, and the other is reported
/// (DuplicateId, at its course.json) and has no value. Texts are in `language` as far as it is there, see
/// readCourse().
std::vector<FoundCourse> findCourses(const LibraryFolders& folders, const QString& language = {});

/// Reads a course, or makes one of lessons: where `folder` has no course.json, the lessons that stand in it,
/// by name, or the one that it is, form a course of one unit under the folder's name. Its id is made of the
/// place, so that two such folders are told apart. What these lessons require of lessons elsewhere is not
/// asked for.
Reading<Course> readCourseOrLessons(const QString& folder, const QString& language = {});

} // namespace downhill::lesson
