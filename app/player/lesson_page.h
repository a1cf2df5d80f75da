#pragma once

#include "lesson/glossary.h"
#include "player/lesson_session.h"
#include "player/reading_column.h"
#include "text/text_context.h"

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
class StepDots;
class TabChoices;
class TermPopup;

/// The lesson player: text and questions beside the live experiment, one step at a time.
class LessonPage : public QWidget {
    Q_OBJECT

public:
    /// Which side fills the page.
    enum class Layout { Both, Text, Experiment };

    LessonPage(LessonSession& session, MarkupService& markup, Appearance& appearance, TabChoices& tabs,
               QWidget* parent = nullptr);

    /// What its texts share, with the links that lead out of the lesson.
    TextContext& texts() { return texts_; }
    /// Shows a term of the glossary over the text `from`, in which it was chosen.
    void showTerm(const lesson::Term& term, QWidget* from);

    /// How far its text is scrolled, to be gone back to on a page that takes this one's place.
    ReadingPlace readingPlace() const { return reading_->place(); }
    void returnTo(const ReadingPlace& place) { reading_->returnTo(place); }

    void setLayoutMode(Layout layout);
    /// How much of the width, or of the height where the sides are stacked, the text has: above 0, below 1.
    void setTextShare(double share);

Q_SIGNALS:
    void closeRequested();
    void finished();
    void testWanted();                      ///< the one by which the lesson can be skipped
    void glossaryWanted(const QString& id); ///< with that term
    void textShareChanged(double share);    ///< the student moved the divider

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
    Appearance& appearance_;
    TextContext texts_;
    Layout layout_ = Layout::Both;
    double textShare_;
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
    TermPopup* term_ = nullptr; ///< made when the first is shown
    QRect termAnchor_{};        ///< where the link stood, global
};

} // namespace downhill::app
