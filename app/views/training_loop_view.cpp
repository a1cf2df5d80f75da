#include "views/training_loop_view.h"

#include "charts/number_text.h"
#include "theme/appearance.h"
#include "theme/look.h"
#include "views/loop_edit.h"

#include <QCheckBox>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::Act;

TrainingLoopView::TrainingLoopView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : CardView(view, tr("The training loop"), appearance, parent), head_(new QLabel(this)),
      rows_(new QVBoxLayout), note_(new QLabel(this)) {
    head_->setTextFormat(Qt::PlainText);
    note_->setWordWrap(true);
    rows_->setSpacing(0);
    column().addWidget(head_);
    column().addLayout(rows_);
    column().addWidget(note_);
    column().addStretch(1);
    restyle();
    setNote({}, false);
}

bool TrainingLoopView::isSurface() const {
    return std::holds_alternative<training::SurfaceProblem>(block().experiment.problem);
}

void TrainingLoopView::restyle() {
    head_->setFont(theme().code());
    head_->setStyleSheet(QStringLiteral("color: %1").arg(theme().muted.name()));
    note_->setFont(theme().small());
}

void TrainingLoopView::refresh() {
    const training::RunSpec* spec = shownSpec();
    if (spec == nullptr)
        return;
    if (!built_ || spec->loop != loop_ || isSurface() != ofSurface_) {
        loop_ = spec->loop;
        ofSurface_ = isSurface();
        built_ = true;
        build();
    }
    showValues();
}

void TrainingLoopView::build() {
    for (LoopLine* line : lines_) {
        rows_->removeWidget(line);
        line->hide();
        line->deleteLater();
    }
    lines_.clear();
    head_->setText(ofSurface_ ? QStringLiteral("for step in range(steps):")
                              : QStringLiteral("for x, y in loader:"));
    const auto add = [this](Act act, bool executed) {
        auto* line = new LoopLine(act, codeOf(act, ofSurface_), appearance(), this);
        const std::size_t at = lines_.size();
        line->setExecuted(executed);
        line->setMoves(executed && at > 0, executed && at + 1 < loop_.size());
        // What a line does may rebuild all lines: not while it still speaks.
        connect(
            line, &LoopLine::toggled, this, [this, at](bool on) { leaveOut(at, on); }, Qt::QueuedConnection);
        connect(
            line, &LoopLine::moved, this, [this, at](int by) { move(at, by); }, Qt::QueuedConnection);
        rows_->addWidget(line);
        line->show();
        lines_.push_back(line);
    };
    for (const Act act : loop_)
        add(act, true);
    for (const Act act : leftOut(loop_))
        add(act, false);
    arrange();
    setNote(whatLoopMeans(loop_), false);
    if (focus_ && focus_->line < lines_.size()) {
        const LoopLine& line = *lines_[focus_->line];
        QWidget& part = line.part(focus_->part);
        (part.isEnabled() ? part : line.toggle()).setFocus();
    }
    focus_.reset();
}

void TrainingLoopView::arrange() {
    const int room =
        contentsRect().width() - column().contentsMargins().left() - column().contentsMargins().right();
    const bool below =
        std::ranges::any_of(lines_, [room](const LoopLine* line) { return line->widthInOneRow() > room; });
    for (LoopLine* line : lines_)
        line->setValueBelow(below);
}

void TrainingLoopView::resizeEvent(QResizeEvent* event) {
    CardView::resizeEvent(event);
    arrange();
}

void TrainingLoopView::leaveOut(std::size_t line, bool executed) {
    if (line >= lines_.size())
        return;
    std::vector<Act> loop = loop_;
    std::size_t then = line;
    if (executed && line >= loop_.size()) {
        const Act act = lines_[line]->act();
        loop = withAct(loop_, act);
        then = static_cast<std::size_t>(std::ranges::find(loop, act) - loop.begin());
    } else if (!executed && line < loop_.size()) {
        loop.erase(loop.begin() + static_cast<std::ptrdiff_t>(line));
        const std::vector<Act> missing = leftOut(loop);
        const auto place = std::ranges::find(missing, lines_[line]->act()) - missing.begin();
        then = loop.size() + static_cast<std::size_t>(place);
    }
    propose(loop, {then, LoopLine::Part::Toggle});
}

