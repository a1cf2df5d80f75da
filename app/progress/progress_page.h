#pragma once

#include "progress/progress_figures.h"
#include "shell/page_column.h"

namespace downhill::app {

/// How far a student has come: in all, day by day, and lesson by lesson.
class ProgressPage : public PageColumn {
    Q_OBJECT

public:
    explicit ProgressPage(Appearance& appearance, QWidget* parent = nullptr);

    void showProgress(const ProgressFigures& figures);

    /// "1 h 20 min", "7 min", "under a minute".
    static QString durationText(std::int64_t milliseconds);

Q_SIGNALS:
    void lessonChosen(const QString& id);
    void exportWanted(); ///< of the figures that are shown, as CSV

private:
    void addTotals(const ProgressFigures& figures);
    void addDays(const ProgressFigures& figures);
    void addLessons(const ProgressFigures& figures);

    Appearance& appearance_;
};

} // namespace downhill::app
