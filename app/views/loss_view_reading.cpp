// What the loss view tells: the read-out under the pointer, the arrow keys' stops, and the spoken summary.

#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/curve_trace.h"
#include "views/loss_view.h"
#include "views/seed_bands.h"

#include <QLineSeries>

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::CurveBucket;

namespace {

/// The height of a line at `x`, between its points.
double heightOf(const QLineSeries& line, double x) {
    const QList<QPointF> points = line.points();
    if (points.isEmpty())
        return 0;
    const auto right = std::lower_bound(points.begin(), points.end(), x,
                                        [](const QPointF& p, double at) { return p.x() < at; });
    if (right == points.end())
        return points.last().y();
    if (right == points.begin())
        return right->y();
    const QPointF left = *std::prev(right);
    return left.y() + (right->y() - left.y()) * (x - left.x()) / (right->x() - left.x());
}

} // namespace

void LossView::addRow(ReadOut& readOut, const CurveTrace& trace, double step, const QString& name,
                      const QColor& color, const QLineSeries* line) const {
    const CurveBucket* bucket = trace.near(step);
    const double reach = std::max(1.0, 12 / chart().space().pixelsPerX());
    if (!bucket || step > static_cast<double>(bucket->lastStep) + reach)
        return;
    const double least = static_cast<double>(bucket->least), greatest = static_cast<double>(bucket->greatest);
    const bool one = bucket->firstStep == bucket->lastStep;
    const QString value = least == greatest
                              ? valueText(least)
                              : valueText(least, 3) + QStringLiteral(" – ") + valueText(greatest, 3);
    const double middle = static_cast<double>(bucket->firstStep + bucket->lastStep) / 2;
    const QPointF spot(middle, heightOf(*line, middle));
    readOut.rows.push_back({name, value, color, spot, false});
    if (readOut.heading.isEmpty())
        readOut.heading =
            one ? tr("Step %1").arg(countText(bucket->firstStep))
                : tr("Steps %1 – %2").arg(countText(bucket->firstStep), countText(bucket->lastStep));
}

std::optional<ReadOut> LossView::probe(QPointF value) const {
    ReadOut readOut;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[i];
        const bool single = runs_.size() == 1;
        if (run.batchShown)
            addRow(readOut, CurveTrace(run.curves.batch, logarithmic_), value.x(), batchName(i), runColor(i),
                   run.smooth);
        if (run.testShown)
            addRow(readOut, CurveTrace(run.curves.test, logarithmic_), value.x(),
                   single ? tr("test") : tr("%1, test").arg(runName(i)), runColor(single ? 1 : i), run.test);
    }
    for (const Past& past : past_)
        if (past.shown)
            addRow(readOut, CurveTrace(past.past.curve, logarithmic_), value.x(), past.past.label,
                   theme().borderStrong, past.line);
    addBandRows(readOut, value.x());
    if (readOut.rows.empty())
        return std::nullopt;
    std::stable_sort(readOut.rows.begin(), readOut.rows.end(),
                     [](const ReadOut::Row& a, const ReadOut::Row& b) { return a.spot->y() > b.spot->y(); });
    const auto nearest =
        std::min_element(readOut.rows.begin(), readOut.rows.end(), [&](const auto& a, const auto& b) {
            return std::abs(a.spot->y() - value.y()) < std::abs(b.spot->y() - value.y());
        });
    nearest->strong = readOut.rows.size() > 1;
    readOut.at = *nearest->spot;
    return readOut;
}

std::optional<QPointF> LossView::stop(QPointF value, int direction) const {
    double first = 0, last = -1, width = 1;
    for (const Run& run : runs_) {
        const auto buckets = run.curves.batch.buckets();
        if (!run.batchShown || buckets.empty())
            continue;
        last = std::max(last, static_cast<double>(buckets.back().lastStep));
        first = static_cast<double>(buckets.front().firstStep);
        width = std::max(width, static_cast<double>(run.curves.batch.width()));
    }
    if (bandShown_ && seeds_->band())
        last = std::max(last, seeds_->band()->steps.back());
    if (last < first)
        return std::nullopt;
    const double stride = std::max(width, std::ceil(4 / chart().space().pixelsPerX()));
    return QPointF(std::clamp(std::round(value.x() + direction * stride), first, last), value.y());
}

QString LossView::spokenSummary() const {
    if (isEmpty())
        return chart().notice();
    QStringList parts;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[i];
        const auto buckets = run.curves.batch.buckets();
        if (buckets.empty())
            continue;
        QString part = tr("%1: loss %2 at step %3, first %4")
                           .arg(runName(i), valueText(static_cast<double>(buckets.back().last)),
                                countText(buckets.back().lastStep),
                                valueText(static_cast<double>(buckets.front().first)));
        if (!run.curves.test.buckets().empty())
            part += tr(", test loss %1")
                        .arg(valueText(static_cast<double>(run.curves.test.buckets().back().last)));
        if (run.brokeAt > 0)
            part += tr(", diverged at step %1").arg(countText(run.brokeAt));
        parts << part;
    }
    for (const Past& past : past_)
        if (!past.past.curve.buckets().empty())
            parts << tr("earlier run, %1: loss %2")
                         .arg(past.past.label,
                              valueText(static_cast<double>(past.past.curve.buckets().back().last)));
    if (const QString band = spokenBand(); !band.isEmpty())
        parts << band;
    return parts.join(QStringLiteral(". ")) + u'.';
}

} // namespace downhill::app
