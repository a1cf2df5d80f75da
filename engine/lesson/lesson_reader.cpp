#include "lesson/lesson_reader.h"

#include "lesson/claim_decoder.h"
#include "lesson/experiment_decoder.h"
#include "lesson/findings.h"
#include "lesson/json_file.h"
#include "lesson/object_reader.h"
#include "lesson/question_decoder.h"
#include "lesson/text_decoder.h"
#include "lesson/translation.h"
#include "lesson/walkthrough_decoder.h"
#include "lesson/workload.h"

#include <QDir>
#include <QSet>

#include <cmath>

namespace downhill::lesson {

namespace {

constexpr double kGreatestVersion = 1'000'000;
constexpr Range kMinutes{1, 240};
constexpr Length kRequires{0, 100};
constexpr Length kObjectives{0, 100};
constexpr Length kSteps{1, 100};
constexpr Length kQuestions{0, 100};
constexpr Length kClaims{0, 200};

class LessonDecoder {
public:
    LessonDecoder(const QString& folder, Findings& findings)
        : folder_(folder), findings_(findings), texts_(folder, findings), questions_(texts_, findings) {}

    Lesson decode(const JsonValue& value);
    Diagnostics takeRequirements() { return std::move(requirements_); }

private:
    void decodeOwnId(ObjectReader& object, Lesson& lesson);
    void decodeRequires(ObjectReader& object, Lesson& lesson);
    Step decodeStep(const JsonValue& value);
    void checkWork(const JsonValue& value, const training::Experiment& experiment);

    QString folder_;
    Findings& findings_;
    TextDecoder texts_;
    Diagnostics requirements_{};
    QSet<QString> stepIds_{};
    QuestionDecoder questions_;
    bool experimentsAreSound_ = true;
    std::size_t stepCount_ = 0; ///< steps that were decoded
    std::vector<Task> tasks_{};
};

Lesson LessonDecoder::decode(const JsonValue& value) {
    ObjectReader object(value, findings_);
    Lesson lesson;
    lesson.folder = folder_;
    if (!object.isObject() || !expectFormat(object, findings_))
        return lesson;
    decodeOwnId(object, lesson);
    lesson.version = int(object.integer(u"version", {1, kGreatestVersion}));
    lesson.title = object.text(u"title");
    lesson.summary = object.text(u"summary");
    lesson.minutes = int(object.integer(u"minutes", kMinutes));
    decodeRequires(object, lesson);
    lesson.objectives = object.texts(u"objectives", kObjectives);
    lesson.mastery = object.number(u"mastery", {0, 1}, lesson.mastery);
    for (const JsonValue& step : object.list(u"steps", kSteps))
        lesson.steps.push_back(decodeStep(step));
    lesson.tasks = std::move(tasks_);
    for (const JsonValue& claim : object.list(u"claims", kClaims)) {
        // What is claimed of an experiment can only be understood once the experiment is.
        if (experimentsAreSound_)
            lesson.claims.push_back(decodeClaim(claim, lesson.steps, findings_));
    }
    object.finish();
    return lesson;
}

void LessonDecoder::decodeOwnId(ObjectReader& object, Lesson& lesson) {
    lesson.id = object.id(u"id");
    const QString name = QDir(QDir::cleanPath(QDir(folder_).absolutePath())).dirName();
    if (!lesson.id.isEmpty() && lesson.id != name)
        findings_.add(*object.value().member(u"id"), Rule::WrongId, {lesson.id, name});
}

void LessonDecoder::decodeRequires(ObjectReader& object, Lesson& lesson) {
    for (const JsonValue& element : object.list(u"requires", kRequires)) {
        const QString id = decodeId(element, findings_).value_or(QString());
        if (id.isEmpty())
            continue;
        if (lesson.requires_.contains(id))
            findings_.add(element, Rule::DuplicateId, {id});
        else if (id == lesson.id)
            findings_.add(element, Rule::CyclicRequirement, {id + QStringLiteral(" → ") + id});
        else
            requirements_.push_back(element.finding(Rule::UnknownLesson, {id}));
        lesson.requires_.append(id);
    }
}

Step LessonDecoder::decodeStep(const JsonValue& value) {
    ObjectReader object(value, findings_);
    Step step;
    if (!object.isObject())
        return step;
    step.id = object.id(u"id");
    if (!step.id.isEmpty() && stepIds_.contains(step.id))
        findings_.add(*value.member(u"id"), Rule::DuplicateId, {step.id});
    stepIds_.insert(step.id);
    step.title = object.text(u"title");
    if (const std::optional<JsonValue> text = object.required(u"text"))
        step.text = texts_.decode(*text);
    const std::size_t before = findings_.count();
    if (const std::optional<JsonValue> experiment = object.optional(u"experiment")) {
        step.experiment = decodeExperiment(*experiment, folder_, findings_);
        if (findings_.count() == before)
            checkWork(*experiment, step.experiment->experiment);
    }
    const bool experimentIsSound = findings_.count() == before;
    experimentsAreSound_ = experimentsAreSound_ && experimentIsSound;
    if (const std::optional<JsonValue> walkthrough = object.optional(u"walkthrough"))
        step.walkthrough = decodeWalkthrough(*walkthrough, texts_, findings_);
    for (const JsonValue& question : object.list(u"questions", kQuestions)) {
        step.questions.push_back(questions_.decode(question, step, experimentIsSound));
        if (std::holds_alternative<ExperimentQuestion>(step.questions.back().body))
            tasks_.push_back({stepCount_, step.questions.size() - 1, question.finding(Rule::Disproved)});
    }
    ++stepCount_;
    object.finish();
    return step;
}

void LessonDecoder::checkWork(const JsonValue& value, const training::Experiment& experiment) {
    constexpr double kUnit = 1e9;
    if (const double found = work(experiment); found > kMostWork) {
        findings_.add(value.member(u"steps").value_or(value), Rule::TooMuchWork,
                      {numberText(std::round(found / kUnit)), numberText(kMostWork / kUnit)});
    }
}

} // namespace

LessonReading readLessonOf(const QString& folder) {
    LessonReading result;
    Diagnostics& diagnostics = result.lesson.diagnostics;
    const std::optional<QString> path = documentIn(folder, QStringLiteral("lesson.json"), diagnostics);
    if (!path)
        return result;
    const auto document = readJsonFile(*path, json_limits::kBytes, diagnostics);
    if (!document)
        return result;
    Findings findings(diagnostics, &result.lesson.texts);
    LessonDecoder decoder(folder, findings);
    Lesson lesson = decoder.decode(document->root());
    result.requirements = decoder.takeRequirements();
    if (!hasErrors(diagnostics))
        result.lesson.value = std::move(lesson);
    sortByPlace(diagnostics);
    return result;
}

Reading<Lesson> readLesson(const QString& folder, const QString& language) {
    Reading<Lesson> result = readLessonOf(folder).lesson;
    if (result.value && !language.isEmpty())
        translate(*result.value, language, result.diagnostics);
    return result;
}

} // namespace downhill::lesson
