#include "views/gradient_arrows_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/theme.h"
#include "views/arrows_item.h"
#include "views/confusion_item.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace downhill::app {

using training::GradientCloud;

namespace {

constexpr std::int64_t kQuick = 3'000'000; ///< multiply-adds, a few milliseconds
constexpr int kBatches = 48;

QPointF point(const std::array<double, 2>& pair) {
    return {pair[0], pair[1]};
}

} // namespace

GradientArrowsView::GradientArrowsView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Gradients of single batches"), appearance, parent), sizes_(new QComboBox(this)),
      directions_(new QComboBox(this)), first_(new QSpinBox(this)), second_(new QSpinBox(this)),
      noise_(new PathItem(chart(), PlotItem::Picture)), arrows_(new ArrowsItem(chart())) {
    sizes_->setAccessibleName(tr("Samples in a batch"));
    sizes_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    directions_->addItems({tr("Along and across"), tr("Two parameters")});
    directions_->setAccessibleName(tr("Directions shown"));
    directions_->setToolTip(tr("Along the full gradient and across it, or in two of the parameters"));
    first_->setAccessibleName(tr("Parameter to the right"));
    second_->setAccessibleName(tr("Parameter upwards"));
    for (QWidget* control : {static_cast<QWidget*>(sizes_), static_cast<QWidget*>(directions_),
                             static_cast<QWidget*>(first_), static_cast<QWidget*>(second_)})
        card().header().addControl(control);
    connect(sizes_, &QComboBox::currentIndexChanged, this, &GradientArrowsView::compute);
    connect(directions_, &QComboBox::currentIndexChanged, this, [this] {
        offerParameters();
        compute();
    });
    for (QSpinBox* box : {first_, second_}) {
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        connect(box, &QSpinBox::valueChanged, this, &GradientArrowsView::compute);
    }
    connect(&background_, &Background::ended, this, [this] {
        if (stale_ && !background_.isBusy())
            compute();
    });
    chart().setEqualAxes(true);
    chart().setGrid(true, true);
    chart().setProbe([this](QPointF value) { return probe(value); });
    offerParameters();
    redraw();
}

void GradientArrowsView::setExperiment(const lesson::ExperimentBlock& block,
                                       std::shared_ptr<const training::SplitDataset<float>> data) {
    stale_ = false;
    background_.cancel();
    network_.reset();
    cloud_.reset();
    ChartedView::setExperiment(block, std::move(data));
    runs_.assign(runCount(), {});
    const auto* problem = std::get_if<training::NetworkProblem>(&this->block().experiment.problem);
    if (problem && this->data() && this->data()->train.size() > 0) {
        if (auto network = Network::create(problem->network, this->data()->train.features.rows()))
            network_ = std::make_shared<const Network>(*std::move(network));
        loss_ = training::LossSettings(*problem);
        names_ = ParameterNames(this->block().experiment.problem, this->data().get());
    }
    offerRuns(network_ != nullptr);
    offerSizes();
    offerParameters();
    reach_ = 0;
    chart().goHome();
    redraw();
}

void GradientArrowsView::offerSizes() {
    const QSignalBlocker quiet(sizes_);
    const std::int64_t before = sizes_->count() > 0 ? batchSize() : -1;
    sizes_->clear();
    const std::int64_t all = network_ ? data()->train.size() : 1;
    std::vector<std::int64_t> sizes{1, 4, 16, 64, 256};
    const std::int64_t own = shownRun() < runCount() ? block().experiment.runs[shownRun()].batchSize : 0;
    if (own > 0)
        sizes.push_back(own);
    std::erase_if(sizes, [all](std::int64_t size) { return size >= all; });
    sizes.push_back(all);
    std::ranges::sort(sizes);
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    for (const std::int64_t size : sizes)
        sizes_->addItem(size == all && all > 1 ? tr("all %1").arg(countText(all))
                                               : tr("batches of %1").arg(countText(size)),
                        QVariant::fromValue<qlonglong>(size));
    int chosen = sizes_->findData(QVariant::fromValue<qlonglong>(before));
    if (chosen < 0)
        chosen = sizes_->findData(QVariant::fromValue<qlonglong>(own > 0 && own < all ? own : 1));
    sizes_->setCurrentIndex(std::max(0, chosen));
}

