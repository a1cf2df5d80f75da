#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace downhill::app {

/// A line icon of the application's family (resources/icons/NAME.svg) in one colour, sharp at any size; faded
/// where the control is disabled.
QIcon lineIcon(const QString& name, const QColor& color);

} // namespace downhill::app
