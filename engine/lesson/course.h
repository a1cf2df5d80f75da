#pragma once

#include "lesson/glossary.h"
#include "lesson/lesson.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace downhill::lesson {

/// Lessons that belong together.
struct Unit {
    QString id{};
    QString title{};
    QString summary{};
    QStringList lessons{}; ///< ids in the author's order, also of lessons that cannot be read
};

/// A course as plain values. What comes before what stands in the lessons themselves (`requires`); the units
/// only put them in order.
struct Course {
    QString folder{}; ///< where its files are
    QString id{};
    QString title{};
    QString summary{};
    std::vector<Unit> units{};
    std::vector<Lesson> lessons{}; ///< all that can be read, in the order of the units
    Glossary glossary{};
    std::vector<Faq> faq{};

    /// Null where there is none of that id, or it cannot be read.
    const Lesson* find(const QString& wanted) const;
    /// The ids that the units name, also of lessons that cannot be read: what `lesson:` may link to.
    QSet<QString> lessonIds() const;
};

} // namespace downhill::lesson
