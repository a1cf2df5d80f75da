#include "cli/train.h"

#include "cli/findings.h"
#include "cli/loss_csv.h"
#include "cli/progress.h"
#include "lesson/parameters_file.h"
#include "lesson/reader.h"
#include "messages/messages.h"
#include "training/network.h"
#include "training/trainer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace downhill::app::cli {

namespace {

using training::Evaluation;
using training::Experiment;
using training::NetworkProblem;
using training::StopReason;
using Trainer = training::Trainer<float>;

constexpr std::chrono::duration<double> kChunkTime{0.02}; // between two looks at the clock
constexpr std::int64_t kMostStepsAChunk = 1 << 16;

/// One training from its request to its outcome. Each part says what is wrong and returns false where it
/// fails.
class Training {
    Q_DECLARE_TR_FUNCTIONS(Training)

public:
    explicit Training(const TrainRequest& request) : request_(request) {}

    bool readExperiment();
    bool openOutputs();
    bool prepare();
    void run();
    bool writeOutputs();
    bool printOutcome() const;

private:
    bool build();
    bool setInitialParameters();
    const NetworkProblem* problem() const { return std::get_if<NetworkProblem>(&experiment_.problem); }

    static bool fail(const QString& text);
    static bool failToWrite(const QString& file, const QString& reason);

