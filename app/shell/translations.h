#pragma once

class QApplication;

namespace downhill::app {

/// Installs the application's and Qt's texts in the user's language. English needs a translation too: its
/// plurals.
void installTranslations(QApplication& application);

} // namespace downhill::app
