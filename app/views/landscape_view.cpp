#include "views/landscape_view.h"

#include "charts/chart_header.h"
#include "charts/contour.h"
#include "charts/heat_item.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "charts/relief_plot.h"
#include "theme/theme.h"
#include "views/network_ground.h"
#include "views/task_strip.h"
#include "views/trails_item.h"

#include <QLayout>
#include <QLineF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace downhill::app {

namespace {

constexpr int kNodes = 160; // along the longer side
constexpr int kReliefNodes = 81;
constexpr int kLines = 18;
constexpr qsizetype kDots = 60;     // so many places are told apart by a dot each
constexpr std::size_t kMinima = 12; // with more, only the lowest are marked
constexpr double kNear = 12;        // pixels from a place to the pointer

QString placeText(QPointF place) {
    return LandscapeView::tr("(%1, %2)").arg(valueText(place.x(), 3), valueText(place.y(), 3));
}

/// A way with places on each of its steps that are no farther apart than `length`, so that it lies on the
/// ground.
QList<QPointF> draped(const QList<QPointF>& way, double length) {
    QList<QPointF> places = way.first(std::min<qsizetype>(1, way.size()));
    for (qsizetype i = 1; i < way.size(); ++i) {
        const QPointF from = way[i - 1], step = way[i] - from;
        const double pieces = std::clamp(std::hypot(step.x(), step.y()) / length, 1.0, 100.0);
        for (double piece = 1; piece < pieces; ++piece)
            places.append(from + step * (piece / pieces));
        places.append(way[i]);
    }
    return places;
}

} // namespace

LandscapeView::LandscapeView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Loss landscape"), appearance, parent), heat_(new HeatItem(chart())),
      contours_(new PathItem(chart(), PlotItem::Grid)), trails_(new TrailsItem(chart(), theme())),
      network_(new NetworkGround(view.alongPath, card().header(), this)),
      relief_(new ReliefPlot(appearance, this)), reliefSwitch_(new QToolButton(this)) {
    chart().setEqualAxes(true);
    chart().setGrid(false, false);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setHandle({[this] { return startMoves_ ? std::optional(start()) : std::nullopt; },
                       [this](QPointF place) {
                           dragged_ = place;
                           drawRuns();
                       },
                       [this](QPointF place) {
                           if (std::exchange(dragged_, std::nullopt))
                               Q_EMIT startMoved(place);
                           drawRuns();
                       }});
    card().layout()->addWidget(relief_);
    card().addBelow(&network_->strip());
    connect(network_, &NetworkGround::changed, this, &LandscapeView::takeLandscape);
    relief_->hide();
    reliefSwitch_->setText(tr("3-D"));
    reliefSwitch_->setCheckable(true);
    reliefSwitch_->setAccessibleName(tr("Show in three dimensions"));
    reliefSwitch_->setToolTip(tr("Show the landscape from the side"));
    card().header().addControl(reliefSwitch_);
    connect(reliefSwitch_, &QToolButton::toggled, this, [this](bool on) {
        chart().setVisible(!on);
        relief_->setVisible(on);
        drawRelief();
    });
    describe();
}

void LandscapeView::setExperiment(const lesson::ExperimentBlock& block,
                                  std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    takeSurface();
    network_->setExperiment(this->block(), this->data());
    runs_.assign(runCount(), {});
    beginRuns();
    offerRuns(surface_ || network_->isThere());
    buildChips();
    if (network_->isThere()) {
        network_->showRun(shownRun());
        return;
    }
    chart().setAxisTitles(tr("Weight w₁"), tr("Weight w₂"));
    survey();
    relief_->setTerrain(ground_.heights());
    reliefSwitch_->setEnabled(surface_.has_value());
    drawRuns();
    describe();
}

void LandscapeView::takeSurface() {
    surface_.reset();
    minima_.clear();
    ground_ = {};
    const auto* problem = std::get_if<training::SurfaceProblem>(&block().experiment.problem);
    if (problem && !training::hasOneParameter(problem->kind)) {
        if (auto surface = training::Surface::create(*problem)) {
            surface_ = *std::move(surface);
            minima_ = surface_->minima();
            const AxisRange window{problem->window[0], problem->window[1]};
            chart().setHome(window, window);
            chart().goHome();
            ground_ = Terrain(
                [this](double x, double y) {
                    return surface_->value<double>({x, y});
                },
                window, window, kReliefNodes, kReliefNodes);
        }
    }
    const auto has = [this](lesson::Knob knob) {
        return std::ranges::any_of(block().controls,
                                   [&](const lesson::Control& control) { return control.knob == knob; });
    };
    startMoves_ = surface_ && has(lesson::Knob::StartX) && has(lesson::Knob::StartY);
}

