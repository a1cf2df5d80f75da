#include "progress/progress_figures.h"

#include "lesson/review.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace downhill::app {
namespace {

QByteArray quoted(const QString& text) {
    QByteArray field = text.toUtf8();
    if (!field.contains(',') && !field.contains('"') && !field.contains('\n') && !field.contains('\r'))
        return field;
    field.replace("\"", "\"\"");
    return '"' + field + '"';
}

QByteArray levelName(const LessonFigures& figures) {
    switch (figures.standing.mastery.level) {
    case lesson::Level::None:
        return figures.entered ? "begun" : "none";
    case lesson::Level::Attempted:
        return "attempted";
    case lesson::Level::Familiar:
        return "familiar";
    case lesson::Level::Proficient:
        return "proficient";
    case lesson::Level::Mastered:
        return "mastered";
    }
    return {};
}

} // namespace

ProgressFigures progressOf(const lesson::Course& course, const CourseMemory& memory, const Study& study,
                           const QDate& today, std::int64_t now, int shownDays) {
    ProgressFigures figures;
    const auto standings = lesson::standingsOf(course, memory.earned(), memory.unlockAll);
    QHash<QString, std::size_t> places;
    for (const lesson::Lesson& lesson : course.lessons) {
        places.insert(lesson.id, figures.lessons.size());
        const lesson::Standing standing = standings.value(lesson.id);
        figures.mastered += standing.mastery.level == lesson::Level::Mastered ? 1 : 0;
        figures.proficient += standing.mastery.opensNext() ? 1 : 0;
        figures.lessons.push_back({lesson.id,
                                   lesson.title,
                                   standing,
                                   !memory.lessons.value(lesson.id).currentStep.isEmpty(),
                                   0,
                                   0,
                                   0,
                                   {}});
    }
    const QDate first = today.addDays(1 - shownDays);
    for (int i = 0; i < shownDays; ++i)
        figures.days.push_back({first.addDays(i), 0, 0});
    QSet<QDate> active;
    const auto countDay = [&](const QDate& day, LessonFigures* lesson, int tries, std::int64_t milliseconds) {
        active.insert(day);
        if (lesson && (!lesson->last.isValid() || lesson->last < day))
            lesson->last = day;
        const qint64 place = first.daysTo(day);
        if (place < 0 || place >= shownDays)
            return;
        figures.days[static_cast<std::size_t>(place)].tries += tries;
        figures.days[static_cast<std::size_t>(place)].milliseconds += milliseconds;
    };
    const auto lessonOf = [&](const QString& id) {
        const auto place = places.constFind(id);
        return place == places.cend() ? nullptr : &figures.lessons[*place];
    };
    for (const store::AnswerMark& answer : study.answers) {
        if (!answer.marked)
            continue;
        LessonFigures* lesson = lessonOf(answer.lesson);
        ++figures.tries;
        figures.right += answer.correct ? 1 : 0;
        if (lesson) {
            ++lesson->tries;
            lesson->right += answer.correct ? 1 : 0;
        }
        countDay(QDateTime::fromMSecsSinceEpoch(answer.answered).date(), lesson, 1, 0);
    }
    for (const store::StudyTime& time : study.times) {
        LessonFigures* lesson = lessonOf(time.lesson);
        figures.milliseconds += time.milliseconds;
        if (lesson)
            lesson->milliseconds += time.milliseconds;
        countDay(time.day, lesson, 0, time.milliseconds);
    }
    figures.daysActive = static_cast<int>(active.size());
    figures.due = lesson::dueCount(memory.cards, now);
    return figures;
}

QByteArray progressCsv(const ProgressFigures& figures) {
    QByteArray csv = "lesson,title,level,passed_by_test,points,points_possible,"
                     "answers,right_answers,minutes,last_day\r\n";
    for (const LessonFigures& each : figures.lessons) {
        const lesson::Mastery& mastery = each.standing.mastery;
        const QByteArrayList fields{
            quoted(each.id),
            quoted(each.title),
            levelName(each),
            mastery.passedTest ? "yes" : "no",
            QByteArray::number(mastery.earned),
            QByteArray::number(mastery.points),
            QByteArray::number(each.tries),
            QByteArray::number(each.right),
            QByteArray::number(static_cast<double>(each.milliseconds) / 60'000.0, 'f', 1),
            each.last.toString(Qt::ISODate).toUtf8()};
        csv += fields.join(',') + "\r\n";
    }
    return csv;
}

} // namespace downhill::app
