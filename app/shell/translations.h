#pragma once

#include <QString>

class QApplication;

namespace downhill::app {

/// Installs the application's and Qt's texts in the user's language. English needs a translation too: its
/// plurals.
void installTranslations(QApplication& application);

/// The language in which the user wants texts: "de", "pt-BR".
QString interfaceLanguage();

} // namespace downhill::app
