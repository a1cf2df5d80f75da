#pragma once

#include "lesson/answer.h"
#include "lesson/lesson.h"

#include <QHash>
#include <QString>

#include <cstdint>
#include <vector>

/// A test by which a student who knows a lesson already may go on without it. Pure functions.
namespace downhill::lesson {

inline constexpr std::size_t kSkipTestQuestions = 8; ///< at most

/// The questions of a test: those of a lesson that stand alone (question_use.h), some of them where there are
/// more than kSkipTestQuestions, in an order and with numbers of their own. Each is answered once, without
/// hints.
struct SkipTest {
    QString lesson{};
    double share = 0; ///< of the points that passes it: the lesson's `mastery`
    std::vector<Question> questions{};
    std::vector<std::uint64_t> seeds{}; ///< of the order in which the choices of each are shown
};

struct SkipTestResult {
    double earned = 0; ///< points
    double points = 0;
    bool passed = false;

    double share() const { return points > 0 ? earned / points : 0; }
};

/// How many questions a test of the lesson asks; 0: there is none.
std::size_t skipTestLength(const Lesson& lesson);

/// The test that `seed` draws; without questions where the lesson has none that stand alone, and then it
/// cannot be passed.
SkipTest skipTest(const Lesson& lesson, std::uint64_t seed);

/// Marks the answers by the ids of the questions. What was not answered earns nothing. Passing opens the
/// lessons that follow (Earned::passedTest); failing takes nothing away, and the next test is another one.
SkipTestResult gradeSkipTest(const SkipTest& test, const QHash<QString, Answer>& answers);

} // namespace downhill::lesson
