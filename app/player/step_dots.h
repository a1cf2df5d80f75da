#pragma once

#include <QWidget>

#include <vector>

namespace downhill::app {

class Appearance;

/// The steps of a lesson as a row of dots: done, here, seen, not yet. Arrow keys and clicks go to a step.
class StepDots : public QWidget {
    Q_OBJECT

public:
    enum class State { Unseen, Seen, Done };

    explicit StepDots(Appearance& appearance, QWidget* parent = nullptr);

    void setSteps(const std::vector<State>& states, const QStringList& titles, int current);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int indexAt(int x) const;

    Appearance& appearance_;
    std::vector<State> states_{};
    QStringList titles_{};
    int current_ = 0;
};

} // namespace downhill::app
