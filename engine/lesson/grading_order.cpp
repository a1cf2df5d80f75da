#include "lesson/grading_parts.h"

#include <QHash>

namespace downhill::lesson {

namespace {

/// The place of each item in the right order, in the order of the answer; empty where the answer is not an
/// order of these items.
std::vector<std::size_t> placesOf(const OrderQuestion& question, const OrderedIds* answer) {
    if (!answer || answer->ids.size() != qsizetype(question.items.size()))
        return {};
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < question.items.size(); ++i)
        places.insert(question.items[i].id, i);
    std::vector<std::size_t> result;
    for (const QString& id : answer->ids) {
        const auto place = places.constFind(id);
        if (place == places.cend())
            return {};
        result.push_back(*place);
        places.erase(place); // nothing counts twice
    }
    return result;
}

} // namespace

Grade gradeBody(const OrderQuestion& question, const Answer& answer) {
    const std::vector<std::size_t> places = placesOf(question, std::get_if<OrderedIds>(&answer));
    Grade grade;
    std::size_t follows = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool isNext = i > 0 && places[i] == places[i - 1] + 1;
        follows += isNext ? 1 : 0;
        // What stands where it belongs is not to be moved, whatever is above it.
        grade.parts.push_back({question.items[places[i]].id, isNext || places[i] == i, true, {}});
    }
    grade.correct = !places.empty() && follows + 1 == places.size();
    if (places.size() > 1)
        grade.score = double(follows) / double(places.size() - 1);
    grade.feedback = grade.correct ? question.right : question.wrong;
    return grade;
}

} // namespace downhill::lesson
