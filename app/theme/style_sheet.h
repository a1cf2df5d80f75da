#pragma once

#include "theme/theme.h"

#include <QString>

namespace downhill::app {

/// The application's style sheet for a theme. Widgets choose among its looks with the dynamic property
/// `look`: buttons "primary", "quiet" and "tool", frames "card", "panel", "good", "bad", "warning" and
/// "hairline", labels "title", "heading", "muted" and "caption".
/// `arrow` is the picture of a combo box's arrow, `tick` that of a box that is ticked, in the theme's
/// colours.
QString styleSheet(const Theme& theme, const QString& arrow, const QString& tick);

} // namespace downhill::app
