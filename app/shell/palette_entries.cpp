#include "shell/palette_entries.h"

#include "shell/commands.h"

#include <QAction>
#include <QCoreApplication>

#include <algorithm>

namespace downhill::app {
namespace {

/// Under whose name the words are translated.
class PaletteWords {
    Q_DECLARE_TR_FUNCTIONS(PaletteWords)
};

} // namespace

std::vector<PaletteEntry> commandEntries(const Commands& commands) {
    std::vector<PaletteEntry> entries;
    // The first entry is what Enter does: not the first menu's, which is to quit.
    std::vector<Commands::Group> groups = commands.groups();
    if (!groups.empty())
        std::ranges::rotate(groups, groups.begin() + 1);
    for (const Commands::Group& group : groups)
        for (QAction* action : group.actions)
            if (!action->isSeparator() && action->isEnabled())
                entries.push_back({Commands::plain(action->text()), Commands::plain(group.title),
                                   action->shortcut().toString(QKeySequence::NativeText),
                                   [action] { action->trigger(); }});
    return entries;
}

void appendCourseEntries(std::vector<PaletteEntry>& entries, const lesson::Course& course,
                         const CourseDoors& doors) {
    for (const lesson::Lesson& lesson : course.lessons) {
        entries.push_back(
            {lesson.title, PaletteWords::tr("Lesson"), {}, [open = doors.lesson, id = lesson.id] {
                 open(id);
             }});
        for (const lesson::Step& step : lesson.steps)
            entries.push_back({step.title,
                               PaletteWords::tr("Step of “%1”").arg(lesson.title),
                               {},
                               [open = doors.step, id = lesson.id, at = step.id] { open(id, at); }});
    }
    for (const lesson::Term& term : doors.term ? course.glossary.terms : std::vector<lesson::Term>{}) {
        QString detail = PaletteWords::tr("Term");
        if (!term.also.isEmpty())
            detail += QStringLiteral(", ") + term.also.join(QStringLiteral(", "));
        entries.push_back({term.term, detail, {}, [open = doors.term, id = term.id] { open(id); }});
    }
    for (const lesson::Faq& faq : doors.question ? course.faq : std::vector<lesson::Faq>{})
        entries.push_back(
            {faq.question, PaletteWords::tr("Question"), {}, [open = doors.question, id = faq.id] {
                 open(id);
             }});
}

} // namespace downhill::app
