#include "player/number_editor.h"

#include "player/typed_number.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace downhill::app {
namespace {

constexpr int kFieldWidth = 160;

} // namespace

NumberEditor::NumberEditor(const lesson::NumberQuestion& question, QWidget* parent)
    : AnswerEditor(parent), field_(new QLineEdit(this)) {
    field_->setPlaceholderText(tr("a number"));
    field_->setAccessibleName(question.unit.isEmpty() ? tr("Your number")
                                                      : tr("Your number, in %1").arg(question.unit));
    field_->setFixedWidth(kFieldWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kS);
    row->addWidget(field_);
    if (!question.unit.isEmpty())
        row->addWidget(new QLabel(question.unit, this));
    row->addStretch(1);
    connect(field_, &QLineEdit::textChanged, this, &NumberEditor::changed);
    connect(field_, &QLineEdit::returnPressed, this, &NumberEditor::submitted);
}

std::optional<lesson::Answer> NumberEditor::answer() const {
    if (const auto number = numberFrom(field_->text()))
        return lesson::Answer(*number);
    return {};
}

void NumberEditor::setAnswer(const lesson::Answer& answer) {
    if (const auto* number = std::get_if<double>(&answer))
        field_->setText(textOf(*number));
}

void NumberEditor::setLocked(bool locked) {
    field_->setEnabled(!locked);
}

} // namespace downhill::app
