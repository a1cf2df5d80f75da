#include "authoring/package_error.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QLocale>

namespace downhill::app {

namespace {

/// The translation context of this file.
class PackageMessages {
    Q_DECLARE_TR_FUNCTIONS(PackageMessages)

public:
    static Message describe(const authoring::PackageError& error);

private:
    static Message describeName(const authoring::PackageError& error);
    static Message describePlace(const authoring::PackageError& error);
    static Message describeContent(const authoring::PackageError& error);
};

using Code = authoring::PackageErrorCode;

QString megabytes(qint64 bytes) {
    return QLocale().toString(bytes >> 20);
}

Message PackageMessages::describe(const authoring::PackageError& error) {
    switch (error.code) {
    case Code::UnsafeName:
    case Code::UnportableName:
    case Code::NamesClash:
    case Code::ForeignFile:
    case Code::NotAPlainFile:
        return describeName(error);
    case Code::CannotRead:
    case Code::CannotWrite:
    case Code::AlreadyThere:
    case Code::NotReplaceable:
        return describePlace(error);
    default:
        return describeContent(error);
    }
}

Message PackageMessages::describeName(const authoring::PackageError& error) {
    switch (error.code) {
    case Code::UnsafeName:
        return {tr("the name “%1” could lead out of the course's folder").arg(error.name),
                tr("names are relative and have neither “..” nor a colon nor a backslash")};
    case Code::UnportableName:
        return {tr("not every system can have a file named “%1”").arg(error.name),
                tr("use the letters a to z, digits, hyphens, underscores and full stops, and no name that "
                   "Windows keeps for a device")};
    case Code::NamesClash:
        return {tr("“%1” has the name of another file or folder, or one that differs only in capitals")
                    .arg(error.name),
                tr("rename one of them")};
    case Code::ForeignFile:
        return {tr("“%1” is of a kind that no lesson has").arg(error.name),
                tr("a package holds JSON, Markdown, SVG, PNG, JPEG, CSV, IDX, Python and text files")};
    default:
        return {tr("“%1” is a link or a device").arg(error.name), tr("a package holds plain files")};
    }
}

Message PackageMessages::describePlace(const authoring::PackageError& error) {
    const QString detail = error.detail.isEmpty() ? QString() : QStringLiteral(" (") + error.detail + u')';
    switch (error.code) {
    case Code::CannotRead:
        return {tr("%1 cannot be read").arg(error.name) + detail,
                tr("check that it is there and that you may read it")};
    case Code::CannotWrite:
        return {tr("%1 cannot be written").arg(error.name) + detail,
                tr("check that the folder is there, that you may write in it, and that the disk has room")};
    case Code::AlreadyThere:
        return {tr("the course is already there: %1").arg(error.name),
                tr("give --replace to put the new one in its place")};
    default:
        return {tr("%1 is in the way, and is not this course or holds other files too").arg(error.name),
                tr("it was left as it is; move it away, or choose another folder")};
    }
}

Message PackageMessages::describeContent(const authoring::PackageError& error) {
    switch (error.code) {
    case Code::NotSound:
        return {tr("the course %1 has errors").arg(error.name), tr("mend what is said above")};
    case Code::NoCourse:
        return {tr("there is no course.json at the top of %1").arg(error.name),
                tr("a course is a folder with course.json; downhill-cli pack makes a package of it")};
    case Code::NotAPackage:
        return {tr("this is not a package of a course"), tr("downhill-cli pack makes one of a course")};
    case Code::TooManyFiles:
        return {tr("there are more than %1 files").arg(QLocale().toString(error.limit)),
                tr("make several courses of it")};
    case Code::TooMuchData:
        return {tr("the files have more than %1 MiB together").arg(megabytes(error.limit)),
                tr("make the pictures and the data smaller")};
    case Code::FileTooLarge:
        return {tr("“%1” has more than %2 MiB").arg(error.name, megabytes(error.limit)),
                tr("make it smaller")};
    case Code::Bomb:
        return {tr("“%1” would grow by more than %2 times").arg(error.name).arg(error.limit),
                tr("such packages are made to fill a disk; nothing was unpacked")};
    case Code::Encrypted:
        return {tr("“%1” is encrypted").arg(error.name), tr("packages of courses are not")};
    case Code::UnknownMethod:
        return {tr("“%1” is compressed in a way that packages do not use").arg(error.name),
                tr("pack the course anew with downhill-cli pack")};
    default:
        return {error.name.isEmpty() ? tr("the package is damaged")
                                     : tr("the package is damaged: “%1”").arg(error.name),
                tr("fetch it again, or ask who made it")};
    }
}

} // namespace

Message describe(const authoring::PackageError& error) {
    return PackageMessages::describe(error);
}

} // namespace downhill::app
