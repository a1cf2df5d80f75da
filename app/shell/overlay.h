#pragma once

#include <QFrame>
#include <QPointer>

namespace downhill::app {

class Appearance;

/// Something that stands before the whole window for a moment: a card over a veil. Escape, a click beside the
/// card, or leaving it by Tab for elsewhere puts it away, and the focus goes back to where it was.
class Overlay : public QWidget {
    Q_OBJECT

public:
    Overlay(Appearance& appearance, QWidget* window);

    virtual void open();
    void dismiss();

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    /// Where the contents belong.
    QFrame* card() const { return card_; }
    Appearance& appearance() const { return appearance_; }
    /// px of the card at the usual text size; it is narrower and lower where the window is.
    void setCardSize(const QSize& size) { cardSize_ = size; }
    void placeCard();

    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    Appearance& appearance_;
    QFrame* card_;
    QSize cardSize_{560, 460};
    QPointer<QWidget> before_{};
};

} // namespace downhill::app
