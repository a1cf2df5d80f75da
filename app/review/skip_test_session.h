#pragma once

#include "lesson/skip_test.h"
#include "memory/student_memory.h"

#include <QObject>

namespace downhill::app {

/// A student in the test by which a lesson can be skipped: one question after the other, each answered once.
/// Passing is remembered; failing leaves no trace. Needs no window.
class SkipTestSession : public QObject {
    Q_OBJECT

public:
    SkipTestSession(QString course, lesson::Lesson lesson, std::uint64_t seed, StudentMemory& memory,
                    QObject* parent = nullptr);

    const lesson::Lesson& lesson() const { return lesson_; }
    double share() const { return test_.share; } ///< of the points that passes it
    int count() const { return static_cast<int>(test_.questions.size()); }
    int index() const { return index_; }
    bool isOver() const { return index_ >= count(); }

    /// The present question with its numbers, and what shuffles it. Not once the test is over.
    const lesson::Question& question() const { return test_.questions[static_cast<std::size_t>(index_)]; }
    std::uint64_t seed() const { return test_.seeds[static_cast<std::size_t>(index_)]; }
    /// Takes the answer, none where the student does not know, and goes on; ended() follows the last.
    void answer(const std::optional<lesson::Answer>& answer);

    const lesson::SkipTestResult& result() const { return result_; } ///< once it has ended
    /// Titles of the lesson's steps with a question that was not answered rightly, in their order.
    QStringList missedSteps() const;

Q_SIGNALS:
    void ended(); ///< and what was passed is on disk, or failed() has said that it is not
    void failed(const downhill::store::Error& error);

private:
    void finish();

    QString course_;
    lesson::Lesson lesson_;
    StudentMemory& memory_;
    lesson::SkipTest test_;
    QHash<QString, lesson::Answer> answers_{};
    lesson::SkipTestResult result_{};
    int index_ = 0;
};

} // namespace downhill::app
