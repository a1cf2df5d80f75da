#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace downhill::app {

class Background;
class ChartHeader;

/// What goes with a longer computation: a button in the head of a chart that begins it, and while it is under
/// way a row below the chart that shows how far it has come, how long it still takes, and cancels it.
class TaskStrip : public QWidget {
    Q_OBJECT

public:
    /// `action` is what the button says; `background` does the work and outlives this. `header` takes the
    /// button over.
    TaskStrip(const QString& action, Background& background, ChartHeader& header, QWidget* parent = nullptr);

    /// Whether the button is there.
    void offer(bool on);

    QPushButton& beginButton() const { return *begin_; }
    QPushButton& cancelButton() const { return *cancel_; }
    QProgressBar& progress() const { return *progress_; }

Q_SIGNALS:
    void beginAsked();

private:
    void follow();

    Background& background_;
    ChartHeader& header_;
    QPushButton* begin_;
    QPushButton* cancel_;
    QProgressBar* progress_;
    QLabel* words_;
    QElapsedTimer since_{};
    QTimer timer_{};
};

} // namespace downhill::app
