#include "views/assessment_feed.h"

#include <utility>

namespace downhill::app {

namespace {

constexpr std::int64_t kQuick = 3'000'000; ///< multiply-adds, about two milliseconds
constexpr std::int64_t kPerSample = 100;   ///< what a sample costs beside its network

/// The test set is left out once `stop` is requested.
AssessedRun answerTo(const AssessmentFeed::Question& question, const training::Network<float>& network,
                     const training::LossSettings& loss, const training::SplitDataset<float>& data,
                     const std::stop_token& stop) {
    const auto on = [&](const training::Dataset<float>& part) {
        return part.size() == 0
                   ? training::Assessment{}
                   : training::assess<float>(network, loss, part, question.parameters, question.statistics);
    };
    AssessedRun found{question.step, on(data.train), {}};
    if (!stop.stop_requested())
        found.test = on(data.test);
    return found;
}

} // namespace

AssessmentFeed::AssessmentFeed(QObject* parent) : QObject(parent) {
    connect(&background_, &Background::ended, this, [this] {
        if (next_ && !background_.isBusy())
            begin(*std::exchange(next_, std::nullopt));
    });
}

void AssessmentFeed::setProblem(const training::Problem& problem, Data data) {
    network_.reset();
    forget();
    data_ = std::move(data);
    const auto* described = std::get_if<training::NetworkProblem>(&problem);
    if (!described || !data_ || data_->train.size() == 0)
        return;
    auto network = training::Network<float>::create(described->network, data_->train.features.rows());
    if (!network)
        return;
    network_ = std::make_shared<const training::Network<float>>(*std::move(network));
    loss_ = training::LossSettings(*described);
    quick_ = (data_->train.size() + data_->test.size()) * (network_->parameterCount() + kPerSample) <= kQuick;
}

void AssessmentFeed::forget() {
    next_.reset();
    background_.cancel();
    found_.reset();
    asked_ = {};
}

void AssessmentFeed::ask(const training::RunSnapshot& run) {
    if (!network_ || std::ssize(run.parameters) != network_->parameterCount() ||
        std::ssize(run.statistics) != network_->statisticsCount())
        return;
    Question question{run.step, run.parameters, run.statistics};
    if ((found_ || background_.isBusy()) && question == asked_)
        return;
    if (quick_)
        take(answerTo(asked_ = std::move(question), *network_, loss_, *data_, {}));
    else if (background_.isBusy())
        next_ = std::move(question);
    else
        begin(std::move(question));
}

void AssessmentFeed::begin(Question question) {
    asked_ = std::move(question);
    background_.begin([this, network = network_, data = data_, loss = loss_,
                       question = asked_](const std::stop_token& stop, Background::Progress&) {
        auto found = std::make_shared<AssessedRun>(answerTo(question, *network, loss, *data, stop));
        return [this, found] { take(std::move(*found)); };
    });
}

void AssessmentFeed::take(AssessedRun found) {
    found_ = std::move(found);
    Q_EMIT assessed();
}

} // namespace downhill::app
