#include "views/network_ground.h"

#include "charts/chart_header.h"
#include "views/task_strip.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <utility>

namespace downhill::app {

namespace {

constexpr qsizetype kMostOfWay = 600;

} // namespace

NetworkGround::NetworkGround(bool alongPath, ChartHeader& header, QWidget* parent)
    : QObject(parent), directions_(new QComboBox(parent)),
      strip_(new TaskStrip(tr("Draw the landscape"), background_, header, parent)) {
    directions_->addItems({tr("Random directions"), tr("Along its way")});
    directions_->setCurrentIndex(alongPath ? 1 : 0);
    directions_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    directions_->setAccessibleName(tr("Directions of the landscape"));
    directions_->setToolTip(
        tr("Two random directions, as long as the weights of each unit, or the two along which "
           "the run has moved most"));
    directions_->hide();
    header.addControl(directions_);
    strip_->offer(false);
    connect(directions_, &QComboBox::currentIndexChanged, this, [this] {
        refused_ = false;
        if (landscape_ || isBusy()) {
            begin();
            strip_->watch();
        } else {
            Q_EMIT changed();
        }
    });
    connect(strip_, &TaskStrip::beginAsked, this, &NetworkGround::begin);
    connect(&background_, &Background::ended, this, &NetworkGround::changed);
}

void NetworkGround::setExperiment(const lesson::ExperimentBlock& block,
                                  std::shared_ptr<const training::SplitDataset<float>> data) {
    network_.reset();
    forget();
    data_ = std::move(data);
    now_ = {};
    step_ = 0;
    over_ = past_ = false;
    paths_.assign(block.experiment.runs.size(), {});
    shown_ = std::min(shown_, paths_.empty() ? 0 : paths_.size() - 1);
    const auto* problem = std::get_if<training::NetworkProblem>(&block.experiment.problem);
    if (problem && data_ && data_->train.size() > 0) {
        loss_ = training::LossSettings(*problem);
        if (auto made = training::Network<float>::create(problem->network, data_->train.features.rows()))
            network_ = std::make_shared<const training::Network<float>>(*std::move(made));
    }
    directions_->setVisible(isThere());
    strip_->offer(isThere());
}

void NetworkGround::forget() {
    landscape_.reset();
    way_.clear();
    here_.reset();
    refused_ = false;
    background_.cancel();
}

void NetworkGround::showRun(std::size_t run) {
    shown_ = run;
    over_ = false;
    now_ = {};
    forget();
    Q_EMIT changed();
}

bool NetworkGround::fits(const training::RunSnapshot& run) const {
    return network_ && std::ssize(run.parameters) == network_->parameterCount() &&
           std::ssize(run.statistics) == network_->statisticsCount() &&
           std::ranges::all_of(run.parameters, [](float weight) { return std::isfinite(weight); });
}

void NetworkGround::take(const ExperimentFrame& frame) {
    past_ = frame.lookedAt.has_value();
    for (std::size_t i = 0; i < std::min(paths_.size(), frame.snapshot.runs.size()); ++i) {
        const training::RunSnapshot& run = frame.snapshot.runs[i];
        if (fits(run) && !past_)
            paths_[i].add(run.step, run.parameters);
    }
    if (shown_ >= frame.snapshot.runs.size())
        return;
    const training::RunSnapshot& run = frame.snapshot.runs[shown_];
    step_ = run.step;
    if (!fits(run))
        return;
    now_ = run;
    follow();
    const bool over = run.stopReason != training::StopReason::None && run.step > 0;
    if (std::exchange(over_, over) || !over || past_)
        return;
    begin(); // the last weights are those that one asks about
    strip_->watch();
}

/// Where the run is in the landscape that there is.
void NetworkGround::follow() {
    if (!landscape_ || !landscape_->alongPath)
        return;
    here_ = landscape_->nearest(now_.parameters);
    if (past_)
        return;
    if (!way_.isEmpty() && step_ < way_.last().step)
        way_.clear(); // it has begun anew
    if (way_.isEmpty() || step_ > way_.last().step)
        way_.append({step_, *here_});
    if (way_.size() > kMostOfWay) {
        qsizetype place = 0;
        way_.removeIf([&](const NetworkLandscape::Place&) { return place++ % 2 == 1; });
    }
}

QList<QPointF> NetworkGround::way() const {
    if (!landscape_)
        return {};
    if (!landscape_->alongPath)
        return {QPointF(0, 0)};
    QList<QPointF> way;
    for (const NetworkLandscape::Place& place : way_)
        if (place.step <= step_)
            way.append(place.at);
    if (here_ && (way.isEmpty() || way.last() != *here_))
        way.append(*here_);
    return way;
}

QString NetworkGround::notice() const {
    if (landscape_)
        return {};
    if (isBusy())
        return tr("The landscape is being computed.");
    if (refused_)
        return alongPath() ? tr("The run has not moved yet: there is no way to look along.")
                           : tr("Around these weights the loss is no number.");
    return tr("Draw the landscape to see the loss around the weights as they are now.");
}

void NetworkGround::begin() {
    background_.cancel();
    refused_ = false;
    if (!fits(now_)) {
        Q_EMIT changed();
        return;
    }
    LandscapeQuestion question{.network = network_,
                               .loss = loss_,
                               .data = data_,
                               .weights = now_.parameters,
                               .statistics = now_.statistics,
                               .step = now_.step,
                               .path = {},
                               .alongPath = alongPath(),
                               .aspect = aspect_};
    if (alongPath()) {
        for (const WeightPath::Place& place : paths_[shown_].places())
            if (place.step < now_.step)
                question.path.push_back(place);
        question.path.push_back({now_.step, now_.parameters});
    }
    background_.begin(
        [this, question = std::move(question)](const std::stop_token& stop, Background::Progress& progress) {
            auto found =
                std::make_shared<std::optional<NetworkLandscape>>(surveyNetwork(question, stop, progress));
            return [this, found] {
                landscape_ = std::move(*found); // what was there before was shown until now
                refused_ = !landscape_;
                way_.clear();
                here_.reset();
                if (landscape_) {
                    way_ = landscape_->path;
                    follow();
                }
            };
        });
    Q_EMIT changed();
}

} // namespace downhill::app
