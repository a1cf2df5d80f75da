#include "lesson/claim_decoder.h"

#include "lesson/object_reader.h"
#include "lesson/quantity_ranges.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

using training::StopReason;

constexpr Word<StopReason> kReasons[] = {
    {u"finished", StopReason::Finished},
    {u"goal-reached", StopReason::GoalReached},
    {u"diverged", StopReason::Diverged},
    {u"left-window", StopReason::LeftWindow},
};

/// Reports a claim about a step or a run that is not there.
void checkSubject(const JsonValue& value, const Claim& claim, const std::vector<Step>& steps,
                  Findings& findings) {
    const auto step =
        std::find_if(steps.begin(), steps.end(), [&](const Step& each) { return each.id == claim.step; });
    if (step == steps.end()) {
        findings.add(*value.member(u"step"), Rule::UnknownStep, {claim.step});
        return;
    }
    if (!step->experiment) {
        findings.add(*value.member(u"step"), Rule::NoExperiment, {claim.step});
        return;
    }
    const auto& runs = step->experiment->experiment.runs;
    const bool known = std::any_of(runs.begin(), runs.end(), [&](const training::RunSpec& run) {
        return QString::fromStdString(run.id) == claim.run;
    });
    if (!claim.run.isEmpty() && !known)
        findings.add(*value.member(u"run"), Rule::UnknownRun, {claim.run});
}

void decodeExpectation(const JsonValue& value, Claim& claim, Findings& findings) {
    ObjectReader object(value, findings);
    if (!object.isObject())
        return;
    claim.reason = object.word<StopReason>(u"reason", kReasons);
    if (const auto within = object.optional(u"within"))
        claim.within = decodeInteger(*within, {1, double(training::limits::kSteps)}, findings);
    if (const auto below = object.optional(u"train_loss_below"))
        claim.trainLossBelow = decodeNumber(*below, kAnyNumber, findings);
    if (const auto above = object.optional(u"train_loss_above"))
        claim.trainLossAbove = decodeNumber(*above, kAnyNumber, findings);
    object.finish();
}

} // namespace

Claim decodeClaim(const JsonValue& value, const std::vector<Step>& steps, Findings& findings) {
    ObjectReader object(value, findings);
    Claim claim;
    if (!object.isObject())
        return claim;
    const std::size_t before = findings.count();
    claim.step = object.id(u"step");
    if (const auto run = object.optional(u"run"))
        claim.run = decodeId(*run, findings).value_or(QString());
    if (findings.count() == before)
        checkSubject(value, claim, steps, findings);
    if (const auto at = object.optional(u"at")) {
        ObjectReader settings(*at, findings);
        if (const auto rate = settings.optional(u"learning_rate"))
            claim.learningRate = decodeNumber(*rate, kAnyRate, findings);
        settings.finish();
    }
    if (const auto expect = object.required(u"expect"))
        decodeExpectation(*expect, claim, findings);
    object.finish();
    return claim;
}

} // namespace downhill::lesson
