#include "shell/main_window.h"

#include "messages/messages.h"
#include "player/lesson_page.h"
#include "player/lesson_session.h"
#include "shell/course_page.h"
#include "shell/trouble_page.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTemporaryDir>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr double kTextStep = 1.1;

/// "lesson.json, line 12: what is wrong. What can be done."
QString located(const lesson::Diagnostic& diagnostic) {
    const QString where = diagnostic.line > 0
                              ? MainWindow::tr("%1, line %2").arg(diagnostic.file).arg(diagnostic.line)
                              : diagnostic.file;
    return MainWindow::tr("%1: %2").arg(where, sentence(diagnostic));
}

/// What keeps something from being shown; a warning is an author's affair.
QStringList errorsOf(const lesson::Diagnostics& diagnostics) {
    QStringList errors;
    for (const lesson::Diagnostic& diagnostic : diagnostics)
        if (lesson::severityOf(diagnostic.rule) == lesson::Severity::Error)
            errors.append(located(diagnostic));
    return errors;
}

} // namespace

MainWindow::MainWindow(Folders folders, Appearance& appearance, MarkupService& markup, QWidget* parent)
    : QMainWindow(parent), folders_(std::move(folders)), appearance_(appearance), markup_(markup),
      pages_(new QStackedWidget(this)), coursePage_(new CoursePage(appearance, this)),
      troublePage_(new TroublePage(this)) {
    setWindowTitle(tr("Downhill"));
    setMinimumSize(640, 480);
    resize(1280, 820);
    pages_->addWidget(coursePage_);
    pages_->addWidget(troublePage_);
    setCentralWidget(pages_);
    makeMenus();
    connect(coursePage_, &CoursePage::lessonChosen, this, &MainWindow::openLesson);
    connect(coursePage_, &CoursePage::courseChosen, this, &MainWindow::chooseCourse);
    connect(troublePage_, &TroublePage::tryAgain, this, &MainWindow::start);
    connect(troublePage_, &TroublePage::chooseFolder, this, &MainWindow::chooseDataFolder);
    connect(troublePage_, &TroublePage::goOnWithoutMemory, this, &MainWindow::goOnWithoutMemory);
    connect(&memory_, &StudentMemory::failed, this,
            [this](const store::Error& error) { statusBar()->showMessage(sentence(error), 15'000); });
}

MainWindow::~MainWindow() {
    closeLesson();
}

void MainWindow::makeMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Course"), QKeySequence(Qt::ALT | Qt::Key_Home), this, &MainWindow::showCourse);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);

    QMenu* teaching = menuBar()->addMenu(tr("&Teaching"));
    unlockAll_ = teaching->addAction(tr("&Unlock all lessons"));
    unlockAll_->setCheckable(true);
    unlockAll_->setEnabled(false); // until there is a memory to keep it
    unlockAll_->setStatusTip(tr("Shows every lesson as open, whatever was learnt before it"));
    connect(unlockAll_, &QAction::triggered, this, &MainWindow::unlockAll);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    auto* schemes = new QActionGroup(this);
    const auto addScheme = [&](const QString& name, Appearance::Scheme scheme) {
        QAction* action = view->addAction(name, this, [this, scheme] { appearance_.setScheme(scheme); });
        action->setCheckable(true);
        action->setChecked(appearance_.scheme() == scheme);
        schemes->addAction(action);
        connect(&appearance_, &Appearance::changed, action,
                [this, action, scheme] { action->setChecked(appearance_.scheme() == scheme); });
    };
    addScheme(tr("As the &system"), Appearance::Scheme::System);
    addScheme(tr("&Light"), Appearance::Scheme::Light);
    addScheme(tr("&Dark"), Appearance::Scheme::Dark);
    view->addSeparator();
    view->addAction(tr("L&arger text"), QKeySequence::ZoomIn, this,
                    [this] { appearance_.setTextScale(appearance_.textScale() * kTextStep); });
    view->addAction(tr("S&maller text"), QKeySequence::ZoomOut, this,
                    [this] { appearance_.setTextScale(appearance_.textScale() / kTextStep); });
    view->addAction(tr("&Usual text size"), QKeySequence(Qt::CTRL | Qt::Key_0), this,
                    [this] { appearance_.setTextScale(1); });
}

void MainWindow::start() {
    openMemory();
}

void MainWindow::openMemory() {
    memory_.open(folders_.data, this, [this](const store::Result<void>& opened) {
        if (opened)
            findCourses();
        else
            showTrouble(tr("Your progress cannot be kept here"), sentence(opened.error()), true);
    });
}

void MainWindow::findCourses() {
    found_ = lesson::findCourses(
        {folders_.opened, folders_.lessons, QDir(folders_.data).filePath(QStringLiteral("courses"))});
    const auto first = std::ranges::find_if(
        found_, [](const lesson::FoundCourse& each) { return each.reading.value.has_value(); });
    if (first == found_.end()) {
        QStringList errors;
        for (const lesson::FoundCourse& each : found_)
            errors.append(errorsOf(each.reading.diagnostics));
        showTrouble(tr("The course cannot be read"), errors.join(u'\n'), false);
        return;
    }
    // What was asked for at the start comes before what was chosen the last time.
    if (first->origin == lesson::Origin::Opened) {
        setCourse(first->reading.value->id);
        return;
    }
    memory_.recallChosenCourse(
        this, [this, id = first->reading.value->id](const store::Result<QString>& chosen) {
            const auto known = std::ranges::any_of(found_, [&](const lesson::FoundCourse& each) {
                return chosen && each.reading.value && each.reading.value->id == *chosen;
            });
            setCourse(known ? *chosen : id);
        });
}

void MainWindow::setCourse(const QString& id) {
    problems_.clear();
    for (const lesson::FoundCourse& each : found_) {
        const bool shown = each.reading.value && each.reading.value->id == id;
        if (shown)
            course_ = *each.reading.value;
        if (shown || !each.reading.value)
            problems_.append(errorsOf(each.reading.diagnostics));
    }
    showCourse();
}

void MainWindow::chooseCourse(const QString& id) {
    memory_.rememberChosenCourse(id);
    setCourse(id);
}

void MainWindow::unlockAll(bool unlock) {
    memory_.setUnlockAll(unlock);
    if (!session_)
        showCourse();
}

void MainWindow::showCourse() {
    if (course_.id.isEmpty())
        return;
    closeLesson();
    memory_.recallCourse(course_, this, [this, id = course_.id](const store::Result<CourseMemory>& memory) {
        if (!memory)
            statusBar()->showMessage(sentence(memory.error()), 15'000);
        if (session_ || id != course_.id)
            return;
        std::vector<CourseChoice> choices;
        for (const lesson::FoundCourse& each : found_)
            if (each.reading.value)
                choices.push_back({each.reading.value->id, each.reading.value->title});
        const CourseMemory known = memory.value_or(CourseMemory{});
        unlockAll_->setEnabled(memory.has_value());
        unlockAll_->setChecked(known.unlockAll);
        coursePage_->showCourse(course_, known, problems_, choices);
        pages_->setCurrentWidget(coursePage_);
        setWindowTitle(tr("%1 – Downhill").arg(course_.title));
        Q_EMIT courseShown();
    });
}

void MainWindow::openLesson(const QString& id) {
    const lesson::Lesson* found = course_.find(id);
    if (!found)
        return;
    closeLesson();
    session_ = std::make_unique<LessonSession>(course_.id, *found, memory_);
    lessonPage_ = new LessonPage(*session_, markup_, appearance_, tabs_, this);
    pages_->addWidget(lessonPage_);
    connect(lessonPage_, &LessonPage::closeRequested, this, &MainWindow::showCourse);
    connect(lessonPage_, &LessonPage::finished, this, &MainWindow::showCourse);
    connect(&lessonPage_->texts(), &TextContext::termChosen, lessonPage_,
            [this](const QString& term, QWidget* from) {
                if (const lesson::Term* explained = course_.glossary.find(term))
                    lessonPage_->showTerm(*explained, from);
            });
    // Queued: the page that was left is deleted, and the link stands on it.
    connect(&lessonPage_->texts(), &TextContext::lessonChosen, this, &MainWindow::openLesson,
            Qt::QueuedConnection);
    connect(&session_->lesson(), &LessonController::saveFailed, this,
            [this](const store::Error& error) { statusBar()->showMessage(sentence(error), 15'000); });
    connect(&session_->lesson(), &LessonController::ready, this, [this, title = found->title] {
        pages_->setCurrentWidget(lessonPage_);
        setWindowTitle(tr("%1 – Downhill").arg(title));
        Q_EMIT lessonShown();
    });
    session_->begin();
}

void MainWindow::closeLesson() {
    if (!session_)
        return;
    session_->leave();
    delete lessonPage_;
    lessonPage_ = nullptr;
    session_.reset();
}

void MainWindow::chooseDataFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for your progress"));
    if (folder.isEmpty())
        return;
    folders_.data = folder;
    openMemory();
}

void MainWindow::goOnWithoutMemory() {
    scratch_ = std::make_unique<QTemporaryDir>();
    folders_.data = scratch_->path();
    openMemory();
}

void MainWindow::showTrouble(const QString& headline, const QString& explanation, bool canGoOn) {
    troublePage_->showTrouble(headline, explanation, canGoOn);
    pages_->setCurrentWidget(troublePage_);
    Q_EMIT troubleShown();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    closeLesson();
    memory_.flush();
    QMainWindow::closeEvent(event);
}

} // namespace downhill::app
