#include "cli/package_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace downhill::app::cli {

namespace {

/// The translation context of this file.
class PackageLine {
    Q_DECLARE_TR_FUNCTIONS(PackageLine)

public:
    static Request parseNew(const QStringList& arguments);
    static Request parsePack(const QStringList& arguments);
    static Request parseUnpack(const QStringList& arguments);

private:
    static QString newUsage() {
        return tr("usage: downhill-cli new lesson|course NAME [--title TITLE] [--in FOLDER]");
    }
    static QString packUsage() { return tr("usage: downhill-cli pack COURSE [-o FILE]"); }
    static QString unpackUsage() { return tr("usage: downhill-cli unpack FILE [--to FOLDER] [--replace]"); }
    static QString newHelp();
    static QString packHelp();
    static QString unpackHelp();
};

/// One of the three lines: what stands there by its place, and options.
class Line {
public:
    explicit Line(const QStringList& valued, const QStringList& flags = {}) {
        parser_.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
        parser_.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
        for (const QString& name : valued)
            parser_.addOption(QCommandLineOption(name, QString(), QStringLiteral("value")));
        for (const QString& name : flags)
            parser_.addOption(QCommandLineOption(name));
    }

    bool parse(const QStringList& arguments) { return parser_.parse(arguments); }
    bool isSet(const QString& option) const { return parser_.isSet(option); }
    QString value(const QString& option) const { return parser_.value(option); }
    QStringList rest() const { return parser_.positionalArguments(); }
    QString errorText() const { return parser_.errorText(); }

private:
    QCommandLineParser parser_{};
};

/// Where the application looks for courses besides its own.
QString coursesOfTheUser() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("Downhill/courses"));
}

QString PackageLine::newHelp() {
    return newUsage() +
           tr("\n\n"
              "Writes a small course or a small lesson that is sound and explains itself, as a folder to "
              "begin\n"
              "with. NAME is its id: lower-case letters, digits and hyphens. Nothing is written over.\n\n"
              "  --title TITLE   its title; made of the name unless given\n"
              "  --in FOLDER     where its folder will stand; here unless given\n");
}

QString PackageLine::packHelp() {
    return packUsage() + tr("\n\n"
                            "Makes one file of a course that has no errors. Equal courses give equal files. "
                            "What no lesson\n"
                            "has is left out: hidden files, links, programs.\n\n"
                            "  -o FILE   the file; ID.downhill in this folder unless given\n");
}

QString PackageLine::unpackHelp() {
    return unpackUsage() + tr("\n\n"
                              "Installs the course of a package, whole and checked, or not at all.\n\n"
                              "  --to FOLDER   where its folder will stand; %1 unless given,\n"
                              "                where the application finds it\n"
                              "  --replace     put it in the place of the course that is there\n")
                               .arg(coursesOfTheUser());
}

Request PackageLine::parseNew(const QStringList& arguments) {
    const QString title = QStringLiteral("title");
    const QString in = QStringLiteral("in");
    Line line({title, in});
    const bool parsed = line.parse(arguments);
    if (line.isSet(QStringLiteral("help")))
        return TextRequest{newHelp()};
    if (!parsed)
        return UsageError{line.errorText(), newUsage()};
    const QStringList rest = line.rest();
    const QString kind = rest.value(0);
    if (kind != u"lesson" && kind != u"course")
        return UsageError{tr("new begins a lesson or a course"), newUsage()};
    if (rest.size() != 2)
        return UsageError{tr("new needs one name"), newUsage()};
    for (const QString& option : {title, in}) {
        if (line.isSet(option) && line.value(option).trimmed().isEmpty())
            return UsageError{tr("--%1 takes a value").arg(option), newUsage()};
    }
    const QString folder = line.isSet(in) ? line.value(in) : QStringLiteral(".");
    return NewRequest{kind == u"course", rest[1], line.value(title).trimmed(), folder};
}

Request PackageLine::parsePack(const QStringList& arguments) {
    const QString output = QStringLiteral("o");
    Line line({output});
    const bool parsed = line.parse(arguments);
    if (line.isSet(QStringLiteral("help")))
        return TextRequest{packHelp()};
    if (!parsed)
        return UsageError{line.errorText(), packUsage()};
    if (line.rest().size() != 1)
        return UsageError{tr("pack needs the folder of one course"), packUsage()};
    if (line.isSet(output) && line.value(output).isEmpty())
        return UsageError{tr("-o takes the name of a file"), packUsage()};
    return PackRequest{line.rest().first(), line.value(output)};
}

Request PackageLine::parseUnpack(const QStringList& arguments) {
    const QString to = QStringLiteral("to");
    const QString replace = QStringLiteral("replace");
    Line line({to}, {replace});
    const bool parsed = line.parse(arguments);
    if (line.isSet(QStringLiteral("help")))
        return TextRequest{unpackHelp()};
    if (!parsed)
        return UsageError{line.errorText(), unpackUsage()};
    if (line.rest().size() != 1)
        return UsageError{tr("unpack needs one file"), unpackUsage()};
    if (line.isSet(to) && line.value(to).isEmpty())
        return UsageError{tr("--to takes the name of a folder"), unpackUsage()};
    const QString folder = line.isSet(to) ? line.value(to) : coursesOfTheUser();
    return UnpackRequest{line.rest().first(), folder, line.isSet(replace)};
}

} // namespace

Request parseNew(const QStringList& arguments) {
    return PackageLine::parseNew(arguments);
}

Request parsePack(const QStringList& arguments) {
    return PackageLine::parsePack(arguments);
}

Request parseUnpack(const QStringList& arguments) {
    return PackageLine::parseUnpack(arguments);
}

} // namespace downhill::app::cli
