#include "shell/level_words.h"

#include <QCoreApplication>

namespace downhill::app {
namespace {

/// Under whose name the words are translated.
class LevelWords {
    Q_DECLARE_TR_FUNCTIONS(LevelWords)
};

} // namespace

QString levelWords(const lesson::Standing& standing, bool entered) {
    switch (standing.mastery.level) {
    case lesson::Level::Mastered:
        return LevelWords::tr("Mastered");
    case lesson::Level::Proficient:
        return LevelWords::tr("Proficient");
    case lesson::Level::Familiar:
        return LevelWords::tr("Familiar");
    case lesson::Level::Attempted:
        return LevelWords::tr("Begun");
    case lesson::Level::None:
        break;
    }
    if (standing.mastery.passedTest)
        return LevelWords::tr("Passed by test");
    if (entered)
        return LevelWords::tr("Begun");
    return standing.open ? LevelWords::tr("Open") : LevelWords::tr("Locked");
}

} // namespace downhill::app
