#include "shell/level_words.h"

#include <QCoreApplication>

namespace downhill::app {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("LevelWords", text);
}

} // namespace

QString levelWords(const lesson::Standing& standing, bool entered) {
    switch (standing.mastery.level) {
    case lesson::Level::Mastered:
        return tr("Mastered");
    case lesson::Level::Proficient:
        return tr("Proficient");
    case lesson::Level::Familiar:
        return tr("Familiar");
    case lesson::Level::Attempted:
        return tr("Begun");
    case lesson::Level::None:
        break;
    }
    if (standing.mastery.passedTest)
        return tr("Passed by test");
    if (entered)
        return tr("Begun");
    return standing.open ? tr("Open") : tr("Locked");
}

} // namespace downhill::app
