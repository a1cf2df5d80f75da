#include "shell/command_palette.h"
#include "shell/commands.h"
#include "shell/main_window.h"
#include "shell/palette_entries.h"
#include "shell/place_pages.h"
#include "shell/shortcut_sheet.h"
#include "theme/appearance.h"

#include <QAction>
#include <QMenuBar>

// What can be done from anywhere in the window.

namespace downhill::app {

void MainWindow::makeCommands() {
    commands_->beginGroup(tr("&File"));
    commands_->add(tr("&Quit"), QKeySequence::Quit, [this] { close(); });

    commands_->beginGroup(tr("&Go"));
    for (const Place place : kPlaces) {
        const int digit = static_cast<int>(place) + 1;
        commands_->add(SideBar::nameOf(place), QKeySequence(QStringLiteral("Ctrl+%1").arg(digit)),
                       [this, place] { showPlace(place); });
    }
    commands_->groups().back().actions.front()->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_1), QKeySequence(Qt::ALT | Qt::Key_Home)});
    commands_->add(tr("S&tudents"), {}, [this] { showStudents(true); });
    commands_->separate();
    commands_->add(tr("Go to &anything…"), Qt::CTRL | Qt::Key_K, [this] { openPalette(); });

    commands_->beginGroup(tr("&View"));
    addThemes();
    commands_->separate();
    const auto scaleBy = [this](double by) {
        appearance_.setTextScale(qRound(appearance_.textScale() * 10 + by) / 10.0);
    };
    commands_->add(tr("L&arger text"), QKeySequence::ZoomIn, [scaleBy] { scaleBy(1); });
    commands_->add(tr("S&maller text"), QKeySequence::ZoomOut, [scaleBy] { scaleBy(-1); });
    commands_->add(tr("&Usual text size"), Qt::CTRL | Qt::Key_0, [this] { appearance_.setTextScale(1); });

    commands_->beginGroup(tr("&Teaching"));
    unlockAll_ =
        commands_->add(tr("&Unlock all lessons"), {}, [this] { unlockAll(unlockAll_->isChecked()); });
    unlockAll_->setCheckable(true);
    unlockAll_->setEnabled(false); // until there is a memory to keep it
    unlockAll_->setStatusTip(tr("Shows every lesson as open, whatever was learnt before it"));
    commands_->add(tr("Use the &scratch profile"), {}, [this] { useScratch(); });

    commands_->beginGroup(tr("&Help"));
    commands_->add(tr("&Keyboard shortcuts"), {}, [this] { sheet_->open(); })
        ->setShortcuts({QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)});
    commands_->fill(*menuBar());
}

void MainWindow::addThemes() {
    const auto add = [this](const QString& name, Appearance::Scheme scheme) {
        QAction* action = commands_->add(name, {}, [this, scheme] { appearance_.setScheme(scheme); });
        action->setCheckable(true);
        const auto show = [this, action, scheme] { action->setChecked(appearance_.scheme() == scheme); };
        connect(&appearance_, &Appearance::changed, action, show);
        connect(action, &QAction::triggered, action, show); // also where it is chosen already
        show();
    };
    add(tr("Theme as the s&ystem"), Appearance::Scheme::System);
    add(tr("&Light theme"), Appearance::Scheme::Light);
    add(tr("&Dark theme"), Appearance::Scheme::Dark);
}

void MainWindow::openPalette() {
    std::vector<PaletteEntry> entries = commandEntries(*commands_);
    appendCourseEntries(entries, course(),
                        {.lesson = [this](const QString& id) { openLesson(id); },
                         .step = [this](const QString& id, const QString& step) { openLesson(id, step); },
                         .term = [this](const QString& id) { showTerm(id); },
                         .question =
                             [this](const QString& id) {
                                 closeLesson();
                                 pages_->showQuestion(id);
                             }});
    palette_->setEntries(std::move(entries));
    palette_->open();
}

} // namespace downhill::app
