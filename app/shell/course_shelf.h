#pragma once

#include "lesson/library.h"

#include <QStringList>

#include <future>
#include <vector>

namespace downhill::app {

/// A course that can be chosen.
struct CourseChoice {
    QString id{};
    QString title{};
};

/// The courses of this computer, and the one that is open.
class CourseShelf {
public:
    /// `language`: in which courses are shown where their folders have it, as in "de" or "pt-BR".
    explicit CourseShelf(QString language = {}) : language_(std::move(language)) {}

    /// Begins to look for courses on another thread, for the next find() in the same folders.
    void lookAhead(const lesson::LibraryFolders& folders);
    /// Looks for courses anew; none is open then.
    void find(const lesson::LibraryFolders& folders);

    /// The id of the course to begin with: what was asked for at the start comes before `chosen`, and that
    /// before the others. Empty where none can be read.
    QString first(const QString& chosen) const;
    void open(const QString& id);

    /// The open course; without an id before one is open.
    const lesson::Course& course() const { return course_; }
    /// Reads a lesson again, whose files have changed. What keeps it from being shown, as in problems(); then
    /// it stays as it was.
    QStringList readAgain(const QString& id);

    std::vector<CourseChoice> choices() const;
    /// Sentences on what keeps courses and lessons from being shown, each with its place.
    QStringList problems() const;

    /// "lesson.json, line 12: what is wrong. What can be done."
    static QString located(const lesson::Diagnostic& diagnostic);
    /// What keeps something from being shown; a warning is an author's affair.
    static QStringList errorsOf(const lesson::Diagnostics& diagnostics);

private:
    QString language_;
    lesson::LibraryFolders ahead_{};
    std::future<std::vector<lesson::FoundCourse>> foundAhead_{};
    std::vector<lesson::FoundCourse> found_{};
    lesson::Course course_{};
};

} // namespace downhill::app
