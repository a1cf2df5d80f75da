#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace downhill::app {

/// What is shown instead of a course when something is missing at the start: what happened, and what can be
/// done.
class TroublePage : public QWidget {
    Q_OBJECT

public:
    explicit TroublePage(QWidget* parent = nullptr);

    void showTrouble(const QString& headline, const QString& explanation, bool canGoOn);

Q_SIGNALS:
    void tryAgain();
    void chooseFolder();
    void goOnWithoutMemory();

private:
    QLabel* headline_;
    QLabel* explanation_;
    QPushButton* folder_;
    QPushButton* goOn_;
};

} // namespace downhill::app
