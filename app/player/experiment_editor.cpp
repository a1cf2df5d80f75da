#include "player/experiment_editor.h"

#include "messages/expectation_words.h"
#include "player/task_list.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace downhill::app {

ExperimentEditor::ExperimentEditor(const lesson::ExperimentQuestion& question, const Wording& wording,
                                   TextContext& context, QWidget* parent)
    : AnswerEditor(parent), run_(question.run), tasks_(new TaskList(question.expect, wording, context, this)),
      bounds_(new QLabel(bounds(question), this)), objections_(new QLabel(this)) {
    for (QLabel* label : {bounds_, objections_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setLook(bounds_, "muted");
    objections_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kS);
    column->addWidget(tasks_);
    column->addWidget(bounds_);
    column->addWidget(objections_);
}

QString ExperimentEditor::bounds(const lesson::ExperimentQuestion& question) const {
    QStringList sentences;
    if (!question.keep.empty()) {
        QStringList names;
        for (const lesson::Knob knob : question.keep)
            names.append(knobName(knob));
        sentences.append(tr("This stays as it is: %1.").arg(names.join(tr(", "))));
    }
    if (question.runs > 0)
        sentences.append(tr("The first %n run(s) earn points.", nullptr, question.runs));
    sentences.append(tr("Each run is marked when it ends."));
    return sentences.join(u' ');
}

QString ExperimentEditor::objections(const lesson::RunVerdict& verdict) const {
    QStringList sentences;
    if (!verdict.isThatRun)
        sentences.append(tr("That was another run than “%1”.").arg(run_));
    for (const lesson::Knob knob : verdict.moved)
        sentences.append(tr("The %1 should have stayed as it is.").arg(knobName(knob)));
    return sentences.join(u' ');
}

void ExperimentEditor::showGrade(const std::optional<lesson::Grade>& grade) {
    const bool ran = grade && grade->run;
    tasks_->showVerdict(ran ? std::optional(grade->run->verdict) : std::nullopt);
    objections_->setText(ran ? objections(*grade->run) : QString());
    objections_->setVisible(!objections_->text().isEmpty());
    bounds_->setVisible(!grade || !grade->correct);
}

} // namespace downhill::app
