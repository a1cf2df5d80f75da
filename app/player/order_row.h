#pragma once

#include <QFrame>
#include <QString>

#include <optional>

class QLabel;
class QToolButton;

namespace downhill::app {

class IconMark;
class MarkupView;
class TextContext;

/// One thing to be put in order: it moves by its two buttons, by Alt with the arrow keys, and by dragging.
class OrderRow : public QFrame {
    Q_OBJECT

public:
    /// `markdown` is the text, or a line of code in a fence of its own when `code`.
    OrderRow(const QString& id, const QString& markdown, bool code, TextContext& context,
             QWidget* parent = nullptr);

    const QString& id() const { return id_; }
    void setPlace(int place, int count); ///< place from 1
    void setLocked(bool locked);
    /// Marks the row as standing right or wrong; nothing takes the mark away.
    void setMark(std::optional<bool> right);

Q_SIGNALS:
    void moveRequested(int by);       ///< -1: up, 1: down
    void focusRequested(int by);      ///< the row above or below
    void draggedTo(const QPoint& at); ///< global

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void speak();
    void drawIcons();

    QString id_;
    TextContext& context_;
    int place_ = 1;
    int count_ = 1;
    bool locked_ = false;
    std::optional<bool> right_{};
    IconMark* grip_;
    QLabel* number_;
    MarkupView* text_;
    IconMark* mark_;
    QToolButton* up_;
    QToolButton* down_;
};

} // namespace downhill::app
