#pragma once

#include "lesson/walkthrough.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QScrollArea;

namespace downhill::app {

class CodeView;
class MarkupView;
class TextContext;

/// A program that is narrated stop by stop: its lines marked, what happens there, and what its names stand
/// for. Buttons go on and back; so do the arrow keys on the program.
class WalkthroughCard : public QFrame {
    Q_OBJECT

public:
    WalkthroughCard(const lesson::Walkthrough& walkthrough, TextContext& context, QWidget* parent = nullptr);

    int stop() const { return stop_; } ///< from 0
    void goTo(int stop);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void speak();
    void showMarked();

    lesson::Walkthrough walkthrough_;
    int stop_ = 0;
    QLabel* place_;
    QScrollArea* window_; ///< on the program
    CodeView* code_;
    MarkupView* narration_;
    MarkupView* values_;
    QPushButton* back_;
    QPushButton* on_;
};

} // namespace downhill::app
