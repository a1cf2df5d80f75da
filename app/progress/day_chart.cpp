#include "progress/day_chart.h"

#include "charts/course_chart_view.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <memory>

namespace downhill::app {
namespace {

constexpr double kBarWidth = 0.7; ///< of a day
constexpr double kMinute = 60'000;
constexpr double kHeadRoom = 1.15;

} // namespace

DayChart::DayChart(Shows shows, Appearance& appearance, QWidget* parent)
    : ChartCard(std::make_unique<CourseChartView>(appearance).release(), appearance, parent), shows_(shows),
      bars_(std::make_unique<PathItem>(chart()).release()) {
    setTitle(shows == Shows::Minutes ? tr("Time each day") : tr("Answers each day"));
    chart().setAxisTitles(tr("days before today"), shows == Shows::Minutes ? tr("minutes") : tr("answers"));
    chart().setGrid(false, true);
    chart().setMinimumHeight(190);
    chart().setProbe([this](QPointF value) { return readOut(value); });
    chart().setStops([this](QPointF value, int direction) -> std::optional<QPointF> {
        const double next = std::clamp(std::round(value.x()) + direction, placeOf(0), 0.0);
        return QPointF(next, 0);
    });
    chart().setSpoken([this] { return spoken(); });
    connect(&chart(), &CourseChartView::restyled, this, &DayChart::draw);
}

double DayChart::valueOf(const DayFigures& day) const {
    return shows_ == Shows::Minutes ? static_cast<double>(day.milliseconds) / kMinute : day.tries;
}

double DayChart::placeOf(std::size_t index) const {
    return static_cast<double>(index) + 1 - static_cast<double>(days_.size());
}

void DayChart::setDays(std::vector<DayFigures> days) {
    days_ = std::move(days);
    double highest = shows_ == Shows::Minutes ? 10 : 5; // so that a little does not look like much
    bool any = false;
    for (const DayFigures& day : days_) {
        highest = std::max(highest, valueOf(day));
        any = any || valueOf(day) > 0;
    }
    setSubtitle(tr("the last %n day(s)", nullptr, static_cast<int>(days_.size())));
    chart().setHome({placeOf(0) - 0.8, 0.8}, {0, highest * kHeadRoom});
    chart().setNotice(any ? QString() : tr("Nothing in these days yet"));
    draw();
}

void DayChart::draw() {
    QPainterPath bars;
    for (std::size_t i = 0; i < days_.size(); ++i)
        if (const double value = valueOf(days_[i]); value > 0)
            bars.addRect(placeOf(i) - kBarWidth / 2, 0, kBarWidth, value);
    const QColor color = chart().theme().series[shows_ == Shows::Minutes ? 0 : 2];
    bars_->setPieces({{bars, Qt::NoPen, color}});
}

std::optional<ReadOut> DayChart::readOut(QPointF value) const {
    const double place = std::round(value.x());
    const double index = place + static_cast<double>(days_.size()) - 1;
    if (index < 0 || index >= static_cast<double>(days_.size()))
        return {};
    const DayFigures& day = days_[static_cast<std::size_t>(index)];
    ReadOut out;
    out.heading = QLocale().toString(day.day, QLocale::LongFormat);
    const QColor color = chart().theme().series[shows_ == Shows::Minutes ? 0 : 2];
    out.rows.push_back({shows_ == Shows::Minutes ? tr("minutes") : tr("answers"),
                        valueText(std::round(valueOf(day) * 10) / 10),
                        color,
                        {},
                        true});
    out.at = {place, valueOf(day)};
    out.level = false;
    return out;
}

QString DayChart::spoken() const {
    QStringList said;
    for (const DayFigures& day : days_)
        if (valueOf(day) > 0)
            said.append(tr("%1: %2").arg(QLocale().toString(day.day, QLocale::ShortFormat),
                                         valueText(std::round(valueOf(day) * 10) / 10)));
    return said.isEmpty() ? tr("Nothing in these days yet") : said.join(QStringLiteral("; "));
}

} // namespace downhill::app
