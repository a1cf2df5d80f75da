#include "views/mini_batch_view.h"

#include "charts/number_text.h"
#include "charts/points_item.h"
#include "theme/theme.h"
#include "views/class_points.h"

#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace downhill::app {

namespace {

constexpr double kSmall = 6;
constexpr double kLarge = 11;

enum Standing : std::size_t { ToCome, Seen, Present };

} // namespace

MiniBatchView::MiniBatchView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Mini-batch"), appearance, parent), progress_(new QProgressBar(this)),
      all_(new PointsItem(chart())), present_(new PointsItem(chart())) {
    progress_->setAccessibleName(tr("Progress of the epoch"));
    progress_->setTextVisible(false);
    progress_->setRange(0, 1);
    auto* row = new QWidget(this);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(space::kL, 0, space::kL, space::kS);
    layout->addWidget(progress_);
    card().addBelow(row);
    chart().setEqualAxes(true);
    chart().setGrid(true, true);
    chart().setProbe([this](QPointF value) { return probe(value); });
    redraw();
}

bool MiniBatchView::isPlane() const {
    return data() && data()->train.drawn().rows() == 2 && data()->train.size() > 0;
}

void MiniBatchView::setExperiment(const lesson::ExperimentBlock& block,
                                  std::shared_ptr<const training::SplitDataset<float>> data) {
    order_.reset();
    ChartedView::setExperiment(block, std::move(data));
    runs_.assign(runCount(), {});
    offerRuns(isPlane());
    buildOrder();
    if (isPlane()) {
        const auto& places = this->data()->train.drawn();
        const training::Dataset<float>::Matrix none;
        chart().setHome(rangeOf(places, none, 0, 0.06), rangeOf(places, none, 1, 0.06));
        chart().setAxisTitles(coordinateName(*this->data(), 0, QStringLiteral("x")),
                              coordinateName(*this->data(), 1, QStringLiteral("y")));
    }
    buildChips();
    followBatch();
}

void MiniBatchView::buildOrder() {
    order_.reset();
    number_ = 0;
    if (!isPlane() || shownRun() >= runCount())
        return;
    const training::Experiment& experiment = block().experiment;
    const training::RunSpec& run = experiment.runs[shownRun()];
    const Eigen::Index samples = data()->train.size();
    const Eigen::Index size = run.batchSize == 0 ? samples : std::min<Eigen::Index>(run.batchSize, samples);
    order_.emplace(training::BatchOrder::Settings{samples, size, experiment.shuffle, experiment.seeds.shuffle,
                                                  run.loader.dropLast});
}

void MiniBatchView::showFrame(const ExperimentFrame& frame) {
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& now = frame.snapshot.runs[i];
        runs_[i] = {now.step, now.batch};
    }
    followBatch();
    chart().refreshReadOut();
}

void MiniBatchView::runChosen() {
    buildOrder();
    followBatch();
}

void MiniBatchView::restyle() {
    redraw();
}

bool MiniBatchView::isBatch(std::int64_t number, const std::vector<std::int64_t>& batch) {
    if (number < 1)
        return false;
    if (number != number_)
        order_->rewind(number);
    number_ = number;
    const auto present = order_->present();
    const std::size_t told = std::min(batch.size(), present.size());
    return told > 0 &&
           std::equal(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(told), present.begin());
}

void MiniBatchView::followBatch() {
    batch_.clear();
    seen_.clear();
    if (order_ && shownRun() < runs_.size() && !runs_[shownRun()].batch.empty()) {
        const Run& run = runs_[shownRun()];
        batch_ = run.batch;
        const bool fits = std::ranges::all_of(
            batch_, [this](std::int64_t sample) { return sample >= 0 && sample < data()->train.size(); });
        if (!fits)
            batch_.clear();
        // Between two steps the batch is that of the last step; after a Forward act that of the next.
        if (fits && (isBatch(run.step, batch_) || isBatch(run.step + 1, batch_))) {
            const auto present = order_->present();
            batch_.assign(present.begin(), present.end());
            const auto before = order_->epochSoFar();
            seen_.assign(before.begin(), before.end());
        } else {
            number_ = 0;
        }
    } else {
        number_ = 0;
    }
    redraw();
}

void MiniBatchView::buildChips() {
    card().clearChips();
    if (!isPlane())
        return;
    struct Entry {
        QString name;
        double strength;
        bool* shown;
    };
    const std::array entries{Entry{tr("this batch"), 1, &batchShown_},
                             Entry{tr("seen in this epoch"), 0.55, &seenShown_},
                             Entry{tr("to come"), 0.22, &restShown_}};
    for (const Entry& entry : entries) {
        const double strength = entry.strength;
        const ChipMark mark{
            .color = [strength](const Theme& t) { return Theme::mix(t.plot, t.text, strength); },
            .marker = Marker::Circle};
        card().addChip(entry.name, mark, *entry.shown, [this] { redraw(); });
    }
}