void LandscapeView::beginRuns() {
    if (!surface_)
        return;
    for (Run& run : runs_) {
        const bool shown = run.shown;
        run = {};
        run.shown = shown;
        run.places = {start()};
        run.loss = lossAt(start());
    }
}

QPointF LandscapeView::start() const {
    return {surface_->problem().start[0], surface_->problem().start[1]};
}

void LandscapeView::buildChips() {
    card().clearChips();
    for (std::size_t i = 0; surface_ && i < runs_.size() && runs_.size() > 1; ++i) {
        const ChipMark mark{.color = [i](const Theme& t) { return runColor(t, i); },
                            .marker = markerOf(static_cast<int>(i))};
        card().addChip(runName(i), mark, [this, i](bool on) {
            runs_[i].shown = on;
            drawRuns();
        });
    }
}

void LandscapeView::showFrame(const ExperimentFrame& frame) {
    if (network_->isThere()) {
        network_->take(frame);
        drawRuns();
        describe();
        chart().refreshReadOut();
        return;
    }
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        Run& run = runs_[i];
        const QPointF start = run.places.isEmpty() ? QPointF() : run.places.first();
        run.step = now.step;
        run.divergedAt = divergedAt(frame, i);
        run.leftWindow = now.stopReason == training::StopReason::LeftWindow;
        run.places = {start};
        const auto pass = [&run](double x, double y) {
            const QPointF place(x, y);
            if (std::isfinite(x) && std::isfinite(y) && run.places.last() != place)
                run.places.append(place);
        };
        for (const training::PathPoint& point : now.path)
            pass(static_cast<double>(point.x), static_cast<double>(point.y));
        if (now.parameters.size() == 2) {
            pass(static_cast<double>(now.parameters[0]), static_cast<double>(now.parameters[1]));
            if (surface_)
                run.loss = surface_->value<double>(
                    {static_cast<double>(now.parameters[0]), static_cast<double>(now.parameters[1])});
        }
    }
    drawRuns();
    describe();
    chart().refreshReadOut();
}

void LandscapeView::runChosen() {
    if (network_->isThere())
        network_->showRun(shownRun());
    drawRuns();
    describe();
}

void LandscapeView::restyle() {
    paintTerrain();
    drawRuns();
}

void LandscapeView::spaceChanged() {
    survey();
}

void LandscapeView::survey() {
    terrain_ = {};
    const PlotSpace& space = chart().space();
    if (!space.area.isEmpty())
        network_->setAspect(space.area.width() / space.area.height());
    if (network_->isThere()) {
        terrain_ = ground_;
    } else if (surface_ && !space.area.isEmpty()) {
        const double aspect = space.area.width() / space.area.height();
        const int columns = aspect >= 1 ? kNodes : static_cast<int>(kNodes * aspect);
        const int rows = aspect >= 1 ? static_cast<int>(kNodes / aspect) : kNodes;
        terrain_ = Terrain(
            [this](double x, double y) {
                return surface_->value<double>({x, y});
            },
            space.x, space.y, std::max(columns, 8), std::max(rows, 8));
    }
    paintTerrain();
}

void LandscapeView::paintTerrain() {
    if (terrain_.empty()) {
        heat_->clear();
        contours_->setPieces({});
        return;
    }
    const ScalarGrid& heights = terrain_.heights();
    heat_->setPicture(terrainPicture(heights, theme().terrainLow, theme().terrainHigh, theme().sunken),
                      heights.x, heights.y);
    QPainterPath lines;
    for (const float level : Terrain::levels(kLines))
        lines.addPath(contourLines(heights, level));
    contours_->setPieces({{lines, QPen(theme().contour, 1), Qt::NoBrush}});
}

std::vector<std::size_t> LandscapeView::drawnRuns() const {
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; surface_ && i < runs_.size(); ++i)
        if (runs_[i].shown && i != shownRun())
            drawn.push_back(i);
    if (surface_ && shownRun() < runs_.size() && runs_[shownRun()].shown)
        drawn.push_back(shownRun());
    return drawn;
}

void LandscapeView::drawRuns() {
    QList<TrailsItem::Trail> trails;
    for (const std::size_t i : drawnRuns()) {
        const Run& run = runs_[i];
        trails.append({runColor(i), run.places, markerOf(static_cast<int>(i)), run.divergedAt > 0,
                       run.places.size() <= kDots});
    }
    if (network_->isThere() && network_->landscape())
        trails.append(
            {runColor(shownRun()), network_->way(), markerOf(static_cast<int>(shownRun())), false, true});
    QList<QPointF> minima;
    for (const training::SurfaceMinimum& minimum : minima_)
        if (minimum.global || minima_.size() <= kMinima)
            minima.append({minimum.place[0], minimum.place[1]});
    if (dragged_)
        trails = {{theme().muted, {*dragged_}, Marker::Circle, false, false}};
    trails_->show(std::move(trails), std::move(minima));
    drawRelief();
}

