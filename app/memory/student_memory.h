#pragma once

#include "experiment/run_record.h"
#include "lesson/answer.h"
#include "lesson/course.h"
#include "lesson/grading.h"
#include "store/error.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace downhill::app {

/// An answer that a student has given to a question.
struct RememberedAnswer {
    lesson::Answer answer{};
    double score = 0;
    double points = 0;
    bool correct = false;
    bool marked = true;
    QString contentHash{}; ///< of the question as it was answered; another hash now means that it has changed
    int tries = 0;         ///< answers given to this question so far
};

/// What is remembered of one lesson.
struct LessonMemory {
    QString currentStep{}; ///< id; empty before the first visit
    QStringList visitedSteps{};
    QHash<QString, RememberedAnswer> lastAnswers{}; ///< by question id
    QHash<QString, double> bestScores{}; ///< by question id, of answers to the question as it stands
};

/// What is remembered of a course.
struct CourseMemory {
    QString latest{}; ///< id of the lesson that was entered last; empty at the very beginning
    QHash<QString, LessonMemory> lessons{};
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
    using Then = std::function<void(const store::Result<T>&)>;

    explicit StudentMemory(QObject* parent = nullptr);
    ~StudentMemory() override; ///< finishes what was asked for, then closes the file

    void open(const QString& folder, QObject* context, Then<void> then);

    void recallLesson(const QString& course, const lesson::Lesson& lesson, QObject* context,
                      Then<LessonMemory> then);
    /// Every lesson of the course that was opened, by id; the one entered last is `latest`.
    void recallCourse(const lesson::Course& course, QObject* context, Then<CourseMemory> then);
    void visitStep(const QString& course, const QString& lesson, const QString& step);
    /// `then` is called once the answer is on disk, or could not be put there.
    void rememberAnswer(const QString& course, const lesson::Lesson& lesson, const lesson::Question& question,
                        const lesson::Answer& answer, const lesson::Grade& grade, std::uint64_t shuffleSeed,
                        QObject* context, Then<void> then);
    void rememberRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                     const RunRecord& run);
    void recallLastRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                       QObject* context, Then<std::optional<RememberedRun>> then);

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

    std::unique_ptr<Worker> worker_;
    QThread thread_{};
};

} // namespace downhill::app
