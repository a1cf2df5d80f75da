#include "shell/main_window.h"

#include "messages/messages.h"
#include "player/lesson_page.h"
#include "player/lesson_session.h"
#include "settings/kept_look.h"
#include "settings/settings_page.h"
#include "settings/students_panel.h"
#include "shell/command_palette.h"
#include "shell/commands.h"
#include "shell/course_page.h"
#include "shell/navigator.h"
#include "shell/palette_entries.h"
#include "shell/shortcut_sheet.h"
#include "shell/trouble_page.h"
#include "shell/welcome_page.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QAction>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QMenuBar>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace downhill::app {
namespace {

constexpr int kMessageTime = 15'000; ///< ms
constexpr QStringView kGeometry = u"window";

} // namespace

MainWindow::MainWindow(Folders folders, Appearance& appearance, MarkupService& markup, QWidget* parent)
    : QMainWindow(parent), folders_(std::move(folders)), appearance_(appearance), markup_(markup),
      keptLook_(std::make_unique<KeptLook>(preferences_, appearance, motion_, tabs_)),
      commands_(new Commands(this)), navigator_(new Navigator(appearance, this)),
      palette_(new CommandPalette(appearance, this)), sheet_(new ShortcutSheet(*commands_, appearance, this)),
      coursePage_(new CoursePage(appearance, this)), troublePage_(new TroublePage(this)),
      welcomePage_(new WelcomePage(appearance, this)) {
    setWindowTitle(tr("Downhill"));
    setMinimumSize(640, 480);
    resize(1280, 820);
    setCentralWidget(navigator_);
    makeCommands();
    makePages();
    connect(&memory_, &StudentMemory::failed, this, &MainWindow::report);
    connect(&preferences_, &Preferences::loaded, this, &MainWindow::takePreferences);
}

MainWindow::~MainWindow() {
    closeLesson();
}

void MainWindow::makePages() {
    settingsPage_ = new SettingsPage(appearance_, motion_, *unlockAll_, this);
    navigator_->setPage(Place::Course, coursePage_);
    navigator_->setPage(Place::Settings, settingsPage_);
    navigator_->showAlone(troublePage_);
    connect(&navigator_->bar(), &SideBar::chosen, this, &MainWindow::showPlace);
    connect(&navigator_->bar(), &SideBar::studentChosen, this, [this] { showStudents(true); });
    connect(coursePage_, &CoursePage::lessonChosen, this, [this](const QString& id) { openLesson(id); });
    connect(coursePage_, &CoursePage::courseChosen, this, &MainWindow::chooseCourse);
    connect(troublePage_, &TroublePage::tryAgain, this, &MainWindow::start);
    connect(troublePage_, &TroublePage::chooseFolder, this, &MainWindow::chooseDataFolder);
    connect(troublePage_, &TroublePage::goOnWithoutMemory, this, &MainWindow::goOnWithoutMemory);
    connect(welcomePage_, &WelcomePage::named, this, &MainWindow::introduce);
    connect(welcomePage_, &WelcomePage::scratchWanted, this, &MainWindow::useScratch);

    connect(settingsPage_, &SettingsPage::retentionChanged, &memory_, &StudentMemory::setRetention);
    connect(settingsPage_, &SettingsPage::dataFolderWanted, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(dataFolder())); });
    StudentsPanel& panel = settingsPage_->students();
    const auto taken = [this](const store::Result<Students>& students) { takeStudents(students); };
    connect(&panel, &StudentsPanel::chosen, this,
            [=, this](const QUuid& id) { profiles_.choose(id, this, taken); });
    connect(&panel, &StudentsPanel::added, this,
            [=, this](const QString& name) { profiles_.add(name, this, taken); });
    connect(&panel, &StudentsPanel::removed, this,
            [=, this](const QUuid& id) { profiles_.remove(id, this, taken); });
    connect(&panel, &StudentsPanel::renamed, this,
            [=, this](const QUuid& id, const QString& name) { profiles_.rename(id, name, this, taken); });
    connect(&panel, &StudentsPanel::scratchWanted, this, &MainWindow::useScratch);
    connect(&panel, &StudentsPanel::scratchLeft, this, &MainWindow::leaveScratch);
}

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

