#include "player/cloze_editor.h"

#include "player/gap_field.h"
#include "player/gap_view.h"
#include "player/part_feedback.h"
#include "theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {

ClozeEditor::ClozeEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                         QWidget* parent)
    : AnswerEditor(parent), text_(new GapView(context, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kS);
    column->addWidget(text_);

    const auto& cloze = std::get<lesson::ClozeQuestion>(question.body);
    std::vector<lesson::Gap> gaps = cloze.gaps;
    std::ranges::stable_sort(gaps, {}, [&](const lesson::Gap& gap) {
        return cloze.text.indexOf(QStringLiteral("[[%1]]").arg(gap.id));
    });
    QStringList ids;
    std::vector<QWidget*> widgets;
    for (const lesson::Gap& gap : gaps) {
        auto* field = new GapField(gap, static_cast<int>(fields_.size()) + 1, seed, !cloze.language.isEmpty(),
                                   context, this);
        connect(field, &GapField::changed, this, &ClozeEditor::changed);
        connect(field, &GapField::submitted, this, &ClozeEditor::submitted);
        fields_.push_back(field);
        ids.append(gap.id);
        widgets.push_back(field->widget());
        feedbacks_.push_back(new PartFeedback(context, this));
        column->addWidget(feedbacks_.back());
    }
    text_->setText(cloze.text, cloze.language, ids, widgets);
}

std::optional<lesson::Answer> ClozeEditor::answer() const {
    lesson::GapFillings fillings;
    for (const GapField* field : fields_)
        if (const auto filling = field->filling())
            fillings.gaps[field->id()] = *filling;
    if (fillings.gaps.empty())
        return {};
    return fillings;
}

void ClozeEditor::setAnswer(const lesson::Answer& answer) {
    const auto* fillings = std::get_if<lesson::GapFillings>(&answer);
    if (!fillings)
        return;
    for (GapField* field : fields_) {
        const auto filling = fillings->gaps.find(field->id());
        field->fill(filling == fillings->gaps.end() ? std::nullopt : std::optional(filling->second));
    }
}

void ClozeEditor::setLocked(bool locked) {
    for (GapField* field : fields_)
        field->setLocked(locked);
}

void ClozeEditor::showGrade(const std::optional<lesson::Grade>& grade) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        GapField* field = fields_[i];
        feedbacks_[i]->say("note", {});
        if (!grade) {
            field->setMark({});
            continue;
        }
        const auto verdict = std::ranges::find(grade->parts, field->id(), &lesson::PartVerdict::id);
        if (verdict == grade->parts.end())
            continue;
        field->setMark(verdict->right);
        if (!verdict->feedback.isEmpty())
            feedbacks_[i]->say(verdict->right ? "good" : "bad", verdict->feedback,
                               field->shown().isEmpty() ? tr("%1: left empty").arg(field->name())
                                                        : tr("%1: %2").arg(field->name(), field->shown()));
    }
}

} // namespace downhill::app
