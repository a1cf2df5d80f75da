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
    ReviewSession(const lesson::Course& course, const std::vector<lesson::ReviewItem>& items,
                  StudentMemory& memory, QObject* parent = nullptr);

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
    /// Goes on, once it has been.
    void next();

Q_SIGNALS:
    void answered(); ///< the first answer to the present question is on disk
    void failed(const downhill::store::Error& error);

private:
    struct Asked {
        const lesson::Lesson* lesson = nullptr; ///< within course_
        lesson::Question question{};
        std::unique_ptr<LessonController> controller{};
        bool answered = false;
    };

    const Asked& present() const { return asked_[static_cast<std::size_t>(index_)]; }
    void noteAnswer(std::size_t at);

    const lesson::Course course_;
    std::vector<Asked> asked_{};
    int index_ = 0;
    int right_ = 0;
};

} // namespace downhill::app
