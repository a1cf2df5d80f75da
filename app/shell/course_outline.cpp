#include "shell/course_outline.h"

#include "lesson/skip_test.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace downhill::app {
namespace {

/// Under whose name the words are translated.
class CourseWords {
    Q_DECLARE_TR_FUNCTIONS(CourseWords)
};

OutlineLesson outlineOf(const lesson::Lesson& lesson, const CourseMemory& memory) {
    OutlineLesson out;
    out.id = lesson.id;
    out.title = lesson.title;
    out.summary = lesson.summary;
    out.minutes = lesson.minutes;
    out.steps = static_cast<int>(lesson.steps.size());
    out.entered = !memory.lessons.value(lesson.id).currentStep.isEmpty();
    out.hasTest = lesson::skipTestLength(lesson) > 0;
    return out;
}

OutlineResume resumeOf(const lesson::Course& course, const CourseMemory& memory,
                       const QHash<QString, std::size_t>& places, const QString& first) {
    OutlineResume resume;
    resume.begun = !memory.latest.isEmpty();
    const QString id = places.contains(memory.latest) ? memory.latest : first;
    resume.lesson = places.value(id);
    const lesson::Lesson& lesson = *course.find(id);
    const auto step =
        std::ranges::find(lesson.steps, memory.lessons.value(id).currentStep, &lesson::Step::id);
    if (step != lesson.steps.end()) {
        resume.step = static_cast<int>(step - lesson.steps.begin());
        resume.stepTitle = step->title;
    }
    return resume;
}

/// “First”, “second”, and “third”.
QString listOf(const QStringList& titles) {
    QStringList quoted;
    for (const QString& title : titles)
        quoted.append(CourseWords::tr("“%1”").arg(title));
    return QLocale().createSeparatedList(quoted);
}

/// How far a lesson is known, in words.
QString stateOf(const OutlineLesson& lesson) {
    const lesson::Mastery& mastery = lesson.standing.mastery;
    const QString share = CourseWords::tr("%1 % of the points").arg(qRound(mastery.share() * 100));
    switch (mastery.level) {
    case lesson::Level::None:
        return mastery.passedTest ? CourseWords::tr("Passed by test")
               : lesson.entered   ? CourseWords::tr("Begun")
                                  : CourseWords::tr("Not begun");
    case lesson::Level::Attempted:
        return CourseWords::tr("Attempted, %1").arg(share);
    case lesson::Level::Familiar:
        return CourseWords::tr("Familiar, %1").arg(share);
    case lesson::Level::Proficient:
        return CourseWords::tr("Proficient, %1").arg(share);
    case lesson::Level::Mastered:
        return mastery.points > 0 ? CourseWords::tr("Mastered, %1").arg(share) : CourseWords::tr("Mastered");
    }
    return {};
}

} // namespace

CourseOutline outlineOf(const lesson::Course& course, const CourseMemory& memory) {
    CourseOutline outline{.id = course.id, .title = course.title, .summary = course.summary};
    const auto standings = lesson::standingsOf(course, memory.earned(), memory.unlockAll);
    QHash<QString, std::size_t> places;
    for (const lesson::Unit& unit : course.units) {
        OutlineUnit own{.title = unit.title, .summary = unit.summary};
        for (const QString& id : unit.lessons) {
            const lesson::Lesson* lesson = course.find(id);
            if (!lesson || places.contains(id))
                continue;
            OutlineLesson each = outlineOf(*lesson, memory);
            each.number = static_cast<int>(outline.lessons.size()) + 1;
            each.unit = outline.units.size();
            each.standing = standings.value(id);
            for (const QString& missing : each.standing.missing)
                if (const lesson::Lesson* other = course.find(missing))
                    each.missing.append(other->title);
            places.insert(id, outline.lessons.size());
            own.lessons.push_back(outline.lessons.size());
            outline.lessons.push_back(std::move(each));
        }
        if (!own.lessons.empty())
            outline.units.push_back(std::move(own));
    }
    for (OutlineLesson& each : outline.lessons)
        for (const QString& id : course.find(each.id)->requires_)
            if (const auto place = places.constFind(id); place != places.cend())
                each.before.push_back(*place);
    if (!outline.lessons.empty())
        outline.resume = resumeOf(course, memory, places, outline.lessons.front().id);
    return outline;
}

QString requirementsOf(const CourseOutline& outline, const OutlineLesson& lesson) {
    QStringList titles;
    for (const std::size_t each : lesson.before)
        titles.append(outline.lessons[each].title);
    return titles.isEmpty() ? CourseWords::tr("Requires no other lesson.")
                            : CourseWords::tr("Requires %1.").arg(listOf(titles));
}

QString factsOf(const OutlineLesson& lesson) {
    QString facts = CourseWords::tr("%1 min · %n step(s) · %2", nullptr, lesson.steps)
                        .arg(lesson.minutes)
                        .arg(stateOf(lesson));
    if (lesson.standing.mastery.passedTest && lesson.standing.mastery.level != lesson::Level::None)
        facts += CourseWords::tr(" · passed by test");
    if (!lesson.standing.open)
        facts += CourseWords::tr(" · best after %1").arg(listOf(lesson.missing));
    return facts;
}

} // namespace downhill::app
