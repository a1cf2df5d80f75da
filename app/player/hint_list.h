#pragma once

#include "lesson/question.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace downhill::app {

class TextContext;

/// The hints of a question that were opened, and a button that says what the next one costs.
class HintList : public QWidget {
    Q_OBJECT

public:
    explicit HintList(TextContext& context, QWidget* parent = nullptr);

    /// The button that opens the next hint, to be placed by whoever owns the list.
    QPushButton* button() const { return button_; }

    /// Shows the first `opened` hints of `question`; the rest can be opened while it is `open`.
    void showHints(const lesson::Question& question, int opened, bool open);

Q_SIGNALS:
    void wanted();

private:
    TextContext& context_;
    QVBoxLayout* column_;
    QPushButton* button_;
    std::vector<lesson::Hint> shown_{};
};

} // namespace downhill::app
