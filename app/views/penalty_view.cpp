#include "views/penalty_view.h"

#include "charts/chart_header.h"
#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "charts/points_item.h"
#include "theme/theme.h"

#include <QLineSeries>

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr double kLeast = 0.001; ///< of the probabilities that can be chosen
constexpr double kStart = 0.25;
constexpr double kRoof = 5; ///< of the axis: −ln 0.0067
constexpr int kPoints = 400;
constexpr double kWidth = 2.2; ///< px of the curves

} // namespace

double PenaltyView::crossEntropy(double probability) {
    return -std::log(probability);
}

double PenaltyView::squaredError(double probability) {
    return (1 - probability) * (1 - probability);
}

PenaltyView::PenaltyView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Penalty"), appearance, parent), confidence_(new QDoubleSpinBox(this)),
      cross_(chart().addLine(QPen(Qt::NoPen))), squared_(chart().addLine(QPen(Qt::NoPen))),
      drops_(new PathItem(chart())), points_(new PointsItem(chart())) {
    confidence_->setRange(kLeast, 1 - kLeast);
    confidence_->setDecimals(3);
    confidence_->setButtonSymbols(QAbstractSpinBox::NoButtons); // the point is there for the mouse
    confidence_->setSingleStep(0.05);
    confidence_->setLocale(numberLocale());
    confidence_->setPrefix(tr("p = "));
    confidence_->setAccessibleName(tr("Probability given to the right class"));
    confidence_->setToolTip(tr("How sure of the right class the network is"));
    confidence_->setValue(kStart);
    card().header().addControl(confidence_);
    connect(confidence_, &QDoubleSpinBox::valueChanged, this, &PenaltyView::redraw);

    const ChipMark cross{.color = [](const Theme& t) { return runColor(t, 0); }};
    const ChipMark squared{.color = [](const Theme& t) { return runColor(t, 1); }, .line = Qt::DashLine};
    card().addChip(QStringLiteral("−ln p"), cross, crossShown_, [this] { redraw(); });
    card().addChip(QStringLiteral("(1 − p)²"), squared, squaredShown_, [this] { redraw(); });

    chart().setAxisTitles(tr("Probability p of the right class"), tr("Penalty"));
    chart().setHome({0, 1}, {0, kRoof});
    chart().setProbe([this](QPointF value) { return probe(value.x()); });
    chart().setStops([](QPointF value, int right) {
        return std::optional(
            QPointF(std::clamp(std::round(value.x() * 100 + right) / 100, 0.01, 0.99), value.y()));
    });
    const auto move = [this](QPointF value) { confidence_->setValue(value.x()); };
    CourseChartView::Handle handle;
    handle.place = [this] {
        const double p = confidence_->value();
        return std::optional(QPointF(p, crossShown_ ? std::min(crossEntropy(p), kRoof) : squaredError(p)));
    };
    handle.moved = move;
    handle.dropped = move;
    chart().setHandle(std::move(handle));

    QList<QPointF> crossPoints, squaredPoints;
    for (int i = 0; i <= kPoints; ++i) {
        // Closer together at the left, where the logarithm is steep.
        const double p = kLeast + (1 - kLeast) * std::pow(static_cast<double>(i) / kPoints, 2);
        crossPoints.append({p, crossEntropy(p)});
        squaredPoints.append({p, squaredError(p)});
    }
    cross_->replace(crossPoints);
    squared_->replace(squaredPoints);
    restyle();
}

void PenaltyView::restyle() {
    cross_->setPen(curvePen(runColor(0), kWidth, Qt::SolidLine));
    squared_->setPen(curvePen(runColor(1), kWidth, Qt::DashLine));
    redraw();
}

void PenaltyView::redraw() {
    const double p = confidence_->value();
    cross_->setVisible(crossShown_);
    squared_->setVisible(squaredShown_);
    QPainterPath drop(QPointF(p, 0));
    drop.lineTo(p, crossShown_ ? std::min(crossEntropy(p), kRoof) : squaredError(p));
    const QPen pen = curvePen(theme().muted, 1, Qt::DashLine);
    drops_->setPieces({{drop, pen, Qt::NoBrush}});
    points_->setSets(
        {{{QPointF(p, std::min(crossEntropy(p), kRoof))},
          Marker::Circle,
          runColor(0),
          theme().surface,
          crossShown_},
         {{QPointF(p, squaredError(p))}, Marker::Square, runColor(1), theme().surface, squaredShown_}},
        14);
    card().setSubtitle(
        tr("p %1: −ln p %2 · (1 − p)² %3")
            .arg(valueText(p, 3), valueText(crossEntropy(p), 3), valueText(squaredError(p), 3)));
    chart().refreshReadOut();
}

std::optional<ReadOut> PenaltyView::probe(double probability) const {
    const double p = std::clamp(probability, kLeast, 1 - kLeast);
    ReadOut readOut;
    readOut.heading = tr("p = %1").arg(valueText(p, 3));
    readOut.level = false;
    readOut.at = {p, std::min(crossEntropy(p), kRoof)};
    readOut.rows = {{QStringLiteral("−ln p"), valueText(crossEntropy(p), 3), runColor(0),
                     QPointF(p, crossEntropy(p)), false},
                    {tr("its slope"), valueText(-1 / p, 3), {}, {}, false},
                    {QStringLiteral("(1 − p)²"), valueText(squaredError(p), 3), runColor(1),
                     QPointF(p, squaredError(p)), false},
                    {tr("its slope"), valueText(-2 * (1 - p), 3), {}, {}, false}};
    return readOut;
}

QString PenaltyView::spokenSummary() const {
    const double p = confidence_->value();
    return tr("A network that gives the right class the probability %1 is charged %2 by the negative "
              "logarithm, "
              "and %3 by the square of 1 minus p.")
        .arg(valueText(p, 3), valueText(crossEntropy(p), 3), valueText(squaredError(p), 3));
}

} // namespace downhill::app
