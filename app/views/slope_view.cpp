#include "views/slope_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "theme/theme.h"
#include "training/optimizer.h"
#include "training/schedule.h"
#include "views/slope_item.h"
#include "views/slope_lens.h"

#include <QLineSeries>

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {

namespace {

constexpr int kCurvePoints = 161;
constexpr int kLensPoints = 61;
constexpr qsizetype kTrail = 60;
constexpr qsizetype kLatest = 40;   // of a trail that is thinned, as they are
constexpr double kTooNear = 4e-3;   // of the window's width, between two places of a trail
constexpr int kMostDoublings = 200; // beyond every float

/// A run's way from its start: the latest places, and of a long way the earlier ones thinned. Places that lie
/// on one another are one, since a run that has arrived would bury where it came from.
QList<double> trailOf(const std::vector<training::PathPoint>& path, double width) {
    QList<double> places;
    for (const training::PathPoint& point : path) {
        const auto weight = static_cast<double>(point.x);
        if (std::isfinite(weight) &&
            (places.isEmpty() || !(std::abs(weight - places.last()) < kTooNear * width)))
            places.append(weight);
    }
    if (places.size() <= kTrail)
        return places;
    QList<double> thinned;
    const qsizetype early = places.size() - kLatest, wanted = kTrail - kLatest;
    for (qsizetype i = 0; i < wanted; ++i)
        thinned.append(places[i * early / wanted]);
    return thinned + places.last(kLatest);
}

} // namespace

SlopeView::SlopeView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Loss of one weight"), appearance, parent),
      curve_(chart().addLine(QPen(Qt::NoPen))), item_(new SlopeItem(chart(), theme())),
      lens_(new SlopeLens(chart(), theme())), lensSwitch_(new QToolButton(this)) {
    lensSwitch_->setText(tr("Magnify"));
    lensSwitch_->setCheckable(true);
    lensSwitch_->setChecked(view.magnified);
    lensSwitch_->setAccessibleName(tr("One step under a magnifying glass"));
    lensSwitch_->setToolTip(
        tr("Show what the tangent promises of the next step, and what the loss really does"));
    card().header().addControl(lensSwitch_);
    connect(lensSwitch_, &QToolButton::toggled, this, &SlopeView::drawLens);
    chart().setAxisTitles(tr("Weight w"), tr("Loss"));
    chart().setProbe([this](QPointF value) { return probe(value); });
    restyle();
    describe();
}

void SlopeView::setExperiment(const lesson::ExperimentBlock& block,
                              std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    surface_.reset();
    if (const auto* problem = std::get_if<training::SurfaceProblem>(&this->block().experiment.problem);
        problem && training::hasOneParameter(problem->kind)) {
        if (auto surface = training::Surface::create(*problem)) {
            surface_ = *std::move(surface);
            window_ = {problem->window[0], problem->window[1]};
        }
    }
    runs_.assign(runCount(), {});
    for (std::size_t i = 0; i < runs_.size(); ++i)
        runs_[i].learningRate = this->block().experiment.runs[i].optimizer.learningRate;
    beginRuns();
    offerRuns(surface_.has_value());
    buildChips();
    follow(true);
    drawCurve();
    drawRuns();
    describe();
}

void SlopeView::beginRuns() {
    for (Run& run : runs_) {
        run.weight = start();
        run.step = 0;
        run.trail = {run.weight};
        run.divergedAt = 0;
    }
}

void SlopeView::buildChips() {
    card().clearChips();
    for (std::size_t i = 0; surface_ && i < runs_.size() && runs_.size() > 1; ++i) {
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
        run.trail = trailOf(now.path, window_.span() * std::pow(2.0, doublings_));
        const double weight = now.parameters.empty() ? start() : static_cast<double>(now.parameters.front());
        if (std::isfinite(weight) && (run.trail.isEmpty() || run.trail.last() != weight))
            run.trail.append(weight);
        if (run.trail.isEmpty())
            run.trail.append(start());
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
    drawRuns();
}

std::optional<double> SlopeView::nextWeight(std::size_t run) const {
    using training::OptimizerSettings, training::Schedule;
    const training::RunSpec& spec = block().experiment.runs[run];
    const Run& now = runs_[run];
    if (now.divergedAt > 0 || spec.optimizer.kind != OptimizerSettings::Kind::Sgd ||
        spec.schedule.kind == Schedule::Kind::ReduceOnPlateau || spec.loop != training::RunSpec{}.loop)
        return std::nullopt;
    OptimizerSettings settings = spec.optimizer;
    settings.learningRate = now.learningRate;
    std::array weight{now.weight}, slope{slopeAt(now.weight)};
    training::Optimizer<double>(settings, 1)
        .step(weight, slope, training::RateSchedule(spec.schedule).factor(now.step));
    return std::isfinite(weight[0]) ? std::optional(weight[0]) : std::nullopt;
}

AxisRange SlopeView::heightsOver(const AxisRange& x) const {
    double least = 0, greatest = 0; // a loss of 0 is always seen
    const auto take = [&](double weight) {
        least = std::min(least, lossAt(weight));
        greatest = std::max(greatest, lossAt(weight));
    };
    for (int i = 0; i < kCurvePoints; ++i)
        take(x.low + x.span() * i / (kCurvePoints - 1));
    for (const training::SurfaceMinimum& minimum : surface_->minima())
        if (x.holds(minimum.place[0]))
            take(minimum.place[0]);
    const double span = greatest - least;
    return {least - 0.06 * span, greatest + 0.02 * span};
}

void SlopeView::follow(bool anew) {
    if (!surface_)
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
    chart().setHome(x, heightsOver(x));
}

void SlopeView::drawCurve() {
    QList<QPointF> points;
    const AxisRange x = chart().space().x;
    for (int i = 0; surface_ && i < kCurvePoints; ++i) {
        const double weight = x.low + x.span() * i / (kCurvePoints - 1);
        points.append({weight, lossAt(weight)});
    }
    curve_->replace(points);
    item_->avoid(points);
    lens_->avoid(points);
}

void SlopeView::drawRuns() {
    QList<SlopeItem::Ball> balls;
    std::optional<SlopeItem::Tangent> tangent;
    const auto add = [&](std::size_t i) {
        if (!runs_[i].shown)
            return;
        SlopeItem::Ball ball{runColor(i), {}};
        for (const double weight : runs_[i].trail)
            ball.trail.append({weight, lossAt(weight)});
        balls.append(std::move(ball));
    };
    for (std::size_t i = 0; surface_ && i < runs_.size(); ++i)
        if (i != shownRun())
            add(i);
    if (surface_ && shownRun() < runs_.size())
        add(shownRun());
    if (surface_ && shownRun() < runs_.size() && runs_[shownRun()].shown) {
        const double weight = runs_[shownRun()].weight;
        tangent = SlopeItem::Tangent{{weight, lossAt(weight)},
                                     slopeAt(weight),
                                     tr("slope %1").arg(valueText(slopeAt(weight))),
                                     runColor(shownRun()),
                                     {}};
        if (const auto next = nextWeight(shownRun()); next && trains(runs_[shownRun()]))
            tangent->next = QPointF(*next, lossAt(*next));
    }
    item_->show(std::move(balls), std::move(tangent));
    drawLens();
}

bool SlopeView::trains(const Run& run) const {
    return run.step > 0 || std::ranges::none_of(block().controls, [](const lesson::Control& control) {
               return control.knob == lesson::Knob::Parameter;
           });
}

std::optional<SlopeStep> SlopeView::nextStep() const {
    if (!surface_ || shownRun() >= runs_.size())
        return std::nullopt;
    const auto next = nextWeight(shownRun());
    if (!next)
        return std::nullopt;
    const double weight = runs_[shownRun()].weight;
    SlopeStep step{.weight = weight,
                   .loss = lossAt(weight),
                   .slope = slopeAt(weight),
                   .next = *next,
                   .nextLoss = lossAt(*next)};
    if (!std::isfinite(step.nextLoss) || !std::isfinite(step.promised()) ||
        !std::isfinite(step.window().span()))
        return std::nullopt;
    const auto [low, high] = std::minmax(step.weight, step.next);
    for (const training::SurfaceMinimum& minimum : surface_->minima()) {
        const double beyond = std::abs(step.next - minimum.place[0]);
        if (minimum.place[0] > low && minimum.place[0] < high)
            step.overshoot = std::min(step.overshoot.value_or(beyond), beyond);
    }
    return step;
}

QString SlopeView::whyNoStep() const {
    if (!surface_ || shownRun() >= runs_.size())
        return {};
    if (runs_[shownRun()].divergedAt > 0)
        return tr("The run is over: there is no next step.");
    if (!nextWeight(shownRun()))
        return tr("Where the next step leads hangs on more than the slope. The glass shows plain SGD.");
    return tr("The next step leads beyond all numbers.");
}

void SlopeView::drawLens() {
    lens_->setVisible(lensSwitch_->isChecked());
    lensSwitch_->setEnabled(surface_.has_value());
    if (!lensSwitch_->isChecked())
        return;
    const std::optional<SlopeStep> step = nextStep();
    QList<QPointF> curve;
    const AxisRange x = step ? step->window() : AxisRange{};
    for (int i = 0; step && i < kLensPoints; ++i) {
        const double weight = x.low + x.span() * i / (kLensPoints - 1);
        curve.append({weight, lossAt(weight)});
    }
    lens_->show(step, std::move(curve), runColor(shownRun()), step ? QString() : whyNoStep());
}

void SlopeView::describe() {
    if (!surface_) {
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
    if (!surface_)
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
    if (!surface_ || runs_.empty())
        return chart().notice();
    const Run& run = runs_[shownRun()];
    QString text = tr("Step %1: the weight is %2, its loss %3, the slope there %4.")
                       .arg(countText(run.step), valueText(run.weight), valueText(lossAt(run.weight)),
                            valueText(slopeAt(run.weight)));
    if (const auto next = nextWeight(shownRun()))
        text += u' ' + tr("The next step leads to %1.").arg(valueText(*next));
    if (const auto step = nextStep(); step && lensSwitch_->isChecked()) {
        QStringList figures;
        for (const auto& [name, value] : SlopeLens::figuresOf(*step))
            figures << name + u' ' + value;
        text += u' ' + tr("Under the glass: %1.").arg(figures.join(QStringLiteral("; ")));
    }
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
