#include "authoring/validation.h"

#include "authoring/data_check.h"
#include "authoring/folder_check.h"
#include "authoring/lesson_folders.h"
#include "authoring/translation_check.h"
#include "lesson/error_words.h"
#include "lesson/findings.h"
#include "lesson/reader.h"
#include "lesson/translation.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace downhill::authoring {

namespace {

using lesson::Diagnostic;
using lesson::Diagnostics;
using lesson::Rule;

bool hasFile(const QString& folder, const QString& name) {
    return QFileInfo::exists(QDir(folder).filePath(name));
}

int countOf(const Diagnostics& findings, lesson::Severity severity) {
    return int(std::count_if(findings.begin(), findings.end(), [&](const Diagnostic& each) {
        return lesson::severityOf(each.rule) == severity;
    }));
}

/// Goes through paths, counts what was read and keeps what was found, each finding once.
class Walk {
public:
    explicit Walk(TextCheck& texts) : texts_(texts) {}

    void check(const QString& path);
    ValidationReport take() { return std::move(report_); }

private:
    void checkFolder(const QString& folder);
    void checkCourse(const QString& folder);
    void checkLesson(const QString& folder);
    void checkExperiment(const QString& file);
    /// Those of one document of `folder`; their texts join `texts`.
    template <class Document>
    void checkTranslations(const QString& folder, QStringView name, const Document& document,
                           lesson::TextSources& texts);
    void checkSteps(const lesson::Lesson& lesson);
    void checkData(const training::Experiment& experiment);
    /// The lessons of a course, or one alone; `texts` are theirs.
    void checkTexts(const std::vector<lesson::Lesson>& lessons, const lesson::TextSources& texts,
                    const std::optional<LinkTargets>& targets);
    void keep(const Diagnostics& diagnostics);
    void keep(const Diagnostic& diagnostic);
    bool isNew(const QString& folder);

    TextCheck& texts_;
    ValidationReport report_{};
    Diagnostics found_{};     ///< of the path at hand
    QSet<QString> known_{};   ///< the same and those of the paths before, as text
    QSet<QString> folders_{}; ///< of lessons, canonical
};

void Walk::check(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists())
        keep(Diagnostic{Rule::FileNotFound, path, 0, 0, {}, {}});
    else if (info.isDir())
        checkFolder(path);
    else if (info.fileName() == u"lesson.json")
        checkLesson(info.path());
    else if (info.fileName() == u"course.json")
        checkCourse(info.path());
    else
        checkExperiment(path);
    lesson::sortByPlace(found_);
    report_.findings.insert(report_.findings.end(), found_.begin(), found_.end());
    found_.clear();
}

/// A course, a lesson, or the lessons that stand side by side in it.
void Walk::checkFolder(const QString& folder) {
    const bool isCourse = hasFile(folder, QStringLiteral("course.json"));
    const bool isLesson = hasFile(folder, QStringLiteral("lesson.json"));
    if (isCourse)
        checkCourse(folder);
    if (isLesson)
        checkLesson(folder);
    const QStringList inner = lessonFolders(folder);
    for (const QString& each : inner)
        checkLesson(each);
    if (!isCourse && !isLesson && inner.isEmpty())
        keep(Diagnostic{Rule::MissingFile, folder, 0, 0, {}, {QStringLiteral("lesson.json")}});
}

void Walk::checkCourse(const QString& folder) {
    ++report_.courses;
    auto reading = lesson::readCourse(folder);
    keep(reading.diagnostics);
    if (!reading.value) {
        checkTexts({}, reading.texts, {});
        return;
    }
    checkTranslations(folder, lesson::documents::kCourse, *reading.value, reading.texts);
    checkTranslations(folder, lesson::documents::kGlossary, reading.value->glossary, reading.texts);
    checkTranslations(folder, lesson::documents::kFaq, reading.value->faq, reading.texts);
    LinkTargets targets{{}, reading.value->lessonIds()};
    for (const lesson::Term& term : reading.value->glossary.terms)
        targets.terms.insert(term.id);
    for (const QString& id : targets.lessons)
        isNew(QDir(folder).filePath(id));
    for (const lesson::Lesson& read : reading.value->lessons) {
        checkSteps(read);
        checkTranslations(read.folder, lesson::documents::kLesson, read, reading.texts);
    }
    checkTexts(reading.value->lessons, reading.texts, targets);
}

