#pragma once

#include <QWidget>

class QLineEdit;

namespace downhill::app {

class Appearance;

/// What is seen first on a computer: what this is, and the question for a name. Enter goes on.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(Appearance& appearance, QWidget* parent = nullptr);

    void begin(); ///< empty, and ready to type in

Q_SIGNALS:
    /// Not empty.
    void named(const QString& name);
    void scratchWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Appearance& appearance_;
    QLineEdit* name_;
};

} // namespace downhill::app
