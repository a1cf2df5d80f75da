#include "fuzz_target.h"
#include "lesson/experiment_json.h"
#include "lesson/reader.h"
#include "lesson/translation.h"
#include "lesson/translation_update.h"
#include "lesson_companions.h"
#include "promise.h"
#include "random_answers.h"
#include "scratch_folder.h"

#include <QByteArray>

namespace {

using namespace downhill;
using fuzzing::require;

/// A value and an error exclude each other, and every finding says where it is.
template <class T>
void checkFindings(const lesson::Reading<T>& reading) {
    for (const lesson::Diagnostic& finding : reading.diagnostics) {
        require(finding.line >= 0 && finding.column >= 0, "a place is a place");
        for (const QString& argument : finding.arguments)
            require(argument.size() <= 300, "an argument is bounded");
    }
}

void readLesson(const fuzzing::ScratchFolder& folder, const QByteArray& json) {
    folder.write(QStringLiteral("lesson/lesson.json"), json);
    const auto reading = lesson::readLesson(folder.path(QStringLiteral("lesson")));
    checkFindings(reading);
    require(reading.value || lesson::hasErrors(reading.diagnostics), "what is refused has its reason");
    if (reading.value)
        fuzzing::answerAtRandom(*reading.value, qHash(json));
}

/// Reads the course in `name`, one file of which is under test.
void readCourse(const fuzzing::ScratchFolder& folder, const char* name, const char* file,
                const QByteArray& json) {
    const QString course = QString::fromLatin1(name);
    folder.write(course + u'/' + QString::fromLatin1(file), json);
    const auto reading = lesson::readCourse(folder.path(course));
    checkFindings(reading);
    require(reading.value || lesson::hasErrors(reading.diagnostics), "what is refused has its reason");
}

/// A translation that was read is written, and read again, to the same text; and brought up to date without a
/// loss.
void readTranslation(const fuzzing::ScratchFolder& folder, const QByteArray& json) {
    const QString place = folder.path(QStringLiteral("translated"));
    const QString document = lesson::documents::kLesson.toString();
    const QString language = QStringLiteral("de");
    const QString name = QStringLiteral("translated/") + lesson::translationName(document, language);
    folder.write(name, json);
    const auto lessonReading = lesson::readLesson(place, language);
    checkFindings(lessonReading);
    const auto reading = lesson::readTranslation(place, document, language);
    if (!reading.value || !lessonReading.value)
        return;
    const QByteArray written = lesson::writeTranslation(*reading.value);
    folder.write(name, written);
    const auto again = lesson::readTranslation(place, document, language);
    require(again.value && lesson::writeTranslation(*again.value) == written,
            "the same translation comes back");
    const auto sources = lesson::textsOf(*lesson::readLesson(place).value);
    lesson::updateTranslation(*again.value, sources);
}

/// An experiment that was read is written, and read again, to the same text.
void readExperiment(const fuzzing::ScratchFolder& folder, const QByteArray& json) {
    const QString place = folder.path(QStringLiteral("lesson"));
    const auto reading = lesson::readExperimentText(json, place);
    checkFindings(reading);
    if (!reading.value)
        return;
    const QByteArray written = lesson::writeExperiment(*reading.value, place);
    const auto again = lesson::readExperimentText(written, place);
    require(again.value.has_value(), "what was written can be read");
    require(lesson::writeExperiment(*again.value, place) == written, "the same experiment comes back");
}

} // namespace

/// The first byte says what the others are: c a course, g a glossary, f frequent questions, e an experiment,
/// t a translation, anything else a lesson. Beside it stand the files that the seeds name.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::unique_ptr<fuzzing::ScratchFolder> folder = fuzzing::folderWithCompanions();
    if (size == 0)
        return 0;
    const QByteArray json(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));
    switch (data[0]) {
    case 'c':
        readCourse(*folder, "course", "course.json", json);
        break;
    case 'g':
        readCourse(*folder, "terms", "glossary.json", json);
        break;
    case 'f':
        readCourse(*folder, "terms", "faq.json", json);
        break;
    case 't':
        readTranslation(*folder, json);
        break;
    case 'e':
        readExperiment(*folder, json);
        break;
    default:
        readLesson(*folder, json);
    }
    return 0;
}
