#include "player/lesson_page.h"

#include "experiment/experiment_panel.h"
#include "player/step_dots.h"
#include "player/term_popup.h"
#include "text/markup_service.h"
#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

/// Below this width the two sides are stacked.
constexpr int kNarrow = 880;
constexpr int kIconPixels = 18;
constexpr int kLeastReading = 340;
/// How the width is shared until the student moves the divider.
constexpr double kTextShare = 0.45;
constexpr double kLeastShare = 0.1;
constexpr int kWhole = 10'000; ///< sizes of a splitter are whole numbers, and only their ratio counts

} // namespace

LessonPage::LessonPage(LessonSession& session, MarkupService& markup, Appearance& appearance,
                       TabChoices& tabs, QWidget* parent)
    : QWidget(parent), session_(session), appearance_(appearance),
      texts_(markup, appearance, tabs, session.lesson().lesson().folder), textShare_(kTextShare) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());

    splitter_ = new QSplitter(this);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(1);
    auto* readingFrame = new QFrame(splitter_);
    setLook(readingFrame, "panel");
    auto* readingLayout = new QVBoxLayout(readingFrame);
    readingLayout->setContentsMargins(0, 0, 0, 0);
    reading_ = new ReadingColumn(texts_, readingFrame);
    readingLayout->addWidget(reading_);
    connect(reading_, &ReadingColumn::testWanted, this, &LessonPage::testWanted);
    panel_ = new ExperimentPanel(session.experiment(), texts_, splitter_);
    splitter_->addWidget(readingFrame);
    splitter_->addWidget(panel_);
    connect(splitter_, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = splitter_->sizes();
        textShare_ = std::clamp(static_cast<double>(sizes[0]) / std::max(1, sizes[0] + sizes[1]), kLeastShare,
                                1 - kLeastShare);
        Q_EMIT textShareChanged(textShare_);
    });
    column->addWidget(splitter_, 1);
    column->addWidget(makeFooter());

    LessonController& lesson = session_.lesson();
    connect(&lesson, &LessonController::stepChanged, this, &LessonPage::showStep);
    connect(&lesson, &LessonController::questionChanged, this, &LessonPage::showProgress);
    connect(&appearance_, &Appearance::changed, this, &LessonPage::drawIcons);
    drawIcons();
}

QWidget* LessonPage::makeHeader() {
    auto* bar = new QFrame(this);
    setLook(bar, "bar");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kM, space::kS, space::kL, space::kS);
    row->setSpacing(space::kM);

    close_ = new QToolButton(bar);
    close_->setText(tr("Course"));
    close_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    close_->setAccessibleName(tr("Back to the course"));
    close_->setToolTip(tr("Back to the course (Esc)"));
    close_->setShortcut(Qt::Key_Escape);
    connect(close_, &QToolButton::clicked, this, &LessonPage::closeRequested);
    title_ = new QLabel(session_.lesson().lesson().title, bar);
    setLook(title_, "value");
    title_->setMinimumWidth(80);
    dots_ = new StepDots(appearance_, bar);
    connect(dots_, &StepDots::chosen, &session_.lesson(), &LessonController::goTo);

    const auto makeToggle = [&](const QString& name, Layout layout) {
        auto* button = new QToolButton(bar);
        button->setCheckable(true);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setIconSize({kIconPixels, kIconPixels});
        connect(button, &QToolButton::clicked, this,
                [this, layout](bool on) { setLayoutMode(on ? layout : Layout::Both); });
        return button;
    };
    onlyText_ = makeToggle(tr("Only the text"), Layout::Text);
    onlyExperiment_ = makeToggle(tr("Only the experiment"), Layout::Experiment);

    row->addWidget(close_);
    row->addWidget(title_, 1);
    row->addWidget(dots_);
    row->addSpacing(space::kS);
    row->addWidget(onlyText_);
    row->addWidget(onlyExperiment_);
    return bar;
}

QWidget* LessonPage::makeFooter() {
    auto* bar = new QFrame(this);
    setLook(bar, "footer");
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    back_ = new QPushButton(tr("Back"), bar);
    back_->setToolTip(tr("The step before (Page Up with Alt)"));
    back_->setShortcut(Qt::ALT | Qt::Key_PageUp);
    forward_ = new QPushButton(bar);
    setLook(forward_, "primary");
    forward_->setShortcut(Qt::ALT | Qt::Key_PageDown);
    answered_ = new QLabel(bar);
    setLook(answered_, "muted");
    answered_->setAlignment(Qt::AlignCenter);
    row->addWidget(back_);
    row->addWidget(answered_, 1);
    row->addWidget(forward_);
    connect(back_, &QPushButton::clicked, &session_.lesson(), &LessonController::back);
    connect(forward_, &QPushButton::clicked, this, [this] {
        LessonController& lesson = session_.lesson();
        if (lesson.stepIndex() + 1 == lesson.stepCount())
            Q_EMIT finished();
        else
            lesson.next();
    });
    return bar;
}

