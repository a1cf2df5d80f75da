#include "player/gap_field.h"

#include "lesson/shown_order.h"
#include "player/choice_box.h"
#include "player/typed_number.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QAction>
#include <QFontMetrics>
#include <QLineEdit>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr qsizetype kLeastLetters = 6;
constexpr qsizetype kMostLetters = 28;
constexpr qsizetype kLetterStep = 6; ///< so that the width does not tell the length
constexpr int kNumberLetters = 8;
constexpr int kAround = 20;  ///< px of padding and border
constexpr int kForMark = 24; ///< px

qsizetype lettersFor(const lesson::TypedGap& gap) {
    qsizetype longest = kLeastLetters;
    for (const QString& text : gap.accept)
        longest = std::max(longest, text.size());
    return std::min(kMostLetters, (longest + kLetterStep - 1) / kLetterStep * kLetterStep);
}

} // namespace

GapField::GapField(const lesson::Gap& gap, int number, std::uint64_t seed, bool code, TextContext& context,
                   QObject* parent)
    : QObject(parent), id_(gap.id), number_(number), code_(code), context_(context) {
    if (const auto* chosen = std::get_if<lesson::ChosenGap>(&gap.body))
        makeBox(*chosen, lesson::shownOrder(gap, seed));
    else
        makeLine(gap);
    QWidget* field = widget();
    field->setObjectName(QStringLiteral("gap-") + gap.id);
    field->setAccessibleName(name());
    const auto setFont = [this, code, field] {
        const Theme& theme = context_.appearance().theme();
        field->setFont(code ? theme.code() : theme.control());
        if (line_)
            line_->setFixedWidth(letters_ * QFontMetrics(theme.code()).horizontalAdvance(u'0') +
                                 qRound((kAround + kForMark) * theme.textScale));
    };
    setFont();
    connect(&context_.appearance(), &Appearance::changed, field, setFont);
    setMark({});
}

void GapField::makeLine(const lesson::Gap& gap) {
    line_ = new QLineEdit;
    numeric_ = std::holds_alternative<lesson::NumberGap>(gap.body);
    const auto* typed = std::get_if<lesson::TypedGap>(&gap.body);
    letters_ = typed ? static_cast<int>(lettersFor(*typed)) : kNumberLetters;
    line_->setMaxLength(200);
    mark_ = line_->addAction(QIcon(), QLineEdit::TrailingPosition);
    mark_->setVisible(false);
    connect(line_, &QLineEdit::textChanged, this, &GapField::changed);
    connect(line_, &QLineEdit::returnPressed, this, &GapField::submitted);
}

void GapField::makeBox(const lesson::ChosenGap& gap, const std::vector<std::size_t>& order) {
    box_ = new ChoiceBox;
    box_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const std::size_t place : order)
        box_->add(gap.choices[place].id, gap.choices[place].text);
    connect(box_, &QComboBox::currentIndexChanged, this, &GapField::changed);
}

QString GapField::name() const {
    return numeric_ ? tr("Gap %1, a number").arg(number_) : tr("Gap %1").arg(number_);
}

QWidget* GapField::widget() const {
    return box_ ? static_cast<QWidget*>(box_) : line_;
}

std::optional<lesson::GapFilling> GapField::filling() const {
    if (box_)
        return box_->chosen().isEmpty() ? std::nullopt : std::optional<lesson::GapFilling>(box_->chosen());
    if (line_->text().trimmed().isEmpty())
        return {};
    if (!numeric_)
        return line_->text();
    const std::optional<double> number = numberFrom(line_->text());
    return number ? std::optional<lesson::GapFilling>(*number) : std::nullopt;
}

void GapField::fill(const std::optional<lesson::GapFilling>& filling) {
    const auto* text = filling ? std::get_if<QString>(&*filling) : nullptr;
    const auto* number = filling ? std::get_if<double>(&*filling) : nullptr;
    const QString shown = text ? *text : !number ? QString() : code_ ? codeOf(*number) : textOf(*number);
    if (box_)
        box_->choose(shown);
    else
        line_->setText(shown);
}

QString GapField::shown() const {
    return box_ ? box_->currentText() : line_->text();
}

void GapField::setLocked(bool locked) {
    if (box_)
        box_->setEnabled(!locked);
    else
        line_->setReadOnly(locked);
}

void GapField::setMark(std::optional<bool> right) {
    const Theme& theme = context_.appearance().theme();
    QWidget* field = widget();
    const QIcon icon = !right   ? QIcon()
                       : *right ? lineIcon(QStringLiteral("check"), theme.good)
                                : lineIcon(QStringLiteral("cross"), theme.bad);
    if (mark_) {
        mark_->setIcon(icon);
        mark_->setVisible(right.has_value());
    } else if (box_->currentIndex() >= 0) {
        box_->setItemIcon(box_->currentIndex(), icon);
    }
    field->setAccessibleDescription(!right ? QString() : *right ? tr("right") : tr("wrong"));
    setLook(field, !right ? "gap" : *right ? "gap-good" : "gap-bad");
}

} // namespace downhill::app
