#include "views/loader_timeline_view.h"

#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/confusion_item.h"
#include "views/lane_item.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {

using training::BatchTimes;

namespace {

constexpr int kTrainingLane = 0;
constexpr int kLoadingLane = 1;
constexpr AxisRange kLanes{-0.6, 1.6};

/// The least of 1, 1.5, 2, 3, 5 and 7 times a power of ten that is not below `span`, so that the axis keeps
/// still while batches come and go.
double roundSpan(double span) {
    constexpr std::array kSteps{1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0};
    const double power = std::pow(10.0, std::floor(std::log10(span)));
    for (const double step : kSteps)
        if (step * power >= span)
            return step * power;
    return 10 * power;
}

QString millisecondsText(double seconds) {
    return LoaderTimelineView::tr("%1 ms").arg(valueText(seconds * 1000, 2));
}

} // namespace

LoaderTimelineView::LoaderTimelineView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Loading and training in time"), appearance, parent),
      lanes_(new LaneItem(chart(), theme())) {
    chart().setAxisTitles(tr("Milliseconds, up to now"), {});
    chart().setTicks({}, {{kTrainingLane, tr("Train"), false}, {kLoadingLane, tr("Load"), false}});
    chart().setGrid(true, false);
    chart().setHome({-10, 0}, kLanes);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int right) { return step(value, right); });
    redraw();
}

void LoaderTimelineView::setExperiment(const lesson::ExperimentBlock& block,
                                       std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    offerRuns(isNetwork());
    snapshot_ = {};
    span_ = 0;
    chart().goHome();
    buildChips();
    take();
}

void LoaderTimelineView::showFrame(const ExperimentFrame& frame) {
    snapshot_ = frame.snapshot;
    take();
}

void LoaderTimelineView::runChosen() {
    span_ = 0;
    take();
}

void LoaderTimelineView::restyle() {
    redraw();
}

bool LoaderTimelineView::isDirect() const {
    if (shownRun() >= runCount())
        return true;
    const training::LoaderSettings& loader = block().experiment.runs[shownRun()].loader;
    return loader.prefetch == 0 && loader.microseconds <= 0;
}

QString LoaderTimelineView::nameOf(Kind kind) {
    return kind == Loading ? tr("loading") : kind == Waiting ? tr("waiting") : tr("training");
}

QColor LoaderTimelineView::colorOf(const Theme& theme, Kind kind) {
    return kind == Loading ? theme.series[1] : kind == Waiting ? theme.muted : theme.series[0];
}

void LoaderTimelineView::buildChips() {
    card().clearChips();
    for (int i = 0; isNetwork() && i < kKinds; ++i) {
        const auto kind = static_cast<Kind>(i);
        const ChipMark mark{.color = [kind](const Theme& t) { return colorOf(t, kind); },
                            .marker = Marker::Square,
                            .hollow = kind == Waiting};
        card().addChip(nameOf(kind), mark, shown_[i], [this] { redraw(); });
    }
}

void LoaderTimelineView::take() {
    timeline_.clear();
    if (isNetwork() && shownRun() < snapshot_.runs.size() && shownRun() < runCount())
        timeline_ = snapshot_.runs[shownRun()].timeline;
    measure();
    redraw();
    chart().refreshReadOut();
}

/// What the batches took whose steps are done, and how much of the time is shown.
void LoaderTimelineView::measure() {
    shares_ = {};
    end_ = 0;
    for (const BatchTimes& times : timeline_)
        end_ = std::max({end_, times.waitEnd, times.stepEnd});
    std::vector<BatchTimes> done;
    std::ranges::copy_if(timeline_, std::back_inserter(done),
                         [](const BatchTimes& times) { return times.isTaken() && times.stepEnd > 0; });
    if (done.size() > kShown)
        done.erase(done.begin(), done.end() - kShown);
    if (done.empty())
        return;
    const auto count = static_cast<double>(done.size());
    double waited = 0, trained = 0;
    for (const BatchTimes& times : done) {
        shares_.loaded += (times.loadEnd - times.loadBegin) / count;
        waited += times.waitEnd - times.waitBegin;
        trained += times.stepEnd - times.waitEnd;
    }
    shares_.batches = static_cast<int>(done.size());
    shares_.seconds = done.back().stepEnd - done.front().waitBegin;
    shares_.waited = waited / count;
    shares_.trained = trained / count;
    if (shares_.seconds > 0) {
        shares_.waiting = waited / shares_.seconds;
        shares_.training = trained / shares_.seconds;
    }
    const double begin = std::min(done.front().waitBegin, done.front().loadBegin);
    const double wanted = std::max(1e-3, (end_ - std::min(begin, end_)) * 1000);
    if (wanted > span_ || wanted < span_ / 3)
        span_ = roundSpan(wanted);
}

void LoaderTimelineView::redraw() {
    QList<LaneItem::Bar> bars;
    const auto add = [&](Kind kind, double from, double to, int lane, std::int64_t batch) {
        if (shown_[kind] && to > from)
            bars.append({millisecondsAt(from), millisecondsAt(to), lane,
                         kind == Waiting ? QString() : countText(batch + 1), colorOf(theme(), kind),
                         kind == Waiting});
    };
    for (const BatchTimes& times : timeline_) {
        add(Loading, times.loadBegin, times.loadEnd, kLoadingLane, times.batch);
        if (!times.isTaken())
            continue;
        add(Waiting, times.waitBegin, times.waitEnd, kTrainingLane, times.batch);
        add(Training, times.waitEnd, times.stepEnd, kTrainingLane, times.batch);
    }
    lanes_->setBars(std::move(bars));
    if (span_ > 0)
        chart().setHome({-span_, span_ * 0.02}, kLanes);
    describe();
}

