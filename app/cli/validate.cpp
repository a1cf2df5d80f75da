#include "cli/validate.h"

#include "authoring/data_check.h"
#include "cli/findings.h"
#include "lesson/reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QStringList>

namespace downhill::app::cli {

namespace {

/// Goes through paths, counts what was read and keeps what was found, each finding once.
class Validation {
    Q_DECLARE_TR_FUNCTIONS(Validation)

public:
    void check(const QString& path);
    bool isSound() const { return findings_.isEmpty(); }
    /// Each finding once, as text.
    const QStringList& findings() const { return findings_; }
    QString summary() const;

private:
    void checkFolder(const QString& folder);
    void checkCourse(const QString& folder);
    void checkLesson(const QString& folder);
    void checkExperiment(const QString& file);
    void checkSteps(const lesson::Lesson& lesson);
    void checkData(const training::Experiment& experiment);
    void keep(const lesson::Diagnostics& diagnostics);
    void keep(const QString& finding);

    QStringList findings_{};
    QSet<QString> known_{};         ///< the same
    QSet<QString> lessonFolders_{}; ///< canonical
    int courses_ = 0;
    int experiments_ = 0;
};

bool hasFile(const QString& folder, const QString& name) {
    return QFileInfo::exists(QDir(folder).filePath(name));
}

void Validation::check(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists())
        keep(lesson::Diagnostics{{lesson::Rule::FileNotFound, path, 0, 0, {}, {}}});
    else if (info.isDir())
        checkFolder(path);
    else if (info.fileName() == u"lesson.json")
        checkLesson(info.path());
    else if (info.fileName() == u"course.json")
        checkCourse(info.path());
    else
        checkExperiment(path);
}

/// A course, a lesson, or the lessons that stand side by side in it.
void Validation::checkFolder(const QString& folder) {
    const bool isCourse = hasFile(folder, QStringLiteral("course.json"));
    const bool isLesson = hasFile(folder, QStringLiteral("lesson.json"));
    if (isCourse)
        checkCourse(folder);
    if (isLesson)
        checkLesson(folder);
    bool any = isCourse || isLesson;
    for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString inner = QDir(folder).filePath(name);
        if (!hasFile(inner, QStringLiteral("lesson.json")))
            continue;
        any = true;
        checkLesson(inner);
    }
    if (!any)
        keep(lesson::Diagnostics{
            {lesson::Rule::MissingFile, folder, 0, 0, {}, {QStringLiteral("lesson.json")}}});
}

void Validation::checkCourse(const QString& folder) {
    ++courses_;
    const auto reading = lesson::readCourse(folder);
    keep(reading.diagnostics);
    if (!reading.value)
        return;
    for (const lesson::Lesson& read : reading.value->lessons) {
        lessonFolders_.insert(QFileInfo(read.folder).canonicalFilePath());
        checkSteps(read);
    }
}

void Validation::checkLesson(const QString& folder) {
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (lessonFolders_.contains(canonical))
        return;
    lessonFolders_.insert(canonical);
    const auto reading = lesson::readLesson(folder);
    keep(reading.diagnostics);
    if (reading.value)
        checkSteps(*reading.value);
}

void Validation::checkExperiment(const QString& file) {
    ++experiments_;
    const auto reading = lesson::readExperiment(file);
    keep(reading.diagnostics);
    if (reading.value)
        checkData(reading.value->experiment);
}

void Validation::checkSteps(const lesson::Lesson& lesson) {
    for (const lesson::Step& step : lesson.steps) {
        if (step.experiment)
            checkData(step.experiment->experiment);
    }
}

void Validation::checkData(const training::Experiment& experiment) {
    for (const authoring::DataFinding& finding : authoring::checkData(experiment))
        keep(describeDataError(QString::fromStdString(finding.file), finding.error));
}

void Validation::keep(const lesson::Diagnostics& diagnostics) {
    for (const lesson::Diagnostic& diagnostic : diagnostics)
        keep(describeFinding(diagnostic));
}

void Validation::keep(const QString& finding) {
    if (known_.contains(finding))
        return;
    known_.insert(finding);
    findings_.push_back(finding);
}

QString Validation::summary() const {
    return tr("courses: %1, lessons: %2, experiment files: %3, errors: %4\n")
        .arg(courses_)
        .arg(lessonFolders_.size())
        .arg(experiments_)
        .arg(findings_.size());
}

} // namespace

Status validate(const ValidateRequest& request) {
    Validation validation;
    for (const QString& path : request.paths)
        validation.check(QDir::cleanPath(path));
    const bool printed = print(validation.findings().join(QString()) + validation.summary());
    return printed && validation.isSound() ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
