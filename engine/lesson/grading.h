#pragma once

#include "lesson/answer.h"
#include "lesson/question.h"

#include <QString>

#include <optional>
#include <vector>

namespace downhill::lesson {

/// What came before an answer.
struct Attempt {
    int hintsOpened = 0;  ///< of this question, with these numbers
    int earlierTries = 0; ///< answers given before this one; of an experiment, runs made before
};

/// What one choice deserves to be told after an answer.
struct ChoiceVerdict {
    QString id{};
    bool chosen = false;
    bool right = false; ///< whether this choice belongs to the right answer
    QString feedback{}; ///< of a chosen one, or of a right one of several that was left out; else empty
    bool operator==(const ChoiceVerdict&) const = default;
};

/// How one part of an answer was: an item of an order (right: it stands in its place, or follows what it
/// should; in the student's order), a left side of a match, a gap (both in the author's order).
struct PartVerdict {
    QString id{};
    bool right = false;
    bool answered = false;
    QString feedback{};
    bool operator==(const PartVerdict&) const = default;
};

/// What took points from an answer besides being wrong.
enum class Deduction {
    HintsOpened,   ///< their cost
    SolutionShown, ///< the right answer had been shown before, and no other numbers were drawn since
    TooManyRuns,   ///< the runs that earn points had all been made
};

/// How a run met what was asked of it.
struct RunVerdict {
    bool isThatRun = true;     ///< false: it was another than the one that counts
    std::vector<Knob> moved{}; ///< what should have stayed as it was
    Verdict verdict{};         ///< its end, and each bound in the order of the expectation
};

/// The mark of one answer. `score` is from 0 to the question's points.
struct Grade {
    double score = 0;
    double points = 0;
    bool correct = false;
    bool marked = true; ///< false for a prediction: it counts as done, whatever was expected
    QString feedback{}; ///< for the answer as a whole; empty where its parts have their own
    std::vector<ChoiceVerdict> choices{};
    std::vector<PartVerdict> parts{};
    std::optional<RunVerdict> run{}; ///< of an experiment
    std::vector<Deduction> deductions{};
};

/// What an answer earns, as a share of the points, once the solution of these very numbers has been shown.
inline constexpr double kShareAfterSolution = 0.5;

/// Marks `answer`. A pure function; an answer of the wrong kind, or one that names a choice, an item, a side
/// or a gap which is not there, earns nothing.
///
/// - Of several choices each right one earns an equal share of the points and each wrong one takes an equal
/// share
///   of them away (half of them, where two are wrong), never below 0: ticking all of them earns nothing
///   unless all are right.
/// - An order of n items earns a share of 1/(n − 1) for each that directly follows the one it should.
/// - A match and a cloze earn an equal share for each left side and each gap.
/// - An experiment earns all where the run is the one that counts, nothing was moved that should have stayed,
/// and all
///   that was expected came so, within the first so many runs; otherwise nothing.
/// - A prediction earns its points by being made; nothing is taken off.
///
/// Opened hints take their cost off. After as many earlier tries as the question allows, the solution has
/// been shown, and what the answer earns is halved, unless each try has numbers of its own.
Grade grade(const Question& question, const Answer& answer, const Attempt& attempt = {});

/// Whether the right answer and the explanation are to be shown after `grade`, the one of try number
/// `earlierTries` + 1.
bool showsSolution(const Question& question, const Grade& grade, int earlierTries);

/// Takes away what a grade says of choices that were left out though they are right, as long as the solution
/// is not shown; returns how many there were.
int concealMissed(Grade& grade);

/// An answer that earns all points; for a prediction one that comes true, or any where none is said to. None
/// for an experiment, whose solution takes a run.
std::optional<Answer> rightAnswer(const Question& question);

/// What has to be known of a run to grade it.
std::vector<Measure> figuresOf(const ExperimentQuestion& question);

} // namespace downhill::lesson
