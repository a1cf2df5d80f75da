#include "lesson/skip_test.h"

#include "lesson/grading.h"
#include "lesson/question_use.h"
#include "lesson/variant.h"
#include "training/philox.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

/// Sums of shares such as 0.1 + 0.2 must not miss a threshold by their rounding.
constexpr double kRounding = 1e-9;

std::vector<const Question*> candidatesOf(const Lesson& lesson) {
    std::vector<const Question*> candidates;
    for (const Step& step : lesson.steps)
        for (const Question& question : step.questions)
            if (standsAlone(question))
                candidates.push_back(&question);
    return candidates;
}

} // namespace

std::size_t skipTestLength(const Lesson& lesson) {
    return std::min(candidatesOf(lesson).size(), kSkipTestQuestions);
}

SkipTest skipTest(const Lesson& lesson, std::uint64_t seed) {
    std::vector<const Question*> candidates = candidatesOf(lesson);
    training::RandomStream random(seed, training::Stream::Shuffle);
    random.shuffle(std::span(candidates));
    candidates.resize(std::min(candidates.size(), kSkipTestQuestions));

    SkipTest test{.lesson = lesson.id, .share = lesson.mastery};
    for (const Question* question : candidates) {
        const std::uint64_t own = random.bits64();
        Question asked = drawn(*question, own);
        asked.hints.clear();
        asked.tries = 1;
        test.questions.push_back(std::move(asked));
        test.seeds.push_back(own);
    }
    return test;
}

SkipTestResult gradeSkipTest(const SkipTest& test, const QHash<QString, Answer>& answers) {
    SkipTestResult result;
    for (const Question& question : test.questions) {
        result.points += question.points;
        if (const auto answer = answers.constFind(question.id); answer != answers.cend())
            result.earned += grade(question, *answer).score;
    }
    result.passed = result.points > 0 && result.share() >= test.share - kRounding;
    return result;
}

} // namespace downhill::lesson
