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
#include "shell/findings_strip.h"
#include "shell/navigator.h"
#include "shell/place_pages.h"
#include "shell/shortcut_sheet.h"
#include "shell/trouble_page.h"
#include "shell/welcome_page.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace downhill::app {
namespace {

constexpr int kMessageTime = 15'000; ///< ms
constexpr QStringView kGeometry = u"window";
constexpr QStringView kTextShare = u"text-share"; // of a lesson's width
constexpr QStringView kCourseView = u"course-view";
constexpr QStringView kList = u"list";
constexpr QStringView kMap = u"map";

} // namespace

MainWindow::MainWindow(Folders folders, Appearance& appearance, MarkupService& markup, QWidget* parent)
    : QMainWindow(parent), folders_(std::move(folders)), appearance_(appearance), markup_(markup),
      keptLook_(std::make_unique<KeptLook>(preferences_, appearance, motion_, tabs_)),
      commands_(new Commands(this)), navigator_(new Navigator(appearance, this)),
      palette_(new CommandPalette(appearance, this)), sheet_(new ShortcutSheet(*commands_, appearance, this)),
      troublePage_(new TroublePage(this)), welcomePage_(new WelcomePage(appearance, this)) {
    setWindowTitle(tr("Downhill"));
    setMinimumSize(640, 480);
    resize(1280, 820);
    setCentralWidget(navigator_);
    makeCommands();
    makePages();
    connect(&memory_, &StudentMemory::failed, this, &MainWindow::report);
    connect(&preferences_, &Preferences::loaded, this, &MainWindow::takePreferences);
    connect(&studyClock_, &StudyClock::spent, this, [this](const QString& lesson, qint64 milliseconds) {
        study_.addTime(course().id, lesson, QDate::currentDate(), milliseconds);
    });
    connect(&watcher_, &LessonWatcher::changed, this, &MainWindow::readLessonAgain);
    sinceStart_.start();
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow() {
    closeLesson();
}

void MainWindow::makePages() {
    pages_ = new PlacePages({.appearance = appearance_,
                             .markup = markup_,
                             .motion = motion_,
                             .tabs = tabs_,
                             .memory = memory_,
                             .study = study_,
                             .shelf = shelf_,
                             .unlockAll = *unlockAll_},
                            *navigator_, this);
    navigator_->showAlone(troublePage_);
    connect(pages_, &PlacePages::lessonChosen, this, [this](const QString& id) { openLesson(id); });
    connect(pages_, &PlacePages::testChosen, this, &MainWindow::openTest);
    connect(pages_, &PlacePages::courseChosen, this, &MainWindow::chooseCourse);
    connect(&pages_->course(), &CoursePage::viewChosen, this, [this](CourseView view) {
        const QStringView name = view == CourseView::List ? kList : kMap;
        preferences_.set(Preferences::Of::Student, kCourseView, name.toString());
    });
    connect(pages_, &PlacePages::failed, this, &MainWindow::report);
    connect(pages_, &PlacePages::shown, this, [this](Place place) {
        setWindowTitle(
            tr("%1 – Downhill").arg(place == Place::Course ? course().title : SideBar::nameOf(place)));
        Q_EMIT placeShown(place);
        if (place == Place::Course)
            Q_EMIT courseShown();
    });
    connect(&navigator_->bar(), &SideBar::chosen, this, &MainWindow::showPlace);
    connect(&navigator_->bar(), &SideBar::studentChosen, this, [this] { showStudents(true); });
    connect(troublePage_, &TroublePage::tryAgain, this, &MainWindow::start);
    connect(troublePage_, &TroublePage::chooseFolder, this, &MainWindow::chooseDataFolder);
    connect(troublePage_, &TroublePage::goOnWithoutMemory, this, &MainWindow::goOnWithoutMemory);
    connect(welcomePage_, &WelcomePage::named, this, &MainWindow::introduce);
    connect(welcomePage_, &WelcomePage::scratchWanted, this, &MainWindow::useScratch);

    SettingsPage& settings = pages_->settings();
    connect(&settings, &SettingsPage::retentionChanged, &memory_, &StudentMemory::setRetention);
    connect(&settings, &SettingsPage::dataFolderWanted, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(dataFolder())); });
    StudentsPanel& panel = settings.students();
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

QString MainWindow::dataFolder() const {
    return scratch_ ? scratch_->path() : folders_.data;
}

void MainWindow::start() {
    shelf_.lookAhead(libraryFolders());
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
        pages_->settings().setDataFolder(QDir::toNativeSeparators(dataFolder()));
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
    pages_->settings().setRetention(
        preferences_.number(Preferences::Of::Student, u"review-retention", lesson::fsrs::kRetention));
    const QString view = preferences_.text(Preferences::Of::Student, kCourseView);
    pages_->course().setView(view == kList  ? CourseView::List
                             : view == kMap ? CourseView::Map
                                            : CourseView::Fitting);
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
    pages_->settings().students().showStudents(students_, scratch_ != nullptr);
    if (!bringUp)
        return;
    showPlace(Place::Settings);
    pages_->settings().showStudents();
}

