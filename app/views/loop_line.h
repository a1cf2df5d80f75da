#pragma once

#include "training/experiment.h"

#include <QFrame>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QToolButton;

namespace downhill::app {

class Appearance;

/// One line of a training loop: whether it is executed, its code, its live value, and where it stands.
class LoopLine : public QFrame {
    Q_OBJECT

public:
    enum class Part { Toggle, Up, Down };

    LoopLine(training::Act act, const QString& code, Appearance& appearance, QWidget* parent = nullptr);

    training::Act act() const { return act_; }
    const QString& code() const { return code_; }

    void setExecuted(bool on);         ///< whether the loop has it
    void setMoves(bool up, bool down); ///< which way it can go
    void setNext(bool next);           ///< whether it is executed next
    void setValue(const QString& value, bool ofThisStep);
    QString value() const;
    /// Puts the value below the code instead of at its right, where a line is narrower than it would be in
    /// one row.
    void setValueBelow(bool below);
    int widthInOneRow() const;

    QCheckBox& toggle() const { return *toggle_; }
    QToolButton& up() const { return *up_; }
    QToolButton& down() const { return *down_; }
    QWidget& part(Part part) const;

Q_SIGNALS:
    void toggled(bool on);
    void moved(int by); ///< one line up (−1) or down (1)

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();

    training::Act act_;
    QString code_;
    Appearance& appearance_;
    QCheckBox* toggle_;
    QBoxLayout* texts_;
    QLabel* text_;
    QLabel* value_;
    QToolButton* up_;
    QToolButton* down_;
    bool next_ = false;
    bool executed_ = true;
    bool fresh_ = true;
};

} // namespace downhill::app
