#include "views/basin_map_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/basin_item.h"
#include "views/confusion_item.h"
#include "views/task_strip.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace downhill::app {

using training::BasinMap;

namespace {

constexpr training::BasinSettings kSettings{.columns = 96, .rows = 96, .steps = 1000};
constexpr std::size_t kNamed = 6; ///< minima with a colour of their own

} // namespace

BasinMapView::BasinMapView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Which start ends where"), appearance, parent),
      item_(new BasinItem(chart(), theme())),
      strip_(new TaskStrip(tr("Draw the map"), background_, card().header(), this)) {
    card().addBelow(strip_);
    chart().setEqualAxes(true);
    chart().setGrid(false, false);
    chart().setAxisTitles(tr("Start w₁"), tr("Start w₂"));
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int right) { return step(value, {right, 0}); });
    chart().setRises([this](QPointF value, int up) { return step(value, {0, up}); });
    connect(strip_, &TaskStrip::beginAsked, this, &BasinMapView::begin);
    redraw();
}

void BasinMapView::setExperiment(const lesson::ExperimentBlock& block,
                                 std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    const auto* problem = std::get_if<training::SurfaceProblem>(&this->block().experiment.problem);
    isSurface_ = problem && !training::hasOneParameter(problem->kind);
    if (isSurface_) {
        window_ = {problem->window[0], problem->window[1]};
        chart().setHome(window_, window_);
        chart().goHome();
    }
    offerRuns(isSurface_);
    forget();
}

void BasinMapView::runChosen() {
    forget();
}

void BasinMapView::restyle() {
    redraw();
}

void BasinMapView::forget() {
    background_.cancel();
    map_.reset();
    basins_.clear();
    refused_ = false;
    buildChips();
    redraw();
}

void BasinMapView::begin() {
    forget();
    if (!isSurface_)
        return;
    background_.begin([this, experiment = block().experiment,
                       run = shownRun()](const std::stop_token& stop, Background::Progress& progress) {
        progress.all = std::int64_t(kSettings.columns) * kSettings.rows;
        auto found = std::make_shared<training::Result<BasinMap>>(
            training::basins(experiment, run, kSettings, &progress.done, stop));
        return [this, found] {
            refused_ = !found->has_value();
            if (!refused_)
                map_ = *std::move(*found);
            rank();
            buildChips();
            redraw();
        };
    });
    redraw();
}

void BasinMapView::rank() {
    basins_.clear();
    if (!map_)
        return;
    for (int i = 0; i < static_cast<int>(map_->minima.size()); ++i)
        basins_.push_back({i, map_->share(i), true});
    std::ranges::stable_sort(basins_, std::greater(), &Basin::share);
    std::erase_if(basins_, [](const Basin& basin) { return basin.share <= 0; });
    for (const int fate : {BasinMap::Elsewhere, BasinMap::Lost})
        if (map_->share(fate) > 0)
            basins_.push_back({fate, map_->share(fate), true});
}

QColor BasinMapView::colorOf(const Theme& theme, int end) const {
    if (end == BasinMap::Lost)
        return Theme::mix(theme.plot, theme.bad, 0.22);
    if (end < 0)
        return theme.sunken;
    const auto at = std::ranges::find(basins_, end, &Basin::end);
    const auto rank = static_cast<std::size_t>(at - basins_.begin());
    return Theme::mix(theme.plot, rank < kNamed ? runColor(theme, rank) : theme.muted, 0.5);
}

QString BasinMapView::nameOf(int end) const {
    if (end == BasinMap::Lost)
        return tr("lost");
    if (end < 0)
        return tr("in no minimum");
    return tr("minimum %1").arg(end + 1);
}

bool BasinMapView::isShown(int end) const {
    const auto at = std::ranges::find(basins_, end, &Basin::end);
    return at != basins_.end() && at->shown;
}

void BasinMapView::buildChips() {
    card().clearChips();
    for (std::size_t i = 0; i < basins_.size(); ++i) {
        const int end = basins_[i].end;
        if (end >= 0 && i >= kNamed)
            continue;
        const ChipMark mark{.color = [this, end](const Theme& t) { return colorOf(t, end); },
                            .marker = Marker::Square};
        const QString name = QStringLiteral("%1 %2").arg(end >= 0 ? QString::number(end + 1) : nameOf(end),
                                                         shareText(basins_[i].share));
        card().addChip(name, mark, [this, end](bool on) {
            std::ranges::find(basins_, end, &Basin::end)->shown = on;
            drawMap();
        });
    }
}

