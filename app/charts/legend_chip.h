#pragma once

#include "charts/marker.h"

#include <QColor>
#include <QList>
#include <QPen>
#include <QToolButton>

#include <functional>
#include <optional>

namespace downhill::app {

class Appearance;
struct Theme;

/// How a legend chip draws what it stands for: a line or a marker.
struct ChipMark {
    std::function<QColor(const Theme&)> color{};
    std::optional<Marker> marker{}; ///< a line where there is none
    bool hollow = false;            ///< of a marker
    double width = 2.4;             ///< of a line, in pixels
    Qt::PenStyle line = Qt::SolidLine;
};

/// A legend entry that shows and hides what it names: by mouse, by Space, and for a screen reader.
class LegendChip : public QToolButton {
    Q_OBJECT

public:
    LegendChip(const QString& name, ChipMark mark, Appearance& appearance, QWidget* parent = nullptr);

private:
    void restyle();

    Appearance& appearance_;
    ChipMark mark_;
};

} // namespace downhill::app
