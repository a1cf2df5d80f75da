#include "views/boundary_view.h"

#include "charts/chart_header.h"
#include "charts/contour.h"
#include "charts/curve_pen.h"
#include "charts/heat_item.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "charts/points_item.h"
#include "theme/theme.h"
#include "views/class_points.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr std::int64_t kFrameBudget = 20'000'000; // multiply-adds
constexpr int kLeastNodes = 24;
constexpr int kMostNodes = 96;

ScalarGrid emptyGrid(const PlotSpace& space, std::int64_t cost) {
    const double affordable =
        std::sqrt(static_cast<double>(kFrameBudget) / static_cast<double>(std::max<std::int64_t>(1, cost)));
    const double aspect = space.area.width() / std::max(1.0, space.area.height());
    ScalarGrid grid;
    grid.x = space.x;
    grid.y = space.y;
    grid.columns = std::clamp(static_cast<int>(affordable), kLeastNodes, kMostNodes);
    grid.rows = std::clamp(static_cast<int>(std::min(affordable, grid.columns / std::max(aspect, 0.1))),
                           kLeastNodes, kMostNodes);
    grid.values.resize(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows));
    return grid;
}

training::PlaceGrid placesOf(const ScalarGrid& grid) {
    return {.columns = grid.columns,
            .rows = grid.rows,
            .x = {grid.x.low, grid.x.high},
            .y = {grid.y.low, grid.y.high}};
}

QString percent(double share) {
    return BoundaryView::tr("%1 %").arg(valueText(std::round(share * 1000) / 10));
}

} // namespace

BoundaryView::BoundaryView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Decision boundary"), appearance, parent), heat_(new HeatItem(chart())),
      lines_(new PathItem(chart())), points_(new PointsItem(chart())) {
    chart().setEqualAxes(true);
    chart().setGrid(false, false);
    chart().setProbe([this](QPointF value) { return probe(value); });
    describe();
}

const BoundaryView::Run* BoundaryView::shown() const {
    return shownRun() < runs_.size() ? &runs_[shownRun()] : nullptr;
}

int BoundaryView::classes() const {
    return data() ? data()->train.classes : 0;
}

void BoundaryView::setExperiment(const lesson::ExperimentBlock& block,
                                 std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    network_.reset();
    runs_.assign(runCount(), {});
    grids_.clear();
    if (classes() >= 2)
        network_ = NetworkProbe::create(this->block().experiment.problem, this->data().get(), 2);
    if (classShown_.size() != static_cast<std::size_t>(classes()))
        classShown_.assign(static_cast<std::size_t>(classes()), true);
    offerRuns(network_.has_value());
    buildChips();
    if (network_) {
        const auto& parts = *this->data();
        chart().setAxisTitles(coordinateName(parts, 0, QStringLiteral("x₁")),
                              coordinateName(parts, 1, QStringLiteral("x₂")));
        chart().setHome(rangeOf(parts.train.drawn(), parts.test.drawn(), 0, 0.12),
                        rangeOf(parts.train.drawn(), parts.test.drawn(), 1, 0.12));
        chart().goHome();
    }
    paintPoints();
    computeGrids();
    describe();
}

void BoundaryView::showFrame(const ExperimentFrame& frame) {
    bool shownChanged = false;
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        Run& run = runs_[i];
        const bool changed = run.take(now);
        run.trainAccuracy = now.train.accuracy;
        run.testAccuracy = now.test.accuracy;
        shownChanged = shownChanged || (i == shownRun() && changed);
        run.divergedAt = divergedAt(frame, i);
    }
    if (shownChanged)
        computeGrids();
    describe();
}

void BoundaryView::runChosen() {
    computeGrids();
    describe();
}

void BoundaryView::restyle() {
    paintPoints();
    paintGrids();
}

void BoundaryView::spaceChanged() {
    computeGrids();
}

QColor BoundaryView::classColor(int index) const {
    return theme().series[index % theme().series.size()];
}

void BoundaryView::buildChips() {
    card().clearChips();
    if (!network_)
        return;
    for (int i = 0; i < classes(); ++i) {
        const ChipMark mark{.color = [i](const Theme& t) { return t.series[i % t.series.size()]; },
                            .marker = markerOf(i)};
        auto* chip = card().addChip(tr("class %1").arg(i), mark, [this, i](bool on) {
            classShown_[static_cast<std::size_t>(i)] = on;
            paintPoints();
        });
        chip->setChecked(classShown_[static_cast<std::size_t>(i)]);
    }
    if (hasTest()) {
        const ChipMark mark{
            .color = [](const Theme& t) { return t.muted; }, .marker = Marker::Circle, .hollow = true};
        card().addChip(tr("test"), mark, testShown_, [this] { paintPoints(); });
    }
    const ChipMark mark{.color = [](const Theme& t) { return t.boundary; }};
    card().addChip(network_->givesProbabilities() && classes() == 2 ? tr("p = 0.5") : tr("boundary"), mark,
                   linesShown_, [this] { paintGrids(); });
}

