#include "shell/course_shelf.h"

#include "lesson/reader.h"
#include "messages/messages.h"

#include <QCoreApplication>

#include <algorithm>

namespace downhill::app {

void CourseShelf::lookAhead(const lesson::LibraryFolders& folders) {
    ahead_ = folders;
    foundAhead_ = std::async(std::launch::async, [folders, language = language_] {
        return lesson::findCourses(folders, language);
    });
}

void CourseShelf::find(const lesson::LibraryFolders& folders) {
    const bool isAhead = foundAhead_.valid() && ahead_ == folders;
    found_ = isAhead ? foundAhead_.get() : lesson::findCourses(folders, language_);
    foundAhead_ = {};
    course_ = {};
}

QString CourseShelf::first(const QString& chosen) const {
    QString first;
    for (const lesson::FoundCourse& each : found_) {
        if (!each.reading.value)
            continue;
        if (each.origin == lesson::Origin::Opened)
            return each.reading.value->id;
        if (each.reading.value->id == chosen)
            return chosen;
        if (first.isEmpty())
            first = each.reading.value->id;
    }
    return first;
}

void CourseShelf::open(const QString& id) {
    for (const lesson::FoundCourse& each : found_)
        if (each.reading.value && each.reading.value->id == id)
            course_ = *each.reading.value;
}

QStringList CourseShelf::readAgain(const QString& id) {
    const auto found = std::ranges::find(course_.lessons, id, &lesson::Lesson::id);
    if (found == course_.lessons.end())
        return {};
    const auto reading = lesson::readLesson(found->folder, language_);
    if (!reading.value)
        return errorsOf(reading.diagnostics);
    if (reading.value->id == id)
        *found = *reading.value;
    return {};
}

std::vector<CourseChoice> CourseShelf::choices() const {
    std::vector<CourseChoice> all;
    for (const lesson::FoundCourse& each : found_)
        if (each.reading.value)
            all.push_back({each.reading.value->id, each.reading.value->title});
    return all;
}

QStringList CourseShelf::problems() const {
    QStringList all;
    for (const lesson::FoundCourse& each : found_)
        if (!each.reading.value || each.reading.value->id == course_.id)
            all.append(errorsOf(each.reading.diagnostics));
    return all;
}

QString CourseShelf::located(const lesson::Diagnostic& diagnostic) {
    const QString where = diagnostic.line > 0 ? QCoreApplication::translate("CourseShelf", "%1, line %2")
                                                    .arg(diagnostic.file)
                                                    .arg(diagnostic.line)
                                              : diagnostic.file;
    return QCoreApplication::translate("CourseShelf", "%1: %2").arg(where, sentence(diagnostic));
}

QStringList CourseShelf::errorsOf(const lesson::Diagnostics& diagnostics) {
    QStringList errors;
    for (const lesson::Diagnostic& diagnostic : diagnostics)
        if (lesson::severityOf(diagnostic.rule) == lesson::Severity::Error)
            errors.append(located(diagnostic));
    return errors;
}

} // namespace downhill::app
