#include "lesson/course.h"

#include <algorithm>

namespace downhill::lesson {

const Term* Glossary::find(const QString& id) const {
    const auto found = std::ranges::find(terms, id, &Term::id);
    return found == terms.end() ? nullptr : &*found;
}

const Lesson* Course::find(const QString& wanted) const {
    const auto found = std::ranges::find(lessons, wanted, &Lesson::id);
    return found == lessons.end() ? nullptr : &*found;
}

QSet<QString> Course::lessonIds() const {
    QSet<QString> ids;
    for (const Unit& unit : units)
        ids.unite({unit.lessons.begin(), unit.lessons.end()});
    return ids;
}

} // namespace downhill::lesson