void GradientArrowsView::offerParameters() {
    const QSignalBlocker quietFirst(first_), quietSecond(second_);
    const int last = network_ ? static_cast<int>(network_->parameterCount()) - 1 : 0;
    const bool untouched = first_->maximum() != last;
    first_->setRange(0, last);
    second_->setRange(0, last);
    if (untouched) {
        first_->setValue(0);
        second_->setValue(std::min(1, last));
    }
    first_->setVisible(inParameters());
    second_->setVisible(inParameters());
    card().header().arrange();
}

void GradientArrowsView::showFrame(const ExperimentFrame& frame) {
    bool changed = false;
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        if (i == shownRun())
            changed = now.parameters != runs_[i].parameters || now.step != runs_[i].step;
        runs_[i] = now;
    }
    if (changed || !cloud_)
        compute();
}

void GradientArrowsView::runChosen() {
    cloud_.reset();
    offerSizes();
    compute();
}

void GradientArrowsView::restyle() {
    redraw();
}

training::GradientCloudSettings GradientArrowsView::settings() const {
    training::GradientCloudSettings settings{
        .batchSize = batchSize(), .batches = kBatches, .seed = 1, .parameters = {}};
    if (inParameters())
        settings.parameters = std::pair<Eigen::Index, Eigen::Index>(first_->value(), second_->value());
    return settings;
}

void GradientArrowsView::compute() {
    if (!network_ || shownRun() >= runs_.size()) {
        redraw();
        return;
    }
    if (background_.isBusy()) {
        stale_ = true;
        return;
    }
    stale_ = false;
    const training::RunSnapshot& run = runs_[shownRun()];
    const std::int64_t work =
        3 * network_->parameterCount() * (data()->train.size() + kBatches * batchSize());
    if (work <= kQuick) {
        take(training::gradientCloud(*network_, loss_, data()->train, run.parameters, run.statistics,
                                     settings()),
             run.step);
        return;
    }
    background_.begin([this, network = network_, data = data(), loss = loss_, parameters = run.parameters,
                       statistics = run.statistics, step = run.step,
                       settings = settings()](const std::stop_token& stop, Background::Progress&) {
        auto found =
            training::gradientCloud(*network, loss, data->train, parameters, statistics, settings, stop);
        return [this, found = std::move(found), step] { take(found, step); };
    });
}

void GradientArrowsView::take(std::optional<GradientCloud> cloud, std::int64_t step) {
    cloud_ = std::move(cloud);
    step_ = step;
    redraw();
    chart().refreshReadOut();
}

void GradientArrowsView::setRanges() {
    double reach = std::hypot(cloud_->full[0], cloud_->full[1]);
    for (const auto& batch : cloud_->batches)
        reach = std::max(reach, std::hypot(batch[0], batch[1]));
    reach = reach > 0 ? 1.08 * reach : 1;
    if (reach > reach_ || reach < 0.6 * reach_)
        reach_ = 1.15 * reach; // the axes move seldom
    chart().setHome({-reach_, reach_}, {-reach_, reach_});
}

void GradientArrowsView::redraw() {
    noise_->setPieces({});
    arrows_->setArrows({});
    if (!network_ || !cloud_) {
        card().setSubtitle({});
        const bool tooLarge = network_ && network_->parameterCount() > training::kCloudParameters;
        chart().setNotice(!network_  ? tr("Gradients of batches need a network on data.")
                          : tooLarge ? tr("This network has too many parameters for this view.")
                          : background_.isBusy() || runs_.empty() || runs_[0].parameters.empty()
                              ? tr("The gradients are being computed.")
                              : tr("The gradient is not a number."));
        return;
    }
    chart().setNotice({});
    if (inParameters())
        chart().setAxisTitles(tr("Slope of %1").arg(parameterName(*first_)),
                              tr("Slope of %1").arg(parameterName(*second_)));
    else
        chart().setAxisTitles(tr("Along the full gradient"), tr("Across it, where batches spread most"));
    setRanges();
    drawNoise();
    QList<ArrowsItem::Arrow> arrows;
    for (const auto& batch : cloud_->batches)
        arrows.append({{}, point(batch), Theme::mix(theme().plot, runColor(0), 0.6), 1});
    arrows.append({{}, point(cloud_->full), runColor(1), 3});
    arrows_->setArrows(std::move(arrows));
    card().setSubtitle(tr("step %1").arg(countText(step_)) + QStringLiteral(" · ") + findings());
}

