#pragma once

#include "shell/translations.h"
#include "student.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QTemporaryDir>

namespace downhill::app {

/// Where students sit down, one test after another: the look and the typesetter that all windows share, and
/// for each test a folder that is gone afterwards.
struct StudentDesk {
    /// Plurals are words of the program's language.
    StudentDesk() { installTranslations(*qApp); }

    /// An empty folder, the look of the first day, and the course in `lessons`; without one it is what the
    /// test writes to `folders.lessons`.
    void setUp(const QString& lessons = {}) {
        folder = QTemporaryDir();
        folders = {.lessons = lessons.isEmpty() ? path(QStringLiteral("lessons")) : lessons,
                   .data = path(QStringLiteral("data"))};
        appearance.setScheme(Appearance::Scheme::System);
        appearance.setTextScale(1);
    }

    /// A file or a folder of this test.
    QString path(const QString& name) const { return folder.filePath(name); }
    /// The student who was here before, if there was one.
    Student student() { return Student(folders, appearance, markup); }

    QTemporaryDir folder{};
    MainWindow::Folders folders{};
    Appearance appearance{*qApp};
    MarkupService markup{};
};

} // namespace downhill::app
