#include "views/fit_view.h"

#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "charts/points_item.h"
#include "theme/theme.h"
#include "views/class_points.h"
#include "views/error_squares.h"
#include "views/setting_words.h"
#include "views/whole_ticks.h"

#include <QChart>
#include <QLineSeries>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace downhill::app {

namespace {

constexpr int kLinePoints = 181;
constexpr qsizetype kMostSquares = 300;
constexpr qsizetype kMostApart = 40; // squares that are painted one on another
constexpr qsizetype kFewPoints = 60; // they may be large
constexpr double kWidest = 3;        // heights of the data that a first line may lie away from them
constexpr double kSteepest = 1;      // the same for one that crosses them
constexpr double kNumberRoom = 40;   // px from number to number
constexpr double kCancelled = 1e-3;  // of the data's height: errors that cancel, to the eye
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Keeps a value within some windows of what is seen: painters dislike 10³⁰ pixels.
double tamed(double y, const AxisRange& window) {
    return std::clamp(y, window.low - 20 * window.span(), window.high + 20 * window.span());
}

bool areWhole(const training::Dataset<float>::Matrix& values) {
    return values.size() > 0 && (values.array() == values.array().round()).all();
}

/// The loss as it stands above a picture.
QString shortName(training::Loss loss) {
    switch (loss) {
    case training::Loss::MeanError: // stands there by itself
    case training::Loss::MeanSquaredError:
        return FitView::tr("MSE");
    case training::Loss::HalfMeanSquaredError:
        return FitView::tr("½ MSE");
    case training::Loss::MeanAbsoluteError:
        return FitView::tr("MAE");
    default:
        return lossName(loss);
    }
}

} // namespace

FitView::FitView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Data and fit"), appearance, parent), squaresWanted_(view.squares),
      meanError_(kNone), meanSquaredError_(kNone), loss_(kNone), squares_(new PathItem(chart())),
      points_(new PointsItem(chart())) {
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int direction) { return stop(value, direction); });
    describe();
}

void FitView::setExperiment(const lesson::ExperimentBlock& block,
                            std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    runs_.assign(runCount(), {});
    network_ = NetworkProbe::create(this->block().experiment.problem, this->data().get(), 1);
    takeSamples();
    offerRuns(network_.has_value());
    buildLines();
    if (network_) {
        const auto& parts = *this->data();
        chart().setAxisTitles(coordinateName(parts, 0, QStringLiteral("x")), QStringLiteral("y"));
        AxisRange height = rangeOf(parts.train.targets, parts.test.targets, 0, 0.16);
        if (squaresWanted_) { // a line begins flat at zero, and its squares hang from the points to there
            const double rim = 0.06 * height.span();
            height = {std::min(height.low, -rim), std::max(height.high, rim)};
        }
        width_ = rangeOf(parts.train.drawn(), parts.test.drawn(), 0, 0.08);
        height_ = dataHeight_ = height;
        lossSettings_ =
            training::LossSettings(std::get<training::NetworkProblem>(this->block().experiment.problem));
        firstSquares_.clear();
        wholeX_ = areWhole(parts.train.drawn()) && (!hasTest() || areWhole(parts.test.drawn()));
        wholeY_ = areWhole(parts.train.targets) && (!hasTest() || areWhole(parts.test.targets));
        setRanges();
        chart().goHome();
        numberAxes();
    }
    predict();
    drawPoints();
    drawLines();
    drawSquares();
    describe();
}

void FitView::showFrame(const ExperimentFrame& frame) {
    bool changed = false;
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const std::int64_t diverged = divergedAt(frame, i);
        const bool other = runs_[i].take(frame.snapshot.runs[i]);
        changed = changed || other || diverged != runs_[i].divergedAt;
        runs_[i].divergedAt = diverged;
    }
    if (!changed) {
        describe();
        return;
    }
    if (network_ && shownRun() < runs_.size() && runs_[shownRun()].step == 0) {
        predict();
        drawLines();
        makeRoomForFirstLine();
    }
    runChosen();
}

/// A run begins with its line in the picture where the data are, and with whole squares.
void FitView::makeRoomForFirstLine() {
    const auto points = runs_[shownRun()].line->points();
    const bool crosses = std::any_of(points.begin(), points.end(),
                                     [this](const QPointF& point) { return dataHeight_.holds(point.y()); });
    double low = std::numeric_limits<double>::infinity(), high = -low;
    firstSquares_.clear();
    for (const Sample& sample : samples_) {
        low = std::min(low, sample.predicted);
        high = std::max(high, sample.predicted);
        if (!sample.held)
            firstSquares_.push_back({sample.at.x(), sample.at.y(), sample.predicted});
    }
    const double span = dataHeight_.span(), most = (crosses ? kSteepest : kWidest) * span;
    height_ = dataHeight_;
    // Farther away the data would become a spot.
    if (std::isfinite(low) && low >= height_.low - most && high <= height_.high + most)
        height_ = grown(height_, low < height_.low ? low - 0.06 * span : low,
                        high > height_.high ? high + 0.06 * span : high);
    setRanges();
}

