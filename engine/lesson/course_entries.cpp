#include "lesson/course_entries.h"

#include "lesson/findings.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <iterator>

namespace downhill::lesson {

namespace {

constexpr int kFolders = 2'000; ///< that are looked at for lessons

/// Reports prerequisites that the course does not have, and drops them from `requirements`.
void dropUnknown(std::vector<Entry>& entries, const QSet<QString>& known) {
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

void append(auto& all, auto& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace

QStringList lessonFolders(const QString& folder) {
    QStringList lessons;
    QDirIterator folders(folder, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (int seen = 0; seen < kFolders && folders.hasNext(); ++seen) {
        folders.next();
        if (QFileInfo::exists(QDir(folders.filePath()).filePath(QStringLiteral("lesson.json"))))
            lessons.append(folders.fileName());
    }
    lessons.sort();
    return lessons;
}

void takeLessons(std::vector<Entry>& entries, const QSet<QString>& known, Course& course,
                 Reading<Course>& result) {
    dropUnknown(entries, known);
    CycleSearch(entries).run();
    for (Entry& entry : entries) {
        Reading<Lesson>& lesson = entry.reading.lesson;
        sortByPlace(lesson.diagnostics);
        if (lesson.value && !hasErrors(lesson.diagnostics))
            course.lessons.push_back(std::move(*lesson.value));
        append(result.diagnostics, lesson.diagnostics);
        append(result.texts, lesson.texts);
    }
}

} // namespace downhill::lesson