    const TrainRequest& request_;
    Experiment experiment_{};
    Trainer::Data data_{};
    std::optional<Trainer> trainer_{};
    std::vector<training::LayerShape> layers_{};
    std::unique_ptr<LossCsv> csv_{};
    std::unique_ptr<QSaveFile> finalParameters_{};
    double seconds_ = 0; ///< spent in training, not in writing
};

bool Training::fail(const QString& text) {
    printError(QStringLiteral("downhill-cli: ") + printable(text) + u'\n');
    return false;
}

bool Training::failToWrite(const QString& file, const QString& reason) {
    return fail(sentence(training::Error{.code = training::ErrorCode::FileNotWritable,
                                         .where = file.toStdString(),
                                         .detail = reason.toStdString()}));
}

bool Training::readExperiment() {
    const auto reading = lesson::readExperiment(request_.experiment);
    printError(describeFindings(reading.diagnostics));
    if (!reading.value)
        return false;
    experiment_ = reading.value->experiment;
    experiment_.runs.resize(1);
    if (request_.steps)
        experiment_.steps = *request_.steps;
    if (request_.seed)
        experiment_.seeds = training::Seeds::all(*request_.seed);
    if (!problem() && !(request_.initialParameters.isEmpty() && request_.finalParameters.isEmpty()))
        return fail(
            tr("A surface has no layers, so it takes and gives no parameters. Leave --initial-parameters and "
               "--final-parameters out; its experiment names the start."));
    return true;
}

/// Before the work begins, so that an hour of training does not end at a folder that is not there.
bool Training::openOutputs() {
    if (!request_.csv.isEmpty()) {
        csv_ = std::make_unique<LossCsv>(request_.csv);
        if (!csv_->open())
            return failToWrite(csv_->name(), csv_->reason());
    }
    if (!request_.finalParameters.isEmpty()) {
        finalParameters_ = std::make_unique<QSaveFile>(request_.finalParameters);
        if (!finalParameters_->open(QIODevice::WriteOnly))
            return failToWrite(finalParameters_->fileName(), finalParameters_->errorString());
    }
    return true;
}

bool Training::prepare() {
    return build() && setInitialParameters();
}

bool Training::build() {
    if (problem()) {
        auto data = training::makeDataset<float>(*problem(), experiment_.seeds);
        if (!data)
            return fail(sentence(data.error()));
        data_ = std::make_shared<const training::SplitDataset<float>>(std::move(*data));
        const auto network =
            training::Network<float>::create(problem()->network, data_->train.features.rows());
        if (!network)
            return fail(sentence(network.error()));
        layers_.assign(network->layers().begin(), network->layers().end());
    }
    auto trainer = Trainer::create(experiment_, 0, data_);
    if (!trainer)
        return fail(sentence(trainer.error()));
    trainer_.emplace(std::move(*trainer));
    return true;
}

bool Training::setInitialParameters() {
    if (request_.initialParameters.isEmpty())
        return true;
    const auto reading = lesson::readParameters(request_.initialParameters, layers_);
    printError(describeFindings(reading.diagnostics));
    if (!reading.value)
        return false;
    std::vector<float> parameters(reading.value->size());
    std::transform(reading.value->begin(), reading.value->end(), parameters.begin(),
                   [](double value) { return static_cast<float>(value); });
    if (const auto set = trainer_->setParameters(parameters); !set)
        return fail(sentence(set.error()));
    return true;
}

void Training::run() {
    using Clock = std::chrono::steady_clock;
    Progress progress(experiment_.steps);
    std::vector<double> losses;
    std::int64_t chunk = 1;
    while (trainer_->stopReason() == StopReason::None) {
        losses.clear();
        const std::int64_t before = trainer_->step();
        const Clock::time_point begin = Clock::now();
        trainer_->run(chunk, [&](std::int64_t, double loss) { losses.push_back(loss); });
        const std::chrono::duration<double> spent = Clock::now() - begin;
        seconds_ += spent.count();
        chunk = std::clamp<std::int64_t>(spent < kChunkTime ? 2 * chunk : chunk / 2, 1, kMostStepsAChunk);

        // A step whose loss is not finite ends there, so the trainer does not count it; the file shows it all
        // the same.
        if (trainer_->stopReason() == StopReason::Diverged && !std::isfinite(trainer_->batchLoss()) &&
            (losses.empty() || std::isfinite(losses.back())))
            losses.push_back(trainer_->batchLoss());
        if (csv_) {
            for (std::size_t i = 0; i < losses.size(); ++i)
                csv_->add(before + 1 + static_cast<std::int64_t>(i), losses[i]);
        }
        progress.report(trainer_->step(), trainer_->batchLoss());
    }
    progress.finish();
}

bool Training::writeOutputs() {
    if (csv_ && !csv_->finish())
        return failToWrite(csv_->name(), csv_->reason());
    if (finalParameters_) {
        const QByteArray bytes = lesson::writeParameters(trainer_->parameters(), layers_);
        if (finalParameters_->write(bytes) != bytes.size() || !finalParameters_->commit())
            return failToWrite(finalParameters_->fileName(), finalParameters_->errorString());
    }
    return true;
}

/// A stop reason under the name that lessons use.
QString reasonName(StopReason reason) {
    switch (reason) {
    case StopReason::Finished:
        return QStringLiteral("finished");
    case StopReason::GoalReached:
        return QStringLiteral("goal-reached");
    case StopReason::Diverged:
        return QStringLiteral("diverged");
    case StopReason::LeftWindow:
        return QStringLiteral("left-window");
    case StopReason::None:
    case StopReason::Stopped:
        break;
    }
    return QStringLiteral("stopped");
}

QJsonValue numberOrNull(double value) {
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

bool Training::printOutcome() const {
    const Evaluation train = trainer_->evaluateTrain();
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const bool hasTest = data_ && data_->test.size() > 0;
    const Evaluation test = hasTest ? trainer_->evaluateTest() : Evaluation{nothing, nothing};
    const auto steps = static_cast<double>(trainer_->step());
    QJsonObject outcome{
        {QStringLiteral("reason"), reasonName(trainer_->stopReason())},
        {QStringLiteral("steps"), static_cast<qint64>(trainer_->step())},
        {QStringLiteral("train_loss"), numberOrNull(train.loss)},
        {QStringLiteral("test_loss"), numberOrNull(test.loss)},
        {QStringLiteral("steps_per_second"),
         numberOrNull(seconds_ > 0 ? std::round(steps / seconds_) : nothing)},
        {QStringLiteral("backend"), QStringLiteral("cpu")},
    };
    if (data_ && data_->train.task != training::Task::Regression) {
        outcome.insert(QStringLiteral("train_accuracy"), numberOrNull(train.accuracy));
        outcome.insert(QStringLiteral("test_accuracy"), numberOrNull(test.accuracy));
    }
    const QByteArray json = QJsonDocument(outcome).toJson(QJsonDocument::Compact);
    return print(QString::fromUtf8(json) + u'\n') || fail(tr("The outcome could not be written."));
}

} // namespace

Status train(const TrainRequest& request) {
    Training training(request);
    if (!training.readExperiment() || !training.openOutputs() || !training.prepare())
        return Status::Failed;
    training.run();
    return training.writeOutputs() && training.printOutcome() ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
