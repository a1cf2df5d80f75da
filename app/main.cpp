#include "shell/main_window.h"
#include "shell/translations.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

namespace {

using namespace downhill;

/// The course beside the program as installed, or in the source tree that it was built from.
QString defaultLessons() {
    const QString installed =
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../share/downhill/lessons"));
    if (QFile::exists(installed + QStringLiteral("/course.json")))
        return QDir::cleanPath(installed);
    return QStringLiteral(DOWNHILL_LESSONS);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Downhill"));
    QApplication::setApplicationVersion(QStringLiteral(DOWNHILL_VERSION));

    QGuiApplication::setDesktopFileName(QStringLiteral("org.downhill.Downhill"));

    app::installTranslations(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Courseware that teaches how neural networks learn."));
    const QCommandLineOption lessons(
        QStringLiteral("lessons"),
        QApplication::translate("main", "Show the course or the lessons in <folder> first."),
        QApplication::translate("main", "folder"));
    const QCommandLineOption data(
        QStringLiteral("data-dir"),
        QApplication::translate("main", "Keep progress, answers and runs in <folder>."),
        QApplication::translate("main", "folder"),
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    parser.addOptions({lessons, data});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    app::Appearance appearance(application);
    app::MarkupService markup;
    markup.warmUp();
    app::MainWindow window({defaultLessons(), parser.value(data), parser.value(lessons)}, appearance, markup);
    window.show();
    window.start();
    return QApplication::exec();
}
