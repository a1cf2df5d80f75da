#include "views/histograms_view.h"

#include "charts/chart_header.h"
#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"
#include "views/histogram_bins.h"

#include <QLineSeries>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::app {

using training::NumberSummary;

namespace {

constexpr int kBins = 40;
constexpr double kRowHeight = 0.82; ///< of the room of a row
constexpr qsizetype kMostRatios = 1200;
constexpr double kHealthyPace = -3; ///< decimal exponent of an update ratio
constexpr double kFirstSteps = 20;

/// Nothing but zeros, or not even that.
bool hasNothing(const NumberSummary& summary) {
    return isEmpty(summary) || (summary.least == 0 && summary.greatest == 0);
}

} // namespace

HistogramsView::HistogramsView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Layers in numbers"), appearance, parent), quantities_(new QComboBox(this)),
      sizes_(new QToolButton(this)), rows_(new PathItem(chart())) {
    quantities_->addItems({tr("Weights"), tr("Biases"), tr("Gradients"), tr("Activations"), tr("Updates")});
    quantities_->setCurrentIndex(static_cast<int>(view.quantity));
    quantities_->setAccessibleName(tr("Numbers shown"));
    sizes_->setText(tr("Log sizes"));
    sizes_->setCheckable(true);
    sizes_->setChecked(view.logarithmic);
    sizes_->setAccessibleName(tr("Sizes on a logarithmic axis"));
    sizes_->setToolTip(tr("Show how large the numbers are, without their signs, in powers of ten"));
    card().header().addControl(quantities_);
    card().header().addControl(sizes_);
    connect(quantities_, &QComboBox::currentIndexChanged, this, &HistogramsView::chooseQuantity);
    connect(sizes_, &QToolButton::toggled, this, &HistogramsView::chooseQuantity);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int right) { return step(value, {right, 0}); });
    chart().setRises([this](QPointF value, int up) { return step(value, {0, up}); });
    chooseQuantity();
}

void HistogramsView::setExperiment(const lesson::ExperimentBlock& block,
                                   std::shared_ptr<const training::SplitDataset<float>> data) {
    figures_.reset();
    ChartedView::setExperiment(block, std::move(data));
    if (const auto* problem = std::get_if<training::NetworkProblem>(&this->block().experiment.problem);
        problem && this->data())
        figures_ = LayerFigures::create(*problem, this->data()->train);
    runs_.assign(runCount(), {});
    const std::size_t layers = figures_ ? figures_->layers() : 0;
    for (Run& run : runs_)
        run.ratios.resize(layers);
    if (layerShown_.size() != layers)
        layerShown_.assign(layers, true);
    offerRuns(figures_.has_value());
    buildLines();
    chooseQuantity();
}

void HistogramsView::showFrame(const ExperimentFrame& frame) {
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        Run& run = runs_[i];
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        if (now.step < run.snapshot.step) {
            for (QList<QPointF>& points : run.ratios)
                points.clear();
            run.stride = 1;
        }
        run.snapshot = now;
        keepRatios(run);
    }
    redraw();
    chart().refreshReadOut();
}

void HistogramsView::keepRatios(Run& run) {
    if (!figures_ || !figures_->fits(run.snapshot))
        return;
    const std::vector<double> now = figures_->updateRatios(run.snapshot);
    const auto at = static_cast<double>(run.snapshot.step);
    for (std::size_t i = 0; i < now.size(); ++i) {
        QList<QPointF>& points = run.ratios[i];
        if (!std::isfinite(now[i]) || now[i] <= 0 ||
            (!points.isEmpty() && at < points.last().x() + static_cast<double>(run.stride)))
            continue;
        points.append({at, std::log10(now[i])});
    }
    const bool tooMany = std::ranges::any_of(
        run.ratios, [](const QList<QPointF>& points) { return points.size() > kMostRatios; });
    if (!tooMany)
        return;
    run.stride *= 2;
    for (QList<QPointF>& points : run.ratios) {
        QList<QPointF> every;
        for (qsizetype i = 0; i < points.size(); i += 2)
            every.append(points[i]);
        points = every;
    }
}

void HistogramsView::runChosen() {
    x_ = {};
    chart().goHome();
    redraw();
}

void HistogramsView::restyle() {
    for (std::size_t i = 0; i < lines_.size(); ++i)
        lines_[i]->setPen(layerPen(i));
    redraw();
}

bool HistogramsView::hasFigures() const {
    return figures_ && shownRun() < runs_.size() && figures_->fits(shown().snapshot);
}

QString HistogramsView::layerName(std::size_t layer) const {
    return figures_ && layer + 1 == figures_->layers() ? tr("output") : tr("layer %1").arg(layer + 1);
}

QPen HistogramsView::layerPen(std::size_t layer) const {
    const bool dashed = layer >= static_cast<std::size_t>(theme().series.size());
    return curvePen(runColor(layer), 1.8, dashed ? Qt::DashLine : Qt::SolidLine);
}

void HistogramsView::buildLines() {
    for (QLineSeries* line : lines_)
        line->deleteLater();
    lines_.clear();
    card().clearChips();
    for (std::size_t i = 0; figures_ && i < figures_->layers(); ++i)
        lines_.push_back(chart().addLine(layerPen(i)));
}

