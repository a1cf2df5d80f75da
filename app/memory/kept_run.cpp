#include "memory/kept_run.h"

#include "lesson/experiment_json.h"
#include "lesson/reader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace downhill::app {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostParameters = 16; ///< as many as lesson::Settings can ask for

const QString kStep = QStringLiteral("step");
const QString kLearningRate = QStringLiteral("learning_rate");
const QString kParameters = QStringLiteral("parameters");

/// The learning rates that were set on the way, and then the weights that were set by hand, if they are few.
QString changesAsJson(const RunRecord& run) {
    QJsonArray array;
    for (const RateChange& change : run.changes)
        array.append(
            QJsonObject{{kStep, static_cast<double>(change.step)}, {kLearningRate, change.learningRate}});
    QJsonArray parameters;
    if (run.weightsByHand.size() <= kMostParameters)
        for (const float weight : run.weightsByHand)
            parameters.append(static_cast<double>(weight));
    if (!parameters.empty())
        array.append(QJsonObject{{kParameters, parameters}});
    return array.empty() ? QString() : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void takeChanges(const QString& json, RunRecord& run) {
    const QJsonArray changes = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue& each : changes) {
        const QJsonObject change = each.toObject();
        if (change.contains(kLearningRate))
            run.changes.push_back({change[kStep].toInteger(), change[kLearningRate].toDouble()});
        const QJsonArray parameters = change[kParameters].toArray();
        for (const QJsonValue& weight : parameters)
            run.weightsByHand.push_back(static_cast<float>(weight.toDouble()));
    }
}

/// A stored curve as it was. A mirror is fed with updates, so a curve is too.
training::LossCurve restored(const store::StoredCurve& stored) {
    training::LossCurve curve;
    for (std::size_t i = 0; i < stored.buckets.size(); ++i)
        curve.apply({stored.width, i, stored.buckets[i]});
    if (stored.brokeAt > 0) {
        training::CurveBucket broken;
        broken.firstStep = stored.brokeAt;
        broken.first = std::numeric_limits<float>::quiet_NaN();
        curve.apply({stored.width, stored.buckets.size(), broken});
    }
    return curve;
}

} // namespace

store::RunRecord storedRecord(const RunRecord& run, const store::StepKey& step, const QString& folder) {
    store::RunRecord stored;
    stored.id = QUuid::createUuid();
    stored.step = step;
    stored.experiment = QString::fromUtf8(lesson::writeExperiment(run.block, folder));
    stored.changes = changesAsJson(run);
    stored.appVersion = QCoreApplication::applicationVersion();
    stored.started = run.started.toMSecsSinceEpoch();
    stored.ended = run.ended.toMSecsSinceEpoch();
    for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
        const RunOutcome& outcome = run.outcomes[i];
        const training::RunSpec& spec = run.block.experiment.runs[i];
        stored.outcomes.push_back({QString::fromStdString(spec.id),
                                   QString::fromStdString(spec.name),
                                   outcome.reason,
                                   outcome.steps,
                                   {outcome.trainLoss, kUnknown},
                                   {outcome.testLoss, kUnknown}});
    }
    return stored;
}

RunRecord recordOf(const store::RunRecord& stored, const QString& folder) {
    RunRecord run;
    if (auto block = lesson::readExperimentText(stored.experiment.toUtf8(), folder).value)
        run.block = *std::move(block);
    takeChanges(stored.changes, run);
    for (const store::RunOutcome& outcome : stored.outcomes)
        run.outcomes.push_back({outcome.reason, outcome.steps, outcome.train.loss, outcome.test.loss});
    run.started = QDateTime::fromMSecsSinceEpoch(stored.started);
    run.ended = QDateTime::fromMSecsSinceEpoch(stored.ended.value_or(stored.started));
    return run;
}

RememberedRun rememberedRun(const store::StoredRun& stored, const QString& folder) {
    RunRecord record = recordOf(stored.record, folder);
    RememberedRun run;
    run.ended = record.ended;
    run.outcomes = std::move(record.outcomes);
    run.curves.resize(run.outcomes.size());
    for (const store::StoredCurve& curve : stored.curves) {
        if (curve.run >= run.curves.size())
            continue;
        RunCurves& of = run.curves[curve.run];
        (curve.kind == training::CurveKind::Batch ? of.batch : of.test) = restored(curve);
    }
    if (!record.block.experiment.runs.empty())
        run.learningRate = record.block.experiment.runs.front().optimizer.learningRate;
    return run;
}

} // namespace downhill::app