void GradientArrowsView::drawNoise() {
    // Where two thirds, and nineteen of twenty, batches would end if their spread were normal.
    const auto count = static_cast<double>(cloud_->batches.size());
    if (count < 3)
        return;
    double xx = 0, xy = 0, yy = 0;
    for (const auto& batch : cloud_->batches) {
        const double dx = batch[0] - cloud_->full[0], dy = batch[1] - cloud_->full[1];
        xx += dx * dx / count;
        xy += dx * dy / count;
        yy += dy * dy / count;
    }
    const double middle = (xx + yy) / 2, half = std::hypot((xx - yy) / 2, xy);
    const double turn = std::atan2(2 * xy, xx - yy) / 2;
    const double major = std::sqrt(middle + half), minor = std::sqrt(std::max(0.0, middle - half));
    if (!(major > 0) || !std::isfinite(major))
        return;
    QTransform place;
    place.translate(cloud_->full[0], cloud_->full[1]);
    place.rotateRadians(turn);
    QList<PathItem::Piece> pieces;
    for (const double reach : {2.45, 1.51}) {
        QPainterPath ellipse;
        ellipse.addEllipse(QPointF(), reach * major, reach * minor);
        QPen pen(Theme::mix(theme().plot, theme().muted, 0.5), 1);
        pen.setCosmetic(true);
        pieces.append(
            {place.map(ellipse), pen, Theme::mix(theme().plot, theme().heatLow, reach > 2 ? 0.18 : 0.36)});
    }
    noise_->setPieces(std::move(pieces));
}

QString GradientArrowsView::parameterName(const QSpinBox& box) const {
    return names_.of(static_cast<std::size_t>(box.value()));
}

QString GradientArrowsView::findings() const {
    const double ratio = cloud_->noise / cloud_->fullNorm;
    return tr("noise %1 of the gradient · %2 within a right angle")
        .arg(std::isfinite(ratio) ? valueText(ratio, 2) + u'×' : QStringLiteral("–"),
             shareText(cloud_->agreeing));
}

std::optional<ReadOut> GradientArrowsView::probe(QPointF value) const {
    if (!cloud_)
        return std::nullopt;
    std::size_t nearest = 0;
    double least = std::hypot(cloud_->full[0] - value.x(), cloud_->full[1] - value.y());
    bool full = true;
    for (std::size_t i = 0; i < cloud_->batches.size(); ++i) {
        const double away = std::hypot(cloud_->batches[i][0] - value.x(), cloud_->batches[i][1] - value.y());
        if (away < least) {
            least = away;
            nearest = i;
            full = false;
        }
    }
    const auto& at = full ? cloud_->full : cloud_->batches[nearest];
    ReadOut readOut;
    readOut.at = point(at);
    readOut.upright = readOut.level = false;
    readOut.heading =
        full ? tr("All samples") : tr("Batch %1 of %2").arg(nearest + 1).arg(cloud_->batches.size());
    const QColor color = runColor(full ? 1 : 0);
    readOut.rows = {
        {inParameters() ? parameterName(*first_) : tr("along"), valueText(at[0], 3), color, readOut.at, true},
        {inParameters() ? parameterName(*second_) : tr("across"), valueText(at[1], 3), {}, {}, false}};
    return readOut;
}

QString GradientArrowsView::spokenSummary() const {
    if (!network_ || !cloud_)
        return chart().notice();
    QString text = tr("Step %1, gradients of %2, %3: the full gradient is %4 long, %5.")
                       .arg(countText(step_), countText(std::ssize(cloud_->batches)), sizes_->currentText(),
                            valueText(cloud_->fullNorm, 3), findings());
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
