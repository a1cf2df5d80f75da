#include "authoring/verification.h"

#include "authoring/run_queue.h"
#include "lesson/expectation_decoder.h"
#include "lesson/expectation_words.h"
#include "lesson/object_reader.h"

#include <algorithm>
#include <limits>

namespace downhill::authoring {

namespace {

using lesson::Bound;
using lesson::Claim;
using lesson::Expectation;
using lesson::Figure;
using lesson::Lesson;
using lesson::Measure;
using lesson::Subject;
using lesson::Verdict;
using lesson::wordFor;
using training::StopReason;
namespace words = lesson::words;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kAllSteps = training::limits::kSteps;
constexpr int kDigits = 6;         ///< of a number that is shown
constexpr int kShownSeeds = 10;    ///< that contradict a claim
constexpr double kRounding = 1e-9; ///< of a share of seeds

/// Where the readings for an expectation are, with one seed.
struct Tickets {
    RunQueue::Ticket end{};
    std::vector<RunQueue::Ticket> figures{};
    std::vector<std::optional<RunQueue::Ticket>> references{};
};

Tickets ask(RunQueue& queue, std::size_t lesson, const Subject& subject, const Expectation& expectation,
            std::uint64_t offset) {
    const std::int64_t until = expectation.within.value_or(kAllSteps);
    Tickets tickets{.end = queue.ask(lesson, subject, offset, {Measure{.figure = Figure::Steps}, until})};
    for (const Bound& bound : expectation.bounds) {
        tickets.figures.push_back(queue.ask(lesson, subject, offset, {bound.measure, until}));
        auto& reference = tickets.references.emplace_back();
        if (bound.times)
            reference = queue.ask(lesson, bound.times->subject, offset,
                                  {bound.times->measure, bound.times->within.value_or(kAllSteps)});
    }
    return tickets;
}

training::Result<Verdict> verdictOf(const RunQueue& queue, const Expectation& expectation,
                                    const Tickets& tickets) {
    const auto end = queue.reading(tickets.end);
    if (!end)
        return training::failure(end.error());
    std::vector<double> figures;
    for (const RunQueue::Ticket& ticket : tickets.figures)
        figures.push_back(queue.reading(ticket)->figure); // the same run as the end's
    std::vector<double> references;
    for (const auto& ticket : tickets.references) {
        const auto reading = ticket ? queue.reading(*ticket) : Reading{.figure = kNaN};
        if (!reading)
            return training::failure(reading.error());
        references.push_back(reading->figure);
    }
    return judge(expectation, end->end, figures, references);
}

QString numberOf(double value) {
    return QString::number(value, 'g', kDigits);
}

/// What a verdict found that was not expected, or all where nothing was, in the format's words: "diverged
/// after 37 steps, train_loss = 0.31 = 2.4 × 0.13".
QString found(const Expectation& expectation, const Verdict& verdict) {
    const bool all = verdict.holds();
    QStringList parts;
    if (all || !verdict.endHolds) {
        const bool isOver = verdict.end.reason != StopReason::None;
        parts.append(QStringLiteral("%1 %2 = %3")
                         .arg(isOver ? wordFor<StopReason>(words::kReasons, verdict.end.reason) : QString(),
                              wordFor<Figure>(words::kFigures, Figure::Steps),
                              QString::number(verdict.end.steps))
                         .trimmed());
    }
    for (std::size_t i = 0; i < verdict.bounds.size(); ++i) {
        const lesson::BoundVerdict& bound = verdict.bounds[i];
        if (bound.holds && !all)
            continue;
        QString part = QStringLiteral("%1 = %2").arg(
            wordFor<Figure>(words::kFigures, expectation.bounds[i].measure.figure), numberOf(bound.figure));
        if (expectation.bounds[i].times) {
            part += QStringLiteral(" = %1 × %2")
                        .arg(numberOf(bound.figure / bound.reference), numberOf(bound.reference));
        }
        parts.append(part);
    }
    return parts.join(QStringLiteral(", "));
}

/// The finding about a claim that does not hold, if so.
std::optional<lesson::Diagnostic> disproofOf(const Claim& claim, const std::vector<Verdict>& verdicts,
                                             std::uint64_t ownSeed) {
    QStringList seeds;
    const Verdict* first = nullptr;
    std::size_t held = 0;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i].holds()) {
            ++held;
            continue;
        }
        first = first ? first : &verdicts[i];
        if (seeds.size() < kShownSeeds)
            seeds.append(QString::number(ownSeed + i));
    }
    if (double(held) + kRounding >= claim.holds * double(verdicts.size()))
        return std::nullopt;
    lesson::Diagnostic disproved = claim.disproved;
    disproved.arguments = {seeds.join(QStringLiteral(", ")), found(claim.expect, *first),
                           QStringLiteral("claim")};
    return disproved;
}

