#include "player/question_card.h"

#include "player/answer_editor.h"
#include "text/markup_view.h"
#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kIconPixels = 18;

bool isPrediction(const lesson::Question& question) {
    return std::holds_alternative<lesson::PredictQuestion>(question.body);
}

} // namespace

QuestionCard::QuestionCard(const lesson::Question& question, LessonController& controller,
                           MarkupService& markup, Appearance& appearance, QWidget* parent)
    : QFrame(parent), question_(question), controller_(controller), markup_(markup), appearance_(appearance),
      editor_(makeAnswerEditor(question, controller.shuffleSeed(question), markup, appearance).release()),
      hints_(new QVBoxLayout), verdict_(new QFrame(this)), verdictIcon_(new QLabel(this)),
      verdictHeadline_(new QLabel(this)), verdictText_(new MarkupView(markup, appearance, this)),
      check_(new QPushButton(this)), again_(new QPushButton(tr("Try again"), this)),
      hint_(new QPushButton(tr("Hint"), this)) {
    setLook(this, "card");
    setObjectName(QStringLiteral("question-") + question.id);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    column->setSpacing(space::kM);

    auto* kind = new QLabel(caption(), this);
    setLook(kind, "caption");
    column->addWidget(kind);
    auto* prompt = new MarkupView(markup, appearance, this);
    connect(prompt, &MarkupView::prepared, this, [this, prompt] { setAccessibleName(prompt->spokenText()); });
    prompt->setMarkdown(question.prompt);
    column->addWidget(prompt);
    editor_->setParent(this);
    column->addWidget(editor_);
    hints_->setSpacing(space::kS);
    column->addLayout(hints_);

    setLook(verdictHeadline_, "value");
    verdictHeadline_->setWordWrap(true);
    auto* headline = new QHBoxLayout;
    headline->setSpacing(space::kS);
    headline->addWidget(verdictIcon_);
    headline->addWidget(verdictHeadline_, 1);
    auto* verdictColumn = new QVBoxLayout(verdict_);
    verdictColumn->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    verdictColumn->setSpacing(space::kXs);
    verdictColumn->addLayout(headline);
    verdictColumn->addWidget(verdictText_);
    column->addWidget(verdict_);

    setLook(check_, "primary");
    check_->setText(isPrediction(question) ? tr("Commit") : tr("Check"));
    setLook(hint_, "quiet");
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(check_);
    buttons->addWidget(again_);
    buttons->addStretch(1);
    buttons->addWidget(hint_);
    column->addLayout(buttons);

    connect(editor_, &AnswerEditor::changed, this,
            [this] { check_->setEnabled(editor_->answer().has_value()); });
    connect(editor_, &AnswerEditor::submitted, this, &QuestionCard::check);
    connect(check_, &QPushButton::clicked, this, &QuestionCard::check);
    connect(again_, &QPushButton::clicked, this, [this] { controller_.tryAgain(question_); });
    connect(hint_, &QPushButton::clicked, this, [this] { controller_.openHint(question_); });
    connect(&controller_, &LessonController::questionChanged, this, [this](const QString& id) {
        if (id == question_.id)
            showProgress();
    });
    connect(&appearance_, &Appearance::changed, this, &QuestionCard::showProgress);
    showProgress();
}

QString QuestionCard::caption() const {
    if (isPrediction(question_))
        return controller_.step().experiment ? tr("Predict, before you run it")
                                             : tr("Predict, before you go on");
    const QString points = tr("%n point(s)", nullptr, qRound(question_.points));
    const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question_.body);
    return choice && choice->several ? tr("Question · choose all that hold · %1").arg(points)
                                     : tr("Question · %1").arg(points);
}

void QuestionCard::check() {
    const std::optional<lesson::Answer> answer = editor_->answer();
    if (answer && !controller_.progress(question_.id).grade)
        controller_.answer(question_, *answer);
}

bool QuestionCard::isRevealed() const {
    return !isPrediction(question_) || controller_.hasRun(controller_.stepIndex());
}

void QuestionCard::showProgress() {
    const QuestionProgress progress = controller_.progress(question_.id);
    const bool graded = progress.grade.has_value();
    if (progress.answer && editor_->answer() != progress.answer)
        editor_->setAnswer(*progress.answer);
    editor_->setLocked(graded || progress.saving);
    editor_->showGrade(isRevealed() ? progress.grade : std::nullopt);
    check_->setVisible(!graded);
    check_->setEnabled(!progress.saving && editor_->answer().has_value());
    check_->setText(progress.saving ? tr("Saving…") : isPrediction(question_) ? tr("Commit") : tr("Check"));
    again_->setVisible(graded && !isPrediction(question_) && !progress.grade->correct);
    hint_->setVisible(!graded && progress.hintsOpened < static_cast<int>(question_.hints.size()));
    hint_->setText(question_.hints.size() > 1
                       ? tr("Hint %1 of %2").arg(progress.hintsOpened + 1).arg(question_.hints.size())
                       : tr("Hint"));
    showHints(progress);
    showVerdict(progress);
}

void QuestionCard::showHints(const QuestionProgress& progress) {
    while (hints_->count() < progress.hintsOpened) {
        auto* frame = new QFrame(this);
        setLook(frame, "note");
        auto* layout = new QVBoxLayout(frame);
        layout->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
        auto* text = new MarkupView(markup_, appearance_, frame);
        text->setMarkdown(question_.hints[static_cast<std::size_t>(hints_->count())].text);
        layout->addWidget(text);
        hints_->addWidget(frame);
    }
}

void QuestionCard::showVerdict(const QuestionProgress& progress) {
    verdict_->setVisible(progress.grade.has_value());
    if (!progress.grade)
        return;
    const lesson::Grade& grade = *progress.grade;
    const Theme& theme = appearance_.theme();
    const auto pixmap = [](const QString& name, const QColor& color) {
        return lineIcon(name, color).pixmap(kIconPixels, kIconPixels);
    };
    QString text = isRevealed() ? grade.feedback : QString();
    if (!grade.marked) {
        setLook(verdict_, "note");
        verdictIcon_->setPixmap(pixmap(QStringLiteral("info"), theme.accent));
        verdictHeadline_->setText(isRevealed() ? tr("Now you have seen it.")
                                               : tr("Committed. Now run it and see."));
    } else if (grade.correct) {
        setLook(verdict_, "good");
        verdictIcon_->setPixmap(pixmap(QStringLiteral("check"), theme.good));
        verdictHeadline_->setText(tr("Right."));
    } else if (grade.score > 0) {
        setLook(verdict_, "warning");
        verdictIcon_->setPixmap(pixmap(QStringLiteral("info"), theme.warning));
        verdictHeadline_->setText(
            tr("Partly right: %1 of %2 points.")
                .arg(QLocale().toString(grade.score, 'g', 2), QLocale().toString(grade.points, 'g', 2)));
    } else {
        setLook(verdict_, "bad");
        verdictIcon_->setPixmap(pixmap(QStringLiteral("cross"), theme.bad));
        verdictHeadline_->setText(tr("Not yet."));
    }
    if ((grade.marked ? grade.correct : isRevealed()) && !question_.explanation.isEmpty())
        text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + question_.explanation;
    verdictText_->setMarkdown(text);
    verdictText_->setVisible(!text.isEmpty());
    verdict_->setAccessibleName(verdictHeadline_->text());
}

} // namespace downhill::app
