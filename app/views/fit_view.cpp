#include "views/fit_view.h"

#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "charts/points_item.h"
#include "theme/theme.h"
#include "views/class_points.h"

#include <QChart>
#include <QLineSeries>

#include <algorithm>
#include <cmath>
#include <limits>

namespace downhill::app {

namespace {

constexpr int kLinePoints = 181;
constexpr qsizetype kMostSquares = 300;
constexpr double kWidest = 3; // heights of the data that a first line may lie away from them
constexpr double kNear = 48;  // pixels within which a point is meant rather than the line
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Keeps a value within some windows of what is seen: painters dislike 10³⁰ pixels.
double tamed(double y, const AxisRange& window) {
    return std::clamp(y, window.low - 20 * window.span(), window.high + 20 * window.span());
}

} // namespace

FitView::FitView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Data and fit"), appearance, parent), squaresWanted_(view.squares),
      meanError_(kNone), meanSquaredError_(kNone), squares_(new PathItem(chart())),
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
        height_ = height;
        chart().setHome(width_, height_);
        chart().goHome();
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
    if (shownRun() < runs_.size() && runs_[shownRun()].step == 0) {
        drawLines();
        makeRoomForFirstLine();
    }
    runChosen();
}

void FitView::makeRoomForFirstLine() {
    if (!network_ || lineIsVisible())
        return;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const QPointF& point : runs_[shownRun()].line->points()) {
        low = std::min(low, point.y());
        high = std::max(high, point.y());
    }
    const double most = kWidest * height_.span(), rim = 0.06 * height_.span();
    if (!std::isfinite(low) || low < height_.low - most || high > height_.high + most)
        return; // the data would become a spot
    height_ = {std::min(height_.low, low - rim), std::max(height_.high, high + rim)};
    chart().setHome(width_, height_);
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
    meanError_ = meanSquaredError_ = kNone;
    const Run* run = shownRun() < runs_.size() ? &runs_[shownRun()] : nullptr;
    if (!network_ || !run || samples_.empty() || !network_->fits(run->parameters, run->statistics))
        return;
    NetworkProbe::Matrix inputs(1, static_cast<Eigen::Index>(samples_.size()));
    for (std::size_t i = 0; i < samples_.size(); ++i)
        inputs(0, static_cast<Eigen::Index>(i)) = samples_[i].feature;
    const NetworkProbe::Outputs y = network_->evaluate(run->parameters, run->statistics, inputs);
    double errors = 0, squares = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        Sample& sample = samples_[i];
        sample.predicted = static_cast<double>(y(0, static_cast<Eigen::Index>(i)));
        if (sample.held)
            continue;
        const double error = sample.predicted - sample.at.y();
        errors += error;
        squares += error * error;
        ++count;
    }
    if (count > 0) {
        meanError_ = errors / static_cast<double>(count);
        meanSquaredError_ = squares / static_cast<double>(count);
    }
}

void FitView::drawSquares() {
    QList<PathItem::Piece> pieces;
    const PlotSpace& space = chart().space();
    const bool wanted = squaresWanted_ && squaresShown_ && network_ && shownRun() < runs_.size() &&
                        runs_[shownRun()].shown && std::ssize(samples_) <= kMostSquares &&
                        !space.area.isEmpty();
    if (wanted) {
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        for (const Sample& sample : samples_) {
            if (sample.held || !std::isfinite(sample.predicted))
                continue;
            const double y = tamed(sample.predicted, space.y);
            const double width = std::abs(y - sample.at.y()) * space.pixelsPerY() / space.pixelsPerX();
            const bool left = sample.at.x() + width > space.x.high && sample.at.x() - width >= space.x.low;
            path.addRect(
                QRectF(QPointF(left ? sample.at.x() - width : sample.at.x(), std::min(y, sample.at.y())),
                       QSizeF(width, std::abs(y - sample.at.y()))));
        }
        const QColor color = runColor(shownRun());
        QColor fill = color, edge = color;
        fill.setAlphaF(theme().dark ? 0.18F : 0.12F);
        edge.setAlphaF(0.6F);
        pieces.append({path, QPen(edge, 1), fill});
    }
    squares_->setPieces(std::move(pieces));
}

void FitView::drawPoints() {
    PointsItem::Set train{{}, Marker::Circle, theme().text, theme().surface, true};
    PointsItem::Set test{{}, Marker::Circle, theme().surface, theme().text, testShown_};
    for (const Sample& sample : samples_)
        (sample.held ? test : train).points.append(sample.at);
    const double size = samples_.size() > 400 ? 5.5 : 8;
    points_->setSets({train, test}, size);
}

bool FitView::lineIsVisible() const {
    const QLineSeries* line = runs_[shownRun()].line;
    const auto points = line->points();
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
    else if (!lineIsVisible())
        chart().setNotice(tr("The line lies outside the picture."), CourseChartView::Notice::Alert);
    else
        chart().setNotice({});
    QString subtitle = tr("step %1").arg(countText(run.step));
    if (std::isfinite(meanSquaredError_))
        subtitle +=
            tr(" · mean error %1 · MSE %2").arg(valueText(meanError_, 3), valueText(meanSquaredError_));
    card().setSubtitle(subtitle);
}

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
        text += u' ' + tr("After %1 steps %2 has a mean error of %3 and a mean squared error of %4.")
                           .arg(countText(runs_[shownRun()].step), runName(shownRun()), valueText(meanError_),
                                valueText(meanSquaredError_));
    return chart().notice().isEmpty() ? text : chart().notice() + u' ' + text;
}

} // namespace downhill::app
