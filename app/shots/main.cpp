#include "player/lesson_session.h"
#include "shell/main_window.h"
#include "shell/translations.h"
#include "shots/photographer.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

/// Renders every screen of the application to PNG files, from the real course and real short runs.
int main(int argc, char** argv) {
    using namespace downhill::app;
    QApplication application(argc, argv);
    QStringList arguments = QApplication::arguments();
    QString lessons = QStringLiteral(DOWNHILL_LESSONS);
    if (const qsizetype option = arguments.indexOf(QStringLiteral("--lessons")); option > 0) {
        lessons = arguments.value(option + 1);
        arguments.remove(option, std::min<qsizetype>(2, arguments.size() - option));
    }
    const bool onlyScreens = arguments.removeAll(QStringLiteral("--screens")) > 0;
    if (arguments.size() < 2 || arguments[1].startsWith(u'-') || lessons.isEmpty()) {
        std::fprintf(stderr, "usage: downhill-shots [--lessons FOLDER] [--screens] DIRECTORY [LESSON…]\n");
        return 2;
    }
    if (!QDir().mkpath(arguments[1])) {
        std::fprintf(stderr, "downhill-shots: %s cannot be created\n", qPrintable(arguments[1]));
        return 1;
    }
    installTranslations(application);
    Appearance appearance(application);
    MarkupService markup;
    markup.warmUp();
    Photographer photographer(QDir(arguments[1]), lessons, appearance, markup);
    const int pictures = photographer.takeAll(arguments.mid(2), onlyScreens);
    std::printf("%d pictures in %s\n", pictures, qPrintable(arguments[1]));
    return pictures > 0 ? 0 : 1;
}
