#include "player/number_editor.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

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

std::optional<double> NumberEditor::parse(const QString& text) {
    QString plain = text.trimmed();
    plain.replace(QChar(0x2212), u'-').remove(u' ');
    static const QRegularExpression grouped(QStringLiteral("^-?\\d{1,3}(,\\d{3})+(\\.\\d+)?$"));
    if (QLocale().decimalPoint() != QStringLiteral(",") && grouped.match(plain).hasMatch())
        plain.remove(u',');
    plain.replace(u',', u'.');
    const auto number = [](const QString& part) -> std::optional<double> {
        bool understood = false;
        const double value = QLocale::c().toDouble(part, &understood);
        if (!understood || !std::isfinite(value))
            return {};
        return value;
    };
    if (const qsizetype slash = plain.indexOf(u'/'); slash > 0) {
        const auto above = number(plain.left(slash));
        const auto below = number(plain.mid(slash + 1));
        if (!above || !below || *below == 0)
            return {};
        return *above / *below;
    }
    return number(plain);
}

std::optional<lesson::Answer> NumberEditor::answer() const {
    if (const auto number = parse(field_->text()))
        return lesson::Answer(*number);
    return {};
}

void NumberEditor::setAnswer(const lesson::Answer& answer) {
    if (const auto* number = std::get_if<double>(&answer))
        field_->setText(QLocale::c().toString(*number, 'g', 10));
}

void NumberEditor::setLocked(bool locked) {
    field_->setEnabled(!locked);
}

} // namespace downhill::app
