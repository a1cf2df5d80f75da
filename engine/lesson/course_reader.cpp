#include "lesson/course_entries.h"
#include "lesson/findings.h"
#include "lesson/glossary_reader.h"
#include "lesson/json_file.h"
#include "lesson/object_reader.h"
#include "lesson/reader.h"
#include "lesson/translation.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace downhill::lesson {

namespace {

constexpr Length kUnits{1, 50};
constexpr Length kLessons{1, kCourseLessons};

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

class CourseDecoder {
public:
    CourseDecoder(const QString& folder, Findings& findings) : folder_(folder), findings_(findings) {}

    Contents decode(const JsonValue& value);

private:
    void decodeUnit(const JsonValue& value);
    void decodeLesson(const JsonValue& value, Unit& unit);

    QString folder_;
    Findings& findings_;
    Contents contents_{};
    QSet<QString> unitIds_{};
    std::size_t lessons_ = 0; ///< entries so far, of all units
};

Contents CourseDecoder::decode(const JsonValue& value) {
    const std::size_t before = findings_.count();
    ObjectReader object(value, findings_);
    if (!object.isObject() || !expectFormat(object, findings_))
        return std::move(contents_);
    Course& course = contents_.course;
    course.folder = folder_;
    course.id = object.id(u"id");
    course.title = object.text(u"title");
    course.summary = object.text(u"summary", QString());
    const std::vector<JsonValue> units = object.list(u"units", kUnits);
    object.finish();
    contents_.sound = findings_.count() == before;
    for (const JsonValue& unit : units)
        decodeUnit(unit);
    return std::move(contents_);
}

void CourseDecoder::decodeUnit(const JsonValue& value) {
    const std::size_t before = findings_.count();
    Unit unit;
    ObjectReader object(value, findings_);
    if (!object.isObject()) {
        contents_.sound = false;
        return;
    }
    unit.id = object.id(u"id");
    if (!unit.id.isEmpty() && unitIds_.contains(unit.id))
        findings_.add(*value.member(u"id"), Rule::DuplicateId, {unit.id});
    unitIds_.insert(unit.id);
    unit.title = object.text(u"title");
    unit.summary = object.text(u"summary", QString());
    const std::vector<JsonValue> lessons = object.list(u"lessons", kLessons);
    object.finish();
    contents_.sound = contents_.sound && findings_.count() == before;
    lessons_ += lessons.size();
    if (lessons_ > kLessons.greatest) {
        findings_.addAtKey(
            *value.member(u"lessons"), Rule::WrongLength,
            {QString::number(lessons_), QString::number(kLessons.least), QString::number(kLessons.greatest)});
        contents_.sound = false;
        return;
    }
    // An entry that names no lesson costs that lesson, not the course.
    for (const JsonValue& lesson : lessons)
        decodeLesson(lesson, unit);
    contents_.course.units.push_back(std::move(unit));
}

void CourseDecoder::decodeLesson(const JsonValue& value, Unit& unit) {
    const QString id = decodeId(value, findings_).value_or(QString());
    if (id.isEmpty())
        return;
    if (contents_.ids.contains(id)) {
        findings_.add(value, Rule::DuplicateId, {id});
        return;
    }
    contents_.ids.insert(id);
    if (const auto trouble = troubleWith(folder_, id)) {
        findings_.add(value, *trouble, {id});
        return;
    }
    unit.lessons.append(id);
    contents_.entries.push_back({id, readLessonOf(QDir(folder_).filePath(id))});
}

/// Warns of lessons that stand in the course's folder and that no unit names.
void findUnlisted(const JsonValue& course, const QString& folder, const QSet<QString>& listed,
                  Findings& findings) {
    const std::optional<JsonValue> units = course.member(u"units");
    if (!units)
        return;
    for (const QString& name : lessonFolders(folder))
        if (!listed.contains(name))
            findings.addAtKey(*units, Rule::UnlistedLesson, {shortened(name)});
}

/// A course and its lessons.
void translateAll(Course& course, const QString& language, Diagnostics& diagnostics) {
    translate(course, language, diagnostics);
    for (Lesson& lesson : course.lessons)
        translate(lesson, language, diagnostics);
}

} // namespace

Reading<Course> readCourse(const QString& folder, const QString& language) {
    Reading<Course> result;
    const std::optional<QString> path = documentIn(folder, QStringLiteral("course.json"), result.diagnostics);
    if (!path)
        return result;
    const auto document = readJsonFile(*path, json_limits::kBytes, result.diagnostics);
    if (!document)
        return result;
    const bool keysSound = result.diagnostics.empty();
    Findings findings(result.diagnostics);
    Contents contents = CourseDecoder(folder, findings).decode(document->root());
    findUnlisted(document->root(), folder, contents.ids, findings);
    sortByPlace(result.diagnostics);

    takeLessons(contents.entries, contents.ids, contents.course, result);
    contents.course.glossary = readGlossary(folder, contents.ids, result.diagnostics, result.texts);
    contents.course.faq = readFaq(folder, contents.ids, result.diagnostics, result.texts);
    if (!language.isEmpty())
        translateAll(contents.course, language, result.diagnostics);
    if (contents.sound && keysSound)
        result.value = std::move(contents.course);
    return result;
}

} // namespace downhill::lesson