QString MainWindow::dataFolder() const {
    return scratch_ ? scratch_->path() : folders_.data;
}

void MainWindow::start() {
    openMemory();
}

void MainWindow::openMemory(std::shared_ptr<QTemporaryDir> left) {
    // `left` goes once its file is closed.
    memory_.open(dataFolder(), this, [this, left = std::move(left)](const store::Result<void>& opened) {
        if (!opened) {
            showTrouble(tr("Your progress cannot be kept here"), sentence(opened.error()), true);
            return;
        }
        if (scratch_)
            memory_.setUnlockAll(true);
        settingsPage_->setDataFolder(QDir::toNativeSeparators(dataFolder()));
        profiles_.recall(this, [this](const store::Result<Students>& students) { takeStudents(students); });
    });
}

void MainWindow::takeStudents(const store::Result<Students>& students) {
    if (!students) {
        report(students.error());
        return;
    }
    const bool same = students->current == students_.current && !course().id.isEmpty();
    students_ = *students;
    showStudents(false);
    if (same)
        return; // a name has changed, or somebody else has gone
    closeLesson();
    preferences_.load();
}

void MainWindow::takePreferences() {
    settingsPage_->setRetention(
        preferences_.number(Preferences::Of::Student, u"review-retention", lesson::fsrs::kRetention));
    if (!std::exchange(placed_, true)) {
        const QString kept = preferences_.text(Preferences::Of::Computer, kGeometry);
        restoreGeometry(QByteArray::fromBase64(kept.toLatin1()));
    }
    if (!scratch_ && students_.present().name.isEmpty()) {
        navigator_->showAlone(welcomePage_);
        welcomePage_->begin();
        Q_EMIT welcomeShown();
        return;
    }
    findCourses();
}

void MainWindow::introduce(const QString& name) {
    profiles_.rename(students_.current, name, this,
                     [this](const store::Result<Students>& students) { takeStudents(students); });
}

void MainWindow::showStudents(bool bringUp) {
    QString name = students_.all.empty() ? QString() : students_.present().name;
    if (scratch_)
        name = tr("Scratch");
    navigator_->bar().setStudent(name);
    settingsPage_->students().showStudents(students_, scratch_ != nullptr);
    if (!bringUp)
        return;
    showPlace(Place::Settings);
    settingsPage_->showStudents();
}

void MainWindow::findCourses() {
    shelf_.find({folders_.opened, folders_.lessons, QDir(folders_.data).filePath(QStringLiteral("courses"))});
    const QString first = shelf_.first(preferences_.text(Preferences::Of::Computer, u"course"));
    if (first.isEmpty()) {
        showTrouble(tr("The course cannot be read"), shelf_.problems().join(u'\n'), false);
        return;
    }
    shelf_.open(first);
    showCourse();
}

void MainWindow::chooseCourse(const QString& id) {
    memory_.rememberChosenCourse(id);
    shelf_.open(id);
    showCourse();
}

void MainWindow::unlockAll(bool unlock) {
    memory_.setUnlockAll(unlock);
    if (navigator_->place())
        showPlace(*navigator_->place());
}

void MainWindow::showPlace(Place place) {
    if (course().id.isEmpty())
        return;
    closeLesson();
    if (place == Place::Settings) {
        showMemory(place, {});
        return;
    }
    memory_.recallCourse(course(), this,
                         [this, place, id = course().id](const store::Result<CourseMemory>& memory) {
                             if (!memory)
                                 report(memory.error());
                             if (session_ || id != course().id)
                                 return;
                             unlockAll_->setEnabled(memory.has_value());
                             unlockAll_->setChecked(memory && memory->unlockAll);
                             showMemory(place, memory.value_or(CourseMemory{}));
                         });
}