void MiniBatchView::redraw() {
    all_->setSets({}, kSmall);
    present_->setSets({}, kLarge);
    progress_->parentWidget()->setVisible(isPlane());
    if (!isPlane()) {
        chart().setNotice(tr("A batch can be shown among points of a plane."));
        card().setSubtitle({});
        return;
    }
    chart().setNotice({});
    const training::Dataset<float>& train = data()->train;
    const std::size_t classes = static_cast<std::size_t>(std::max(1, train.classes));
    std::vector<std::array<QList<QPointF>, 3>> places(classes);
    std::vector<Standing> standing(static_cast<std::size_t>(train.size()), ToCome);
    for (const std::int64_t sample : seen_)
        standing[static_cast<std::size_t>(sample)] = Seen;
    for (const std::int64_t sample : batch_)
        standing[static_cast<std::size_t>(sample)] = Present;
    const auto put = [&](Eigen::Index sample) {
        const auto label =
            train.classes > 0 ? static_cast<std::size_t>(std::max(0.0F, train.targets(0, sample))) : 0;
        if (label < classes)
            places[label][standing[static_cast<std::size_t>(sample)]].append(
                {static_cast<double>(train.drawn()(0, sample)),
                 static_cast<double>(train.drawn()(1, sample))});
    };
    for (const Eigen::Index sample : drawnSamples(train.size()))
        if (standing[static_cast<std::size_t>(sample)] != Present)
            put(sample);
    for (const std::int64_t sample : batch_)
        put(sample);
    QList<PointsItem::Set> all, present;
    for (std::size_t label = 0; label < classes; ++label) {
        const QColor color = runColor(label);
        const Marker marker = markerOf(static_cast<int>(label));
        const QColor faint = Theme::mix(theme().plot, color, 0.22),
                     half = Theme::mix(theme().plot, color, 0.55);
        all.append({places[label][ToCome], marker, faint, theme().plot, restShown_});
        all.append({places[label][Seen], marker, half, theme().plot, seenShown_});
        present.append({places[label][Present], marker, color, theme().text, batchShown_});
    }
    all_->setSets(std::move(all), kSmall);
    present_->setSets(std::move(present), kLarge);
    const std::size_t done = number_ > 0 ? seen_.size() + batch_.size() : 0;
    progress_->setRange(0, static_cast<int>(train.size()));
    progress_->setValue(static_cast<int>(done));
    card().setSubtitle(placeText());
}

QString MiniBatchView::placeText() const {
    const QString step = tr("step %1").arg(countText(shownRun() < runs_.size() ? runs_[shownRun()].step : 0));
    if (batch_.empty())
        return step + QStringLiteral(" · ") + tr("no batch yet");
    if (number_ == 0 || !order_)
        return step + QStringLiteral(" · ") + tr("batch of %1").arg(countText(std::ssize(batch_)));
    const std::int64_t perEpoch = order_->batchesPerEpoch();
    return step + QStringLiteral(" · ") +
           tr("epoch %1 · batch %2 of %3 · samples seen: %4 of %5")
               .arg(countText((number_ - 1) / perEpoch + 1), countText((number_ - 1) % perEpoch + 1),
                    countText(perEpoch), countText(std::ssize(seen_) + std::ssize(batch_)),
                    countText(data()->train.size()));
}

std::optional<ReadOut> MiniBatchView::probe(QPointF value) const {
    if (!isPlane())
        return std::nullopt;
    constexpr double kReach = 16;
    const training::Dataset<float>& train = data()->train;
    const QPointF pixel = chart().space().toPixel(value);
    double nearest = kReach;
    Eigen::Index found = -1;
    for (Eigen::Index i = 0; i < train.size(); ++i) {
        const QPointF at(static_cast<double>(train.drawn()(0, i)), static_cast<double>(train.drawn()(1, i)));
        const QPointF away = chart().space().toPixel(at) - pixel;
        if (const double distance = std::hypot(away.x(), away.y()); distance < nearest) {
            nearest = distance;
            found = i;
        }
    }
    ReadOut readOut;
    readOut.at = value;
    readOut.upright = readOut.level = false;
    if (found < 0) {
        readOut.rows = {
            {coordinateName(*data(), 0, QStringLiteral("x")), valueText(value.x(), 3), {}, {}, false},
            {coordinateName(*data(), 1, QStringLiteral("y")), valueText(value.y(), 3), {}, {}, false}};
        return readOut;
    }
    const bool present = std::ranges::count(batch_, std::int64_t(found)) > 0;
    const bool seen = std::ranges::count(seen_, std::int64_t(found)) > 0;
    readOut.heading = tr("Sample %1").arg(countText(found + 1));
    if (train.classes > 0)
        readOut.rows.push_back({tr("class"), countText(std::lround(train.targets(0, found))), {}, {}, false});
    readOut.rows.push_back({present ? tr("in this batch")
                            : seen  ? tr("seen in this epoch")
                                    : tr("to come"),
                            {},
                            {},
                            {},
                            true});
    return readOut;
}

QString MiniBatchView::spokenSummary() const {
    if (!isPlane())
        return chart().notice();
    QString text = placeText() + u'.';
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(", "));
    return text;
}

} // namespace downhill::app
