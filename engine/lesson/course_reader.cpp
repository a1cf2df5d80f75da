#include "lesson/findings.h"
#include "lesson/json_file.h"
#include "lesson/lesson_reader.h"
#include "lesson/object_reader.h"
#include "lesson/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr Length kLessons{1, 200};

/// A lesson of the course as it was read, with the prerequisites that other lessons of the course can meet.
struct Entry {
    QString id{};
    LessonReading reading{};
};

/// What course.json says, and whether all of it could be read.
struct Contents {
    Course course{};
    std::vector<Entry> entries{};
    QSet<QString> ids{}; ///< of all lessons that it names, also of those that are not there
    bool sound = false;
};

/// Whether the folder of a lesson is there. A link that leads out of the course is not followed.
std::optional<Rule> troubleWith(const QString& courseFolder, const QString& id) {
    const QString course = QFileInfo(courseFolder).canonicalFilePath();
    const QFileInfo lesson(QDir(courseFolder).filePath(id));
    const QString canonical = lesson.canonicalFilePath();
    if (canonical.isEmpty() || !lesson.isDir())
        return Rule::UnknownLesson;
    if (!canonical.startsWith(course.endsWith(u'/') ? course : course + u'/'))
        return Rule::OutsideFolder;
    return std::nullopt;
}

Contents decodeCourse(const JsonValue& value, const QString& folder, Findings& findings) {
    Contents contents;
    const std::size_t before = findings.count();
    ObjectReader object(value, findings);
    if (!object.isObject() || !expectFormat(object, findings))
        return contents;
    contents.course.id = object.id(u"id");
    contents.course.title = object.text(u"title");
    const std::vector<JsonValue> lessons = object.list(u"lessons", kLessons);
    object.finish();
    // An entry that names no lesson costs that lesson, not the course.
    contents.sound = findings.count() == before;
    for (const JsonValue& lesson : lessons) {
        const QString id = decodeId(lesson, findings).value_or(QString());
        if (id.isEmpty())
            continue;
        if (contents.ids.contains(id)) {
            findings.add(lesson, Rule::DuplicateId, {id});
            continue;
        }
        contents.ids.insert(id);
        if (const auto trouble = troubleWith(folder, id))
            findings.add(lesson, *trouble, {id});
        else
            contents.entries.push_back({id, readLessonOf(QDir(folder).filePath(id))});
    }
    return contents;
}

/// Reports prerequisites that the course does not have, and drops them from `requirements`.
void checkRequirements(std::vector<Entry>& entries, const QSet<QString>& known) {
    for (Entry& entry : entries) {
        Diagnostics met;
        for (Diagnostic& requirement : entry.reading.requirements) {
            if (known.contains(requirement.arguments.front()))
                met.push_back(std::move(requirement));
            else
                entry.reading.lesson.diagnostics.push_back(std::move(requirement));
        }
        entry.reading.requirements = std::move(met);
    }
}

/// Finds cycles of prerequisites by walking along them. Each is reported once, at the requirement that closes
/// it, in every lesson of the cycle, since none of them can come first.
class CycleSearch {
public:
    explicit CycleSearch(std::vector<Entry>& entries) : entries_(entries), states_(entries.size(), New) {
        for (std::size_t i = 0; i < entries.size(); ++i)
            places_.insert(entries[i].id, i);
    }

    void run() {
        for (std::size_t i = 0; i < entries_.size(); ++i)
            visit(i);
    }

private:
    enum State { New, OnPath, Done };

    // As deep as there are lessons, of which kLessons bounds the number.
    void visit(std::size_t lesson) {
        if (states_[lesson] != New)
            return;
        states_[lesson] = OnPath;
        path_.push_back(lesson);
        for (const Diagnostic& requirement : entries_[lesson].reading.requirements) {
            const auto next = places_.constFind(requirement.arguments.front());
            if (next == places_.constEnd())
                continue;
            if (states_[*next] == OnPath)
                report(*next);
            else
                visit(*next);
        }
        path_.pop_back();
        states_[lesson] = Done;
    }

    void report(std::size_t first) {
        const auto start = std::find(path_.begin(), path_.end(), first);
        const std::vector<std::size_t> cycle(start, path_.end());
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            QStringList names;
            for (std::size_t k = 0; k <= cycle.size(); ++k)
                names.append(entries_[cycle[(i + k) % cycle.size()]].id);
            LessonReading& reading = entries_[cycle[i]].reading;
            const auto requirement =
                std::find_if(reading.requirements.begin(), reading.requirements.end(),
                             [&](const Diagnostic& each) { return each.arguments.front() == names[1]; });
            Diagnostic finding = *requirement;
            finding.rule = Rule::CyclicRequirement;
            finding.arguments = {names.join(QStringLiteral(" → "))};
            reading.lesson.diagnostics.push_back(std::move(finding));
        }
    }

    std::vector<Entry>& entries_;
    std::vector<State> states_;
    std::vector<std::size_t> path_{};
    QHash<QString, std::size_t> places_{};
};

} // namespace

Reading<Course> readCourse(const QString& folder) {
    Reading<Course> result;
    const std::optional<QString> path = documentIn(folder, QStringLiteral("course.json"), result.diagnostics);
    if (!path)
        return result;
    const auto document = readJsonFile(*path, json_limits::kBytes, result.diagnostics);
    if (!document)
        return result;
    const bool keysSound = result.diagnostics.empty();
    Findings findings(result.diagnostics);
    Contents contents = decodeCourse(document->root(), folder, findings);
    sortByPlace(result.diagnostics);

    checkRequirements(contents.entries, contents.ids);
    CycleSearch(contents.entries).run();
    for (Entry& entry : contents.entries) {
        Reading<Lesson>& lesson = entry.reading.lesson;
        sortByPlace(lesson.diagnostics);
        if (lesson.value && lesson.diagnostics.empty())
            contents.course.lessons.push_back(std::move(*lesson.value));
        result.diagnostics.insert(result.diagnostics.end(), lesson.diagnostics.begin(),
                                  lesson.diagnostics.end());
    }
    if (contents.sound && keysSound)
        result.value = std::move(contents.course);
    return result;
}

} // namespace downhill::lesson
