#pragma once

#include <QString>
#include <QStringList>
#include <tl/expected.hpp>

/// What an author begins with: a small lesson or course that is sound, explains itself, and is there to be
/// changed.
namespace downhill::authoring {

enum class SkeletonKind {
    Lesson, ///< the folder of a lesson
    Course, ///< the folder of a course with one lesson
};

struct SkeletonOrder {
    SkeletonKind kind{};
    QString id{};     ///< lower-case letters, digits and hyphens, at most 64; the new folder's name
    QString title{};  ///< empty: made of the id, "my-first-steps" becomes "My first steps"
    QString folder{}; ///< in which the new folder will stand; must be there
};

enum class SkeletonErrorCode {
    BadId,        ///< `name` is the id
    AlreadyThere, ///< `name` is the path of the new folder; what is there was not touched
    CannotWrite,  ///< `name` is what could not be written, `detail` the system's reason; nothing was left
};

struct SkeletonError {
    SkeletonErrorCode code{};
    QString name{};
    QString detail{};
};

struct Skeleton {
    QString folder{};
    QStringList files{}; ///< within the folder, by name
};

/// Writes the skeleton into a folder of its own, which appears whole or not at all. The schemas that editors
/// take for completion and checking are written with a course, and beside a lesson that has none there.
tl::expected<Skeleton, SkeletonError> writeSkeleton(const SkeletonOrder& order);

} // namespace downhill::authoring