void TrainingLoopView::move(std::size_t line, int by) {
    const auto to = static_cast<std::ptrdiff_t>(line) + by;
    if (line >= loop_.size() || to < 0 || to >= static_cast<std::ptrdiff_t>(loop_.size()))
        return;
    std::vector<Act> loop = loop_;
    std::swap(loop[line], loop[static_cast<std::size_t>(to)]);
    propose(loop, {static_cast<std::size_t>(to), by < 0 ? LoopLine::Part::Up : LoopLine::Part::Down});
}

void TrainingLoopView::propose(const std::vector<Act>& loop, Focus focus) {
    const QString why = whyLoopCannotBe(loop, ofSurface_);
    if (!why.isEmpty()) {
        for (std::size_t i = 0; i < lines_.size(); ++i)
            lines_[i]->setExecuted(i < loop_.size());
        setNote(why, true);
        return;
    }
    focus_ = focus;
    Q_EMIT loopEdited(shownRun(), loop);
}

void TrainingLoopView::setNote(const QString& sentence, bool warns) {
    note_->setText(warns ? QStringLiteral("⚠ ") + sentence : sentence);
    note_->setVisible(!sentence.isEmpty());
    note_->setStyleSheet(QStringLiteral("color: %1").arg((warns ? theme().warning : theme().muted).name()));
}

QString TrainingLoopView::note() const {
    return note_->text();
}

void TrainingLoopView::showValues() {
    const training::RunSnapshot* run = shownSnapshot();
    const bool over = run != nullptr && run->stopReason != training::StopReason::None;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const bool inLoop = i < loop_.size();
        lines_[i]->setNext(run != nullptr && !over && inLoop && i == run->nextActAt);
        if (run == nullptr || !inLoop) {
            lines_[i]->setValue({}, false);
            continue;
        }
        // Between two steps every line has done its part; within one those above the next have.
        const bool done = run->nextActAt == 0 ? run->step > 0 : i < run->nextActAt;
        const bool ever = done || run->step > 0;
        lines_[i]->setValue(ever ? valueOf(lines_[i]->act(), *run) : QString(), done);
    }
    if (run != nullptr)
        setSubtitle(over ? tr("step %1 · the run is over").arg(countText(run->step))
                         : tr("step %1 · next: %2")
                               .arg(countText(run->step), run->nextActAt < loop_.size()
                                                              ? codeOf(loop_[run->nextActAt], ofSurface_)
                                                              : QString()));
}

QString TrainingLoopView::valueOf(Act act, const training::RunSnapshot& run) const {
    switch (act) {
    case Act::ZeroGrad:
        return tr("gradient = 0");
    case Act::Forward:
        if (!run.layers.empty() && !run.layers.back().activations.empty())
            return tr("prediction[0] = %1")
                .arg(valueText(static_cast<double>(run.layers.back().activations[0]), 3));
        // Of a surface the output is the loss itself, which the Loss act has taken by the end of a step.
        return ofSurface_
                   ? tr("output = %1").arg(valueText(run.nextActAt == 0 ? run.batchLoss : run.train.loss, 3))
                   : QString();
    case Act::Loss:
        return tr("loss = %1").arg(valueText(run.batchLoss));
    case Act::Backward: {
        double squares = 0;
        for (const float slope : run.gradient)
            squares += static_cast<double>(slope) * static_cast<double>(slope);
        return tr("‖gradient‖ = %1").arg(valueText(std::sqrt(squares), 3));
    }
    case Act::Step:
        if (run.lastMove.empty() || run.parameters.empty())
            return {};
        return tr("w₀: %1 → %2")
            .arg(valueText(static_cast<double>(run.parameters[0]) - static_cast<double>(run.lastMove[0]), 3),
                 valueText(static_cast<double>(run.parameters[0]), 3));
    }
    return {};
}

QString TrainingLoopView::spokenSummary() const {
    if (lines_.empty())
        return tr("The lines of the loop stand here once there is an experiment.");
    QStringList said{subtitle() + u'.'};
    for (std::size_t i = 0; i < loop_.size(); ++i)
        said << (lines_[i]->value().isEmpty()
                     ? lines_[i]->code() + u'.'
                     : QStringLiteral("%1: %2.").arg(lines_[i]->code(), lines_[i]->value()));
    for (std::size_t i = loop_.size(); i < lines_.size(); ++i)
        said << tr("Left out: %1.").arg(lines_[i]->code());
    if (!note_->text().isEmpty())
        said << note_->text();
    return said.join(u' ');
}

} // namespace downhill::app
