#pragma once

#include "authoring/package_error.h"
#include "authoring/validation.h"
#include "lesson/course.h"

#include <QString>

namespace downhill::authoring {

/// A course without errors.
struct SoundCourse {
    lesson::Course course{};
    lesson::Diagnostics warnings{};
};

/// Reads the course in `folder` and checks everything that belongs to it. Errors: NoCourse, NotSound.
PackageResult<SoundCourse> readSoundCourse(const QString& folder, Validator& validator);

/// The same of a course that was unpacked into a temporary folder: it and its files are named as if `package`
/// were their folder.
PackageResult<SoundCourse> readUnpackedCourse(const QString& folder, const QString& package,
                                              Validator& validator);

} // namespace downhill::authoring
