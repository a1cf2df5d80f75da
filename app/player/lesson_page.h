#pragma once

#include "player/lesson_session.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QSplitter;
class QToolButton;

namespace downhill::app {

class Appearance;
class ExperimentPanel;
class MarkupService;
class ReadingColumn;
class StepDots;

/// The lesson player: text and questions beside the live experiment, one step at a time.
class LessonPage : public QWidget {
    Q_OBJECT

public:
    /// Which side fills the page.
    enum class Layout { Both, Text, Experiment };

    LessonPage(LessonSession& session, MarkupService& markup, Appearance& appearance,
               QWidget* parent = nullptr);

    void setLayoutMode(Layout layout);

Q_SIGNALS:
    void closeRequested();
    void finished();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeFooter();
    void showStep();
    void showProgress();
    void arrange();
    void drawIcons();

    LessonSession& session_;
    MarkupService& markup_;
    Appearance& appearance_;
    Layout layout_ = Layout::Both;
    bool dividerMoved_ = false;
    QLabel* title_ = nullptr;
    StepDots* dots_ = nullptr;
    QToolButton* close_ = nullptr;
    QToolButton* onlyText_ = nullptr;
    QToolButton* onlyExperiment_ = nullptr;
    QSplitter* splitter_ = nullptr;
    ReadingColumn* reading_ = nullptr;
    ExperimentPanel* panel_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* forward_ = nullptr;
    QLabel* answered_ = nullptr;
};

} // namespace downhill::app
