#pragma once

#include "theme/theme.h"

#include <QLabel>

class QPainter;

namespace downhill::app {

class Appearance;

/// The mark of a unit on the map: its number, in a colour of its own.
void paintUnitTag(QPainter& painter, const QRectF& tag, std::size_t unit, const Theme& theme);

/// A unit in the map's legend: its mark and its title.
class UnitLabel : public QLabel {
    Q_OBJECT

public:
    UnitLabel(std::size_t unit, const QString& title, Appearance& appearance, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();

    Appearance& appearance_;
    std::size_t unit_;
};

} // namespace downhill::app