void MainWindow::showMemory(Place place, const CourseMemory& memory) {
    if (place == Place::Course)
        coursePage_->showCourse(course(), memory, shelf_.problems(), shelf_.choices());
    navigator_->show(place);
    setWindowTitle(tr("%1 – Downhill").arg(place == Place::Course ? course().title : SideBar::nameOf(place)));
    Q_EMIT placeShown(place);
    if (place == Place::Course)
        Q_EMIT courseShown();
}

void MainWindow::openLesson(const QString& id, const QString& step) {
    const lesson::Lesson* found = course().find(id);
    if (!found)
        return;
    closeLesson();
    session_ = std::make_unique<LessonSession>(course().id, *found, memory_);
    lessonPage_ = new LessonPage(*session_, markup_, appearance_, tabs_, this);
    connect(lessonPage_, &LessonPage::closeRequested, this, &MainWindow::showCourse);
    connect(lessonPage_, &LessonPage::finished, this, &MainWindow::showCourse);
    connect(&lessonPage_->texts(), &TextContext::termChosen, lessonPage_,
            [this](const QString& term, QWidget* from) {
                if (const lesson::Term* explained = course().glossary.find(term))
                    lessonPage_->showTerm(*explained, from);
            });
    // Queued: the page that was left is deleted, and the link stands on it.
    connect(
        &lessonPage_->texts(), &TextContext::lessonChosen, this,
        [this](const QString& lesson) { openLesson(lesson); }, Qt::QueuedConnection);
    connect(&session_->lesson(), &LessonController::saveFailed, this, &MainWindow::report);
    connect(&session_->lesson(), &LessonController::ready, this, [this, title = found->title] {
        navigator_->showAlone(lessonPage_);
        setWindowTitle(tr("%1 – Downhill").arg(title));
        Q_EMIT lessonShown();
    });
    if (!step.isEmpty()) // queued: first the step where the student was is entered
        connect(
            &session_->lesson(), &LessonController::ready, this, [this, step] { goToStep(step); },
            Qt::QueuedConnection);
    session_->begin();
}

void MainWindow::goToStep(const QString& id) {
    if (!session_)
        return;
    const auto& steps = session_->lesson().lesson().steps;
    const auto found = std::ranges::find(steps, id, &lesson::Step::id);
    if (found != steps.end())
        session_->lesson().goTo(static_cast<int>(found - steps.begin()));
}

void MainWindow::closeLesson() {
    if (!session_)
        return;
    session_->leave();
    delete lessonPage_;
    lessonPage_ = nullptr;
    session_.reset();
}

void MainWindow::openPalette() {
    std::vector<PaletteEntry> entries = commandEntries(*commands_);
    appendCourseEntries(entries, course(),
                        {.lesson = [this](const QString& id) { openLesson(id); },
                         .step = [this](const QString& id, const QString& step) { openLesson(id, step); }});
    palette_->setEntries(std::move(entries));
    palette_->open();
}

void MainWindow::chooseDataFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for your progress"));
    if (folder.isEmpty())
        return;
    folders_.data = folder;
    openMemory();
}

void MainWindow::useScratch() {
    if (!scratch_)
        goOnWithoutMemory();
}

void MainWindow::goOnWithoutMemory() {
    closeLesson();
    scratch_ = std::make_unique<QTemporaryDir>();
    openMemory();
}

void MainWindow::leaveScratch() {
    closeLesson();
    openMemory(std::exchange(scratch_, nullptr));
}

void MainWindow::showTrouble(const QString& headline, const QString& explanation, bool canGoOn) {
    troublePage_->showTrouble(headline, explanation, canGoOn);
    navigator_->showAlone(troublePage_);
    Q_EMIT troubleShown();
}

void MainWindow::report(const store::Error& error) {
    statusBar()->showMessage(sentence(error), kMessageTime);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    closeLesson();
    preferences_.set(Preferences::Of::Computer, kGeometry, QString::fromLatin1(saveGeometry().toBase64()));
    memory_.flush();
    QMainWindow::closeEvent(event);
}

} // namespace downhill::app
