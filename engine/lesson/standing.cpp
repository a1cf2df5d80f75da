#include "lesson/standing.h"

namespace downhill::lesson {

QHash<QString, Standing> standingsOf(const Course& course, const QHash<QString, Earned>& earned,
                                     bool unlockAll) {
    QHash<QString, Standing> standings;
    for (const Lesson& lesson : course.lessons)
        standings[lesson.id].mastery = masteryOf(lesson, earned.value(lesson.id));
    for (const Lesson& lesson : course.lessons) {
        QStringList missing;
        for (const QString& id : lesson.requires_) {
            const auto required = standings.constFind(id);
            if (required != standings.cend() && !required->mastery.opensNext())
                missing.append(id);
        }
        Standing& standing = standings[lesson.id];
        standing.missing = missing;
        standing.open = unlockAll || missing.isEmpty();
    }
    return standings;
}

} // namespace downhill::lesson