void LessonPage::showStep() {
    LessonController& lesson = session_.lesson();
    reading_->showStep(lesson);
    panel_->showExperiment();
    arrange();
    showProgress();
    const auto& steps = lesson.lesson().steps;
    if (const std::size_t next = static_cast<std::size_t>(lesson.stepIndex()) + 1; next < steps.size())
        texts_.markup().prefetch(steps[next].text);
}

void LessonPage::showProgress() {
    LessonController& lesson = session_.lesson();
    std::vector<StepDots::State> states;
    QStringList titles;
    for (int i = 0; i < lesson.stepCount(); ++i) {
        const bool done = lesson.isVisited(i) && lesson.isAnswered(i);
        states.push_back(done                  ? StepDots::State::Done
                         : lesson.isVisited(i) ? StepDots::State::Seen
                                               : StepDots::State::Unseen);
        titles.append(lesson.lesson().steps[static_cast<std::size_t>(i)].title);
    }
    dots_->setSteps(states, titles, lesson.stepIndex());

    const auto& questions = lesson.step().questions;
    const auto settled = std::ranges::count_if(questions, [&](const lesson::Question& question) {
        const QuestionProgress progress = lesson.progress(question.id);
        return progress.grade && (progress.grade->correct || !progress.grade->marked);
    });
    answered_->setText(
        questions.empty()
            ? QString()
            : tr("%1 of %n question(s) answered", nullptr, static_cast<int>(questions.size())).arg(settled));
    back_->setEnabled(lesson.stepIndex() > 0);
    const bool last = lesson.stepIndex() + 1 == lesson.stepCount();
    forward_->setText(last ? tr("Finish") : tr("Continue"));
    forward_->setToolTip(last ? tr("Back to the course") : tr("The next step (Page Down with Alt)"));
}

void LessonPage::showTerm(const lesson::Term& term, QWidget* from) {
    if (!term_) {
        term_ = new TermPopup(texts_, this);
        connect(term_, &TermPopup::glossaryWanted, this, &LessonPage::glossaryWanted);
    }
    QRect anchor = from->rect();
    if (const auto* text = qobject_cast<const QTextEdit*>(from))
        anchor = text->cursorRect();
    // A term that is followed from another one takes its place.
    if (!term_->isAncestorOf(from))
        termAnchor_ = QRect(from->mapToGlobal(anchor.topLeft()), anchor.size());
    term_->showTerm(term, termAnchor_);
}

void LessonPage::setLayoutMode(Layout layout) {
    layout_ = layout;
    arrange();
}

void LessonPage::setTextShare(double share) {
    textShare_ = std::clamp(share, kLeastShare, 1 - kLeastShare);
    arrange();
}

void LessonPage::arrange() {
    const bool hasExperiment = session_.experiment().state() != ExperimentController::State::Empty;
    const bool text = !hasExperiment || layout_ != Layout::Experiment;
    reading_->parentWidget()->setVisible(text);
    panel_->setVisible(hasExperiment && layout_ != Layout::Text);
    onlyText_->setVisible(hasExperiment);
    onlyExperiment_->setVisible(hasExperiment);
    onlyText_->setChecked(layout_ == Layout::Text);
    onlyExperiment_->setChecked(layout_ == Layout::Experiment);
    const Qt::Orientation orientation = width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    reading_->parentWidget()->setMinimumWidth(orientation == Qt::Horizontal ? kLeastReading : 0);
    if (splitter_->orientation() != orientation)
        splitter_->setOrientation(orientation);
    const int reading = qRound(textShare_ * kWhole);
    splitter_->setSizes({reading, kWhole - reading});
}

void LessonPage::drawIcons() {
    const QColor ink = appearance_.theme().text;
    close_->setIcon(lineIcon(QStringLiteral("back"), ink));
    onlyText_->setIcon(lineIcon(QStringLiteral("lesson"), ink));
    onlyExperiment_->setIcon(lineIcon(QStringLiteral("history"), ink));
}

void LessonPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace downhill::app
