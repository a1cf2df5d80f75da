#pragma once

#include <QScrollArea>

namespace downhill::app {

class Appearance;
class LessonController;
class MarkupService;

/// The readable side of a step: its title, its text and its questions, one under the other, no wider than a
/// line of 75 characters.
class ReadingColumn : public QScrollArea {
    Q_OBJECT

public:
    ReadingColumn(MarkupService& markup, Appearance& appearance, QWidget* parent = nullptr);

    void showStep(LessonController& controller);

private:
    MarkupService& markup_;
    Appearance& appearance_;
    QWidget* page_ = nullptr;
};

} // namespace downhill::app
