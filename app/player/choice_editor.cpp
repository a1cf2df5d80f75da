#include "player/choice_editor.h"

#include "lesson/shown_order.h"
#include "player/choice_mark.h"
#include "player/part_feedback.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icon_mark.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

const QString kTrue = QStringLiteral("true");
const QString kFalse = QStringLiteral("false");
constexpr int kMarkPixels = 18;

std::vector<lesson::Choice> choicesOf(const lesson::Question& question) {
    if (const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question.body))
        return choice->choices;
    if (const auto* predict = std::get_if<lesson::PredictQuestion>(&question.body))
        return predict->choices;
    return {};
}

} // namespace

ChoiceEditor::ChoiceEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                           QWidget* parent)
    : AnswerEditor(parent), trueFalse_(std::holds_alternative<lesson::TrueFalseQuestion>(question.body)),
      predict_(std::holds_alternative<lesson::PredictQuestion>(question.body)), context_(context),
      group_(new QButtonGroup(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kXs);

    const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question.body);
    several_ = choice && choice->several;
    group_->setExclusive(!several_);
    if (trueFalse_) {
        addRow(kTrue, tr("True"));
        addRow(kFalse, tr("False"));
    } else {
        const std::vector<lesson::Choice> choices = choicesOf(question);
        for (const std::size_t index : lesson::shownOrder(question, seed))
            addRow(choices[index].id, choices[index].text);
    }
}

void ChoiceEditor::addRow(const QString& id, const QString& text) {
    QAbstractButton* button = several_
                                  ? static_cast<QAbstractButton*>(new CheckMark(context_.appearance(), this))
                                  : static_cast<QAbstractButton*>(new RadioMark(context_.appearance(), this));
    button->setProperty("choice", id);
    button->setFocusPolicy(Qt::StrongFocus);
    if (!several_) // within a group, Tab passes all but the checked ones
        group_->addButton(button);

    auto* label = new MarkupView(context_, this);
    connect(label, &MarkupView::prepared, button,
            [button, label] { button->setAccessibleName(label->spokenText()); });
    label->setMarkdown(text);
    connect(label, &MarkupView::clicked, button, [button] {
        if (button->isEnabled())
            button->click();
    });

    auto* mark = new IconMark(context_.appearance(), kMarkPixels, this);
    auto* feedback = new PartFeedback(context_, this);

    auto* line = new QHBoxLayout;
    line->setSpacing(space::kS);
    line->addWidget(button, 0, Qt::AlignTop);
    line->addWidget(label, 1);
    line->addWidget(mark, 0, Qt::AlignTop);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
    layout()->addWidget(feedback);
    rows_.push_back({id, button, label, mark, feedback});

    connect(button, &QAbstractButton::toggled, this, &ChoiceEditor::changed);
}

std::optional<lesson::Answer> ChoiceEditor::answer() const {
    lesson::ChosenIds chosen;
    for (const Row& row : rows_)
        if (row.button->isChecked())
            chosen.ids.append(row.id);
    if (chosen.ids.isEmpty())
        return {};
    if (trueFalse_)
        return chosen.ids.front() == kTrue;
    return chosen;
}

void ChoiceEditor::setAnswer(const lesson::Answer& answer) {
    QStringList ids;
    if (const auto* chosen = std::get_if<lesson::ChosenIds>(&answer))
        ids = chosen->ids;
    else if (const auto* truth = std::get_if<bool>(&answer))
        ids = {*truth ? kTrue : kFalse};
    for (const Row& row : rows_)
        row.button->setChecked(ids.contains(row.id));
}

void ChoiceEditor::setLocked(bool locked) {
    for (const Row& row : rows_)
        row.button->setEnabled(!locked);
}

void ChoiceEditor::showGrade(const std::optional<lesson::Grade>& grade) {
    for (Row& row : rows_) {
        row.mark->clear();
        row.mark->setAccessibleName({});
        row.feedback->say("note", {});
        if (!grade)
            continue;
        const auto verdict = std::ranges::find(grade->choices, row.id, &lesson::ChoiceVerdict::id);
        if (verdict == grade->choices.end())
            continue;
        // Of several choices those that were left out are always named, whether or not their author says
        // more.
        const bool missed = several_ && !verdict->chosen && verdict->right;
        if (!verdict->chosen && !missed)
            continue;
        const bool good = (verdict->right && verdict->chosen) || predict_;
        if (!predict_ && verdict->chosen) {
            row.mark->setIcon(good ? QStringLiteral("check") : QStringLiteral("cross"),
                              good ? &Theme::good : &Theme::bad);
            row.mark->setAccessibleName(good ? tr("right") : tr("wrong"));
        }
        row.feedback->say(predict_ ? "note"
                          : missed ? "warning"
                          : good   ? "good"
                                   : "bad",
                          verdict->feedback, missed ? tr("This belongs to the answer too.") : QString());
    }
}

} // namespace downhill::app
