#include "lesson/run_decoder.h"

#include "lesson/experiment_words.h"
#include "lesson/object_reader.h"
#include "lesson/optimizer_keys.h"

namespace downhill::lesson {

namespace {

using training::Act;
using training::LoaderSettings;
using training::OptimizerSettings;
using training::RunSpec;
using training::Schedule;
namespace limits = training::limits;

constexpr Range kSteps{1, double(limits::kSteps)};
constexpr Range kSomeFloor{1e-12, 1}; // from which a rate can grow geometrically

OptimizerSettings decodeOptimizer(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    OptimizerSettings settings;
    if (!object.isObject())
        return settings;
    const std::size_t before = findings.count();
    settings.kind = object.word<OptimizerKind>(u"kind", words::kOptimizers);
    settings.learningRate = object.number(u"learning_rate", kAnyRate);
    if (findings.count() != before)
        return settings;
    const OptimizerSettings defaults = training::defaultSettings(settings.kind);
    for (const OptimizerKey<double>& each : kOptimizerNumbers) {
        if (each.kinds.contains(settings.kind))
            settings.*each.member = object.number(each.key, each.range, defaults.*each.member);
    }
    for (const OptimizerKey<bool>& each : kOptimizerSwitches) {
        if (each.kinds.contains(settings.kind))
            settings.*each.member = object.boolean(each.key, defaults.*each.member);
    }
    object.finish();
    return settings;
}

/// What a schedule needs is asked for; what has a usual value may be left out.
Schedule decodeSchedule(const JsonValue& value, Findings& findings) {
    using Kind = Schedule::Kind;
    ObjectReader object(value, findings);
    Schedule schedule;
    if (!object.isObject())
        return schedule;
    const std::size_t before = findings.count();
    schedule.kind = object.word<Kind>(u"kind", words::kSchedules);
    if (findings.count() != before)
        return schedule;
    schedule.warmUp = object.integer(u"warm_up", {0, kSteps.greatest}, schedule.warmUp);
    switch (schedule.kind) {
    case Kind::Constant:
        break;
    case Kind::Step:
        schedule.period = object.integer(u"period", kSteps);
        schedule.factor = object.number(u"factor", kFactor, schedule.factor);
        break;
    case Kind::Exponential:
        schedule.factor = object.number(u"factor", kFactor);
        break;
    case Kind::Cosine:
        schedule.period = object.integer(u"period", kSteps);
        schedule.floor = object.number(u"floor", kShare, schedule.floor);
        break;
    case Kind::OneCycle:
        schedule.period = object.integer(u"period", kSteps);
        break;
    case Kind::ReduceOnPlateau:
        schedule.factor = object.number(u"factor", kFactor, schedule.factor);
        schedule.patience = object.integer(u"patience", {0, kSteps.greatest}, schedule.patience);
        schedule.threshold = object.number(u"threshold", kShare, schedule.threshold);
        schedule.every = object.integer(u"every", kSteps, schedule.every);
        schedule.floor = object.number(u"floor", kShare, schedule.floor);
        break;
    case Kind::RangeTest:
        schedule.period = object.integer(u"period", kSteps);
        schedule.floor = object.number(u"floor", kSomeFloor);
        break;
    }
    object.finish();
    return schedule;
}

LoaderSettings decodeLoader(ObjectReader& run, double greatestBatch, RunSpec& spec) {
    LoaderSettings loader;
    spec.batchSize = run.integer(u"batch_size", {0, greatestBatch}, 0);
    loader.dropLast = run.boolean(u"drop_last", false);
    loader.prefetch = run.integer(u"prefetch", {0, double(limits::kPrefetch)}, 0);
    loader.microseconds = run.number(u"load_microseconds", {0, limits::kLoadMicroseconds}, 0);
    return loader;
}

std::vector<Act> decodeLoop(const JsonValue& value, Findings& findings) {
    QStringList known;
    for (const Word<Act>& act : words::kActs)
        known.append(act.text.toString());
    std::vector<Act> loop;
    for (const JsonValue& act : decodeList(value, {1, std::size_t(limits::kActs)}, findings)) {
        if (const auto place = decodeWord(act, known, findings))
            loop.push_back(words::kActs[*place].value);
    }
    return loop;
}

} // namespace

RunSpec decodeRun(const JsonValue& value, const training::Problem& problem, double greatestBatch,
                  QSet<QString>& ids, Findings& findings) {
    ObjectReader object(value, findings);
    RunSpec run;
    if (!object.isObject())
        return run;
    const QString id = object.id(u"id");
    if (!id.isEmpty() && ids.contains(id))
        findings.add(*value.member(u"id"), Rule::DuplicateId, {id});
    ids.insert(id);
    run.id = id.toStdString();
    run.name = object.text(u"name", id).toStdString();
    if (const std::optional<JsonValue> found = object.required(u"optimizer"))
        run.optimizer = decodeOptimizer(*found, findings);
    if (const std::optional<JsonValue> found = object.optional(u"schedule"))
        run.schedule = decodeSchedule(*found, findings);
    if (std::holds_alternative<training::NetworkProblem>(problem))
        run.loader = decodeLoader(object, greatestBatch, run);
    else // of a surface there is only the whole
        run.batchSize = object.integer(u"batch_size", {0, 0}, 0);
    if (const std::optional<JsonValue> found = object.optional(u"loop"))
        run.loop = decodeLoop(*found, findings);
    object.finish();
    return run;
}

} // namespace downhill::lesson
