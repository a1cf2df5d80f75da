#pragma once

#include "lesson/expectation.h"
#include "messages/expectation_words.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;

namespace downhill::app {

class IconMark;
class TextContext;

/// What a run is asked to do, a line each, and after a run what it came to: "test accuracy at least 0.97 ·
/// reached 0.93".
class TaskList : public QWidget {
    Q_OBJECT

public:
    TaskList(const lesson::Expectation& expectation, Wording wording, TextContext& context,
             QWidget* parent = nullptr);

    /// How the latest run did; nothing before there is one.
    void showVerdict(const std::optional<lesson::Verdict>& verdict);

private:
    struct Line {
        QString task;
        IconMark* mark;
        QLabel* text;
    };

    void addLine(const QString& task);
    void showLine(const Line& line, std::optional<bool> met, const QString& came);

    lesson::Expectation expectation_;
    Wording wording_;
    TextContext& context_;
    std::vector<Line> lines_{}; ///< that of the reason first, where there is one
};

} // namespace downhill::app
