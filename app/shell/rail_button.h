#pragma once

#include <QToolButton>

namespace downhill::app {

class Appearance;

/// A button of the side bar: an icon over a word that is cut where it is too long, and a number in a corner.
class RailButton : public QToolButton {
    Q_OBJECT

public:
    RailButton(const QString& icon, Appearance& appearance, QWidget* parent = nullptr);

    void setWord(const QString& word);
    /// 0 shows none.
    void setCount(int count);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void restyle();

    Appearance& appearance_;
    QString icon_;
    QString word_{};
    int count_ = 0;
};

} // namespace downhill::app