void FitView::setRanges() {
    AxisRange width = width_;
    if (squaresWanted_ && std::ssize(firstSquares_) <= kMostSquares)
        width = withRoomFor(firstSquares_, {chart().space().area, width_, height_});
    chart().setHome(width, height_);
}

void FitView::numberAxes() {
    const PlotSpace& space = chart().space();
    if (!network_ || space.area.isEmpty())
        return;
    const double room = kNumberRoom * theme().textScale;
    chart().setTicks(wholeX_ ? wholeTicks(space.x, room / space.pixelsPerX()) : std::vector<Tick>(),
                     wholeY_ ? wholeTicks(space.y, room / space.pixelsPerY()) : std::vector<Tick>());
}

void FitView::runChosen() {
    predict();
    drawLines();
    drawSquares();
    describe();
    chart().refreshReadOut();
}

void FitView::restyle() {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        if (runs_[i].line)
            runs_[i].line->setPen(curvePen(runColor(i), 2.4, i < 4 ? Qt::SolidLine : Qt::DashDotLine));
    }
    drawPoints();
    drawSquares();
}

void FitView::spaceChanged() {
    if (network_)
        setRanges();
    numberAxes();
    drawLines();
    drawSquares();
}

void FitView::takeSamples() {
    samples_.clear();
    if (!network_)
        return;
    for (const bool held : {false, true}) {
        const training::Dataset<float>& part = held ? data()->test : data()->train;
        for (const Eigen::Index i : drawnSamples(part.size()))
            samples_.push_back(
                {{static_cast<double>(part.drawn()(0, i)), static_cast<double>(part.targets(0, i))},
                 part.features(0, i),
                 held,
                 kNone});
    }
    std::stable_sort(samples_.begin(), samples_.end(),
                     [](const Sample& a, const Sample& b) { return a.at.x() < b.at.x(); });
}

void FitView::buildLines() {
    chart().chart()->removeAllSeries(); // deletes them
    card().clearChips();
    for (Run& run : runs_)
        run.line = chart().addLine(QPen(Qt::NoPen));
    restyle();
    if (!network_)
        return;
    for (std::size_t i = 0; i < runs_.size() && runs_.size() > 1; ++i) {
        ChipMark mark{.color = [i](const Theme& t) { return runColor(t, i); }};
        mark.line = i < 4 ? Qt::SolidLine : Qt::DashDotLine;
        card().addChip(runName(i), mark, [this, i](bool on) {
            runs_[i].shown = on;
            runs_[i].line->setVisible(on);
            drawSquares();
        });
    }
    if (squaresWanted_) {
        const ChipMark mark{
            .color = [](const Theme& t) { return runColor(t, 0); }, .marker = Marker::Square, .hollow = true};
        card().addChip(tr("squared errors"), mark, squaresShown_, [this] { drawSquares(); });
    }
    if (hasTest()) {
        const ChipMark mark{
            .color = [](const Theme& t) { return t.muted; }, .marker = Marker::Circle, .hollow = true};
        card().addChip(tr("test"), mark, testShown_, [this] { drawPoints(); });
    }
}

void FitView::drawLines() {
    if (!network_)
        return;
    const PlotSpace& space = chart().space();
    Eigen::MatrixXd places(1, kLinePoints);
    for (Eigen::Index i = 0; i < kLinePoints; ++i)
        places(0, i) = space.x.low + space.x.span() * static_cast<double>(i) / (kLinePoints - 1);
    const NetworkProbe::Matrix inputs = network_->inputsAt(places);
    for (Run& run : runs_) {
        QList<QPointF> points;
        if (network_->fits(run.parameters, run.statistics) && run.divergedAt == 0) {
            const NetworkProbe::Outputs y = network_->evaluate(run.parameters, run.statistics, inputs);
            for (Eigen::Index i = 0; i < kLinePoints; ++i)
                if (std::isfinite(y(0, i)))
                    points.append({places(0, i), tamed(static_cast<double>(y(0, i)), space.y)});
        }
        run.line->replace(points);
    }
}

