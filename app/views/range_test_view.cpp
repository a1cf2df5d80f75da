#include "views/range_test_view.h"

#include "charts/chart_header.h"
#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"
#include "views/task_strip.h"

#include <QLineSeries>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <memory>

namespace downhill::app {

namespace {

const training::RangeTestSettings kSettings{};

} // namespace

RangeTestView::RangeTestView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Learning-rate range test"), appearance, parent),
      raw_(chart().addLine(QPen(Qt::NoPen))), smooth_(chart().addLine(QPen(Qt::NoPen))),
      marks_(new PathItem(chart())),
      strip_(new TaskStrip(tr("Run the test"), background_, card().header(), this)) {
    card().addBelow(strip_);
    chart().setXLogarithmic(true);
    chart().setGrid(true, true);
    chart().setAxisTitles(tr("Learning rate, log scale"), tr("Loss"));
    chart().setHome({std::log10(kSettings.from), std::log10(kSettings.to)}, {0, 1});
    chart().setProbe([this](QPointF value) { return probe(value.x()); });
    chart().setStops([this](QPointF value, int right) { return stop(value.x(), right); });
    connect(strip_, &TaskStrip::beginAsked, this, &RangeTestView::begin);
    restyle();
}

void RangeTestView::setExperiment(const lesson::ExperimentBlock& block,
                                  std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    offerRuns(true);
    forget();
}

void RangeTestView::runChosen() {
    forget();
}

void RangeTestView::forget() {
    background_.cancel();
    result_.reset();
    refused_ = false;
    redraw();
}

void RangeTestView::begin() {
    forget();
    background_.begin([this, experiment = block().experiment, run = shownRun(),
                       data = data()](const std::stop_token& stop, Background::Progress& progress) {
        progress.all = kSettings.steps;
        auto found = std::make_shared<training::Result<training::RangeTestResult>>(
            training::rangeTest<float>(experiment, run, data, kSettings, {}, &progress.done, stop));
        return [this, found] {
            refused_ = !found->has_value() || (*found)->rates.empty();
            if (!refused_)
                result_ = *std::move(*found);
            redraw();
        };
    });
    redraw();
}

void RangeTestView::restyle() {
    raw_->setPen(curvePen(Theme::mix(theme().plot, runColor(0), theme().dark ? 0.42 : 0.34), 1));
    smooth_->setPen(curvePen(runColor(0), 2.2));
    redraw();
}

void RangeTestView::redraw() {
    raw_->clear();
    smooth_->clear();
    marks_->setPieces({});
    if (!result_) {
        card().setSubtitle(
            tr("%1 steps from the first weights; the rate grows from %2 to %3")
                .arg(countText(kSettings.steps), valueText(kSettings.from), valueText(kSettings.to)));
        chart().setNotice(refused_ ? tr("This run diverges before its first step is done.")
                          : background_.isBusy()
                              ? tr("The test is under way.")
                              : tr("Run the test to see at which rates the loss falls, and from "
                                   "which on it rises."));
        return;
    }
    chart().setNotice({});
    QList<QPointF> raw, smooth;
    double roof = 0;
    for (std::size_t i = 0; i < result_->rates.size(); ++i) {
        const double x = std::log10(result_->rates[i]);
        raw.append({x, result_->losses[i]});
        smooth.append({x, result_->smoothed[i]});
        roof = std::max(roof, result_->smoothed[i]);
    }
    double floor = *std::ranges::min_element(result_->losses);
    roof *= 1.15;
    floor = floor >= 0 ? 0 : floor - 0.05 * (roof - floor);
    raw_->replace(raw);
    smooth_->replace(smooth);
    chart().setHome({std::log10(kSettings.from), std::log10(kSettings.to)},
                    {floor, roof > floor ? roof : floor + 1});
    QList<PathItem::Piece> pieces;
    const auto upright = [&](double rate, const QColor& color, Qt::PenStyle style) {
        QPainterPath line(QPointF(std::log10(rate), floor - roof));
        line.lineTo(std::log10(rate), 3 * roof);
        pieces.append({line, curvePen(color, 1.6, style), Qt::NoBrush});
    };
    if (result_->steepest)
        upright(*result_->steepest, theme().good, Qt::SolidLine);
    upright(result_->risingFrom, theme().warning, Qt::DashLine);
    if (result_->divergedAt)
        upright(*result_->divergedAt, theme().bad, Qt::DotLine);
    marks_->setPieces(std::move(pieces));
    card().setSubtitle(findings());
    chart().refreshReadOut();
}

QString RangeTestView::findings() const {
    QString text =
        result_->steepest
            ? tr("falls most steeply at %1: the rate to try first").arg(valueText(*result_->steepest, 2))
            : tr("falls at no rate");
    text += QStringLiteral(" · ") + tr("rises from %1").arg(valueText(result_->risingFrom, 2));
    if (result_->divergedAt)
        text += QStringLiteral(" · ") + tr("too high at %1").arg(valueText(*result_->divergedAt, 2));
    return text;
}

std::size_t RangeTestView::nearest(double exponent) const {
    const auto& rates = result_->rates;
    const auto at = std::ranges::min_element(
        rates, {}, [exponent](double rate) { return std::abs(std::log10(rate) - exponent); });
    return static_cast<std::size_t>(at - rates.begin());
}

std::optional<ReadOut> RangeTestView::probe(double exponent) const {
    if (!result_)
        return std::nullopt;
    const std::size_t i = nearest(exponent);
    ReadOut readOut;
    readOut.heading = tr("Rate %1").arg(valueText(result_->rates[i], 3));
    readOut.level = false;
    readOut.at = {std::log10(result_->rates[i]), result_->smoothed[i]};
    readOut.rows = {{tr("step"), countText(static_cast<std::int64_t>(i) + 1), {}, {}, false},
                    {tr("loss"), valueText(result_->losses[i]), {}, {}, false},
                    {tr("smoothed"), valueText(result_->smoothed[i]), runColor(0), readOut.at, true}};
    return readOut;
}

std::optional<QPointF> RangeTestView::stop(double exponent, int right) const {
    if (!result_)
        return std::nullopt;
    const auto last = static_cast<std::ptrdiff_t>(result_->rates.size()) - 1;
    const auto i = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(nearest(exponent)) + right, 0, last));
    return QPointF(std::log10(result_->rates[i]), result_->smoothed[i]);
}

QString RangeTestView::spokenSummary() const {
    if (!result_)
        return chart().notice();
    QString text = tr("Range test: the loss %1.").arg(findings());
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