/// Why there is nothing to see; empty where there is.
QString LoaderTimelineView::why() const {
    if (!isNetwork())
        return tr("Times of loading need a network on data.");
    if (!timeline_.empty())
        return {};
    if (isDirect())
        return tr(
            "The batches of this run lie in memory: there is nothing to load, and nothing to wait for.");
    if (shownRun() < snapshot_.runs.size() && snapshot_.runs[shownRun()].step > 0)
        return tr("Times are kept of the last batches only, and this step was before them.");
    return tr("Nothing trained yet. Each batch will add when it was loaded, waited for and trained on.");
}

void LoaderTimelineView::describe() {
    chart().setNotice(why());
    if (shares_.batches == 0) {
        card().setSubtitle({});
        return;
    }
    card().setSubtitle(tr("last %1 batches · waiting %2 · training %3")
                           .arg(QString::number(shares_.batches),
                                shareText(std::round(shares_.waiting * 100) / 100),
                                shareText(std::round(shares_.training * 100) / 100)));
}

QPointF LoaderTimelineView::placeOf(const BatchTimes& times) const {
    if (!times.isTaken())
        return {millisecondsAt((times.loadBegin + times.loadEnd) / 2), kLoadingLane};
    return {millisecondsAt((times.waitEnd + std::max(times.waitEnd, times.stepEnd)) / 2), kTrainingLane};
}

std::optional<std::size_t> LoaderTimelineView::nearest(double milliseconds, bool loading) const {
    std::optional<std::size_t> best;
    double least = 0;
    for (std::size_t i = 0; i < timeline_.size(); ++i) {
        const BatchTimes& times = timeline_[i];
        if (!loading && !times.isTaken())
            continue;
        const double from = millisecondsAt(loading ? times.loadBegin : times.waitBegin);
        const double to = millisecondsAt(loading ? times.loadEnd : std::max(times.waitEnd, times.stepEnd));
        const double away = std::max({0.0, from - milliseconds, milliseconds - to});
        if (!best || away < least) {
            best = i;
            least = away;
        }
    }
    return best;
}

std::optional<ReadOut> LoaderTimelineView::probe(QPointF value) const {
    const bool loading = value.y() > 0.5;
    const auto at = nearest(value.x(), loading);
    if (!at)
        return std::nullopt;
    const BatchTimes& times = timeline_[*at];
    ReadOut readOut;
    readOut.heading = tr("Batch %1").arg(countText(times.batch + 1));
    readOut.at = loading ? QPointF(millisecondsAt((times.loadBegin + times.loadEnd) / 2), kLoadingLane)
                         : placeOf(times);
    readOut.level = false;
    const auto row = [&](Kind kind, double seconds) {
        readOut.rows.push_back({nameOf(kind),
                                millisecondsText(seconds),
                                colorOf(theme(), kind),
                                {},
                                loading == (kind == Loading)});
    };
    row(Loading, times.loadEnd - times.loadBegin);
    if (!times.isTaken()) {
        readOut.rows.push_back({tr("taken"), tr("not yet: it lies ready"), {}, {}, false});
        return readOut;
    }
    row(Waiting, times.waitEnd - times.waitBegin);
    if (times.stepEnd > 0)
        row(Training, times.stepEnd - times.waitEnd);
    readOut.rows.push_back(
        {tr("lay ready"), millisecondsText(std::max(0.0, times.waitEnd - times.loadEnd)), {}, {}, false});
    return readOut;
}

/// The neighbouring batch, in the lane that is pointed at.
std::optional<QPointF> LoaderTimelineView::step(QPointF value, int right) const {
    const bool loading = value.y() > 0.5;
    const auto at = nearest(value.x(), loading);
    if (!at)
        return std::nullopt;
    const auto last = static_cast<std::ptrdiff_t>(timeline_.size()) - 1;
    const auto to = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(*at) + right, 0, last);
    const BatchTimes& times = timeline_[static_cast<std::size_t>(to)];
    if (!loading && !times.isTaken())
        return placeOf(timeline_[*at]);
    return loading ? QPointF(millisecondsAt((times.loadBegin + times.loadEnd) / 2), kLoadingLane)
                   : placeOf(times);
}

QString LoaderTimelineView::spokenSummary() const {
    if (shares_.batches == 0)
        return chart().notice().isEmpty() ? tr("The first step is not done yet.") : chart().notice();
    QString text = tr("The last %1 batches: loading one takes %2, training on it %3, and waiting for it %4.")
                       .arg(QString::number(shares_.batches), millisecondsText(shares_.loaded),
                            millisecondsText(shares_.trained), millisecondsText(shares_.waited));
    text += u' ' + tr("Of the time, %1 goes into waiting, %2 into training, and %3 lies between the steps.")
                       .arg(shareText(std::round(shares_.waiting * 100) / 100),
                            shareText(std::round(shares_.training * 100) / 100),
                            shareText(std::round(shares_.between() * 100) / 100));
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
