#include "player/question_card.h"

#include "player/answer_editor.h"
#include "player/hint_list.h"
#include "player/run_wording.h"
#include "player/solution_text.h"
#include "player/verdict_panel.h"
#include "text/text_column.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace downhill::app {
namespace {

bool isSeveral(const lesson::Question& question) {
    const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question.body);
    return choice && choice->several;
}

bool isPrediction(const lesson::Question& question) {
    return std::holds_alternative<lesson::PredictQuestion>(question.body);
}

/// Whether a run answers it, rather than what is entered.
bool isAnsweredByRuns(const lesson::Question& question) {
    return std::holds_alternative<lesson::ExperimentQuestion>(question.body);
}

void append(QString& text, const QString& paragraph) {
    if (!paragraph.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + paragraph;
}

} // namespace

QuestionCard::QuestionCard(const lesson::Question& question, LessonController& controller,
                           TextContext& context, QWidget* parent)
    : QFrame(parent), question_(question), controller_(controller), context_(context),
      prompt_(new TextColumn(context, this)), place_(new QVBoxLayout), hints_(new HintList(context, this)),
      verdict_(new VerdictPanel(context, this)), check_(new QPushButton(this)),
      again_(new QPushButton(this)) {
    setLook(this, "card");
    setObjectName(QStringLiteral("question-") + question.id);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    column->setSpacing(space::kM);
    auto* kind = new QLabel(caption(), this);
    setLook(kind, "caption");
    column->addWidget(kind);
    connect(prompt_, &TextColumn::prepared, this, [this] { setAccessibleName(prompt_->spokenText()); });
    column->addWidget(prompt_);
    column->addLayout(place_);
    column->addWidget(hints_);
    column->addWidget(verdict_);

    setLook(check_, "primary");
    again_->setText(question.parameters.empty() ? tr("Try again") : tr("Try again with other numbers"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(check_);
    buttons->addWidget(again_);
    buttons->addStretch(1);
    buttons->addWidget(hints_->button());
    column->addLayout(buttons);

    connect(check_, &QPushButton::clicked, this, &QuestionCard::check);
    connect(again_, &QPushButton::clicked, this, [this] {
        controller_.tryAgain(question_);
        editor_->focusFirst();
    });
    connect(hints_, &HintList::wanted, this, [this] { controller_.openHint(question_); });
    connect(&controller_, &LessonController::questionChanged, this, [this](const QString& id) {
        if (id == question_.id)
            showProgress();
    });
    connect(&context_.appearance(), &Appearance::changed, this, &QuestionCard::showProgress);
    ask();
    showProgress();
}

QString QuestionCard::caption() const {
    if (isPrediction(question_))
        return controller_.step().experiment ? tr("Predict, before you run it")
                                             : tr("Predict, before you go on");
    const QString points = tr("%n point(s)", nullptr, qRound(question_.points));
    const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question_.body);
    if (choice && choice->several)
        return tr("Question · choose all that hold · %1").arg(points);
    if (isAnsweredByRuns(question_))
        return tr("Question · answered by a run · %1").arg(points);
    if (std::holds_alternative<lesson::OrderQuestion>(question_.body))
        return tr("Question · put in order · %1").arg(points);
    if (std::holds_alternative<lesson::MatchQuestion>(question_.body))
        return tr("Question · match · %1").arg(points);
    if (std::holds_alternative<lesson::ClozeQuestion>(question_.body))
        return tr("Question · fill the gaps · %1").arg(points);
    return tr("Question · %1").arg(points);
}

void QuestionCard::ask() {
    seed_ = controller_.seed(question_);
    drawn_ = controller_.drawn(question_);
    delete editor_;
    editor_ = makeAnswerEditor(drawn_, seed_, wording(), context_).release();
    editor_->setParent(this);
    place_->addWidget(editor_);
    if (const auto draft = controller_.progress(question_.id).draft)
        editor_->setAnswer(*draft);
    connect(editor_, &AnswerEditor::changed, this, [this] {
        controller_.keepDraft(question_.id, editor_->answer());
        check_->setEnabled(editor_->answer().has_value());
    });
    connect(editor_, &AnswerEditor::submitted, this, &QuestionCard::check);
    prompt_->setMarkdown(drawn_.prompt);
}

Wording QuestionCard::wording() const {
    const auto& experiment = controller_.step().experiment;
    return experiment ? wordingOf(*experiment) : Wording{};
}

QString QuestionCard::awaited() const {
    const auto* prediction = std::get_if<lesson::PredictQuestion>(&question_.body);
    const auto& experiment = controller_.step().experiment;
    return prediction && experiment ? settingsText(prediction->at, *experiment) : QString();
}

void QuestionCard::check() {
    const std::optional<lesson::Answer> answer = editor_->answer();
    if (answer && !controller_.progress(question_.id).grade)
        controller_.answer(question_, *answer);
}

bool QuestionCard::isRevealed() const {
    return !isPrediction(question_) || controller_.isRevealed(question_);
}

void QuestionCard::showProgress() {
    if (controller_.seed(question_) != seed_)
        ask();
    const QuestionProgress progress = controller_.progress(question_.id);
    const bool graded = progress.grade.has_value();
    const bool comes = graded && !graded_;
    if (isAncestorOf(QApplication::focusWidget()))
        hadFocus_ = true;
    else if (!progress.saving && !comes)
        hadFocus_ = false; // while an answer is saved its field is locked, and that takes the focus away
    graded_ = graded;
    if (progress.answer && editor_->answer() != progress.answer)
        editor_->setAnswer(*progress.answer);
    editor_->setLocked(graded || progress.saving);
    std::optional<lesson::Grade> shown = isRevealed() ? progress.grade : std::nullopt;
    // The next try is to be the student's own.
    const int missed = shown && shown->marked && !progress.solved ? lesson::concealMissed(*shown) : 0;
    editor_->showGrade(shown);
    check_->setVisible(!graded && !isAnsweredByRuns(question_));
    check_->setEnabled(editor_->answer().has_value());
    check_->setText(progress.saving ? tr("Saving…") : isPrediction(question_) ? tr("Commit") : tr("Check"));
    again_->setVisible(graded && !isPrediction(question_) && !isAnsweredByRuns(question_) &&
                       !progress.grade->correct);
    const bool open = isAnsweredByRuns(question_) ? !graded || !progress.grade->correct : !graded;
    hints_->showHints(drawn_, progress.hintsOpened, open && !progress.saving);
    showVerdict(progress, missed);
    if (comes && std::exchange(hadFocus_, false)) // what was pressed is gone; the verdict is what comes next
        verdict_->setFocus();
    if (comes)
        Q_EMIT judged(verdict_);
}

void QuestionCard::showVerdict(const QuestionProgress& progress, int missed) {
    if (!progress.grade) {
        verdict_->hide();
        return;
    }
    const lesson::Grade& grade = *progress.grade;
    QString text = isRevealed() ? grade.feedback : QString();
    if (!grade.marked) {
        if (isRevealed())
            append(text, drawn_.explanation);
        verdict_->showPrediction(isRevealed(), awaited(), text);
        return;
    }
    if (progress.solved) {
        if (!grade.correct)
            append(text, SolutionText::of(drawn_, wording()));
        append(text, drawn_.explanation);
    }
    verdict_->showMark(grade, noteOn(progress, missed), text);
}

QString QuestionCard::noteOn(const QuestionProgress& progress, int missed) const {
    QStringList notes;
    for (const lesson::Deduction deduction : progress.grade->deductions) {
        switch (deduction) {
        case lesson::Deduction::HintsOpened:
            notes.append(tr("The hints that you opened cost some of the points."));
            break;
        case lesson::Deduction::SolutionShown:
            notes.append(tr("The right answer had been shown before, so it earns half of the points."));
            break;
        case lesson::Deduction::TooManyRuns:
            notes.append(tr("The runs that earn points had all been made."));
            break;
        }
    }
    if (const auto* runs = std::get_if<lesson::ExperimentQuestion>(&question_.body);
        runs && !progress.grade->correct && runs->runs > progress.tries)
        notes.append(tr("%n run(s) left that earn points.", nullptr, runs->runs - progress.tries));
    if (missed > 0 && isSeveral(question_))
        notes.append(tr("%n right choice(s) left out.", nullptr, missed));
    if (!progress.grade->correct && question_.tries > 0) {
        const int left = question_.tries - progress.tries;
        if (left > 0)
            notes.append(tr("%n try(s) left before the right answer is shown.", nullptr, left));
    }
    return notes.join(u' ');
}

} // namespace downhill::app