void FitView::predict() {
    meanError_ = meanSquaredError_ = loss_ = kNone;
    const Run* run = shownRun() < runs_.size() ? &runs_[shownRun()] : nullptr;
    if (!network_ || !run || samples_.empty() || !network_->fits(run->parameters, run->statistics))
        return;
    NetworkProbe::Matrix inputs(1, static_cast<Eigen::Index>(samples_.size()));
    for (std::size_t i = 0; i < samples_.size(); ++i)
        inputs(0, static_cast<Eigen::Index>(i)) = samples_[i].feature;
    const NetworkProbe::Outputs y = network_->evaluate(run->parameters, run->statistics, inputs);
    double errors = 0, squares = 0, losses = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        Sample& sample = samples_[i];
        sample.predicted = static_cast<double>(y(0, static_cast<Eigen::Index>(i)));
        if (sample.held)
            continue;
        const double error = sample.predicted - sample.at.y();
        errors += error;
        squares += error * error;
        losses += training::sampleLoss<double>(lossSettings_, 1, &sample.predicted, sample.at.y());
        ++count;
    }
    if (count > 0) {
        meanError_ = errors / static_cast<double>(count);
        meanSquaredError_ = squares / static_cast<double>(count);
        loss_ = losses / static_cast<double>(count);
    }
}

void FitView::drawSquares() {
    QList<PathItem::Piece> pieces;
    const PlotSpace& space = chart().space();
    const bool wanted = squaresWanted_ && squaresShown_ && network_ && shownRun() < runs_.size() &&
                        runs_[shownRun()].shown && std::ssize(samples_) <= kMostSquares &&
                        !space.area.isEmpty();
    if (wanted) {
        QList<QRectF> places;
        for (const Sample& sample : samples_)
            if (!sample.held && std::isfinite(sample.predicted))
                places.append(
                    placeOf({sample.at.x(), sample.at.y(), tamed(sample.predicted, space.y)}, space));
        // A few lie one on another, the small ones on top; many are one area, which is quicker.
        const bool apart = places.size() <= kMostApart;
        std::sort(places.begin(), places.end(),
                  [](const QRectF& a, const QRectF& b) { return a.height() > b.height(); });
        const QColor color = runColor(shownRun());
        QColor fill = color, edge = color;
        fill.setAlphaF(theme().dark ? 0.18F : 0.12F);
        edge.setAlphaF(apart ? 0.9F : 0.6F);
        const QPen pen(edge, apart ? 1.5 : 1);
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        for (const QRectF& place : places) {
            path.addRect(place);
            if (apart)
                pieces.append({std::exchange(path, {}), pen, fill});
        }
        if (!apart)
            pieces.append({path, pen, fill});
    }
    squares_->setPieces(std::move(pieces));
}

void FitView::drawPoints() {
    PointsItem::Set train{{}, Marker::Circle, theme().text, theme().surface, true};
    PointsItem::Set test{{}, Marker::Circle, theme().surface, theme().text, testShown_};
    for (const Sample& sample : samples_)
        (sample.held ? test : train).points.append(sample.at);
    const bool few = std::ssize(samples_) <= kFewPoints;
    points_->setSets({train, test}, few ? 11 : samples_.size() > 400 ? 5.5 : 8, few ? 8 : 5);
}

/// The loss of the runs; of the mean error, which is told anyway, the mean of the squares.
double FitView::minimized() const {
    return lossSettings_.kind == training::Loss::MeanError ? meanSquaredError_ : loss_;
}

QString FitView::meanErrorText() const {
    const bool cancelled = meanError_ != 0 && std::abs(meanError_) < kCancelled * dataHeight_.span();
    return cancelled ? tr("≈ 0") : valueText(meanError_, 3);
}

bool FitView::lineIsVisible(const Run& run) const {
    const auto points = run.line->points();
    return points.isEmpty() || std::any_of(points.begin(), points.end(), [this](const QPointF& point) {
               return chart().space().y.holds(point.y());
           });
}

void FitView::describe() {
    if (!network_) {
        card().setSubtitle({});
        chart().setNotice(data() ? tr("A fit needs data of one feature.")
                                 : tr("The data are not ready yet."));
        return;
    }
    const Run& run = runs_[shownRun()];
    const bool broken = run.divergedAt > 0 ||
                        (network_->fits(run.parameters, run.statistics) && !std::isfinite(meanSquaredError_));
    if (broken)
        chart().setNotice(tr("Diverged at step %1: the line has left every picture.")
                              .arg(countText(std::max(run.divergedAt, run.step))),
                          CourseChartView::Notice::Alert);
    else if (!lineIsVisible(run))
        chart().setNotice(tr("The line lies outside the picture."), CourseChartView::Notice::Alert);
    else if (const auto gone =
                 std::find_if(runs_.begin(), runs_.end(),
                              [this](const Run& other) { return other.shown && !lineIsVisible(other); });
             gone != runs_.end())
        chart().setNotice(tr("The line of %1 lies outside the picture.")
                              .arg(runName(static_cast<std::size_t>(gone - runs_.begin()))),
                          CourseChartView::Notice::Alert);
    else
        chart().setNotice({});
    QString subtitle = tr("step %1").arg(countText(run.step));
    if (std::isfinite(meanSquaredError_))
        subtitle += tr(" · mean error %1 · %2 %3")
                        .arg(meanErrorText(), shortName(lossSettings_.kind), valueText(minimized()));
    card().setSubtitle(subtitle);
}

} // namespace downhill::app
