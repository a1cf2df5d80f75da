#include "shell/place_pages.h"

#include "glossary/glossary_page.h"
#include "lesson/review.h"
#include "memory/student_memory.h"
#include "progress/progress_figures.h"
#include "progress/progress_page.h"
#include "review/review_page.h"
#include "review/skip_test_page.h"
#include "settings/settings_page.h"
#include "shell/course_page.h"
#include "shell/course_shelf.h"
#include "shell/navigator.h"

#include <QAction>
#include <QDateTime>
#include <QFileDialog>
#include <QRandomGenerator>
#include <QSaveFile>

namespace downhill::app {
namespace {

constexpr int kShownDays = 28;

std::int64_t clockNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

PlacePages::PlacePages(const Desk& desk, Navigator& navigator, QWidget* window)
    : QObject(window), desk_(desk), navigator_(navigator), window_(window),
      course_(new CoursePage(desk.appearance, window)),
      review_(new ReviewPage(desk.memory, desk.study, desk.markup, desk.appearance, desk.tabs, window)),
      progress_(new ProgressPage(desk.appearance, window)),
      glossary_(new GlossaryPage(desk.markup, desk.appearance, desk.tabs, window)),
      settings_(new SettingsPage(desk.appearance, desk.motion, desk.unlockAll, window)),
      test_(new SkipTestPage(desk.memory, desk.markup, desk.appearance, desk.tabs, window)) {
    test_->hide(); // until it is shown alone
    navigator_.setPage(Place::Course, course_);
    navigator_.setPage(Place::Review, review_);
    navigator_.setPage(Place::Progress, progress_);
    navigator_.setPage(Place::Glossary, glossary_);
    navigator_.setPage(Place::Settings, settings_);
    connectPages();
}

void PlacePages::connectPages() {
    connect(course_, &CoursePage::lessonChosen, this, &PlacePages::lessonChosen);
    connect(course_, &CoursePage::testChosen, this, &PlacePages::testChosen);
    connect(course_, &CoursePage::courseChosen, this, &PlacePages::courseChosen);
    connect(review_, &ReviewPage::lessonChosen, this, &PlacePages::lessonChosen);
    connect(review_, &ReviewPage::termChosen, this, &PlacePages::showTerm);
    connect(review_, &ReviewPage::courseWanted, this, [this] { show(Place::Course); });
    connect(review_, &ReviewPage::reviewed, this, &PlacePages::countDue);
    connect(review_, &ReviewPage::failed, this, &PlacePages::failed);
    connect(progress_, &ProgressPage::lessonChosen, this, &PlacePages::lessonChosen);
    connect(progress_, &ProgressPage::exportWanted, this, &PlacePages::exportProgress);
    connect(test_, &SkipTestPage::lessonChosen, this, &PlacePages::lessonChosen);
    connect(test_, &SkipTestPage::courseWanted, this, [this] { show(Place::Course); });
    connect(test_, &SkipTestPage::failed, this, &PlacePages::failed);
    connect(glossary_, &GlossaryPage::lessonChosen, this, &PlacePages::lessonChosen);
}

void PlacePages::show(Place place) {
    const int request = ++request_;
    if (place == Place::Settings) {
        finish(place);
        return;
    }
    desk_.memory.recallCourse(desk_.shelf.course(), this,
                              [this, place, request](const store::Result<CourseMemory>& memory) {
                                  if (!memory)
                                      Q_EMIT failed(memory.error());
                                  if (request != request_)
                                      return;
                                  desk_.unlockAll.setEnabled(memory.has_value());
                                  desk_.unlockAll.setChecked(memory && memory->unlockAll);
                                  showMemory(place, memory.value_or(CourseMemory{}));
                              });
}

void PlacePages::showMemory(Place place, const CourseMemory& memory) {
    const lesson::Course& course = desk_.shelf.course();
    navigator_.bar().setDue(lesson::dueCount(memory.cards, clockNow()));
    if (place == Place::Progress) {
        showProgress(memory);
        return;
    }
    if (place == Place::Course)
        course_->showCourse(course, memory, desk_.shelf.problems(), desk_.shelf.choices());
    if (place == Place::Review)
        review_->showDue(course, memory.cards, clockNow());
    if (place == Place::Glossary)
        glossary_->showCourse(course);
    finish(place);
}

void PlacePages::showProgress(const CourseMemory& memory) {
    desk_.study.recall(
        desk_.shelf.course().id, this, [this, memory, request = request_](const store::Result<Study>& study) {
            if (!study)
                Q_EMIT failed(study.error());
            if (request != request_)
                return;
            const ProgressFigures figures = progressOf(desk_.shelf.course(), memory, study.value_or(Study{}),
                                                       QDate::currentDate(), clockNow(), kShownDays);
            csv_ = progressCsv(figures);
            progress_->showProgress(figures);
            finish(Place::Progress);
        });
}

void PlacePages::finish(Place place) {
    navigator_.show(place);
    if (place == Place::Glossary)
        glossary_->focusSearch();
    Q_EMIT shown(place);
}

void PlacePages::countDue() {
    desk_.memory.recallCourse(desk_.shelf.course(), this, [this](const store::Result<CourseMemory>& memory) {
        if (memory)
            navigator_.bar().setDue(lesson::dueCount(memory->cards, clockNow()));
    });
}

void PlacePages::showTerm(const QString& id) {
    glossary_->showCourse(desk_.shelf.course());
    glossary_->showTerm(id);
    ++request_;
    finish(Place::Glossary);
}

void PlacePages::showTest(const lesson::Lesson& lesson) {
    ++request_;
    test_->begin(desk_.shelf.course().id, lesson, QRandomGenerator::global()->generate64());
    navigator_.showAlone(test_);
}

void PlacePages::showQuestion(const QString& id) {
    glossary_->showCourse(desk_.shelf.course());
    glossary_->showQuestion(id);
    ++request_;
    finish(Place::Glossary);
}

void PlacePages::exportProgress() {
    const QString name = QFileDialog::getSaveFileName(
        window_, tr("Export progress"), QStringLiteral("progress.csv"), tr("CSV files (*.csv)"));
    if (name.isEmpty())
        return;
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv_) != csv_.size() || !file.commit())
        Q_EMIT failed({.code = store::ErrorCode::NotWritable, .path = name});
}

} // namespace downhill::app
