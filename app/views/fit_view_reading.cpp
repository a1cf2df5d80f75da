#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/class_points.h"
#include "views/fit_view.h"
#include "views/setting_words.h"

#include <QLineF>

#include <cmath>

namespace downhill::app {

namespace {

constexpr double kNear = 48; // pixels within which a point is meant rather than the line

} // namespace

std::optional<ReadOut> FitView::probe(QPointF value) {
    if (!network_ || samples_.empty())
        return std::nullopt;
    const PlotSpace& space = chart().space();
    const QPointF pixel = space.toPixel(value);
    const Sample* nearest = nullptr;
    double distance = kNear;
    for (const Sample& sample : samples_) {
        if (sample.held && !testShown_)
            continue;
        if (const double d = QLineF(space.toPixel(sample.at), pixel).length(); d < distance) {
            distance = d;
            nearest = &sample;
        }
    }
    const QString x = coordinateName(*data(), 0, QStringLiteral("x"));
    ReadOut readOut;
    if (nearest) {
        const double error = nearest->predicted - nearest->at.y();
        readOut.at = nearest->at;
        readOut.heading = nearest->held ? tr("Test point") : tr("Training point");
        readOut.rows = {{x, valueText(nearest->at.x()), {}, {}, false},
                        {QStringLiteral("y"), valueText(nearest->at.y()), theme().text, nearest->at, false}};
        if (std::isfinite(nearest->predicted)) {
            readOut.rows.push_back({QStringLiteral("ŷ"), valueText(nearest->predicted), runColor(shownRun()),
                                    QPointF(nearest->at.x(), nearest->predicted), false});
            readOut.rows.push_back({tr("error ŷ − y"), valueText(error), {}, {}, true});
            readOut.rows.push_back({tr("squared error"), valueText(error * error), {}, {}, true});
        }
        return readOut;
    }
    const NetworkProbe::Matrix inputs = network_->inputsAt(Eigen::MatrixXd::Constant(1, 1, value.x()));
    readOut.level = false;
    readOut.at = value;
    readOut.rows.push_back({x, valueText(value.x(), 3), {}, {}, false});
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (!runs_[i].shown || !network_->fits(runs_[i].parameters, runs_[i].statistics) ||
            runs_[i].divergedAt > 0)
            continue;
        const auto y =
            static_cast<double>(network_->evaluate(runs_[i].parameters, runs_[i].statistics, inputs)(0, 0));
        readOut.rows.push_back({runs_.size() == 1 ? QStringLiteral("ŷ") : runName(i), valueText(y),
                                runColor(i), QPointF(value.x(), y), false});
    }
    return readOut;
}

std::optional<QPointF> FitView::stop(QPointF value, int direction) const {
    const QPointF* next = nullptr;
    for (const Sample& sample : samples_) {
        if (sample.held && !testShown_)
            continue;
        if (direction > 0 && sample.at.x() > value.x())
            return sample.at;
        if (direction < 0 && sample.at.x() < value.x())
            next = &sample.at;
    }
    return next ? std::optional(*next) : std::nullopt;
}

QString FitView::spokenSummary() const {
    if (!network_)
        return chart().notice();
    QString text = tr("%n training point(s).", nullptr, static_cast<int>(data()->train.size()));
    if (std::isfinite(meanSquaredError_))
        text += u' ' + tr("After %1 steps %2 has a mean error of %3; its %4 is %5.")
                           .arg(countText(runs_[shownRun()].step), runName(shownRun()), meanErrorText(),
                                lossName(lossSettings_.kind == training::Loss::MeanError
                                             ? training::Loss::MeanSquaredError
                                             : lossSettings_.kind),
                                valueText(minimized()));
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
