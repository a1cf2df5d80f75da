#include "shell/translations.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace downhill::app {

void installTranslations(QApplication& application) {
    const auto install = [&](const QString& name, const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(QLocale(), name, QStringLiteral("_"), folder))
            QApplication::installTranslator(translator);
    };
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // The last one installed is asked first: English plurals for whatever another language leaves out.
    auto* plurals = new QTranslator(&application);
    if (plurals->load(QStringLiteral(":/i18n/downhill_en.qm")))
        QApplication::installTranslator(plurals);
    if (QLocale().language() != QLocale::English)
        install(QStringLiteral("downhill"), QStringLiteral(":/i18n"));
}

QString interfaceLanguage() {
    return QLocale().bcp47Name();
}

} // namespace downhill::app
