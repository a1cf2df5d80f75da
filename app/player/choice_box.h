#pragma once

#include <QComboBox>

namespace downhill::app {

/// A drop-down in which nothing is chosen at first, and which the wheel scrolls past.
class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

    void add(const QString& id, const QString& text) { addItem(text, id); }
    QString chosen() const { return currentData().toString(); } ///< id; empty while nothing is chosen
    void choose(const QString& id) { setCurrentIndex(findData(id)); }

    void showPopup() override; ///< as wide as its longest text, where there is room

protected:
    void paintEvent(QPaintEvent* event) override; ///< a text that is too long ends in …
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace downhill::app
