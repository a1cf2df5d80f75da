#pragma once

#include "markup/palette.h"

namespace downhill::app {

struct Theme;

/// The theme as a lesson text is painted with it.
markup::Palette documentPalette(const Theme& theme);

} // namespace downhill::app