void Walk::checkLesson(const QString& folder) {
    if (!isNew(folder))
        return;
    auto reading = lesson::readLesson(folder);
    keep(reading.diagnostics);
    std::vector<lesson::Lesson> lessons;
    if (reading.value) {
        checkSteps(*reading.value);
        checkTranslations(folder, lesson::documents::kLesson, *reading.value, reading.texts);
        lessons.push_back(std::move(*reading.value));
    }
    checkTexts(lessons, reading.texts, {});
}

void Walk::checkExperiment(const QString& file) {
    ++report_.experiments;
    const auto reading = lesson::readExperiment(file);
    keep(reading.diagnostics);
    if (reading.value)
        checkData(reading.value->experiment);
}

template <class Document>
void Walk::checkTranslations(const QString& folder, QStringView name, const Document& document,
                             lesson::TextSources& texts) {
    const QString file = name.toString();
    for (const QString& language : lesson::translationsIn(folder, file)) {
        lesson::Reading<lesson::Translation> reading = lesson::readTranslation(folder, file, language);
        keep(reading.diagnostics);
        if (reading.value) {
            const std::vector<lesson::SourceText> sources = lesson::textsOf(document);
            keep(lesson::checkTranslation(*reading.value, sources));
            keep(checkFormulas(*reading.value, sources));
        }
        for (lesson::TextSource& text : reading.texts) {
            text.isDrawn = true; // which question it belongs to is not asked
            texts.push_back(std::move(text));
        }
    }
}

void Walk::checkSteps(const lesson::Lesson& lesson) {
    for (const lesson::Step& step : lesson.steps) {
        if (step.experiment)
            checkData(step.experiment->experiment);
    }
}

void Walk::checkData(const training::Experiment& experiment) {
    // The column of such an error counts fields, not characters, so it is left to the message.
    for (const DataFinding& finding : authoring::checkData(experiment))
        keep(Diagnostic{Rule::ExperimentDoesNotFit, QString::fromStdString(finding.file),
                        int(finding.error.line), 0, QString(), lesson::errorArguments(finding.error)});
}

void Walk::checkTexts(const std::vector<lesson::Lesson>& lessons, const lesson::TextSources& texts,
                      const std::optional<LinkTargets>& targets) {
    const TextFindings found = texts_.check(texts, targets);
    keep(found.diagnostics);
    for (const lesson::Lesson& lesson : lessons)
        keep(findUnusedFiles(lesson, texts, found.pictures));
}

void Walk::keep(const Diagnostics& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics)
        keep(diagnostic);
}

void Walk::keep(const Diagnostic& diagnostic) {
    const QString key =
        QStringList{lesson::ruleId(diagnostic.rule),    diagnostic.file, QString::number(diagnostic.line),
                    QString::number(diagnostic.column), diagnostic.path, diagnostic.arguments.join(QChar(0))}
            .join(QChar(0));
    if (known_.contains(key))
        return;
    known_.insert(key);
    found_.push_back(diagnostic);
}

/// Whether the lesson in this folder has not been seen before; counts it then.
bool Walk::isNew(const QString& folder) {
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    if (folders_.contains(canonical))
        return false;
    folders_.insert(canonical);
    report_.lessons = int(folders_.size());
    return true;
}

} // namespace

int ValidationReport::errors() const {
    return countOf(findings, lesson::Severity::Error);
}

int ValidationReport::warnings() const {
    return countOf(findings, lesson::Severity::Warning);
}

ValidationReport Validator::validate(const QStringList& paths) {
    Walk walk(texts_);
    for (const QString& path : paths)
        walk.check(QDir::cleanPath(path));
    return walk.take();
}

} // namespace downhill::authoring
