#pragma once

#include "lesson/course.h"
#include "lesson/review.h"
#include "player/lesson_controller.h"

#include <QObject>

#include <memory>
#include <vector>

namespace downhill::app {

/// A few minutes of questions that are due. Each stands alone, with an order
/// and numbers of its own; the first answer says how well it came back. Needs
/// no window.
class ReviewSession : public QObject {
    Q_OBJECT

public:
    /// Asks what is due of `cards` at `now`, ms since 1970.
    ReviewSession(const lesson::Course& course, const std::vector<lesson::ReviewCard>& cards,
                  std::int64_t now, StudentMemory& memory, QObject* parent = nullptr);

    int count() const { return static_cast<int>(asked_.size()); }
    int index() const { return index_; }
    bool isOver() const { return index_ >= count(); }
    int rightOnes() const { return right_; } ///< came back at the first answer

    /// The present question, and who marks its answer. Not once the session is
    /// over.
    const lesson::Question& question() const { return present().question; }
    const lesson::Lesson& lesson() const { return *present().lesson; }
    LessonController& controller() const { return *present().controller; }
    /// Whether the present question has been answered.
    bool isAnswered() const { return !isOver() && present().answered; }
    /// Whether it was answered rightly in a way that leaves it to the student to say how hard that was.
    bool canRate() const;
    /// The student's word for it; rated() follows. The last one counts.
    void rate(lesson::Effort effort);
    /// Goes on, once it has been.
    void next();

Q_SIGNALS:
    void answered(); ///< the first answer to the present question is on disk
    void rated(const downhill::lesson::fsrs::Card& card); ///< as it is kept now
    void failed(const downhill::store::Error& error);

private:
    struct Asked {
        const lesson::Lesson* lesson = nullptr; ///< within course_
        lesson::Question question{};
        std::unique_ptr<LessonController> controller{};
        lesson::fsrs::Card before{}; ///< its card as it was when the session began
        bool answered = false;
    };

    const Asked& present() const { return asked_[static_cast<std::size_t>(index_)]; }
    void noteAnswer(std::size_t at);

    const lesson::Course course_;
    StudentMemory& memory_;
    std::vector<Asked> asked_{};
    int index_ = 0;
    int right_ = 0;
};

} // namespace downhill::app