training::Spread spreadOfBound(const std::vector<Verdict>& verdicts, std::size_t bound, bool isRatio) {
    std::vector<double> values;
    for (const Verdict& verdict : verdicts) {
        const lesson::BoundVerdict& each = verdict.bounds[bound];
        values.push_back(isRatio ? each.figure / each.reference : each.figure);
    }
    return training::spreadOf(std::move(values));
}

bool dependsOnSeed(RunQueue& queue, std::size_t lesson, const Claim& claim) {
    const auto& bounds = claim.expect.bounds;
    return queue.dependsOnSeed(lesson, claim.subject) ||
           std::any_of(bounds.begin(), bounds.end(), [&](const Bound& bound) {
               return bound.times && queue.dependsOnSeed(lesson, bound.times->subject);
           });
}

/// A claim on its way to its proof.
struct PendingClaim {
    std::size_t lesson = 0;
    std::size_t claim = 0;
    std::vector<Tickets> tickets{}; ///< a seed each
};

PendingClaim askClaim(RunQueue& queue, std::size_t place, std::size_t index, const Lesson& lesson,
                      const VerificationSettings& settings) {
    const Claim& claim = lesson.claims[index];
    const int others = dependsOnSeed(queue, place, claim) ? settings.seeds.value_or(claim.seeds) : 0;
    PendingClaim pending{place, index};
    for (int offset = 0; offset <= others; ++offset)
        pending.tickets.push_back(ask(queue, place, claim.subject, claim.expect, std::uint64_t(offset)));
    return pending;
}

ClaimProof proofOf(const PendingClaim& pending, const Lesson& lesson, const RunQueue& queue) {
    const Claim& claim = lesson.claims[pending.claim];
    ClaimProof proof{.lesson = pending.lesson, .claim = pending.claim};
    for (const Tickets& tickets : pending.tickets) {
        auto verdict = verdictOf(queue, claim.expect, tickets);
        if (!verdict) {
            proof.error = std::move(verdict.error());
            proof.verdicts.clear();
            return proof;
        }
        proof.verdicts.push_back(std::move(*verdict));
    }
    const std::uint64_t ownSeed = lesson::experimentOf(claim.subject, lesson.steps).seeds.weights;
    proof.disproved = disproofOf(claim, proof.verdicts, ownSeed);
    return proof;
}

/// A question that a run answers, on its way to its proof.
struct PendingTask {
    std::size_t lesson = 0;
    std::size_t task = 0;
    std::vector<Tickets> solution{}; ///< a run each that counts
    std::vector<Tickets> start{};
};

const lesson::ExperimentQuestion& questionOf(const Lesson& lesson, const lesson::Task& task) {
    return std::get<lesson::ExperimentQuestion>(lesson.steps[task.step].questions[task.question].body);
}

PendingTask askTask(RunQueue& queue, std::size_t place, std::size_t index, const Lesson& lesson) {
    const lesson::Task& task = lesson.tasks[index];
    const lesson::Step& step = lesson.steps[task.step];
    const lesson::ExperimentQuestion& question = questionOf(lesson, task);
    PendingTask pending{place, index};
    for (const training::RunSpec& run : step.experiment->experiment.runs) {
        const QString id = QString::fromStdString(run.id);
        if (!question.run.isEmpty() && question.run != id)
            continue;
        pending.solution.push_back(ask(queue, place, {step.id, id, question.solution}, question.expect, 0));
        pending.start.push_back(ask(queue, place, {step.id, id}, question.expect, 0));
    }
    return pending;
}

