#pragma once

class QWidget;

namespace downhill::app {

/// Gives a widget one of the looks that the style sheet knows (see style_sheet.h), also when it is shown
/// already.
void setLook(QWidget* widget, const char* look);

} // namespace downhill::app
