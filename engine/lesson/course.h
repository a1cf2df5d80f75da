#pragma once

#include "lesson/lesson.h"

#include <QString>

#include <vector>

namespace downhill::lesson {

struct Course {
    QString id{};
    QString title{};
    std::vector<Lesson> lessons{}; ///< in the order of the course
};

} // namespace downhill::lesson
