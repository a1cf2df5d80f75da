#pragma once

#include "lesson/course.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/text_source.h"

#include <QString>

#include <optional>

namespace downhill::lesson {

/// What was read, and everything that is wrong with it. `value` is there only when nothing is an error.
template <class T>
struct Reading {
    std::optional<T> value{};
    Diagnostics diagnostics{};
    /// Where its Markdown and its programs stand, in the order of the file; also of what has errors
    /// elsewhere.
    TextSources texts{};
};

/// Reads `folder`/lesson.json and the files it names. Nothing outside the folder is opened. All findings are
/// reported at once, up to 1000 of a file.
///
/// With a `language` ("de") the texts are those of lesson.de.json, where it has them; without such a file all
/// are the author's. What is wrong with a translation is reported, but never closes the lesson.
Reading<Lesson> readLesson(const QString& folder, const QString& language = {});

/// Reads an experiment file: exactly the `experiment` object of a lesson. Data it names are looked for beside
/// it.
Reading<ExperimentBlock> readExperiment(const QString& file);

/// Reads `folder`/course.json and the lessons it names, each in the folder of its id. Lessons with findings
/// are left out of `value`, so that one broken lesson does not close the course; `value` is empty only when
/// course.json is broken.
///
/// With a `language` the texts are those of lesson.de.json, course.de.json, glossary.de.json and faq.de.json,
/// as far as they are there.
Reading<Course> readCourse(const QString& folder, const QString& language = {});

} // namespace downhill::lesson