void HistogramsView::chooseQuantity() {
    const bool updates = quantity() == Quantity::Updates;
    sizes_->setVisible(!updates);
    card().header().arrange();
    card().clearChips();
    for (std::size_t i = 0; updates && i < lines_.size(); ++i) {
        ChipMark mark{.color = [i](const Theme& t) { return runColor(t, i); }};
        mark.line = i < static_cast<std::size_t>(theme().series.size()) ? Qt::SolidLine : Qt::DashLine;
        auto* chip = card().addChip(layerName(i), mark, [this, i](bool on) {
            layerShown_[i] = on;
            redraw();
        });
        chip->setChecked(layerShown_[i]);
    }
    chart().setLogarithmic(updates);
    chart().setXLogarithmic(!updates && sizes_->isChecked());
    chart().setGrid(true, updates);
    const QString what = quantities_->currentText();
    chart().setAxisTitles(updates               ? tr("Step")
                          : sizes_->isChecked() ? tr("%1, size").arg(what)
                                                : what,
                          updates ? tr("Update / weights") : QString());
    x_ = {};
    chart().goHome();
    redraw();
}

void HistogramsView::redraw() {
    summaries_.clear();
    for (QLineSeries* line : lines_)
        line->setVisible(false);
    if (!hasFigures()) {
        rows_->setPieces({});
        chart().setTicks({}, {});
        card().setSubtitle({});
        chart().setNotice(figures_ ? tr("Nothing to show yet.") : tr("Layers need a network."));
        return;
    }
    const QString step = tr("step %1").arg(countText(shown().snapshot.step));
    if (quantity() == Quantity::Updates) {
        card().setSubtitle(
            step + QStringLiteral(" · ") +
            tr("the last step's size against the weights' own; about 0.001 is a healthy pace"));
        drawUpdates();
    } else {
        card().setSubtitle(step + QStringLiteral(" · ") + tr("each row on a scale of its own in height"));
        drawRows();
    }
}

void HistogramsView::setRowRange() {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const NumberSummary& summary : summaries_) {
        if (isEmpty(summary))
            continue;
        least = std::min(least, summary.least);
        greatest = std::max(greatest, summary.greatest);
    }
    if (!(least <= greatest))
        return;
    const double span = std::max(greatest - least, std::max(1e-30, std::abs(greatest) * 1e-3));
    const AxisRange wanted{least - 0.04 * span, greatest + 0.04 * span};
    // The axis moves only when it no longer fits.
    if (!x_.holds(least) || !x_.holds(greatest) || wanted.span() < 0.4 * x_.span())
        x_ = {wanted.low - 0.06 * span, wanted.high + 0.06 * span};
}

void HistogramsView::drawRows() {
    const auto kind = static_cast<LayerFigures::Kind>(quantity());
    summaries_ = figures_->summaries(kind, shown().snapshot, sizes_->isChecked(), kBins);
    if (std::ranges::all_of(summaries_, hasNothing)) {
        rows_->setPieces({});
        chart().setTicks({}, {});
        chart().setNotice(kind == LayerFigures::Kind::Gradients && shown().snapshot.step == 0
                              ? tr("No gradient yet: the first step computes one.")
                              : tr("All of these numbers are zero or none."));
        return;
    }
    chart().setNotice({});
    setRowRange();
    const auto rows = static_cast<double>(summaries_.size());
    chart().setHome(x_, {-rows + 0.95, 1});
    std::vector<Tick> names;
    QList<PathItem::Piece> pieces;
    for (std::size_t i = 0; i < summaries_.size(); ++i) {
        const NumberSummary& summary = summaries_[i];
        const double floor = -static_cast<double>(i);
        names.push_back({floor, layerName(i), false});
        QPainterPath ground(QPointF(x_.low - x_.span(), floor));
        ground.lineTo(x_.high + x_.span(), floor);
        QPen hair(theme().grid, 1);
        hair.setCosmetic(true);
        pieces.append({ground, hair, Qt::NoBrush});
        if (isEmpty(summary))
            continue;
        const auto most = static_cast<double>(*std::ranges::max_element(summary.bins));
        QPainterPath shape(QPointF(summary.least, floor));
        for (int bin = 0; bin < kBins; ++bin) {
            const double top =
                floor + kRowHeight * static_cast<double>(summary.bins[static_cast<std::size_t>(bin)]) / most;
            shape.lineTo(lowerEdge(summary, bin), top);
            shape.lineTo(lowerEdge(summary, bin + 1), top);
        }
        shape.lineTo(summary.greatest, floor);
        if (summary.least == summary.greatest) { // all the same: a needle
            shape = QPainterPath(QPointF(summary.least, floor));
            shape.lineTo(summary.least, floor + kRowHeight);
        }
        pieces.append({shape, layerPen(i), Theme::mix(theme().plot, runColor(i), 0.3)});
    }
    chart().setTicks({}, std::move(names));
    rows_->setPieces(std::move(pieces));
}

void HistogramsView::drawUpdates() {
    rows_->setPieces({});
    chart().setTicks({}, {});
    double last = kFirstSteps, least = kHealthyPace - 0.5, greatest = kHealthyPace + 0.5;
    bool any = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const QList<QPointF>& points = shown().ratios[i];
        lines_[i]->replace(layerShown_[i] ? points : QList<QPointF>());
        lines_[i]->setVisible(layerShown_[i]);
        for (const QPointF& point : points) {
            any = true;
            last = std::max(last, point.x());
            least = std::min(least, point.y() - 0.1);
            greatest = std::max(greatest, point.y() + 0.1);
        }
    }
    chart().setNotice(any ? QString() : tr("No update yet: each step will add its size here."));
    QPainterPath pace(QPointF(-last, kHealthyPace));
    pace.lineTo(3 * last, kHealthyPace);
    if (any)
        rows_->setPieces({{pace, curvePen(theme().good, 1.4, Qt::DashLine), Qt::NoBrush}});
    const AxisRange steps = x_.span() > 1 && x_.low == 0 ? x_ : AxisRange{0, kFirstSteps};
    x_ = grown(steps, 0, last);
    chart().setHome(x_, {std::floor(least * 2) / 2, std::ceil(greatest * 2) / 2});
}

} // namespace downhill::app
