#include "views/slope_view.h"

#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/slope_item.h"

#include <QLineSeries>

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr int kCurvePoints = 161;
constexpr std::size_t kTrail = 60;
constexpr int kMostDoublings = 200; // beyond every float

} // namespace

SlopeView::SlopeView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Loss of one weight"), appearance, parent),
      curve_(chart().addLine(QPen(Qt::NoPen))), item_(new SlopeItem(chart(), theme())) {
    chart().setAxisTitles(tr("Weight w"), tr("Loss"));
    chart().setProbe([this](QPointF value) { return probe(value); });
    restyle();
    describe();
}

void SlopeView::setExperiment(const lesson::ExperimentBlock& block,
                              std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    const auto* surface = std::get_if<training::SurfaceProblem>(&this->block().experiment.problem);
    ready_ = surface && surface->kind == training::SurfaceKind::Parabola;
    if (ready_) {
        curvature_ = surface->curvature;
        start_ = surface->start[0];
        window_ = {surface->window[0], surface->window[1]};
    }
    runs_.assign(runCount(), {});
    for (std::size_t i = 0; i < runs_.size(); ++i)
        runs_[i].learningRate = this->block().experiment.runs[i].optimizer.learningRate;
    beginRuns();
    offerRuns(ready_);
    buildChips();
    follow(true);
    drawCurve();
    drawRuns();
    describe();
}

void SlopeView::beginRuns() {
    for (Run& run : runs_) {
        run.weight = start_;
        run.step = 0;
        run.trail = {start_};
        run.divergedAt = 0;
    }
}

void SlopeView::buildChips() {
    card().clearChips();
    for (std::size_t i = 0; ready_ && i < runs_.size() && runs_.size() > 1; ++i) {
        const ChipMark mark{.color = [i](const Theme& t) { return runColor(t, i); },
                            .marker = Marker::Circle};
        card().addChip(runName(i), mark, [this, i](bool on) {
            runs_[i].shown = on;
            drawRuns();
        });
    }
}

void SlopeView::showFrame(const ExperimentFrame& frame) {
    bool anew = frame.snapshot.generation != generation_;
    generation_ = frame.snapshot.generation;
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        Run& run = runs_[i];
        anew = anew || now.step < run.step;
        run.step = now.step;
        run.learningRate = now.learningRate;
        run.divergedAt = divergedAt(frame, i);
        run.trail.clear();
        for (std::size_t k = now.path.size() - std::min(now.path.size(), kTrail); k < now.path.size(); ++k)
            if (std::isfinite(now.path[k].x))
                run.trail.append(static_cast<double>(now.path[k].x));
        const double weight = now.parameters.empty() ? start_ : static_cast<double>(now.parameters.front());
        if (std::isfinite(weight) && (run.trail.isEmpty() || run.trail.last() != weight))
            run.trail.append(weight);
        if (run.trail.isEmpty())
            run.trail.append(start_);
        if (!std::isfinite(weight) && run.divergedAt == 0)
            run.divergedAt = std::max<std::int64_t>(1, now.step);
        run.weight = run.trail.last();
    }
    follow(anew);
    drawRuns();
    describe();
    chart().refreshReadOut();
}

void SlopeView::runChosen() {
    drawRuns();
    describe();
}

void SlopeView::restyle() {
    QPen pen(Theme::mix(theme().plot, theme().muted, 0.85), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    pen.setCosmetic(true);
    curve_->setPen(pen);
    drawRuns();
}

void SlopeView::spaceChanged() {
    drawCurve();
}

std::optional<double> SlopeView::nextWeight(std::size_t run) const {
    const auto kind = block().experiment.runs[run].optimizer.kind;
    if (runs_[run].divergedAt > 0 || kind != training::OptimizerSettings::Kind::Sgd)
        return std::nullopt;
    return runs_[run].weight - runs_[run].learningRate * slopeAt(runs_[run].weight);
}

void SlopeView::follow(bool anew) {
    if (!ready_)
        return;
    if (anew) {
        doublings_ = 0;
        chart().goHome();
    }
    const auto seen = [this] {
        const double half = window_.span() / 2 * std::pow(2.0, doublings_);
        return AxisRange{window_.middle() - half, window_.middle() + half};
    };
    for (const Run& run : runs_)
        while (!seen().holds(run.weight) && doublings_ < kMostDoublings)
            ++doublings_;
    const AxisRange x = seen();
    const double top = std::max(lossAt(x.low), lossAt(x.high));
    chart().setHome(x, {-0.06 * top, 1.02 * top});
}

void SlopeView::drawCurve() {
    QList<QPointF> points;
    const AxisRange x = chart().space().x;
    for (int i = 0; ready_ && i < kCurvePoints; ++i) {
        const double weight = x.low + x.span() * i / (kCurvePoints - 1);
        points.append({weight, lossAt(weight)});
    }
    curve_->replace(points);
}

void SlopeView::drawRuns() {
    QList<SlopeItem::Ball> balls;
    std::optional<SlopeItem::Tangent> tangent;
    for (std::size_t i = 0; ready_ && i < runs_.size(); ++i) {
        if (!runs_[i].shown)
            continue;
        SlopeItem::Ball ball{runColor(i), {}};
        for (const double weight : runs_[i].trail)
            ball.trail.append({weight, lossAt(weight)});
        balls.append(std::move(ball));
    }
    if (ready_ && shownRun() < runs_.size() && runs_[shownRun()].shown) {
        const double weight = runs_[shownRun()].weight;
        tangent = SlopeItem::Tangent{{weight, lossAt(weight)},
                                     slopeAt(weight),
                                     tr("slope %1").arg(valueText(slopeAt(weight), 3)),
                                     runColor(shownRun()),
                                     {}};
        if (const auto next = nextWeight(shownRun()))
            tangent->next = QPointF(*next, lossAt(*next));
    }
    item_->show(std::move(balls), std::move(tangent));
}

void SlopeView::describe() {
    if (!ready_) {
        card().setSubtitle({});
        chart().setNotice(tr("A slope needs a loss of one weight."));
        return;
    }
    const Run& run = runs_[shownRun()];
    card().setSubtitle(tr("step %1 · w %2 · loss %3 · slope %4")
                           .arg(countText(run.step), valueText(run.weight), valueText(lossAt(run.weight)),
                                valueText(slopeAt(run.weight))));
    if (run.divergedAt > 0)
        chart().setNotice(
            tr("Diverged at step %1: the weight is no longer a number. Shown is its last place.")
                .arg(countText(run.divergedAt)),
            CourseChartView::Notice::Alert);
    else
        chart().setNotice({});
}

std::optional<ReadOut> SlopeView::probe(QPointF value) const {
    if (!ready_)
        return std::nullopt;
    const double weight = value.x();
    ReadOut readOut;
    readOut.at = {weight, lossAt(weight)};
    readOut.rows = {{QStringLiteral("w"), valueText(weight), {}, {}, false},
                    {tr("loss"), valueText(lossAt(weight)), theme().muted, readOut.at, false},
                    {tr("slope"), valueText(slopeAt(weight)), {}, {}, true}};
    return readOut;
}

QString SlopeView::spokenSummary() const {
    if (!ready_ || runs_.empty())
        return chart().notice();
    const Run& run = runs_[shownRun()];
    QString text = tr("Step %1: the weight is %2, its loss %3, the slope there %4.")
                       .arg(countText(run.step), valueText(run.weight), valueText(lossAt(run.weight)),
                            valueText(slopeAt(run.weight)));
    if (const auto next = nextWeight(shownRun()))
        text += u' ' + tr("The next step leads to %1.").arg(valueText(*next));
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
