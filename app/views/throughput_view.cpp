#include "views/throughput_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "charts/points_item.h"
#include "theme/theme.h"
#include "views/task_strip.h"

#include <QLineSeries>

#include <algorithm>
#include <cmath>
#include <memory>

namespace downhill::app {

namespace {

constexpr std::chrono::milliseconds kEach{300};

} // namespace

ThroughputView::ThroughputView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Samples a second"), appearance, parent), line_(chart().addLine(QPen(Qt::NoPen))),
      points_(new PointsItem(chart())),
      strip_(new TaskStrip(tr("Measure batch sizes"), background_, card().header(), this)) {
    card().addBelow(strip_);
    chart().setXLogarithmic(true);
    chart().setLogarithmic(true);
    chart().setGrid(true, true);
    chart().setAxisTitles(tr("Samples in a batch, log scale"), tr("Samples a second, log scale"));
    chart().setProbe([this](QPointF value) { return probe(value.x()); });
    chart().setStops([this](QPointF value, int right) { return step(value.x(), right); });
    connect(strip_, &TaskStrip::beginAsked, this, &ThroughputView::begin);
    clock_.start();
    restyle();
}

void ThroughputView::setExperiment(const lesson::ExperimentBlock& block,
                                   std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    offerRuns(isNetwork());
    forget();
}

void ThroughputView::runChosen() {
    forget();
}

void ThroughputView::forget() {
    background_.cancel();
    measured_.clear();
    meter_.forget();
    redraw();
}

void ThroughputView::showFrame(const ExperimentFrame& frame) {
    if (!isNetwork() || shownRun() >= frame.snapshot.runs.size() || shownRun() >= runCount())
        return;
    const training::RunSnapshot& run = frame.snapshot.runs[shownRun()];
    const std::int64_t own = block().experiment.runs[shownRun()].batchSize;
    const auto batch = static_cast<double>(own > 0 ? own : data()->train.size());
    meter_.add(static_cast<double>(clock_.elapsed()) / 1000, static_cast<double>(run.step) * batch);
    describe();
}

std::vector<std::int64_t> ThroughputView::sizes() const {
    std::vector<std::int64_t> sizes;
    for (std::int64_t size = 1; size < data()->train.size() && size <= 4096; size *= 4)
        sizes.push_back(size);
    if (data()->train.size() <= 4096)
        sizes.push_back(data()->train.size());
    return sizes;
}

void ThroughputView::begin() {
    forget();
    if (!isNetwork())
        return;
    background_.begin([this, experiment = block().experiment, run = shownRun(), data = data(),
                       sizes = sizes()](const std::stop_token& stop, Background::Progress& progress) {
        progress.all = std::ssize(sizes);
        auto found = std::make_shared<std::vector<training::Throughput>>();
        for (const std::int64_t size : sizes) {
            const auto one = training::measureThroughput(experiment, run, data, size, kEach, {}, stop);
            // Batch norm refuses batches of one sample.
            if (one && std::isfinite(one->stepsPerSecond))
                found->push_back(*one);
            ++progress.done;
        }
        return [this, found] {
            measured_ = std::move(*found);
            redraw();
        };
    });
    redraw();
}

void ThroughputView::restyle() {
    QPen pen(runColor(0), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    pen.setCosmetic(true);
    line_->setPen(pen);
    redraw();
}

QPointF ThroughputView::place(const training::Throughput& one) const {
    return {std::log10(static_cast<double>(one.batchSize)), std::log10(one.samplesPerSecond())};
}

void ThroughputView::redraw() {
    QList<QPointF> places;
    double low = 2, high = 3;
    for (const training::Throughput& one : measured_) {
        places.append(place(one));
        low = places.size() == 1 ? places.last().y() : std::min(low, places.last().y());
        high = places.size() == 1 ? places.last().y() : std::max(high, places.last().y());
    }
    line_->replace(places);
    points_->setSets({{places, Marker::Circle, runColor(0), theme().surface, true}}, 10);
    const double right = places.isEmpty() ? 2 : std::max(0.5, places.last().x());
    chart().setHome({-0.1, right + 0.1}, {std::floor(low * 2 - 0.3) / 2, std::ceil(high * 2 + 0.3) / 2});
    strip_->offer(isNetwork());
    chart().setNotice(!isNetwork()         ? tr("Samples a second need a network on data.")
                      : !measured_.empty() ? QString()
                      : background_.isBusy()
                          ? tr("Each size trains for a third of a second.")
                          : tr("Measure to see how many samples a second this machine trains on with "
                               "batches of each size."));
    describe();
    chart().refreshReadOut();
}

QString ThroughputView::rateText() const {
    const std::optional<double> rate = meter_.rate();
    return !rate       ? tr("now: not measured yet")
           : *rate > 0 ? tr("now: %1 samples a second, as watched").arg(valueText(*rate, 3))
                       : tr("now: standing still");
}

void ThroughputView::describe() {
    card().setSubtitle(isNetwork() ? rateText() : QString());
}

std::optional<std::size_t> ThroughputView::nearest(double exponent) const {
    if (measured_.empty())
        return std::nullopt;
    const auto at = std::ranges::min_element(
        measured_, {}, [&](const training::Throughput& one) { return std::abs(place(one).x() - exponent); });
    return static_cast<std::size_t>(at - measured_.begin());
}

std::optional<ReadOut> ThroughputView::probe(double exponent) const {
    const auto at = nearest(exponent);
    if (!at)
        return std::nullopt;
    const training::Throughput& one = measured_[*at];
    ReadOut readOut;
    readOut.heading = tr("Batches of %1").arg(countText(one.batchSize));
    readOut.at = place(one);
    readOut.rows = {
        {tr("samples a second"), valueText(one.samplesPerSecond(), 3), runColor(0), readOut.at, true},
        {tr("steps a second"), valueText(one.stepsPerSecond, 3), {}, {}, false}};
    return readOut;
}

std::optional<QPointF> ThroughputView::step(double exponent, int right) const {
    const auto at = nearest(exponent);
    if (!at)
        return std::nullopt;
    const auto next =
        std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(*at) + right, 0, std::ssize(measured_) - 1);
    return place(measured_[static_cast<std::size_t>(next)]);
}

QString ThroughputView::spokenSummary() const {
    if (!isNetwork())
        return chart().notice();
    if (measured_.empty())
        return chart().notice() + u' ' + rateText() + u'.';
    QStringList parts;
    for (const training::Throughput& one : measured_)
        parts << tr("%1 with batches of %2")
                     .arg(valueText(one.samplesPerSecond(), 2), countText(one.batchSize));
    QString text =
        tr("Samples a second: %1.").arg(parts.join(QStringLiteral("; "))) + u' ' + rateText() + u'.';
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
