#pragma once

#include <QScrollArea>
#include <QString>

#include <optional>

class QVBoxLayout;

namespace downhill::lesson {
struct Lesson;
}

namespace downhill::app {

class LessonController;
class TextContext;

/// How far the text of a step was scrolled.
struct ReadingPlace {
    QString step{}; ///< id
    int scrolled = 0;
};

/// The readable side of a step: its title, its text and its questions, one under the other, no wider than a
/// line of 75 characters.
class ReadingColumn : public QScrollArea {
    Q_OBJECT

public:
    explicit ReadingColumn(TextContext& context, QWidget* parent = nullptr);

    void showStep(LessonController& controller);
    ReadingPlace place() const;
    /// Goes to a place once its step is shown, and stays there while its texts come, until somebody scrolls
    /// or another step is shown.
    void returnTo(const ReadingPlace& place);

Q_SIGNALS:
    void testWanted(); ///< the one by which the lesson can be skipped

private:
    void addTestOffer(QVBoxLayout* column, const lesson::Lesson& lesson);
    void goOnReturning();

    TextContext& context_;
    QWidget* page_ = nullptr;
    QString step_{};                          ///< id; empty before one is shown
    std::optional<ReadingPlace> returning_{}; ///< until somebody scrolls
    bool moves_ = false;                      ///< it scrolls by itself
};

} // namespace downhill::app
