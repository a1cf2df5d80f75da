#pragma once

#include "experiment/run_record.h"
#include "lesson/answer.h"
#include "lesson/course.h"
#include "lesson/grading.h"
#include "lesson/mastery.h"
#include "lesson/review.h"
#include "memory/store_thread.h"
#include "store/error.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QUuid>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace downhill::app {

/// An answer as it is given, to be kept.
struct GivenAnswer {
    lesson::Answer answer{};
    lesson::Grade grade{};
    std::uint64_t seed = 0; ///< of the order in which the choices were shown
    int hintsOpened = 0;    ///< before it was given
};

/// An answer that a student has given to a question.
struct RememberedAnswer {
    lesson::Answer answer{};
    double score = 0;
    double points = 0;
    bool correct = false;
    bool marked = true;
    QString contentHash{}; ///< of the question as it was answered; another hash now means that it has changed
    int tries = 0;         ///< answers given so far to the question as it was answered
    int hintsOpened = 0;
    std::uint64_t shuffleSeed = 0; ///< with which it was drawn and shuffled
};

/// What is remembered of one lesson.
struct LessonMemory {
    QUuid student{};       ///< of the profile, which the numbers of questions are drawn for
    QString currentStep{}; ///< id; empty before the first visit
    QStringList visitedSteps{};
    QHash<QString, RememberedAnswer> lastAnswers{}; ///< by question id
    lesson::Earned earned{};                        ///< by answers to the questions as they stand
};

/// What is remembered of a course.
struct CourseMemory {
    QString latest{}; ///< id of the lesson that was entered last; empty at the very beginning
    QHash<QString, LessonMemory> lessons{};
    std::vector<lesson::ReviewCard> cards{}; ///< of questions that the course still has
    bool unlockAll = false;                  ///< every lesson is to be open

    /// What was earned in each lesson, by id.
    QHash<QString, lesson::Earned> earned() const;
};

/// A run that was kept, with enough to draw its curve again.
struct RememberedRun {
    QDateTime ended{};
    std::vector<RunOutcome> outcomes{};
    std::vector<RunCurves> curves{};
    double learningRate = 0; ///< of the first run, at its start
};

/// All that the application remembers of a student, kept by the store on a thread of its own, so that the
/// window never waits for a disk. Answers come back on the caller's thread; a callback is dropped when its
/// `context` is gone.
class StudentMemory : public QObject {
    Q_OBJECT

public:
    template <class T>
    using Then = StoreThread::Then<T>;

    explicit StudentMemory(QObject* parent = nullptr);

    /// Where all of it is kept; for what else belongs to students.
    StoreThread& store() { return store_; }

    void open(const QString& folder, QObject* context, Then<void> then);

    void recallLesson(const QString& course, const lesson::Lesson& lesson, QObject* context,
                      Then<LessonMemory> then);
    /// Every lesson of the course that was opened, by id; the one entered last is `latest`.
    void recallCourse(const lesson::Course& course, QObject* context, Then<CourseMemory> then);
    void visitStep(const QString& course, const QString& lesson, const QString& step);
    /// Keeps an answer, and when its question is best asked again. `then` is called once the answer is on
    /// disk, or could not be put there.
    void rememberAnswer(const QString& course, const lesson::Lesson& lesson, const lesson::Question& question,
                        const GivenAnswer& given, QObject* context, Then<void> then);
    /// Takes the student's word for how hard the answer just given to a question was: the card that came of
    /// it gives way to one of the card `before` it. `then` gets the card as it is kept now.
    void rateAnswer(const QString& course, const QString& lesson, const QString& question,
                    const lesson::fsrs::Card& before, lesson::Effort effort, QObject* context,
                    Then<lesson::fsrs::Card> then);
    void rememberPassedTest(const QString& course, const QString& lesson, double share, QObject* context,
                            Then<void> then);
    void rememberRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                     const RunRecord& run);
    void recallLastRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                       QObject* context, Then<std::optional<RememberedRun>> then);
    /// For each of `settings`, whether one of the last hundred runs of the step that were kept stood there,
    /// see stoodAt().
    void recallRunsAt(const QString& course, const lesson::Lesson& lesson, const QString& step,
                      std::vector<lesson::Settings> settings, QObject* context, Then<std::vector<bool>> then);

    /// Opens every lesson to this student, or leaves that to what was earned.
    void setUnlockAll(bool unlock);
    /// Desired probability that a question still comes back when it is asked again; kept within what
    /// lesson::fsrs offers, and used from the next answer on.
    void setRetention(double retention);
    /// The course that was shown last on this computer; empty before there was one.
    void recallChosenCourse(QObject* context, Then<QString> then);
    void rememberChosenCourse(const QString& course);

    /// Waits until everything asked for so far is on disk; for the end of the program and for tests.
    void flush();

Q_SIGNALS:
    /// Something that nobody waited for (a visit, a run) could not be kept.
    void failed(const downhill::store::Error& error);

private:
    struct Worker;
    /// Does `work` on the store's thread, then calls `then`; without one a failure is signalled.
    template <class T, class Work>
    void post(QObject* context, Then<T> then, Work work);

    StoreThread store_{};
};

} // namespace downhill::app
