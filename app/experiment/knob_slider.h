#pragma once

#include "lesson/lesson.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace downhill::app {

class Appearance;
class ThinSlider;

/// A row that changes one knob of an experiment: its name, a slider (logarithmic where the lesson asks), and
/// a field that takes the number as typed.
class KnobSlider : public QWidget {
    Q_OBJECT

public:
    KnobSlider(const lesson::Control& control, Appearance& appearance, QWidget* parent = nullptr);

    const lesson::Control& control() const { return control_; }
    double value() const { return value_; }
    /// Shows a value that changed elsewhere; ignored while the student is dragging or typing.
    void setValue(double value);

    /// Holds the knob where it is and says why; an empty reason lets it go.
    void freeze(const QString& reason);

    /// The room of the name, for several knobs to have the same.
    int nameWidth() const;
    void setNameWidth(int width);

    /// The knob's name in the student's language.
    static QString nameOf(const lesson::Control& control);

Q_SIGNALS:
    void changed(double value);

private:
    void display(double value);
    double fromPosition(int position) const;
    int toPosition(double value) const;
    void takeTyped();
    void restyle();
    QString range() const;

    lesson::Control control_;
    double value_ = 0;
    Appearance& appearance_;
    QLabel* name_;
    ThinSlider* slider_;
    QLineEdit* field_;
    QAction* lock_; ///< in the field, shown while it is frozen
};

} // namespace downhill::app
