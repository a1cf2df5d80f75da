#include "lesson/dataset_decoder.h"

#include "lesson/experiment_words.h"
#include "lesson/folder_files.h"
#include "lesson/idx_folder.h"
#include "lesson/object_reader.h"
#include "lesson/problem_decoder.h"
#include "lesson/problem_kinds.h"
#include "lesson/quantity_ranges.h"

#include <QFileInfo>

#include <algorithm>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::Feature;
namespace limits = training::limits;

constexpr Range kTestShare{0, 0.9};
constexpr Range kSamples{1, double(limits::kSamples)};
constexpr Range kCells{2, 32};
constexpr int kSides[] = {8, 28};

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

void decodeIdx(ObjectReader& object, const QString& folder, DatasetSpec& spec, Findings& findings) {
    spec.samples = object.integer(u"samples", kSamples, limits::kSamples);
    const std::optional<JsonValue> value = object.required(u"folder");
    const std::optional<QString> name = value ? decodeText(*value, findings) : std::nullopt;
    if (!name)
        return;
    const auto path = findIdxFolder(folder, *name);
    if (path)
        spec.idxFolder = path->toStdString();
    else
        findings.add(*value, path.error().rule, {shortened(path.error().argument)});
}

std::vector<Feature> decodeFeatures(const JsonValue& value, Findings& findings) {
    QStringList known;
    for (const Word<Feature>& feature : words::kFeatures)
        known.append(feature.text.toString());
    std::vector<Feature> features;
    for (const JsonValue& word : decodeList(value, {1, std::size(words::kFeatures)}, findings)) {
        const auto place = decodeWord(word, known, findings);
        if (!place)
            continue;
        const Feature feature = words::kFeatures[*place].value;
        if (std::find(features.begin(), features.end(), feature) != features.end())
            findings.add(word, Rule::RepeatedWord, {known[qsizetype(*place)]});
        features.push_back(feature);
    }
    return features;
}

int decodeSide(ObjectReader& object, int fallback, Findings& findings) {
    const std::optional<JsonValue> value = object.optional(u"side");
    if (!value)
        return fallback;
    const auto side = decodeInteger(*value, {1, kSides[1]}, findings);
    if (side && std::find(std::begin(kSides), std::end(kSides), *side) == std::end(kSides)) {
        findings.add(
            *value, Rule::UnknownWord,
            {QString::number(*side), QString(), QStringLiteral("%1, %2").arg(kSides[0]).arg(kSides[1])});
    }
    return int(side.value_or(fallback));
}

/// What one kind has and others have not.
void decodeKind(ObjectReader& object, const QString& folder, DatasetSpec& spec, Findings& findings) {
    switch (spec.kind) {
    case DatasetKind::Points:
        spec.points = decodePoints(object, findings);
        break;
    case DatasetKind::Idx:
        decodeIdx(object, folder, spec, findings);
        break;
    default:
        spec.samples = object.integer(u"samples", kSamples, spec.samples);
        spec.noise = object.number(u"noise", kNotNegative, 0);
    }
    if (choosesClasses(spec.kind))
        spec.classes = int(object.integer(u"classes", {2, double(limits::kClasses)}, 2));
    if (spec.kind == DatasetKind::Checkerboard)
        spec.cells = int(object.integer(u"cells", kCells, spec.cells));
    if (spec.kind == DatasetKind::Digits)
        spec.side = decodeSide(object, spec.side, findings);
    if (spec.kind == DatasetKind::Line) {
        spec.slope = object.number(u"slope", kAnyNumber, spec.slope);
        spec.intercept = object.number(u"intercept", kAnyNumber, spec.intercept);
    }
    if (spec.kind == DatasetKind::Sine)
        spec.frequency = object.number(u"frequency", kAnyNumber, spec.frequency);
    if (spec.kind == DatasetKind::Line || spec.kind == DatasetKind::Sine) {
        spec.range = object.pair(u"range", kAnyNumber, spec.range);
        expectRising(object.value(), u"range", spec.range, findings);
    }
}

} // namespace

DatasetSpec decodeDataset(const JsonValue& value, const QString& folder, Findings& findings) {
    ObjectReader object(value, findings);
    DatasetSpec spec;
    if (!object.isObject())
        return spec;
    if (value.member(u"csv")) {
        decodeCsv(object, folder, spec, findings);
    } else {
        const std::size_t before = findings.count();
        spec.kind = object.word<DatasetKind>(u"kind", words::kDatasets);
        if (findings.count() != before)
            return spec;
        decodeKind(object, folder, spec, findings);
    }
    if (spec.kind != DatasetKind::Idx) // which has files of its own for its test set
        spec.testShare = object.number(u"test_share", kTestShare, 0);
    if (mayBePlane(spec.kind)) {
        if (const std::optional<JsonValue> features = object.optional(u"features"))
            spec.features = decodeFeatures(*features, findings);
    }
    spec.standardise = object.boolean(u"standardise", false);
    object.finish();
    return spec;
}

} // namespace downhill::lesson