double LandscapeView::heightAt(QPointF place) const {
    return surface_ ? ground_.heightOf(lossAt(place)) : ground_.heightAt(place.x(), place.y());
}

/// The ways of the runs over the relief, as far as they stay on it.
void LandscapeView::drawRelief() {
    if (relief_->isHidden() || ground_.empty())
        return;
    const AxisRange x = ground_.heights().x, y = ground_.heights().y;
    QList<ReliefPlot::Trail> trails;
    const auto add = [&](std::size_t run, const QList<QPointF>& way) {
        ReliefPlot::Trail trail{.color = runColor(run), .marker = markerOf(static_cast<int>(run))};
        for (const QPointF& place : draped(way, x.span() / kReliefNodes)) {
            const ReliefPlace on{(place.x() - x.low) / x.span(), (place.y() - y.low) / y.span(),
                                 heightAt(place)};
            if (on.x < 0 || on.x > 1 || on.y < 0 || on.y > 1 || !std::isfinite(on.height))
                break;
            trail.places.append(on);
        }
        trails.append(std::move(trail));
    };
    if (network_->isThere())
        add(shownRun(), network_->way());
    for (const std::size_t i : drawnRuns())
        add(i, runs_[i].places);
    relief_->setTrails(std::move(trails));
}

/// How a run has ended, if it has in a way that concerns the picture.
QString LandscapeView::fate(std::size_t run) const {
    if (runs_[run].divergedAt > 0)
        return tr("%1 diverged at step %2: its weights are no longer numbers.")
            .arg(runName(run), countText(runs_[run].divergedAt));
    if (runs_[run].leftWindow)
        return tr("%1 has left the picture: the surface falls for ever.").arg(runName(run));
    return {};
}

void LandscapeView::describe() {
    if (network_->isThere()) {
        describeNetwork();
        return;
    }
    if (!surface_) {
        card().setSubtitle({});
        chart().setNotice(tr("A landscape needs a loss of two weights."));
        return;
    }
    const Run& run = runs_[shownRun()];
    card().setSubtitle(tr("step %1 · at %2 · loss %3")
                           .arg(countText(run.step), placeText(run.places.last()), valueText(run.loss)));
    QStringList fates;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (const QString text = fate(i); !text.isEmpty())
            fates.append(text);
    }
    chart().setNotice(fates.join(u'\n'), CourseChartView::Notice::Alert);
}

std::optional<ReadOut> LandscapeView::probe(QPointF value) const {
    if (network_->isThere())
        return probeNetwork(value);
    if (!surface_)
        return std::nullopt;
    const PlotSpace& space = chart().space();
    ReadOut readOut;
    QPointF at = value;
    double nearest = kNear;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (!runs_[i].shown)
            continue;
        for (const QPointF& place : runs_[i].places) {
            const double away = QLineF(space.toPixel(value), space.toPixel(place)).length();
            if (away < nearest) {
                nearest = away;
                at = place;
                readOut.heading = runName(i);
            }
        }
    }
    for (const training::SurfaceMinimum& minimum : minima_) {
        const QPointF place(minimum.place[0], minimum.place[1]);
        if (readOut.heading.isEmpty() &&
            QLineF(space.toPixel(value), space.toPixel(place)).length() < kNear) {
            at = place;
            readOut.heading = minimum.global ? tr("Lowest place") : tr("Local minimum");
        }
    }
    const std::array<double, 2> slope = surface_->gradient<double>({at.x(), at.y()});
    readOut.at = at;
    readOut.rows = {{QStringLiteral("w₁"), valueText(at.x(), 3), {}, {}, false},
                    {QStringLiteral("w₂"), valueText(at.y(), 3), {}, {}, false},
                    {tr("loss"), valueText(lossAt(at), 3), {}, {}, true},
                    {tr("steepness"), valueText(std::hypot(slope[0], slope[1]), 3), {}, {}, false}};
    return readOut;
}

QString LandscapeView::spokenSummary() const {
    if (network_->isThere())
        return spokenNetwork();
    if (!surface_ || runs_.empty())
        return chart().notice();
    QStringList parts;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[i];
        parts << tr("%1: step %2, from %3 to %4, loss %5.")
                     .arg(runName(i), countText(run.step), placeText(run.places.first()),
                          placeText(run.places.last()), valueText(run.loss));
    }
    const QString text = parts.join(u' ');
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