/// The verdict on the run that passes, or else on the last: of several runs at once the best counts.
training::Result<Verdict> bestOf(const RunQueue& queue, const Expectation& expectation,
                                 const std::vector<Tickets>& runs) {
    Verdict best;
    for (const Tickets& tickets : runs) {
        auto verdict = verdictOf(queue, expectation, tickets);
        if (!verdict || verdict->holds())
            return verdict;
        best = std::move(*verdict);
    }
    return best;
}

TaskProof proofOf(const PendingTask& pending, const Lesson& lesson, const RunQueue& queue) {
    const lesson::Task& task = lesson.tasks[pending.task];
    const Expectation& expectation = questionOf(lesson, task).expect;
    TaskProof proof{.lesson = pending.lesson, .task = pending.task};
    auto solution = bestOf(queue, expectation, pending.solution);
    auto start = bestOf(queue, expectation, pending.start);
    if (!solution || !start) {
        proof.error = solution ? std::move(start.error()) : std::move(solution.error());
        return proof;
    }
    proof.solution = std::move(*solution);
    proof.start = std::move(*start);
    const bool isTrivial = proof.start.holds();
    if (!isTrivial && proof.solution.holds())
        return proof;
    const std::uint64_t seed = lesson.steps[task.step].experiment->experiment.seeds.weights;
    proof.disproved = task.disproved;
    proof.disproved->arguments = {QString::number(seed),
                                  found(expectation, isTrivial ? proof.start : proof.solution),
                                  isTrivial ? QStringLiteral("start") : QStringLiteral("solution")};
    return proof;
}

} // namespace

std::int64_t ClaimProof::held() const {
    return std::count_if(verdicts.begin(), verdicts.end(),
                         [](const Verdict& verdict) { return verdict.holds(); });
}

training::Spread ClaimProof::figure(std::size_t bound) const {
    return spreadOfBound(verdicts, bound, false);
}

training::Spread ClaimProof::ratio(std::size_t bound) const {
    return spreadOfBound(verdicts, bound, true);
}

bool Verification::holds() const {
    const auto isProven = [](const auto& proof) { return proof.holds(); };
    return std::all_of(claims.begin(), claims.end(), isProven) &&
           std::all_of(tasks.begin(), tasks.end(), isProven);
}

lesson::Diagnostics Verification::disproofs() const {
    lesson::Diagnostics disproved;
    for (const ClaimProof& proof : claims) {
        if (proof.disproved)
            disproved.push_back(*proof.disproved);
    }
    for (const TaskProof& proof : tasks) {
        if (proof.disproved)
            disproved.push_back(*proof.disproved);
    }
    return disproved;
}

Verification verify(std::span<const Lesson> lessons, const VerificationSettings& settings,
                    VerificationProgress* progress, const std::stop_token& stop) {
    RunQueue queue(lessons);
    std::vector<PendingClaim> claims;
    std::vector<PendingTask> tasks;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        for (std::size_t k = 0; k < lessons[i].claims.size(); ++k)
            claims.push_back(askClaim(queue, i, k, lessons[i], settings));
        for (std::size_t k = 0; k < lessons[i].tasks.size(); ++k)
            tasks.push_back(askTask(queue, i, k, lessons[i]));
    }
    VerificationProgress unread;
    VerificationProgress& counted = progress ? *progress : unread;
    counted.finished = 0;
    counted.runs = std::int64_t(queue.size());
    queue.perform(settings.threads, counted.finished, stop);
    if (stop.stop_requested())
        return {};
    Verification verification;
    for (const PendingClaim& each : claims)
        verification.claims.push_back(proofOf(each, lessons[each.lesson], queue));
    for (const PendingTask& each : tasks)
        verification.tasks.push_back(proofOf(each, lessons[each.lesson], queue));
    return verification;
}

} // namespace downhill::authoring
