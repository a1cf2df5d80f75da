#include "lesson/problem_decoder.h"

#include "lesson/experiment_words.h"
#include "lesson/folder_files.h"

#include <QFileInfo>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::Initialisation;
using training::LayerSpec;
using training::NetworkProblem;
using training::NetworkSpec;
using training::SurfaceKind;
using training::SurfaceProblem;
namespace limits = training::limits;

constexpr double kMostHeldBack = 0.9;

std::vector<std::vector<double>> decodePoints(ObjectReader& object, Findings& findings) {
    std::vector<std::vector<double>> points;
    const auto rows = object.list(u"points", {1, std::size_t(limits::kSamples)});
    for (const JsonValue& row : rows) {
        // The first row says how many features there are.
        Length length{2, std::size_t(limits::kFeatures) + 1};
        if (!points.empty() && !points.front().empty())
            length = {points.front().size(), points.front().size()};
        std::vector<double>& point = points.emplace_back();
        for (const JsonValue& number : decodeList(row, length, findings))
            point.push_back(decodeNumber(number, kAnyNumber, findings).value_or(0));
    }
    return points;
}

void decodeCsv(ObjectReader& object, const QString& folder, DatasetSpec& spec, Findings& findings) {
    spec.kind = DatasetKind::Csv;
    spec.target = object.text(u"target").toStdString();
    const std::optional<JsonValue> value = object.required(u"csv");
    const std::optional<QString> name = value ? decodeText(*value, findings) : std::nullopt;
    if (!name)
        return;
    const auto path = findInFolder(folder, *name);
    if (!path)
        findings.add(*value, path.error(), {shortened(*name)});
    else if (QFileInfo(*path).size() > limits::kCsvBytes)
        findings.add(*value, Rule::FileTooLarge, {QString::number(limits::kCsvBytes)});
    else
        spec.csvFile = path->toStdString();
}

DatasetSpec decodeDataset(const JsonValue& value, const QString& folder, Findings& findings) {
    ObjectReader object(value, findings);
    DatasetSpec spec;
    if (!object.isObject())
        return spec;
    spec.testShare = object.number(u"test_share", {0, kMostHeldBack}, 0);
    if (value.member(u"csv")) {
        decodeCsv(object, folder, spec, findings);
        object.finish();
        return spec;
    }
    const std::size_t before = findings.count();
    spec.kind = object.word<DatasetKind>(u"kind", words::kDatasets);
    if (findings.count() != before)
        return spec;
    if (spec.kind == DatasetKind::Points) {
        spec.points = decodePoints(object, findings);
    } else {
        spec.samples = object.integer(u"samples", {1, double(limits::kSamples)}, spec.samples);
        spec.noise = object.number(u"noise", {0, kAnyNumber.greatest}, 0);
    }
    if (spec.kind == DatasetKind::Blobs || spec.kind == DatasetKind::Spiral)
        spec.classes = int(object.integer(u"classes", {2, double(limits::kClasses)}, 2));
    if (spec.kind == DatasetKind::Line) {
        spec.slope = object.number(u"slope", kAnyNumber, spec.slope);
        spec.intercept = object.number(u"intercept", kAnyNumber, spec.intercept);
    }
    if (spec.kind == DatasetKind::Sine)
        spec.frequency = object.number(u"frequency", kAnyNumber, spec.frequency);
    if (spec.kind == DatasetKind::Line || spec.kind == DatasetKind::Sine) {
        spec.range = object.pair(u"range", kAnyNumber, spec.range);
        expectRising(value, u"range", spec.range, findings);
    }
    object.finish();
    return spec;
}

LayerSpec decodeLayer(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    LayerSpec layer;
    layer.units = object.integer(u"units", {1, double(limits::kUnits)});
    layer.activation =
        object.word<training::Activation>(u"activation", words::kActivations, training::Activation::Linear);
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

SurfaceProblem decodeSurface(const JsonValue& value, Findings& findings) {
    ObjectReader object(value, findings);
    SurfaceProblem surface;
    if (!object.isObject())
        return surface;
    const std::size_t before = findings.count();
    surface.kind = object.word<SurfaceKind>(u"kind", words::kSurfaces);
    if (findings.count() != before)
        return surface;
    surface.window = object.pair(u"window", kAnyNumber, surface.window);
    expectRising(value, u"window", surface.window, findings);
    const Range window{surface.window[0], surface.window[1]};
    if (surface.kind == SurfaceKind::Parabola) {
        // Its second parameter takes no part.
        surface.start = {object.number(u"start", window), 0};
    } else {
        surface.start = object.pair(u"start", window);
    }
    if (surface.kind == SurfaceKind::Parabola || surface.kind == SurfaceKind::Bowl)
        surface.curvature = object.number(u"curvature", kAnyPositive, surface.curvature);
    if (surface.kind == SurfaceKind::Ravine)
        surface.condition = object.number(u"condition", {1, kAnyPositive.greatest}, surface.condition);
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