void BasinMapView::redraw() {
    item_->setFields({}, window_);
    item_->setMarks({});
    strip_->offer(isSurface_);
    if (!map_) {
        card().setSubtitle({});
        chart().setNotice(!isSurface_ ? tr("A map of starts needs a surface of two parameters.")
                          : refused_  ? tr("The training engine refuses this run.")
                          : background_.isBusy()
                              ? tr("The map is being computed.")
                              : tr("Draw the map to see in which minimum a run from each place ends."));
        return;
    }
    chart().setNotice({});
    card().setSubtitle(tr("%1 starts, %2 steps each · %3 minima")
                           .arg(countText(std::ssize(map_->ends)), countText(kSettings.steps),
                                countText(std::ssize(map_->minima))));
    drawMap();
}

void BasinMapView::drawMap() {
    if (!map_)
        return;
    QImage fields(map_->columns, map_->rows, QImage::Format_RGB32);
    for (int row = 0; row < map_->rows; ++row)
        for (int column = 0; column < map_->columns; ++column) {
            const int end = map_->ends[static_cast<std::size_t>(row * map_->columns + column)];
            fields.setPixelColor(column, map_->rows - 1 - row,
                                 isShown(end) ? colorOf(theme(), end) : theme().plot);
        }
    item_->setFields(std::move(fields), window_);
    QList<BasinItem::Mark> marks;
    for (std::size_t i = 0; i < map_->minima.size(); ++i) {
        const auto& place = map_->minima[i].place;
        const int end = static_cast<int>(i);
        // Of very many minima only those with a colour bear their numbers.
        const auto rank = std::ranges::find(basins_, end, &Basin::end) - basins_.begin();
        if (map_->minima.size() > 2 * kNamed && rank >= std::ptrdiff_t(kNamed))
            continue;
        marks.append({{place[0], place[1]},
                      QString::number(end + 1),
                      Theme::mix(theme().text, colorOf(theme(), end), 0.5)});
    }
    item_->setMarks(std::move(marks));
    chart().refreshReadOut();
}

std::optional<ReadOut> BasinMapView::probe(QPointF value) const {
    if (!map_ || !window_.holds(value.x()) || !window_.holds(value.y()))
        return std::nullopt;
    const auto field = [&](double at, int count) {
        return std::min(count - 1, static_cast<int>((at - window_.low) / window_.span() * count));
    };
    const int end = map_->ends[static_cast<std::size_t>(field(value.y(), map_->rows) * map_->columns +
                                                        field(value.x(), map_->columns))];
    ReadOut readOut;
    readOut.at = value;
    readOut.heading = tr("From %1, %2").arg(valueText(value.x(), 3), valueText(value.y(), 3));
    readOut.rows = {{tr("ends"),
                     end == BasinMap::Lost ? tr("lost: it diverges or leaves") : nameOf(end),
                     colorOf(theme(), end),
                     {},
                     true}};
    if (end >= 0) {
        const training::SurfaceMinimum& minimum = map_->minima[static_cast<std::size_t>(end)];
        readOut.rows.push_back(
            {tr("at"),
             tr("%1, %2").arg(valueText(minimum.place[0], 3), valueText(minimum.place[1], 3)),
             {},
             {},
             false});
        readOut.rows.push_back({tr("loss there"), valueText(minimum.value, 3), {}, {}, false});
        readOut.rows.push_back({tr("lowest of all"), minimum.global ? tr("yes") : tr("no"), {}, {}, false});
    }
    readOut.rows.push_back({tr("starts like it"), shareText(map_->share(end)), {}, {}, false});
    return readOut;
}

std::optional<QPointF> BasinMapView::step(QPointF value, QPoint way) const {
    if (!map_)
        return std::nullopt;
    const auto next = [&](double at, int count, int by) {
        const double width = window_.span() / count;
        const double index = std::floor((at - window_.low) / width) + by;
        return window_.low + width * (std::clamp(index, 0.0, count - 1.0) + 0.5);
    };
    return QPointF(next(value.x(), map_->columns, way.x()), next(value.y(), map_->rows, way.y()));
}

QString BasinMapView::spokenSummary() const {
    if (!map_)
        return chart().notice();
    QStringList parts;
    for (const Basin& basin : basins_) {
        QString place;
        if (basin.end >= 0) {
            const auto& at = map_->minima[static_cast<std::size_t>(basin.end)].place;
            place = tr(" at %1, %2").arg(valueText(at[0], 2), valueText(at[1], 2));
        }
        parts << nameOf(basin.end) + place + u' ' + shareText(basin.share);
        if (parts.size() > static_cast<qsizetype>(kNamed))
            break;
    }
    QString text = tr("Shares of the starts: %1.").arg(parts.join(QStringLiteral("; ")));
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
