#pragma once

#include "lesson/lesson.h"
#include "shell/page_column.h"
#include "store/error.h"

#include <memory>

namespace downhill::app {

class MarkupService;
class SkipTestSession;
class StudentMemory;
class TabChoices;
class TextContext;

/// The test by which a lesson can be skipped, one question at a time, and what came of it.
class SkipTestPage : public PageColumn {
    Q_OBJECT

public:
    SkipTestPage(StudentMemory& memory, MarkupService& markup, Appearance& appearance, TabChoices& tabs,
                 QWidget* parent = nullptr);
    ~SkipTestPage() override;

    /// Begins the test of `lesson`, a lesson of `course`, that `seed` draws. One that is under way is left.
    void begin(const QString& course, const lesson::Lesson& lesson, std::uint64_t seed);

Q_SIGNALS:
    void lessonChosen(const QString& id);
    void courseWanted();
    void failed(const downhill::store::Error& error);

private:
    void leaveSession();
    void showQuestion();
    void showEnd();

    StudentMemory& memory_;
    MarkupService& markup_;
    Appearance& appearance_;
    TabChoices& tabs_;
    std::unique_ptr<SkipTestSession> session_{};
    std::unique_ptr<TextContext> texts_{};
};

} // namespace downhill::app
