#pragma once

#include <QList>
#include <QPoint>
#include <QWidget>

class QToolButton;

namespace downhill::app {

class Appearance;
class SteadyLabel;

/// The head of a chart's card: title and subtitle at the left; legend chips and controls at the right, or on
/// lines of their own where the card is narrow. Texts that do not fit end in an ellipsis, where they can
/// after a whole part ("step 7 · loss 0.3 · …"), and keep their tool tip.
class ChartHeader : public QWidget {
    Q_OBJECT

public:
    explicit ChartHeader(Appearance& appearance, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);
    QString title() const;
    QString subtitle() const;

    /// The header owns what is added; chips come before controls.
    void addChip(QToolButton* chip);
    void clearChips();
    const QList<QToolButton*>& chips() const { return chips_; }
    void addControl(QWidget* control);
    /// After a control's size or visibility has changed.
    void arrange();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void restyle();
    int place(int width, bool move) const;
    QPoint placeControls(int top, int width, QSize wanted, bool move) const;

    Appearance& appearance_;
    SteadyLabel* title_;
    SteadyLabel* subtitle_;
    QList<QToolButton*> chips_{};
    QList<QWidget*> controls_{};
};

} // namespace downhill::app
