// What the histograms tell: the read-out under the pointer, the arrow keys' stops, and the spoken summary.

#include "charts/number_text.h"
#include "views/histogram_bins.h"
#include "views/histograms_view.h"

#include <QLineSeries>

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::NumberSummary;

std::optional<ReadOut> HistogramsView::probe(QPointF value) const {
    if (!hasFigures())
        return std::nullopt;
    if (quantity() == Quantity::Updates)
        return probeUpdates(value.x());
    const double row = std::round(0.4 - value.y());
    if (row < 0 || row >= static_cast<double>(summaries_.size()))
        return std::nullopt;
    const auto layer = static_cast<std::size_t>(row);
    const NumberSummary& summary = summaries_[layer];
    ReadOut readOut;
    readOut.heading = layerName(layer) + QStringLiteral(": ") + quantities_->currentText();
    readOut.level = false;
    readOut.at = {value.x(), -row};
    if (isEmpty(summary))
        return readOut;
    const auto number = [this](double at) {
        return valueText(sizes_->isChecked() ? std::pow(10, at) : at, 3);
    };
    const int bin = binAt(summary, value.x());
    const bool within = value.x() >= summary.least && value.x() <= summary.greatest;
    readOut.rows = {
        {tr("from %1 to %2").arg(number(lowerEdge(summary, bin)), number(lowerEdge(summary, bin + 1))),
         countText(within ? summary.bins[static_cast<std::size_t>(bin)] : 0),
         runColor(layer),
         {},
         true},
        {tr("smallest"), number(summary.least), {}, {}, false},
        {tr("largest"), number(summary.greatest), {}, {}, false},
        {sizes_->isChecked() ? tr("typical size") : tr("mean"), number(summary.mean), {}, {}, false}};
    if (!within)
        readOut.rows.erase(readOut.rows.begin());
    if (!sizes_->isChecked())
        readOut.rows.push_back({tr("deviation"), number(summary.deviation), {}, {}, false});
    return readOut;
}

std::optional<ReadOut> HistogramsView::probeUpdates(double step) const {
    ReadOut readOut;
    readOut.level = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const QList<QPointF>& points = shown().ratios[i];
        if (points.isEmpty() || !layerShown_[i])
            continue;
        const auto nearest = std::ranges::min_element(
            points, {}, [step](const QPointF& point) { return std::abs(point.x() - step); });
        readOut.heading = tr("Step %1").arg(countText(static_cast<std::int64_t>(nearest->x())));
        readOut.at = *nearest;
        readOut.rows.push_back(
            {layerName(i), valueText(std::pow(10, nearest->y()), 3), runColor(i), *nearest, false});
    }
    return readOut.rows.empty() ? std::nullopt : std::optional(readOut);
}

std::optional<QPointF> HistogramsView::step(QPointF value, QPoint way) const {
    if (!hasFigures())
        return std::nullopt;
    if (quantity() == Quantity::Updates) {
        const QList<QPointF>* points = nullptr;
        for (std::size_t i = 0; i < lines_.size() && !points; ++i)
            if (layerShown_[i] && !shown().ratios[i].isEmpty())
                points = &shown().ratios[i];
        if (!points || way.x() == 0)
            return std::nullopt;
        const auto nearest = std::ranges::min_element(
            *points, {}, [&](const QPointF& point) { return std::abs(point.x() - value.x()); });
        const auto index = std::clamp<qsizetype>(nearest - points->begin() + way.x(), 0, points->size() - 1);
        return points->at(index);
    }
    if (summaries_.empty())
        return std::nullopt;
    const double rows = static_cast<double>(summaries_.size());
    const double row = std::clamp(std::round(0.4 - value.y()) - way.y(), 0.0, rows - 1);
    const NumberSummary& summary = summaries_[static_cast<std::size_t>(row)];
    if (isEmpty(summary))
        return QPointF(value.x(), -row);
    const int bin =
        std::clamp(binAt(summary, value.x()) + way.x(), 0, static_cast<int>(summary.bins.size()) - 1);
    return QPointF(lowerEdge(summary, bin) + binWidth(summary) / 2, -row);
}

QString HistogramsView::spokenSummary() const {
    if (!hasFigures() || !chart().notice().isEmpty())
        return chart().notice();
    QStringList parts;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (quantity() != Quantity::Updates) {
            parts << layerName(i) + u' ' + sizesText(summaries_[i]);
        } else if (!shown().ratios[i].isEmpty()) {
            parts << layerName(i) + u' ' + valueText(std::pow(10, shown().ratios[i].last().y()), 2);
        }
    }
    QString text = tr("Step %1, %2: %3.")
                       .arg(countText(shown().snapshot.step), quantities_->currentText(),
                            parts.join(QStringLiteral("; ")));
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

QString HistogramsView::sizesText(const NumberSummary& summary) const {
    if (isEmpty(summary))
        return tr("none");
    if (sizes_->isChecked())
        return tr("typical size %1").arg(valueText(std::pow(10, summary.mean), 2));
    return tr("from %1 to %2, deviation %3")
        .arg(valueText(summary.least, 2), valueText(summary.greatest, 2), valueText(summary.deviation, 2));
}

} // namespace downhill::app
