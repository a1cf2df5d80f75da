#include "authoring/package_check.h"

#include "lesson/reader.h"

#include <QDir>
#include <QFileInfo>

namespace downhill::authoring {

namespace {

using Code = PackageErrorCode;

void rename(lesson::Diagnostics& findings, const QString& folder, const QString& package) {
    const QDir dir(folder);
    for (lesson::Diagnostic& finding : findings)
        finding.file = package + u'/' + dir.relativeFilePath(finding.file);
}

} // namespace

PackageResult<SoundCourse> readSoundCourse(const QString& folder, Validator& validator) {
    if (!QFileInfo::exists(QDir(folder).filePath(QStringLiteral("course.json"))))
        return tl::unexpected(PackageError{Code::NoCourse, folder, {}, 0, {}});
    lesson::Diagnostics findings = validator.validate({folder}).findings;
    auto reading = lesson::readCourse(folder);
    if (!reading.value || lesson::hasErrors(findings))
        return tl::unexpected(PackageError{Code::NotSound, folder, {}, 0, std::move(findings)});
    return SoundCourse{std::move(*reading.value), std::move(findings)};
}

PackageResult<SoundCourse> readUnpackedCourse(const QString& folder, const QString& package,
                                              Validator& validator) {
    auto sound = readSoundCourse(folder, validator);
    if (sound) {
        rename(sound->warnings, folder, package);
    } else {
        sound.error().name = package;
        rename(sound.error().findings, folder, package);
    }
    return sound;
}

} // namespace downhill::authoring
