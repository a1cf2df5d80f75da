#pragma once

#include "authoring/text_check.h"
#include "lesson/diagnostic.h"

#include <QString>
#include <QStringList>

namespace downhill::authoring {

/// What validate() found, and what it went through.
struct ValidationReport {
    lesson::Diagnostics findings{}; ///< each once; path by path, within one by file and place
    int courses = 0;
    int lessons = 0;
    int experiments = 0; ///< files, apart from those of lessons

    int errors() const;
    int warnings() const;
};

/// Checks what authors write: all that the readers report, the texts with their formulas and pictures, the
/// files of experiments' data, and files that nobody names. Runs no experiment. One that is kept checks a
/// lesson again quickly, as after each save: its typesetter is loaded, and knows the formulas. To be used on
/// one thread.
class Validator {
public:
    /// Checks each path, a lesson or a folder at most once: lesson folders, course folders, folders of
    /// lessons, lesson.json, course.json and experiment files. A lesson alone is checked without its course,
    /// so that what it links to is not known.
    ValidationReport validate(const QStringList& paths);

private:
    TextCheck texts_{};
};

} // namespace downhill::authoring
