#include "views/loss_view.h"

#include "charts/chart_header.h"
#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"
#include "views/curve_trace.h"
#include "views/end_marks_item.h"
#include "views/seed_bands.h"
#include "views/setting_words.h"
#include "views/task_strip.h"

#include <QChart>
#include <QLineSeries>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {

using training::CurveBucket;
using training::LossCurve;

namespace {

constexpr qsizetype kSmoothPoints = 200;
constexpr qsizetype kDashedPoints = 160; // dashes cost more than points
constexpr std::size_t kMostPast = 3;

constexpr std::array<Qt::PenStyle, kMostPast> kPastDashes{Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

/// Whether two copies of a growing curve show the same. Comparing the newest bucket is enough, and cheap.
bool same(const LossCurve& a, const LossCurve& b) {
    const auto x = a.buckets(), y = b.buckets();
    return x.size() == y.size() && a.width() == b.width() && a.brokeAt() == b.brokeAt() &&
           (x.empty() || (x.back() == y.back() && x.front() == y.front()));
}

bool isShorter(const LossCurve& a, const LossCurve& b) {
    return !b.buckets().empty() &&
           (a.buckets().empty() || a.buckets().back().lastStep < b.buckets().back().lastStep);
}

} // namespace

LossView::LossView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Loss"), appearance, parent), logarithmic_(view.logarithmic),
      axisSwitch_(new QToolButton(this)), marks_(new EndMarksItem(chart(), theme())),
      raw_(new PathItem(chart())), lookedAtLine_(new PathItem(chart(), PathItem::Marks)),
      bandItem_(new PathItem(chart())), seeds_(new SeedBands(card().header(), this)) {
    axisSwitch_->setText(tr("Log scale"));
    axisSwitch_->setCheckable(true);
    axisSwitch_->setAccessibleName(tr("Logarithmic loss axis"));
    axisSwitch_->setToolTip(tr("Show the loss on a logarithmic axis"));
    card().header().addControl(axisSwitch_);
    connect(axisSwitch_, &QToolButton::toggled, this, &LossView::setLogarithmic);
    card().addBelow(&seeds_->strip());
    connect(seeds_, &SeedBands::changed, this, &LossView::takeBand);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int direction) { return stop(value, direction); });
    {
        const QSignalBlocker quiet(axisSwitch_);
        axisSwitch_->setChecked(logarithmic_);
    }
    setLogarithmic(logarithmic_);
    buildLines();
    redraw();
}

bool LossView::measuresLoss(std::size_t run) const {
    return run < runCount() && std::ranges::count(block().experiment.runs[run].loop, training::Act::Loss) > 0;
}

bool LossView::isEmpty() const {
    const auto drawn = [](const auto& curve) { return !curve.buckets().empty(); };
    return std::none_of(runs_.begin(), runs_.end(),
                        [&](const Run& run) { return drawn(run.curves.batch); }) &&
           std::none_of(past_.begin(), past_.end(),
                        [&](const Past& past) { return drawn(past.past.curve); }) &&
           !seeds_->band();
}

void LossView::setExperiment(const lesson::ExperimentBlock& block,
                             std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    const std::vector<Run> before = std::exchange(runs_, std::vector<Run>(runCount()));
    for (std::size_t i = 0; i < std::min(before.size(), runs_.size()); ++i) {
        runs_[i].batchShown = before[i].batchShown;
        runs_[i].testShown = before[i].testShown;
    }
    past_.clear();
    buildLines();
    seeds_->setExperiment(this->block().experiment);
    buildChips();
    forgetRanges();
    growRanges();
    redraw();
}

