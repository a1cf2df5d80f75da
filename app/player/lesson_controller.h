#pragma once

#include "lesson/answer.h"
#include "lesson/grading.h"
#include "lesson/lesson.h"
#include "lesson/mastery.h"
#include "memory/student_memory.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace downhill::app {

/// Where a student stands with one question.
struct QuestionProgress {
    std::optional<lesson::Answer> answer{}; ///< the last one given
    std::optional<lesson::Grade> grade{};   ///< there once the answer is on disk
    int tries = 0;                          ///< answers given so far
    int hintsOpened = 0;                    ///< with these numbers
    std::uint64_t seed = 0;                 ///< of the latest try, or of the first; 0: none was given
    bool solved = false;                    ///< the right answer and the explanation are to be shown
    bool saving = false;                    ///< the answer is on its way to the disk
    std::optional<lesson::Answer> draft{};  ///< entered, and not given yet
};

/// What a student has begun at a question and not given yet; it is not on disk.
struct OpenQuestion {
    QString contentHash{}; ///< of the question as it was then
    std::optional<lesson::Answer> draft{};
    int hintsOpened = 0;
    std::uint64_t seed = 0;
};

/// A student's way through one lesson: which step is shown, what was answered, what it earned. Remembers
/// everything as it happens. Needs no window.
class LessonController : public QObject {
    Q_OBJECT

public:
    LessonController(QString course, lesson::Lesson lesson, StudentMemory& memory, QObject* parent = nullptr);

    /// Recalls what is remembered of the lesson; ready() follows.
    void begin();
    /// The questions that are begun and not answered, by their ids: what would be lost when the lesson is
    /// read again because its files have changed.
    QHash<QString, OpenQuestion> openQuestions() const;
    /// Goes on with them, before ready(); those that have changed meanwhile are asked anew.
    void resume(const QHash<QString, OpenQuestion>& open) { resumed_ = open; }

    const lesson::Lesson& lesson() const { return lesson_; }
    const QString& course() const { return course_; }
    int stepIndex() const { return step_; }
    const lesson::Step& step() const { return lesson_.steps[static_cast<std::size_t>(step_)]; }
    int stepCount() const { return static_cast<int>(lesson_.steps.size()); }
    bool isVisited(int index) const;
    /// Whether every question of the step has a right answer or a prediction.
    bool isAnswered(int index) const;

    void goTo(int index);
    void next() { goTo(step_ + 1); }
    void back() { goTo(step_ - 1); }

    QuestionProgress progress(const QString& question) const;
    /// Marks an answer to drawn(question) and remembers it; questionChanged() once before and once after it
    /// is on disk.
    void answer(const lesson::Question& question, const lesson::Answer& answer);
    void tryAgain(const lesson::Question& question);
    void openHint(const lesson::Question& question);
    /// Remembers what stands in the editor of a question, until it is answered or the lesson is left.
    void keepDraft(const QString& question, const std::optional<lesson::Answer>& entered);
    /// With what a question is drawn and shuffled as it is shown now: as it was answered, or else anew for
    /// each lesson, question and try. Without parameters, all tries show the same order.
    std::uint64_t seed(const lesson::Question& question) const;
    /// Draws and shuffles a question with `seed` at its first try, as a review does.
    void askWith(const QString& question, std::uint64_t seed) { progress_[question].seed = seed; }
    /// The question with the numbers that are shown now.
    lesson::Question drawn(const lesson::Question& question) const;

    /// Whether a run of the step's experiment has been seen. A step without an experiment has nothing to wait
    /// for.
    bool hasRun(int index) const;
    /// Whether what was seen tells how it went with a prediction of the present step: after a run, and where
    /// it speaks of certain settings, after a run that stood there.
    bool isRevealed(const lesson::Question& prediction) const;
    /// Called when a run of the present step has come to its end or was left. One that came to its end
    /// answers the step's open questions that ask for a run.
    void noteRun(const RunRecord& run);
    /// Knobs that open questions of the present step ask to be left as the lesson sets them.
    std::vector<lesson::Knob> heldKnobs() const;

    lesson::Mastery mastery() const;

Q_SIGNALS:
    void ready();
    void stepAboutToChange(); ///< the last moment at which a run belongs to the step that is left
    void stepChanged();
    void questionChanged(const QString& id);
    /// A run of the present step that was kept before, to be shown beside new ones.
    void runRecalled(const downhill::app::RememberedRun& run);
    void saveFailed(const downhill::store::Error& error);

private:
    void enterStep();
    void takeUp(const lesson::Question& question, const LessonMemory& memory);
    bool isSolved(const QString& question) const;
    /// Looks among the runs that were kept before for those that predictions of the step wait for.
    void recallReveals();
    void reveal(const QString& prediction);
    void showPredictions(const lesson::Step& step);
    std::uint64_t firstSeed(const lesson::Question& question) const;

    QString course_;
    lesson::Lesson lesson_;
    QUuid student_{};
    StudentMemory& memory_;
    int step_ = 0;
    QSet<QString> visited_{};
    QHash<QString, QuestionProgress> progress_{};
    QHash<QString, OpenQuestion> resumed_{}; ///< until ready()
    lesson::Earned earned_{};
    QSet<QString> seenRuns_{}; ///< ids of steps
    QSet<QString> revealed_{}; ///< ids of predictions about certain settings at which a run stood
};

} // namespace downhill::app
