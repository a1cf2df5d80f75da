#include "lesson/library.h"

#include "lesson/course_entries.h"
#include "lesson/translation.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr qsizetype kCourses = 200;

bool hasFile(const QString& folder, const QString& name) {
    const QFileInfo info(QDir(folder).filePath(name));
    return info.exists() || info.isSymLink();
}

/// The lesson that `folder` is, or those that stand in it: folders by the ids of their lessons.
std::vector<std::pair<QString, QString>> lessonsIn(const QString& folder) {
    const QDir dir(QDir::cleanPath(QDir(folder).absolutePath()));
    if (hasFile(folder, QStringLiteral("lesson.json")))
        return {{dir.dirName(), folder}};
    std::vector<std::pair<QString, QString>> lessons;
    for (const QString& name : lessonFolders(folder))
        lessons.emplace_back(name, QDir(folder).filePath(name));
    return lessons;
}

QString idOfPlace(const QString& folder) {
    const QByteArray place = QFileInfo(folder).canonicalFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(place, QCryptographicHash::Sha256);
    return QStringLiteral("folder-") + QString::fromLatin1(hash.toHex().left(12));
}

/// Forgets what lessons require of those that are not beside them.
void dropOthers(std::vector<Entry>& entries, const QSet<QString>& known) {
    for (Entry& entry : entries) {
        std::erase_if(entry.reading.requirements,
                      [&](const Diagnostic& each) { return !known.contains(each.arguments.front()); });
        if (entry.reading.lesson.value)
            entry.reading.lesson.value->requires_.removeIf(
                [&](const QString& id) { return !known.contains(id); });
    }
}

Reading<Course> readLoose(const QString& folder, const std::vector<std::pair<QString, QString>>& lessons,
                          const QString& language) {
    Reading<Course> result;
    Course course;
    course.folder = folder;
    course.id = idOfPlace(folder);
    course.title = QDir(QDir::cleanPath(QDir(folder).absolutePath())).dirName();
    Unit unit{.id = QStringLiteral("lessons"), .title = course.title};
    std::vector<Entry> entries;
    QSet<QString> known;
    for (const auto& [id, place] : lessons) {
        if (known.size() == static_cast<qsizetype>(kCourseLessons)) {
            result.diagnostics.push_back(
                {Rule::WrongLength,
                 folder,
                 0,
                 0,
                 {},
                 {QString::number(lessons.size()), QStringLiteral("1"), QString::number(kCourseLessons)}});
            break;
        }
        known.insert(id);
        unit.lessons.append(id);
        entries.push_back({id, readLessonOf(place)});
    }
    dropOthers(entries, known);
    course.units.push_back(std::move(unit));
    takeLessons(entries, known, course, result);
    if (!language.isEmpty())
        for (Lesson& lesson : course.lessons)
            translate(lesson, language, result.diagnostics);
    result.value = std::move(course);
    return result;
}

/// Collects courses, and sees to it that none hides another.
class Shelf {
public:
    explicit Shelf(QString language) : language_(std::move(language)) {}

    void add(Origin origin, const QString& folder) {
        if (folder.isEmpty() || places_.contains(QFileInfo(folder).canonicalFilePath()))
            return;
        if (const QString place = QFileInfo(folder).canonicalFilePath(); !place.isEmpty())
            places_.insert(place);
        FoundCourse found{origin, folder, readCourseOrLessons(folder, language_)};
        if (found.reading.value && ids_.contains(found.reading.value->id)) {
            found.reading.diagnostics.push_back({Rule::DuplicateId,
                                                 QDir(folder).filePath(QStringLiteral("course.json")),
                                                 0,
                                                 0,
                                                 QStringLiteral("$.id"),
                                                 {found.reading.value->id}});
            found.reading.value.reset();
        }
        if (found.reading.value)
            ids_.insert(found.reading.value->id);
        courses_.push_back(std::move(found));
    }

    std::vector<FoundCourse> take() { return std::move(courses_); }

private:
    QString language_;
    std::vector<FoundCourse> courses_{};
    QSet<QString> places_{}; ///< canonical
    QSet<QString> ids_{};
};

} // namespace

Reading<Course> readCourseOrLessons(const QString& folder, const QString& language) {
    if (!hasFile(folder, QStringLiteral("course.json")))
        if (const auto lessons = lessonsIn(folder); !lessons.empty())
            return readLoose(folder, lessons, language);
    return readCourse(folder, language);
}

std::vector<FoundCourse> findCourses(const LibraryFolders& folders, const QString& language) {
    Shelf shelf(language);
    shelf.add(Origin::Opened, folders.opened);
    shelf.add(Origin::Shipped, folders.shipped);
    if (!folders.installed.isEmpty()) {
        // A link could lead anywhere; hidden folders are those of an installation under way.
        const QDir installed(folders.installed);
        const QStringList names =
            installed.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QString& name : names.mid(0, kCourses))
            shelf.add(Origin::Installed, installed.filePath(name));
    }
    return shelf.take();
}

} // namespace downhill::lesson
