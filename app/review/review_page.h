#pragma once

#include "lesson/course.h"
#include "memory/study_memory.h"
#include "review/review_session.h"
#include "shell/page_column.h"

#include <memory>

class QPushButton;

namespace downhill::app {

class MarkupService;
class TabChoices;
class TextContext;

/// What is due for review, and the questions themselves, one at a time.
class ReviewPage : public PageColumn {
    Q_OBJECT

public:
    ReviewPage(StudentMemory& memory, StudyMemory& study, MarkupService& markup, Appearance& appearance,
               TabChoices& tabs, QWidget* parent = nullptr);
    ~ReviewPage() override;

    /// Shows what is due at `now`, ms since 1970. A session that is under way is
    /// left.
    void showDue(const lesson::Course& course, const std::vector<lesson::ReviewCard>& cards,
                 std::int64_t now);
    /// The questions that are being asked; null before they begin.
    ReviewSession* session() const { return session_.get(); }
    /// When something that is due at `due` comes back: "today", "tomorrow", "in 5
    /// days", "in 3 months".
    static QString whenDue(std::int64_t due, std::int64_t now);

Q_SIGNALS:
    void lessonChosen(const QString& id);
    void termChosen(const QString& id);
    void courseWanted();
    void reviewed(); ///< an answer has changed what is due
    void failed(const downhill::store::Error& error);

private:
    void begin();
    void leaveSession();
    void showQuestion();
    void showReturn();
    void showDueOf(const lesson::fsrs::Card& card);
    /// Asks how hard a right answer was.
    void addEfforts();
    void showEnd();

    StudentMemory& memory_;
    StudyMemory& study_;
    MarkupService& markup_;
    Appearance& appearance_;
    TabChoices& tabs_;
    lesson::Course course_{};
    std::vector<lesson::ReviewCard> cards_{};
    std::unique_ptr<ReviewSession> session_{};
    std::unique_ptr<TextContext> texts_{};
    QLabel* returns_ = nullptr;
    QWidget* efforts_ = nullptr; ///< of the present question
    QPushButton* next_ = nullptr;
};

} // namespace downhill::app
