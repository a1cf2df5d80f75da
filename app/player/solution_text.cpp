#include "player/solution_text.h"

#include "messages/expectation_words.h"
#include "player/typed_number.h"
#include "text/code_fence.h"

#include <QStringList>

namespace downhill::app {
namespace {

QString bulleted(const QStringList& items) {
    QString list;
    for (const QString& item : items)
        list += QStringLiteral("- ") + QString(item).replace(u'\n', QStringLiteral("\n  ")) + u'\n';
    return list;
}

QString textOf(const lesson::ChoiceQuestion& question) {
    QStringList right;
    for (const lesson::Choice& choice : question.choices)
        if (choice.right)
            right.append(choice.text);
    return bulleted(right);
}

QString textOf(const lesson::NumberQuestion& question) {
    const QString number = downhill::app::textOf(question.answer.value);
    return inlineCode(question.unit.isEmpty() ? number : number + u' ' + question.unit);
}

QString textOf(const lesson::OrderQuestion& question) {
    QStringList items;
    for (const lesson::OrderItem& item : question.items)
        items.append(item.text);
    if (!question.language.isEmpty())
        return codeFence(items.join(u'\n'), question.language);
    QString list;
    for (qsizetype i = 0; i < items.size(); ++i)
        list += QStringLiteral("%1. %2\n")
                    .arg(i + 1)
                    .arg(QString(items[i]).replace(u'\n', QStringLiteral("\n   ")));
    return list;
}

QString textOf(const lesson::MatchQuestion& question) {
    QStringList pairs;
    for (const lesson::MatchPair& pair : question.pairs)
        pairs.append(pair.left + QStringLiteral(" → ") + pair.right);
    return bulleted(pairs);
}

QString textOf(const lesson::ExperimentQuestion& question, const Wording& wording) {
    QStringList settings;
    const auto add = [&](const QString& name, double value) {
        settings.append(QStringLiteral("%1: %2").arg(name, inlineCode(downhill::app::textOf(value))));
    };
    for (const lesson::KnobSetting& setting : question.solution.knobs)
        add(knobName(setting.knob), setting.value);
    for (std::size_t i = 0; i < question.solution.parameters.size(); ++i)
        add(wording.parameter ? wording.parameter(i) : knobName(lesson::Knob::Parameter, i),
            question.solution.parameters[i]);
    return bulleted(settings);
}

QString fillingOf(const lesson::Gap& gap, bool isCode) {
    if (const auto* typed = std::get_if<lesson::TypedGap>(&gap.body))
        return typed->accept.value(0);
    if (const auto* number = std::get_if<lesson::NumberGap>(&gap.body))
        return isCode ? codeOf(number->answer.value) : downhill::app::textOf(number->answer.value);
    for (const lesson::Choice& choice : std::get<lesson::ChosenGap>(gap.body).choices)
        if (choice.right)
            return choice.text;
    return {};
}

QString textOf(const lesson::ClozeQuestion& question) {
    QString text = question.text;
    for (const lesson::Gap& gap : question.gaps) {
        const QString filling = fillingOf(gap, !question.language.isEmpty());
        text.replace(QStringLiteral("[[%1]]").arg(gap.id),
                     question.language.isEmpty() ? inlineCode(filling) : filling);
    }
    return question.language.isEmpty() ? text : codeFence(text, question.language);
}

} // namespace

QString SolutionText::of(const lesson::Question& question, const Wording& wording) {
    if (std::holds_alternative<lesson::PredictQuestion>(question.body))
        return {};
    QString right;
    if (const auto* truth = std::get_if<lesson::TrueFalseQuestion>(&question.body))
        right = truth->answer ? tr("True") : tr("False");
    else if (const auto* choice = std::get_if<lesson::ChoiceQuestion>(&question.body))
        right = textOf(*choice);
    else if (const auto* number = std::get_if<lesson::NumberQuestion>(&question.body))
        right = textOf(*number);
    else if (const auto* order = std::get_if<lesson::OrderQuestion>(&question.body))
        right = textOf(*order);
    else if (const auto* match = std::get_if<lesson::MatchQuestion>(&question.body))
        right = textOf(*match);
    else if (const auto* cloze = std::get_if<lesson::ClozeQuestion>(&question.body))
        right = textOf(*cloze);
    else if (const auto* experiment = std::get_if<lesson::ExperimentQuestion>(&question.body))
        right = textOf(*experiment, wording);
    return tr("**The right answer**") + QStringLiteral("\n\n") + right;
}

} // namespace downhill::app
