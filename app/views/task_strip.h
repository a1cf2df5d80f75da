#pragma once

#include <QElapsedTimer>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace downhill::app {

class Background;
class ChartHeader;

/// What goes with a longer computation: a control in the head of a chart that begins it, and while it is
/// under way a row below the chart that shows how far it has come, how long it still takes, and cancels it.
class TaskStrip : public QWidget {
    Q_OBJECT

public:
    /// `action` is what the button says; `background` does the work and outlives this. `header` takes the
    /// button over.
    TaskStrip(const QString& action, Background& background, ChartHeader& header, QWidget* parent = nullptr);
    /// The same with a control of the caller's in the place of the button, which calls watch().
    TaskStrip(QWidget& begin, Background& background, ChartHeader& header, QWidget* parent = nullptr);

    /// Whether the button is there.
    void offer(bool on);

    /// The work has begun, asked for by the control or not: shows how far it comes.
    void watch();

    /// Whether the work is begun by a button of the strip's own, that of the first constructor.
    bool hasButton() const { return qobject_cast<QPushButton*>(begin_) != nullptr; }
    QPushButton& beginButton() const { return *static_cast<QPushButton*>(begin_); }
    QPushButton& cancelButton() const { return *cancel_; }
    QProgressBar& progress() const { return *progress_; }

Q_SIGNALS:
    void beginAsked();

private:
    void follow();

    Background& background_;
    ChartHeader& header_;
    QWidget* begin_;
    QPushButton* cancel_;
    QProgressBar* progress_;
    QLabel* words_;
    QElapsedTimer since_{};
    QTimer timer_{};
};

} // namespace downhill::app
