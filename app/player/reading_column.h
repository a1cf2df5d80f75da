#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace downhill::lesson {
struct Lesson;
}

namespace downhill::app {

class LessonController;
class TextContext;

/// The readable side of a step: its title, its text and its questions, one under the other, no wider than a
/// line of 75 characters.
class ReadingColumn : public QScrollArea {
    Q_OBJECT

public:
    explicit ReadingColumn(TextContext& context, QWidget* parent = nullptr);

    void showStep(LessonController& controller);

Q_SIGNALS:
    void testWanted(); ///< the one by which the lesson can be skipped

private:
    void addTestOffer(QVBoxLayout* column, const lesson::Lesson& lesson);

    TextContext& context_;
    QWidget* page_ = nullptr;
};

} // namespace downhill::app