void BoundaryView::computeGrids() {
    grids_.clear();
    const Run* run = shown();
    if (network_ && run && network_->fits(run->parameters, run->statistics) && chart().space().x.span() > 0) {
        const ScalarGrid empty = emptyGrid(chart().space(), network_->cost());
        const NetworkProbe::Outputs shares =
            network_->sharesOf(network_->evaluate(run->parameters, run->statistics, placesOf(empty)));
        grids_.assign(static_cast<std::size_t>(shares.rows()), empty);
        for (std::size_t i = 0; i < grids_.size(); ++i) {
            const auto plane = shares.row(static_cast<Eigen::Index>(i));
            std::copy(plane.begin(), plane.end(), grids_[i].values.begin());
        }
    }
    paintGrids();
    chart().refreshReadOut();
}

int BoundaryView::classAt(std::size_t node) const {
    if (grids_.size() == 1)
        return grids_[0].values[node] > 0.5F ? 1 : 0;
    int best = 0;
    for (std::size_t i = 1; i < grids_.size(); ++i)
        if (grids_[i].values[node] > grids_[static_cast<std::size_t>(best)].values[node])
            best = static_cast<int>(i);
    return best;
}

void BoundaryView::paintGrids() {
    if (grids_.empty()) {
        heat_->clear();
        lines_->setPieces({});
        return;
    }
    const ScalarGrid& first = grids_.front();
    const Theme& t = theme();
    QPainterPath strong, thin;
    QImage picture;
    if (grids_.size() == 1) {
        picture = heatPicture(first, t.heatLow, t.heatMiddle, t.heatHigh, t.sunken);
        strong = contourLines(first, 0.5F);
        thin = contourLines(first, 0.1F);
        thin.addPath(contourLines(first, 0.9F));
    } else {
        picture = QImage(first.columns, first.rows, QImage::Format_RGB32);
        std::vector<ScalarGrid> leads = grids_; // by how much a class is ahead of all others
        const double chance = 1.0 / static_cast<double>(grids_.size());
        for (std::size_t node = 0; node < first.values.size(); ++node) {
            const int best = classAt(node);
            float second = -INFINITY, sum = 0;
            for (std::size_t c = 0; c < grids_.size(); ++c) {
                sum += grids_[c].values[node];
                if (static_cast<int>(c) != best)
                    second = std::max(second, grids_[c].values[node]);
            }
            const float top = grids_[static_cast<std::size_t>(best)].values[node];
            for (std::size_t c = 0; c < grids_.size(); ++c)
                leads[c].values[node] = grids_[c].values[node] - (static_cast<int>(c) == best ? second : top);
            const double sure = std::clamp((static_cast<double>(top) - chance) / (1 - chance), 0.0, 1.0);
            const int column = static_cast<int>(node % static_cast<std::size_t>(first.columns));
            const int row = static_cast<int>(node / static_cast<std::size_t>(first.columns));
            const QColor color =
                std::isfinite(sum) ? Theme::mix(t.heatMiddle, classColor(best), (t.dark ? 0.5 : 0.55) * sure)
                                   : t.sunken;
            reinterpret_cast<QRgb*>(picture.scanLine(first.rows - 1 - row))[column] = color.rgb();
        }
        for (const ScalarGrid& lead : leads)
            strong.addPath(contourLines(lead, 0));
    }
    heat_->setPicture(std::move(picture), first.x, first.y);
    QColor faint = t.boundary;
    faint.setAlphaF(0.35F);
    QList<PathItem::Piece> pieces;
    if (linesShown_)
        pieces = {{thin, QPen(faint, 1)}, {strong, curvePen(t.boundary, 2)}};
    lines_->setPieces(std::move(pieces));
}

