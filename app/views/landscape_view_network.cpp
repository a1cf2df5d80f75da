// The landscape view of a network: what it says of a loss in a plane through the weights.

#include "charts/number_text.h"
#include "charts/relief_plot.h"
#include "theme/theme.h"
#include "views/confusion_item.h"
#include "views/landscape_view.h"
#include "views/network_ground.h"

#include <QLineF>

#include <cmath>

namespace downhill::app {

namespace {

constexpr double kNear = 12; // pixels from a place to the pointer

QString placeText(QPointF place) {
    return LandscapeView::tr("(%1, %2)").arg(valueText(place.x(), 2), valueText(place.y(), 2));
}

} // namespace

void LandscapeView::takeLandscape() {
    if (!network_->isThere())
        return;
    const std::optional<NetworkLandscape>& found = network_->landscape();
    ground_ = found ? found->terrain : Terrain();
    if (found) {
        chart().setHome(ground_.heights().x, ground_.heights().y);
        chart().goHome();
    }
    const bool path = found && found->alongPath;
    chart().setAxisTitles(
        path ? tr("Along the way, %1 of it").arg(shareText(found->shares[0])) : tr("First random direction"),
        path ? tr("Across it, %1").arg(shareText(found->shares[1])) : tr("Second random direction"));
    relief_->setTerrain(ground_.heights());
    reliefSwitch_->setEnabled(found.has_value());
    survey();
    drawRuns();
    describe();
    chart().refreshReadOut();
}

void LandscapeView::describeNetwork() {
    const std::optional<NetworkLandscape>& found = network_->landscape();
    chart().setNotice(network_->notice());
    if (!found) {
        card().setSubtitle({});
        return;
    }
    QString text = tr("around step %1 · loss %2").arg(countText(found->step), valueText(found->loss, 3));
    if (network_->step() != found->step)
        text += QStringLiteral(" · ") + tr("the run is at step %1").arg(countText(network_->step()));
    if (data() && found->samples < data()->train.size())
        text += QStringLiteral(" · ") + tr("over %1 samples").arg(countText(found->samples));
    card().setSubtitle(text);
}

std::optional<ReadOut> LandscapeView::probeNetwork(QPointF value) const {
    const std::optional<NetworkLandscape>& found = network_->landscape();
    if (!found)
        return std::nullopt;
    const PlotSpace& space = chart().space();
    ReadOut readOut;
    readOut.at = value;
    const auto near = [&](QPointF place) {
        return QLineF(space.toPixel(value), space.toPixel(place)).length() < kNear;
    };
    if (const QList<QPointF> way = network_->way(); !way.isEmpty() && near(way.last())) {
        readOut.at = way.last();
        readOut.heading = found->alongPath ? tr("The run, step %1").arg(countText(network_->step()))
                                           : tr("The weights, step %1").arg(countText(found->step));
    }
    const double height = found->terrain.heightAt(readOut.at.x(), readOut.at.y());
    readOut.rows = {{tr("to the right"), valueText(readOut.at.x(), 3), {}, {}, false},
                    {tr("upwards"), valueText(readOut.at.y(), 3), {}, {}, false}};
    if (std::isfinite(height))
        readOut.rows.push_back({tr("loss"), valueText(found->terrain.lossAt(height), 3), {}, {}, true});
    return readOut;
}

QString LandscapeView::spokenNetwork() const {
    const std::optional<NetworkLandscape>& found = network_->landscape();
    if (!found)
        return chart().notice();
    QString text = tr("The loss in a plane through the weights of step %1, where it is %2: from %3 to %4.")
                       .arg(countText(found->step), valueText(found->loss, 3),
                            valueText(found->terrain.lowest(), 3), valueText(found->terrain.highest(), 3));
    if (found->alongPath) {
        const QList<QPointF> way = network_->way();
        text +=
            u' ' + tr("The plane holds %1 of the way.").arg(shareText(found->shares[0] + found->shares[1]));
        if (!way.isEmpty())
            text +=
                u' ' +
                tr("The run came from %1 and is at %2.").arg(placeText(way.first()), placeText(way.last()));
    } else {
        text += u' ' + tr("Directions are random, as long as the weights.");
    }
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
