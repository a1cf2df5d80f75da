#include "shots/photographer.h"

#include "glossary/glossary_page.h"
#include "lesson/grading.h"
#include "lesson/skip_test.h"
#include "lesson/wrong_answer.h"
#include "player/lesson_session.h"
#include "review/review_page.h"
#include "review/skip_test_page.h"
#include "shell/course_page.h"
#include "shell/map_node.h"
#include "shell/overlay.h"
#include "shots/past_weeks.h"
#include "shots/view_states.h"
#include "text/markup_service.h"
#include "theme/appearance.h"
#include "views/task_strip.h"

#include <QAction>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QThread>

#include <array>
#include <cstdio>
#include <utility>

namespace downhill::app {

/// A window's size, and how large its text is.
struct Photographer::Frame {
    QSize size;
    double textScale = 1;
    const char* name = nullptr;

    static const std::array<Frame, 3> kAll;
};

constexpr std::array<Photographer::Frame, 3> Photographer::Frame::kAll{
    {{{1024, 700}, 1, "1024"}, {{1600, 1000}, 1, "1600"}, {{1024, 700}, 1.5, "1024-150"}}};

namespace {

constexpr int kRunMilliseconds = 3000;
constexpr int kPatience = 15000;
constexpr int kLoadingSteps = 20;

/// An answer to `question` that is right, or one that is wrong; none where it takes a run.
std::optional<lesson::Answer> answerTo(const lesson::Question& question, bool rightly) {
    return rightly ? lesson::rightAnswer(question) : lesson::wrongAnswer(question);
}

} // namespace

Photographer::Photographer(const QDir& folder, QString lessons, Appearance& appearance, MarkupService& markup)
    : folder_(folder), lessons_(std::move(lessons)), appearance_(appearance), markup_(markup),
      window_(std::make_unique<MainWindow>(MainWindow::Folders{lessons_, data_.path()}, appearance, markup)) {
    window_->followFiles(false); // all pictures are of the lessons as they stood at the start
}

int Photographer::takeAll(const QStringList& lessons, bool onlyScreens) {
    int shown = 0;
    int welcomed = 0;
    QObject::connect(window_.get(), &MainWindow::courseShown, window_.get(), [&shown] { ++shown; });
    QObject::connect(window_.get(), &MainWindow::welcomeShown, window_.get(), [&welcomed] { ++welcomed; });
    window_->show();
    window_->start();
    if (!waitFor([&] { return welcomed > 0; }, kPatience))
        return 0;
    if (lessons.isEmpty())
        take(*window_, QStringLiteral("welcome"));
    window_->introduce(QStringLiteral("Ada"));
    if (!waitFor([&] { return shown > 0; }, kPatience))
        return 0;
    if (lessons.isEmpty()) {
        takeCourse(QStringLiteral("course-first"));
        takePlaces();
        takeOverlays();
        takeTest();
        takeLater();
    }
    for (const lesson::Lesson& lesson : window_->course().lessons)
        if (!onlyScreens && (lessons.isEmpty() || lessons.contains(lesson.id)))
            takeLesson(lesson.id);
    if (lessons.isEmpty())
        takeTrouble();
    return taken_;
}

void Photographer::takeCourse(const QString& name) {
    auto* page = window_->findChild<CoursePage*>();
    for (const auto view : {CourseView::Map, CourseView::List}) {
        page->setView(view);
        take(*window_, name + (view == CourseView::Map ? QStringLiteral("-map") : QStringLiteral("-list")));
    }
}

void Photographer::showPlace(Place place) {
    int shown = 0;
    const auto counting =
        QObject::connect(window_.get(), &MainWindow::placeShown, window_.get(), [&shown] { ++shown; });
    window_->showPlace(place);
    waitFor([&] { return shown > 0; }, kPatience);
    QObject::disconnect(counting);
    settle();
}

void Photographer::takePlaces() {
    for (const Place place : kPlaces) {
        if (place == Place::Course)
            continue;
        showPlace(place);
        take(*window_, QStringLiteral("place-%1").arg(SideBar::nameOf(place).toLower()));
    }
    showPlace(Place::Settings);
    takeEnd(QStringLiteral("place-settings-end"));
}

void Photographer::takeLater() {
    rememberPastWeeks(window_->memory(), window_->course());
    showPlace(Place::Course);
    takeCourse(QStringLiteral("course-later"));
    window_->findChild<CoursePage*>()->setView(CourseView::Map);
    settle();
    if (const auto nodes = window_->findChildren<MapNode*>(); !nodes.empty()) {
        nodes.back()->setFocus();
        take(*window_, QStringLiteral("course-later-path"));
    }
    showPlace(Place::Progress);
    take(*window_, QStringLiteral("progress-later"));
    showPlace(Place::Glossary);
    if (auto* search = window_->findChild<GlossaryPage*>()->findChild<QLineEdit*>())
        search->setText(QStringLiteral("rate"));
    settle();
    take(*window_, QStringLiteral("glossary-search"));
    showPlace(Place::Review);
    take(*window_, QStringLiteral("review-due"));
    auto* go = window_->findChild<ReviewPage*>()->findChild<QPushButton*>(QStringLiteral("review-go"));
    if (!go)
        return;
    go->click();
    settle();
    take(*window_, QStringLiteral("review-question"));
    ReviewSession& session = *window_->findChild<ReviewPage*>()->session();
    if (const auto answer = answerTo(session.controller().drawn(session.question()), true))
        session.controller().answer(session.question(), *answer);
    waitFor([&] { return session.isAnswered(); }, kPatience);
    settle();
    take(*window_, QStringLiteral("review-answered"));
}

void Photographer::takeTest() {
    for (const lesson::Lesson& lesson : window_->course().lessons) {
        if (lesson::skipTestLength(lesson) == 0)
            continue;
        window_->openTest(lesson.id);
        settle();
        take(*window_, QStringLiteral("test"));
        auto* page = window_->findChild<SkipTestPage*>();
        const auto unknown = [page] { return page->findChild<QPushButton*>(QStringLiteral("unknown")); };
        for (std::size_t i = 0; i < lesson::kSkipTestQuestions && unknown(); ++i) {
            unknown()->click();
            settle();
        }
        take(*window_, QStringLiteral("test-end"));
        return;
    }
}

void Photographer::takeOverlays() {
    for (const QString& key : {QStringLiteral("Ctrl+K"), QStringLiteral("?")}) {
        for (QAction* action : window_->actions())
            if (action->shortcut() == QKeySequence(key))
                action->trigger();
        settle();
        take(*window_, key.size() > 1 ? QStringLiteral("palette") : QStringLiteral("shortcuts"));
        for (Overlay* overlay : window_->findChildren<Overlay*>())
            overlay->dismiss();
    }
}

void Photographer::takeLesson(const QString& id) {
    int shown = 0;
    const auto counting =
        QObject::connect(window_.get(), &MainWindow::lessonShown, window_.get(), [&shown] { ++shown; });
    window_->openLesson(id);
    const bool isThere = waitFor([&] { return shown > 0; }, kPatience);
    QObject::disconnect(counting);
    if (!isThere) {
        std::fprintf(stderr, "downhill-shots: %s does not open\n", qPrintable(id));
        return;
    }
    knownStates_.clear();
    LessonController& lesson = window_->session()->lesson();
    for (int index = 0; index < lesson.stepCount(); ++index) {
        lesson.goTo(index);
        settle();
        const QString name = QStringLiteral("%1-%2-%3").arg(id).arg(index + 1).arg(lesson.step().id);
        take(*window_, name + QStringLiteral("-a-first"));
        if (!lesson.step().experiment && lesson.step().questions.empty())
            continue;
        runExperiment();
        pressForMore();
        answerQuestions(false);
        take(*window_, name + QStringLiteral("-b-run-and-wrong"));
        runWhatIsAwaited();
        answerQuestions(true);
        takeEnd(name + QStringLiteral("-c-right"));
        if (lesson.step().experiment)
            takeStates(name);
    }
}

void Photographer::takeStates(const QString& name) {
    for (QScrollArea* area : window_->findChildren<QScrollArea*>())
        area->verticalScrollBar()->setValue(0);
    ViewStates states(*window_, knownStates_);
    const auto isComputing = [this] {
        return std::ranges::any_of(window_->findChildren<TaskStrip*>(), &TaskStrip::isVisible);
    };
    for (int state = 1; state <= states.count(); ++state) {
        states.show(state);
        waitFor([&] { return !isComputing(); }, kPatience);
        takeBriefly(QStringLiteral("%1-d-state-%2").arg(name).arg(state));
    }
    states.show(0);
    const auto& views = window_->session()->lesson().step().experiment->views;
    if (std::ranges::find(views, lesson::ViewKind::LoaderTimeline, &lesson::View::kind) != views.end())
        takeLoading(name);
}

void Photographer::takeLoading(const QString& name) {
    ExperimentController& experiment = window_->session()->experiment();
    experiment.rewind();
    experiment.setSpeed(ExperimentController::Speed::Normal);
    experiment.play();
    waitFor([&] { return experiment.step() > kLoadingSteps; }, kRunMilliseconds);
    takeBriefly(name + QStringLiteral("-e-loading"));
    runExperiment();
}

void Photographer::takeTrouble() {
    QFile blocked(data_.filePath(QStringLiteral("a-file")));
    if (!blocked.open(QIODevice::WriteOnly))
        return;
    MainWindow window({lessons_, data_.filePath(QStringLiteral("a-file/data"))}, appearance_, markup_);
    int shown = 0;
    QObject::connect(&window, &MainWindow::troubleShown, &window, [&shown] { ++shown; });
    window.show();
    window.start();
    waitFor([&] { return shown > 0; }, kPatience);
    take(window, QStringLiteral("trouble"));
}

void Photographer::runExperiment() {
    ExperimentController& experiment = window_->session()->experiment();
    using State = ExperimentController::State;
    if (experiment.state() == State::Empty)
        return;
    waitFor([&] { return experiment.state() != State::Loading; }, kPatience);
    experiment.setSpeed(ExperimentController::Speed::Fast);
    experiment.play();
    waitFor([&] { return experiment.state() != State::Playing; }, kRunMilliseconds);
    experiment.pause();
    settle();
}

void Photographer::runWhatIsAwaited() {
    ExperimentController& experiment = window_->session()->experiment();
    for (const lesson::Question& question : window_->session()->lesson().step().questions) {
        const auto* prediction = std::get_if<lesson::PredictQuestion>(&question.body);
        if (!prediction || prediction->at.knobs.empty())
            continue;
        for (const lesson::KnobSetting& setting : prediction->at.knobs) {
            const auto& controls = experiment.original().controls;
            experiment.setKnob(*std::ranges::find(controls, setting.knob, &lesson::Control::knob),
                               setting.value);
        }
        runExperiment();
        experiment.keepRun();
    }
    settle();
}

void Photographer::pressForMore() {
    for (const TaskStrip* strip : window_->findChildren<TaskStrip*>()) {
        if (!strip->hasButton())
            continue; // a menu would wait for somebody to choose
        QPushButton& begin = strip->beginButton();
        if (!begin.isVisible() || !begin.isEnabled())
            continue;
        begin.click();
        if (!waitFor([&begin] { return begin.isEnabled(); }, kPatience))
            strip->cancelButton().click();
    }
    settle();
}

void Photographer::answerQuestions(bool rightly) {
    LessonController& lesson = window_->session()->lesson();
    for (const lesson::Question& question : lesson.step().questions) {
        if (std::holds_alternative<lesson::ExperimentQuestion>(question.body))
            continue; // the run answers it
        lesson.tryAgain(question);
        const std::optional<lesson::Answer> answer = answerTo(lesson.drawn(question), rightly);
        if (answer)
            lesson.answer(question, *answer);
        waitFor([&] { return !lesson.progress(question.id).saving; }, kPatience);
    }
    settle();
}

void Photographer::take(MainWindow& window, const QString& name) {
    // The theme or the size of the text is all that changes from one picture to the next where it can be,
    // since each takes a while to reach all widgets; the next screen begins where this one ends.
    const auto& [small, large, largeText] = Frame::kAll;
    const bool dark = darkNow_;
    for (const Frame* frame : {&small, &large, &largeText})
        save(window, name, *frame, dark);
    for (const Frame* frame : {&largeText, &small, &large})
        save(window, name, *frame, !dark);
}

void Photographer::takeEnd(const QString& name) {
    atEnd_ = true;
    take(*window_, name);
    atEnd_ = false;
}

void Photographer::takeBriefly(const QString& name) {
    const auto& [smallFrame, largeFrame, largeText] = Frame::kAll;
    const auto small = std::pair(&smallFrame, false), large = std::pair(&largeFrame, true);
    for (const auto& [frame, dark] : darkNow_ ? std::array{large, small} : std::array{small, large})
        save(*window_, name, *frame, dark);
}

void Photographer::save(MainWindow& window, const QString& name, const Frame& frame, bool dark) {
    darkNow_ = dark;
    window.resize(frame.size);
    appearance_.setTextScale(frame.textScale);
    appearance_.setScheme(dark ? Appearance::Scheme::Dark : Appearance::Scheme::Light);
    settle();
    if (atEnd_) {
        for (QScrollArea* area : window.findChildren<QScrollArea*>())
            area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        settle();
    }
    const QString file = QStringLiteral("%1_%2_%3.png")
                             .arg(name, dark ? QStringLiteral("dark") : QStringLiteral("light"))
                             .arg(QLatin1String(frame.name));
    if (window.grab().save(folder_.filePath(file)))
        ++taken_;
    else
        std::fprintf(stderr, "downhill-shots: %s cannot be written\n", qPrintable(file));
}

void Photographer::settle() {
    waitFor([this] { return markup_.isIdle(); }, kPatience);
    // Layouts of texts that have just come are made in the rounds after.
    for (int round = 0; round < 6; ++round) {
        QCoreApplication::sendPostedEvents(nullptr,
                                           QEvent::DeferredDelete); // nothing else does, outside exec()
        QCoreApplication::processEvents();
        QThread::msleep(8);
    }
}

bool Photographer::waitFor(const std::function<bool()>& condition, int milliseconds) {
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return condition();
}

} // namespace downhill::app
