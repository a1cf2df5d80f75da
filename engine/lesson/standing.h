#pragma once

#include "lesson/course.h"
#include "lesson/mastery.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace downhill::lesson {

/// Where a student stands with one lesson of a course.
struct Standing {
    Mastery mastery{};
    QStringList
        missing{}; ///< ids of the required lessons that are still to be reached, in the author's order
    /// Whether nothing is missing, or everything was unlocked. One that is not open is advised against; it
    /// can be entered all the same.
    bool open = true;
};

/// The standings of all lessons of a course, by id, from what was earned in each. A required lesson that the
/// course cannot show holds nobody up. `unlockAll` is a teacher's wish to have every lesson open.
QHash<QString, Standing> standingsOf(const Course& course, const QHash<QString, Earned>& earned,
                                     bool unlockAll = false);

} // namespace downhill::lesson
