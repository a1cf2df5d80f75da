#include "lesson/claim_decoder.h"

#include "lesson/expectation_decoder.h"
#include "lesson/object_reader.h"
#include "lesson/quantity_ranges.h"

namespace downhill::lesson {

namespace {

constexpr Range kSeeds{0, 100};

} // namespace

Claim decodeClaim(const JsonValue& value, const std::vector<Step>& steps, Findings& findings) {
    ObjectReader object(value, findings);
    Claim claim;
    if (!object.isObject())
        return claim;
    claim.disproved = value.finding(Rule::Disproved);
    const auto subject = decodeSubject(object, nullptr, steps, findings);
    const auto expect = object.required(u"expect");
    if (subject) {
        claim.subject = *subject;
        if (expect)
            claim.expect = decodeExpectation(*expect, claim.subject, steps, findings);
    }
    claim.seeds = int(object.integer(u"seeds", kSeeds, claim.seeds));
    claim.holds = object.number(u"holds", kShare, claim.holds);
    object.finish();
    return claim;
}

} // namespace downhill::lesson
