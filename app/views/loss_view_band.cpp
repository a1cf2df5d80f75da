// The band of several seeds in the loss view: how it is drawn, and what is told of it.

#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"
#include "views/loss_view.h"
#include "views/seed_bands.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::Spread;

namespace {

constexpr float kAreaOpacity = 0.22F;

} // namespace

void LossView::takeBand() {
    bandShown_ = true;
    y_.reset();
    buildChips();
    growRanges();
    redraw();
    chart().refreshReadOut();
}

QString LossView::bandName(const SeedBand& band) const {
    const QString seeds = tr("%1 seeds").arg(band.seeds);
    return runs_.size() > 1 ? seeds : tr("%1, rate %2").arg(seeds, valueText(band.rate, 3));
}

/// With one run the band has a colour of no curve; with several each run has its own.
QColor LossView::bandColor(const Theme& theme, std::size_t run) const {
    return runs_.size() > 1 ? runColor(theme, run) : theme.muted;
}

void LossView::addBandChip() {
    const std::optional<SeedBand>& band = seeds_->band();
    if (!band)
        return;
    ChipMark mark{.color = [](const Theme& t) { return t.muted; }, .marker = Marker::Square, .hollow = true};
    card()
        .addChip(bandName(*band), mark, bandShown_, [this] { redraw(); })
        ->setToolTip(tr("The median of the losses over these seeds, and the middle half around it"));
}

void LossView::drawBand() {
    QList<PathItem::Piece> pieces;
    const std::optional<SeedBand>& band = seeds_->band();
    for (std::size_t i = 0; band && bandShown_ && i < band->runs.size(); ++i) {
        if (i < runs_.size() && !runs_[i].batchShown)
            continue;
        const std::vector<Spread>& losses = band->runs[i].losses;
        QPainterPath area, median;
        // A stretch that nobody came to, as after a cancellation, has no numbers.
        const auto known = static_cast<std::size_t>(
            std::ranges::find_if(losses, [](const Spread& s) { return std::isnan(s.median); }) -
            losses.begin());
        const auto add = [&](QPainterPath& path, std::size_t at, double loss) {
            const QPointF place(band->steps[at], heightOfLoss(loss));
            if (path.elementCount() == 0)
                path.moveTo(place);
            else
                path.lineTo(place);
        };
        for (std::size_t at = 0; at < known; ++at) {
            add(area, at, losses[at].upper);
            add(median, at, losses[at].median);
        }
        for (std::size_t at = known; at-- > 0;)
            add(area, at, losses[at].lower);
        QColor fill = bandColor(theme(), i);
        QPen pen(Theme::mix(theme().plot, fill, 0.75), 1.4);
        pen.setCosmetic(true);
        fill.setAlphaF(kAreaOpacity);
        pieces.append({area, Qt::NoPen, fill});
        pieces.append({median, pen, Qt::NoBrush});
    }
    bandItem_->setPieces(std::move(pieces));
}

void LossView::addBandRows(ReadOut& readOut, double step) const {
    const std::optional<SeedBand>& band = seeds_->band();
    const auto at = band && bandShown_ ? band->at(step) : std::nullopt;
    for (std::size_t i = 0; at && i < band->runs.size(); ++i) {
        const Spread& spread = band->runs[i].losses[*at];
        if ((i < runs_.size() && !runs_[i].batchShown) || std::isnan(spread.median))
            continue;
        const QString name = runs_.size() > 1 ? tr("%1, %2").arg(runName(i), bandName(*band))
                                              : tr("%1 seeds").arg(band->seeds);
        const QString value = std::isfinite(spread.upper)
                                  ? tr("%1 (%2 – %3)")
                                        .arg(valueText(spread.median, 3), valueText(spread.lower, 3),
                                             valueText(spread.upper, 3))
                                  : tr("%1 and more").arg(valueText(spread.lower, 3));
        readOut.rows.push_back({name, value, bandColor(theme(), i),
                                QPointF(band->steps[*at], heightOfLoss(spread.median)), false});
        if (readOut.heading.isEmpty())
            readOut.heading = tr("About step %1").arg(countText(std::llround(band->steps[*at])));
    }
}

QString LossView::spokenBand() const {
    const std::optional<SeedBand>& band = seeds_->band();
    QStringList parts;
    for (std::size_t i = 0; band && bandShown_ && i < band->runs.size(); ++i) {
        const SeedBand::Run& run = band->runs[i];
        if (run.losses.empty() || std::isnan(run.losses.back().median))
            continue;
        const Spread& last = run.losses.back();
        QString part = tr("%1 over %2 seeds: median loss %3 at step %4, half of them between %5 and %6")
                           .arg(runName(i), QString::number(band->seeds), valueText(last.median, 3),
                                countText(std::llround(band->steps.back())), valueText(last.lower, 3),
                                valueText(last.upper, 3));
        if (run.diverged > 0)
            part += tr(", %1 diverged").arg(run.diverged);
        parts << part;
    }
    return parts.join(QStringLiteral(". "));
}

} // namespace downhill::app
