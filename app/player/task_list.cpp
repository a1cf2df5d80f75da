#include "player/task_list.h"

#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icon_mark.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kMarkPixels = 18;

QString capitalised(QString clause) {
    if (!clause.isEmpty())
        clause.front() = clause.front().toUpper();
    return clause;
}

/// Whether the clause begins with a name, which stays as it is: w is not W.
bool startsWithName(const lesson::Bound& bound, const Wording& wording) {
    const std::size_t parameter = bound.measure.index.value_or(0);
    return bound.measure.figure == lesson::Figure::Parameter && bound.measure.when == lesson::Moment::End &&
           wording.parameter && wording.parameter(parameter) != knobName(lesson::Knob::Parameter, parameter);
}

} // namespace

TaskList::TaskList(const lesson::Expectation& expectation, Wording wording, TextContext& context,
                   QWidget* parent)
    : QWidget(parent), expectation_(expectation), wording_(std::move(wording)), context_(context) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kXs);
    if (expectation_.reason)
        addLine(capitalised(reasonInWords(*expectation_.reason, expectation_.within)));
    for (const lesson::Bound& bound : expectation_.bounds)
        addLine(startsWithName(bound, wording_) ? boundInWords(bound, wording_)
                                                : capitalised(boundInWords(bound, wording_)));
    showVerdict({});
}

void TaskList::addLine(const QString& task) {
    auto* mark = new IconMark(context_.appearance(), kMarkPixels, this);
    auto* text = new QLabel(this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    lines_.push_back({task, mark, text});
}

void TaskList::showVerdict(const std::optional<lesson::Verdict>& verdict) {
    auto line = lines_.begin();
    if (expectation_.reason && line != lines_.end()) {
        showLine(*line++, verdict ? std::optional(verdict->endHolds) : std::nullopt,
                 verdict ? endInWords(verdict->end) : QString());
    }
    for (std::size_t i = 0; line != lines_.end(); ++i, ++line) {
        if (verdict && i < verdict->bounds.size())
            showLine(
                *line, verdict->bounds[i].holds,
                tr("it was %1")
                    .arg(figureInWords(expectation_.bounds[i].measure, verdict->bounds[i].figure, wording_)));
        else
            showLine(*line, {}, {});
    }
}

void TaskList::showLine(const Line& line, std::optional<bool> met, const QString& came) {
    if (!met)
        line.mark->setIcon(QStringLiteral("forward"), &Theme::muted);
    else
        line.mark->setIcon(*met ? QStringLiteral("check") : QStringLiteral("cross"),
                           *met ? &Theme::good : &Theme::bad);
    line.text->setText(came.isEmpty() ? line.task : tr("%1 · %2").arg(line.task, came));
    line.text->setAccessibleName(!met   ? line.text->text()
                                 : *met ? tr("Met: %1").arg(line.text->text())
                                        : tr("Missed: %1").arg(line.text->text()));
}

} // namespace downhill::app