void LossView::showFrame(const ExperimentFrame& frame) {
    seeds_->follow(frame.snapshot);
    bool began = frame.snapshot.generation != generation_;
    generation_ = frame.snapshot.generation;
    bool changed = false, broke = false;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        Run& run = runs_[i];
        if (i < frame.curves.size()) {
            const RunCurves& now = frame.curves[i];
            began = began || isShorter(now.batch, run.curves.batch);
            if (!same(now.batch, run.curves.batch) || !same(now.test, run.curves.test)) {
                run.curves = now;
                changed = true;
            }
        }
        const std::int64_t brokeAt =
            measuresLoss(i) ? std::max(run.curves.batch.brokeAt(), divergedAt(frame, i)) : 0;
        changed = changed || brokeAt != run.brokeAt;
        broke = broke || (brokeAt > 0 && run.brokeAt == 0);
        run.brokeAt = brokeAt;
    }
    const bool pastChanged =
        frame.past.size() != past_.size() ||
        !std::equal(past_.begin(), past_.end(), frame.past.begin(), [](const Past& a, const PastCurve& b) {
            return a.past.label == b.label && same(a.past.curve, b.curve);
        });
    if (pastChanged)
        takePast(frame.past);
    if (began) {
        forgetRanges();
        chart().goHome();
    }
    if (broke)
        y_.reset();
    if (std::exchange(lookedAt_, frame.lookedAt) != frame.lookedAt)
        drawLookedAt();
    if (!changed && !pastChanged && !began)
        return;
    growRanges();
    redraw();
    chart().refreshReadOut();
}

void LossView::takePast(std::span<const PastCurve> past) {
    const std::size_t count = std::min(past.size(), kMostPast);
    const std::vector<Past> before = std::exchange(past_, std::vector<Past>(count));
    for (std::size_t i = 0; i < count; ++i) {
        past_[i].past = past[i];
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Past& one) { return one.past.label == past[i].label; });
        past_[i].shown = old == before.end() || old->shown;
    }
    buildLines();
    buildChips();
}

QString LossView::batchName(std::size_t run) const {
    if (runs_.size() > 1)
        return runName(run);
    return hasTest() ? tr("training") : past_.empty() ? tr("training loss") : tr("this run");
}

void LossView::buildLines() {
    chart().chart()->removeAllSeries(); // deletes them
    const QPen pen(Qt::NoPen);
    for (Past& past : past_)
        past.line = chart().addLine(pen);
    for (Run& run : runs_)
        run.smooth = chart().addLine(pen);
    for (Run& run : runs_)
        run.test = chart().addLine(pen);
    for (std::size_t i = 0; i < runs_.size(); ++i)
        runs_[i].smooth->setName(runName(i));
    styleLines();
}

QPen LossView::runPen(std::size_t run) const {
    return curvePen(runColor(run), 2.2, run < 4 ? Qt::SolidLine : Qt::DashDotLine);
}

void LossView::styleLines() {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        runs_[i].smooth->setPen(runPen(i));
        // With one run the test loss has a colour of its own; with several it has its run's.
        runs_[i].test->setPen(
            curvePen(runColor(runs_.size() == 1 ? 1 : i), 2, i < 4 ? Qt::DashLine : Qt::DotLine));
    }
    for (std::size_t i = 0; i < past_.size(); ++i)
        past_[i].line->setPen(curvePen(theme().borderStrong, 1.2, kPastDashes[i]));
}

void LossView::buildChips() {
    card().clearChips();
    const bool single = runs_.size() == 1;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        ChipMark mark{.color = [i](const Theme& t) { return runColor(t, i); }};
        mark.line = i < 4 ? Qt::SolidLine : Qt::DashDotLine;
        auto* chip = card().addChip(batchName(i), mark, [this, i, single](bool on) {
            runs_[i].batchShown = on;
            if (!single)
                runs_[i].testShown = on;
            redraw();
        });
        chip->setChecked(runs_[i].batchShown);
    }
    if (single && hasTest()) {
        ChipMark mark{.color = [](const Theme& t) { return runColor(t, 1); }, .line = Qt::DashLine};
        auto* chip = card().addChip(tr("test"), mark, [this](bool on) {
            runs_[0].testShown = on;
            redraw();
        });
        chip->setChecked(runs_[0].testShown);
    }
    for (std::size_t i = 0; i < past_.size(); ++i) {
        ChipMark mark{
            .color = [](const Theme& t) { return t.borderStrong; }, .width = 1.5, .line = kPastDashes[i]};
        auto* chip = card().addChip(past_[i].past.label, mark, [this, i](bool on) {
            past_[i].shown = on;
            redraw();
        });
        chip->setChecked(past_[i].shown);
    }
    addBandChip();
}

void LossView::restyle() {
    styleLines();
    redrawRaw();
    redrawMarks();
    drawLookedAt();
    drawBand();
}

