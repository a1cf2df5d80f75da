#include "random_answers.h"

#include "lesson/content_hash.h"
#include "lesson/grading.h"
#include "lesson/shown_order.h"
#include "lesson/variant.h"
#include "promise.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace downhill::fuzzing {

namespace {

using Random = std::minstd_rand;

constexpr int kAnswers = 8;               // to a question
constexpr std::size_t kMostQuestions = 8; // of a lesson, so that no input takes long

std::size_t below(Random& random, std::size_t count) {
    return count == 0 ? 0 : random() % count;
}

double anyNumber(Random& random) {
    constexpr std::array<double, 6> kNumbers{0,     -1,       0.5,
                                             1e300, HUGE_VAL, std::numeric_limits<double>::quiet_NaN()};
    return kNumbers[below(random, kNumbers.size())];
}

/// What a question calls its parts, and a name that none has.
struct Names {
    QStringList ids{QStringLiteral("nobody")};
    QStringList gaps{QStringLiteral("nowhere")};

    void operator()(const lesson::ChoiceQuestion& question) { add(question.choices); }
    void operator()(const lesson::PredictQuestion& question) { add(question.choices); }
    void operator()(const lesson::OrderQuestion& question) { add(question.items); }
    void operator()(const lesson::MatchQuestion& question) {
        add(question.pairs);
        add(question.others);
    }
    void operator()(const lesson::ClozeQuestion& question) {
        for (const lesson::Gap& gap : question.gaps) {
            gaps.append(gap.id);
            if (const auto* chosen = std::get_if<lesson::ChosenGap>(&gap.body))
                add(chosen->choices);
            if (const auto* typed = std::get_if<lesson::TypedGap>(&gap.body))
                ids.append(typed->accept);
        }
    }
    template <class Other>
    void operator()(const Other&) {}

private:
    template <class Part>
    void add(const std::vector<Part>& parts) {
        for (const Part& part : parts)
            ids.append(part.id);
    }
};

class Answerer {
public:
    Answerer(const lesson::Question& question, Random& random) : question_(question), random_(random) {
        std::visit(names_, question.body);
    }

    lesson::Answer answer();

private:
    QString anyOf(const QStringList& names) {
        return names[qsizetype(below(random_, std::size_t(names.size())))];
    }
    QStringList someIds() {
        QStringList ids;
        for (std::size_t left = below(random_, 5); left > 0; --left)
            ids.append(anyOf(names_.ids));
        return ids;
    }
    lesson::RunAnswer anyRun();

    const lesson::Question& question_;
    Random& random_;
    Names names_{};
};

lesson::RunAnswer Answerer::anyRun() {
    lesson::RunAnswer answer;
    const auto* asked = std::get_if<lesson::ExperimentQuestion>(&question_.body);
    if (!asked)
        return answer;
    answer.run = asked->run;
    answer.at = asked->solution;
    answer.end.reason = asked->expect.reason.value_or(training::StopReason::Finished);
    answer.end.steps = std::int64_t(below(random_, 1000));
    for (const lesson::Measure& measure : lesson::figuresOf(*asked)) {
        if (below(random_, 4) > 0)
            answer.figures.push_back({measure, anyNumber(random_)});
    }
    return answer;
}

lesson::Answer Answerer::answer() {
    switch (below(random_, 7)) {
    case 0:
        return lesson::ChosenIds{someIds()};
    case 1:
        return below(random_, 2) == 0;
    case 2:
        return anyNumber(random_);
    case 3: {
        QStringList ids = names_.ids.mid(1);
        std::shuffle(ids.begin(), ids.end(), random_);
        return lesson::OrderedIds{ids};
    }
    case 4: {
        lesson::Matches matches;
        for (std::size_t left = below(random_, 5); left > 0; --left)
            matches.rights[anyOf(names_.ids)] = anyOf(names_.ids);
        return matches;
    }
    case 5: {
        lesson::GapFillings fillings;
        for (const QString& gap : names_.gaps) {
            if (below(random_, 2) == 0)
                fillings.gaps[gap] = anyNumber(random_);
            else
                fillings.gaps[gap] = anyOf(names_.ids);
        }
        return fillings;
    }
    default:
        return anyRun();
    }
}

void check(const lesson::Grade& grade, const lesson::Question& question) {
    require(grade.score >= 0 && grade.score <= question.points, "a score is within the points");
    require(grade.points == question.points, "the points are the question's");
}

void answerAtRandom(const lesson::Question& question, Random& random) {
    lesson::contentHash(question);
    const std::uint64_t seed = random();
    const lesson::Question shown = lesson::drawn(question, seed);
    require(shown == lesson::drawn(question, seed), "a seed draws the same numbers again");
    require(shown.parameters.empty(), "drawn numbers are drawn");
    lesson::shownOrder(shown, seed);
    Answerer answerer(shown, random);
    for (int i = 0; i < kAnswers; ++i) {
        const lesson::Answer answer = answerer.answer();
        const lesson::Attempt attempt{int(below(random, 4)), int(below(random, 4))};
        const lesson::Grade grade = lesson::grade(shown, answer, attempt);
        check(grade, shown);
        require(lesson::grade(shown, answer, attempt).score == grade.score,
                "an answer is graded alike again");
    }
    if (const auto right = lesson::rightAnswer(shown)) {
        const lesson::Grade grade = lesson::grade(shown, *right);
        require(grade.score == shown.points, "the right answer earns all points");
    }
}

} // namespace

void answerAtRandom(const lesson::Lesson& lesson, std::size_t seed) {
    Random random(static_cast<Random::result_type>(seed));
    std::size_t left = kMostQuestions;
    for (const lesson::Step& step : lesson.steps) {
        for (const lesson::Question& question : step.questions) {
            if (left-- == 0)
                return;
            answerAtRandom(question, random);
        }
    }
}

} // namespace downhill::fuzzing