void BoundaryView::paintPoints() {
    QList<PointsItem::Set> sets;
    if (network_) {
        const auto train = pointsByClass(data()->train), test = pointsByClass(data()->test);
        for (int i = 0; i < classes(); ++i) {
            const auto at = static_cast<std::size_t>(i);
            const QColor color = classColor(i);
            sets.append({train[at], markerOf(i), color, theme().surface, classShown_[at]});
            if (hasTest() && at < test.size())
                sets.append({test[at], markerOf(i), theme().surface, color, classShown_[at] && testShown_});
        }
    }
    const bool many = data() && data()->train.size() > 400;
    points_->setSets(std::move(sets), many ? 6.5 : 9);
}

void BoundaryView::describe() {
    const Run* run = shown();
    if (!network_) {
        chart().setNotice(block().experiment.runs.empty() || !data()
                              ? tr("The data are not ready yet.")
                              : tr("A boundary needs data of two features and at least two classes."));
        card().setSubtitle({});
        return;
    }
    const bool broken =
        run && (run->divergedAt > 0 || std::any_of(grids_.begin(), grids_.end(), [](const ScalarGrid& grid) {
                    return std::isnan(grid.values.front());
                }));
    if (broken)
        chart().setNotice(tr("Diverged at step %1: the network's answers are no longer numbers.")
                              .arg(countText(std::max(run->divergedAt, run->step))),
                          CourseChartView::Notice::Alert);
    else
        chart().setNotice({});
    QString subtitle = tr("step %1").arg(countText(run ? run->step : 0));
    if (run && !grids_.empty() && std::isfinite(run->trainAccuracy)) {
        subtitle += hasTest() && std::isfinite(run->testAccuracy)
                        ? tr(" · training %1 right, test %2")
                              .arg(percent(run->trainAccuracy), percent(run->testAccuracy))
                        : tr(" · %1 right").arg(percent(run->trainAccuracy));
    }
    card().setSubtitle(subtitle);
}

std::optional<ReadOut> BoundaryView::probe(QPointF value) {
    const Run* run = shown();
    if (!network_ || !run || !network_->fits(run->parameters, run->statistics))
        return std::nullopt;
    const NetworkProbe::Outputs outputs = network_->evaluate(
        run->parameters, run->statistics, network_->inputsAt(Eigen::Vector2d(value.x(), value.y())));
    const NetworkProbe::Outputs shares = network_->sharesOf(outputs);
    ReadOut readOut;
    readOut.at = value;
    readOut.rows.push_back({coordinateName(*data(), 0, QStringLiteral("x₁")), valueText(value.x(), 3)});
    readOut.rows.push_back({coordinateName(*data(), 1, QStringLiteral("x₂")), valueText(value.y(), 3)});
    // What is no probability is told as the network gives it.
    const bool probable = network_->givesProbabilities();
    const auto answer = [&](Eigen::Index row) {
        const auto given = static_cast<double>(probable ? shares(row, 0) : outputs(row, 0));
        return probable ? valueText(std::round(given * 1000) / 1000, 3) : valueText(given, 3);
    };
    if (shares.rows() == 1) {
        readOut.rows.push_back({probable ? tr("p(class 1)") : tr("output"),
                                answer(0),
                                classColor(shares(0, 0) > 0.5F ? 1 : 0),
                                {},
                                true});
        return readOut;
    }
    Eigen::Index best = 0;
    shares.col(0).maxCoeff(&best);
    for (Eigen::Index i = 0; i < std::min<Eigen::Index>(shares.rows(), 6); ++i)
        readOut.rows.push_back({probable ? tr("p(class %1)").arg(i) : tr("output of class %1").arg(i),
                                answer(i),
                                classColor(static_cast<int>(i)),
                                {},
                                i == best});
    return readOut;
}

QString BoundaryView::spokenSummary() const {
    const Run* run = shown();
    if (!network_ || !run || grids_.empty())
        return chart().notice().isEmpty() ? tr("The data in their plane; nothing is trained yet.")
                                          : chart().notice();
    std::vector<int> nodes(static_cast<std::size_t>(classes()), 0);
    for (std::size_t node = 0; node < grids_.front().values.size(); ++node)
        if (const auto c = static_cast<std::size_t>(classAt(node)); c < nodes.size())
            ++nodes[c];
    QStringList parts;
    for (std::size_t c = 0; c < nodes.size(); ++c)
        parts << tr("class %1 %2")
                     .arg(c)
                     .arg(percent(nodes[c] / static_cast<double>(grids_.front().values.size())));
    QString text = runCount() > 1 ? runName(shownRun()) + QStringLiteral(", ") : QString();
    text += tr("%1. Of the plane the network gives %2.")
                .arg(card().header().subtitle(), parts.join(QStringLiteral(", ")));
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
