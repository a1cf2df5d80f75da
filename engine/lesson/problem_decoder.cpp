#include "lesson/problem_decoder.h"

#include "lesson/dataset_decoder.h"
#include "lesson/experiment_words.h"
#include "lesson/problem_kinds.h"
#include "lesson/quantity_ranges.h"
#include "training/surface.h"

namespace downhill::lesson {

namespace {

using training::Initialisation;
using training::LayerSpec;
using training::NetworkProblem;
using training::NetworkSpec;
using training::SurfaceKind;
using training::SurfaceProblem;
namespace limits = training::limits;

LayerSpec decodeLayer(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    LayerSpec layer;
    layer.units = object.integer(u"units", {1, double(limits::kUnits)});
    layer.activation =
        object.word<training::Activation>(u"activation", words::kActivations, training::Activation::Linear);
    layer.batchNorm = object.boolean(u"batch_norm", false);
    layer.dropout = object.number(u"dropout", kBelowOne, 0);
    object.finish();
    return layer;
}

NetworkSpec decodeNetwork(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    NetworkSpec network;
    if (!object.isObject())
        return network;
    for (const JsonValue& layer : object.list(u"layers", {1, std::size_t(limits::kLayers)}))
        network.layers.push_back(decodeLayer(layer, findings));
    const std::size_t before = findings.count();
    network.initialisation =
        object.word<Initialisation>(u"initialisation", words::kInitialisations, Initialisation::Auto);
    if (findings.count() != before)
        return network;
    if (network.initialisation == Initialisation::Constant)
        network.initialValue = object.number(u"initial_value", kAnyNumber);
    if (network.initialisation == Initialisation::Uniform)
        network.initialValue = object.number(u"initial_value", kAnyPositive);
    object.finish();
    return network;
}

/// Where a run starts lies within the window. The usual start may be left out where it does.
void decodeStart(ObjectReader& object, const SurfaceProblem& usual, SurfaceProblem& surface) {
    const Range window{surface.window[0], surface.window[1]};
    const bool oneParameter = training::hasOneParameter(surface.kind);
    const bool isSeen = window.contains(usual.start[0]) && (oneParameter || window.contains(usual.start[1]));
    if (oneParameter) {
        // The second parameter takes no part.
        surface.start = {
            object.number(u"start", window, isSeen ? std::optional(usual.start[0]) : std::nullopt), 0};
    } else {
        surface.start = object.pair(u"start", window, isSeen ? std::optional(usual.start) : std::nullopt);
    }
}

SurfaceProblem decodeSurface(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    SurfaceProblem surface;
    if (!object.isObject())
        return surface;
    const std::size_t before = findings.count();
    surface.kind = object.word<SurfaceKind>(u"kind", words::kSurfaces);
    if (findings.count() != before)
        return surface;
    const SurfaceProblem usual = training::defaultSurface(surface.kind);
    surface.window = object.pair(u"window", kAnyNumber, usual.window);
    expectRising(value, u"window", surface.window, findings);
    decodeStart(object, usual, surface);
    if (hasCurvature(surface.kind))
        surface.curvature = object.number(u"curvature", kAnyPositive, usual.curvature);
    if (surface.kind == SurfaceKind::Ravine)
        surface.condition = object.number(u"condition", kCondition, usual.condition);
    if (surface.kind == SurfaceKind::NoisyBowl)
        surface.noise = object.number(u"noise", kNotNegative, usual.noise);
    if (surface.kind == SurfaceKind::Formula)
        surface.formula = object.text(u"formula").toStdString();
    object.finish();
    return surface;
}

} // namespace

training::Problem decodeProblem(ObjectReader& experiment, const QString& folder, Findings& findings) {
    if (const std::optional<JsonValue> surface = experiment.optional(u"surface"))
        return decodeSurface(*surface, findings);
    NetworkProblem problem;
    if (const std::optional<JsonValue> dataset = experiment.required(u"dataset"))
        problem.dataset = decodeDataset(*dataset, folder, findings);
    if (const std::optional<JsonValue> network = experiment.required(u"network"))
        problem.network = decodeNetwork(*network, findings);
    problem.loss = experiment.word<training::Loss>(u"loss", words::kLosses);
    if (problem.loss == training::Loss::Huber)
        problem.huberDelta = experiment.number(u"huber_delta", kAnyPositive, problem.huberDelta);
    return problem;
}

void expectRising(const JsonValue& owner, QStringView key, const std::array<double, 2>& pair,
                  Findings& findings) {
    const std::optional<JsonValue> written = owner.member(key);
    if (!written || written->size() != 2 || pair[0] < pair[1])
        return;
    const JsonValue second = *++written->children().begin();
    findings.add(second, Rule::OutOfRange,
                 {numberText(pair[1]), numberText(pair[0]), numberText(kAnyNumber.greatest)});
}

} // namespace downhill::lesson