/// An upright line at the step of the past that all views show.
void LossView::drawLookedAt() {
    QList<PathItem::Piece> pieces;
    if (lookedAt_) {
        const AxisRange y = chart().space().y;
        QPainterPath line({static_cast<double>(*lookedAt_), y.low});
        line.lineTo(static_cast<double>(*lookedAt_), y.high);
        pieces.append({line, curvePen(theme().accent, 1.5)});
    }
    lookedAtLine_->setPieces(pieces);
}

void LossView::spaceChanged() {
    drawLookedAt();
    if (!drawing_)
        redraw();
}

void LossView::setLogarithmic(bool on) {
    logarithmic_ = on;
    chart().setLogarithmic(on);
    chart().setAxisTitles(tr("Step"), on ? tr("Loss, log scale") : tr("Loss"));
    forgetRanges();
    chart().goHome();
    growRanges();
    redraw();
}

void LossView::redraw() {
    const AxisRange window = chart().space().x;
    for (Run& run : runs_) {
        const CurveTrace batch(run.curves.batch, logarithmic_);
        const CurveTrace test(run.curves.test, logarithmic_);
        run.smooth->replace(run.batchShown ? batch.smooth(window, bottom(), kSmoothPoints)
                                           : QList<QPointF>());
        run.test->replace(run.testShown ? test.smooth(window, bottom(), kDashedPoints) : QList<QPointF>());
        run.smooth->setVisible(run.batchShown);
        run.test->setVisible(run.testShown);
    }
    for (Past& past : past_) {
        const CurveTrace trace(past.past.curve, logarithmic_);
        past.line->replace(past.shown ? trace.smooth(window, bottom(), kDashedPoints) : QList<QPointF>());
        past.line->setVisible(past.shown);
    }
    redrawRaw();
    redrawMarks();
    drawBand();
    const bool broken =
        std::any_of(runs_.begin(), runs_.end(), [](const Run& run) { return run.brokeAt > 0; });
    bool measured = runs_.empty();
    for (std::size_t i = 0; i < runs_.size(); ++i)
        measured = measured || measuresLoss(i);
    describe();
    chart().setNotice(!isEmpty()  ? QString()
                      : !measured ? tr("This loop never measures a loss.")
                      : broken    ? tr("The loss is not a number from the first step on.")
                                  : tr("Nothing trained yet. Each step will add its loss here."));
}

/// What is measured, and how it is drawn now.
void LossView::describe() {
    QStringList words;
    if (const auto* problem = std::get_if<training::NetworkProblem>(&block().experiment.problem))
        words << lossName(problem->loss);
    const AxisRange window = chart().space().x;
    if (std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) {
            return run.batchShown && CurveTrace(run.curves.batch, logarithmic_).isSmoothed(window);
        }))
        words << tr("every step faint, smoothed on top");
    if (hasTest())
        words << tr("test dashed");
    card().setSubtitle(words.join(QStringLiteral(" · ")));
}

/// The loss of every step, faint beneath the smoothed lines.
void LossView::redrawRaw() {
    const auto width = std::max<qsizetype>(100, static_cast<qsizetype>(chart().space().area.width()));
    const qsizetype most = std::min(
        2 * width, std::clamp<qsizetype>(2400 / std::max<qsizetype>(1, std::ssize(runs_)), 350, 700));
    QList<PathItem::Piece> pieces;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (!runs_[i].batchShown)
            continue;
        QPainterPath path;
        path.addPolygon(
            CurveTrace(runs_[i].curves.batch, logarithmic_).raw(chart().space().x, bottom(), most));
        const QColor faint = Theme::mix(theme().plot, runColor(i), theme().dark ? 0.42 : 0.34);
        pieces.append({path, curvePen(faint, 1)});
    }
    raw_->setPieces(std::move(pieces));
}

void LossView::redrawMarks() {
    QList<EndMarksItem::Mark> marks;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        const Run& run = runs_[i];
        if (run.brokeAt == 0 || !run.batchShown || run.curves.batch.buckets().empty())
            continue;
        const CurveBucket& last = run.curves.batch.buckets().back();
        const double y = heightOfLoss(static_cast<double>(last.last));
        const QString at = countText(run.brokeAt);
        marks.append({{static_cast<double>(std::max(run.brokeAt, last.lastStep)), y},
                      runs_.size() == 1 ? tr("diverged at step %1").arg(at)
                                        : tr("%1 diverged at step %2").arg(runName(i), at),
                      runColor(i)});
    }
    marks_->setMarks(std::move(marks));
}

} // namespace downhill::app