lesson::LibraryFolders MainWindow::libraryFolders() const {
    return {folders_.opened, folders_.lessons, QDir(folders_.data).filePath(QStringLiteral("courses"))};
}

void MainWindow::findCourses() {
    shelf_.find(libraryFolders());
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
    pages_->show(place);
}

void MainWindow::openLesson(const QString& id, const QString& step) {
    const lesson::Lesson* found = course().find(id);
    if (!found)
        return;
    closeLesson();
    pages_->cancel();
    watcher_.watch(followsFiles_ ? found->folder : QString());
    session_ = std::make_unique<LessonSession>(course().id, *found, memory_);
    lessonPage_ = new LessonPage(*session_, markup_, appearance_, tabs_, this);
    const double share = preferences_.number(Preferences::Of::Computer, kTextShare, 0);
    if (share > 0)
        lessonPage_->setTextShare(share);
    connectLessonPage();
    connect(&session_->lesson(), &LessonController::saveFailed, this, &MainWindow::report);
    connect(&session_->lesson(), &LessonController::ready, this, [this, title = found->title] {
        navigator_->showAlone(lessonPage_);
        studyClock_.begin(session_->lesson().lesson().id, sinceStart_.elapsed());
        setWindowTitle(tr("%1 – Downhill").arg(title));
        Q_EMIT lessonShown();
    });
    if (!step.isEmpty()) // queued: first the step where the student was is entered
        connect(
            &session_->lesson(), &LessonController::ready, this, [this, step] { goToStep(step); },
            Qt::QueuedConnection);
    session_->begin();
}

void MainWindow::connectLessonPage() {
    connect(lessonPage_, &LessonPage::textShareChanged, this, [this](double moved) { textShare_ = moved; });
    connect(lessonPage_, &LessonPage::closeRequested, this, &MainWindow::showCourse);
    connect(lessonPage_, &LessonPage::finished, this, &MainWindow::showCourse);
    connect(&lessonPage_->texts(), &TextContext::termChosen, lessonPage_,
            [this](const QString& term, QWidget* from) {
                if (const lesson::Term* explained = course().glossary.find(term))
                    lessonPage_->showTerm(*explained, from);
            });
    // Queued: the page that was left is deleted, and the link or the button stands on it.
    connect(
        &lessonPage_->texts(), &TextContext::lessonChosen, this,
        [this](const QString& lesson) { openLesson(lesson); }, Qt::QueuedConnection);
    connect(
        lessonPage_, &LessonPage::testWanted, this,
        [this] { openTest(QString(session_->lesson().lesson().id)); }, Qt::QueuedConnection);
    connect(lessonPage_, &LessonPage::glossaryWanted, this, &MainWindow::showTerm, Qt::QueuedConnection);
}

void MainWindow::openTest(const QString& lesson) {
    const lesson::Lesson* found = course().find(lesson);
    if (!found)
        return;
    closeLesson();
    pages_->showTest(*found);
    setWindowTitle(tr("%1 – Downhill").arg(tr("Test: %1").arg(found->title)));
    Q_EMIT testShown();
}

void MainWindow::showTerm(const QString& id) {
    closeLesson();
    pages_->showTerm(id);
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
    studyClock_.end(sinceStart_.elapsed());
    if (const double moved = std::exchange(textShare_, 0); moved > 0)
        preferences_.set(Preferences::Of::Computer, kTextShare, moved);
    watcher_.watch({});
    navigator_->findings().showFindings({});
    session_->leave();
    delete lessonPage_;
    lessonPage_ = nullptr;
    session_.reset();
}

void MainWindow::readLessonAgain() {
    if (!session_)
        return;
    const QString id = session_->lesson().lesson().id;
    const QStringList problems = shelf_.readAgain(id);
    navigator_->findings().showFindings(problems);
    if (!problems.isEmpty())
        return;
    const QHash<QString, OpenQuestion> open = session_->lesson().openQuestions();
    const ReadingPlace place = lessonPage_->readingPlace();
    openLesson(id); // at the step where the student is
    if (!session_)
        return;
    session_->lesson().resume(open);
    lessonPage_->returnTo(place);
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

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        studyClock_.note(sinceStart_.elapsed());
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    closeLesson();
    preferences_.set(Preferences::Of::Computer, kGeometry, QString::fromLatin1(saveGeometry().toBase64()));
    memory_.flush();
    QMainWindow::closeEvent(event);
}

} // namespace downhill::app
