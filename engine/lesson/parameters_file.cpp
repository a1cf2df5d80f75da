#include "lesson/parameters_file.h"

#include "lesson/json_file.h"
#include "lesson/number_text.h"
#include "lesson/object_reader.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

using training::LayerShape;

/// The shortest texts of the largest floats; as doubles they lie a little beyond them, and round to them.
constexpr Range kFloat{-3.4028235e38, 3.4028235e38};
constexpr qint64 kBytesANumber = 64; ///< digits, blanks, and what surrounds them, generously
constexpr qint64 kBytesALayer = 4 << 10;

std::size_t parameterCount(std::span<const LayerShape> layers) {
    Eigen::Index count = 0;
    for (const LayerShape& layer : layers) {
        count = std::max({count, layer.weights + layer.units * layer.inputs, layer.bias + layer.units});
        if (layer.batchNorm)
            count = std::max(count, layer.scale + 2 * layer.units);
    }
    return std::size_t(count);
}

Length exactly(Eigen::Index count) {
    return {std::size_t(count), std::size_t(count)};
}

/// A number for each output, under `key`.
template <class Scalar>
struct UnitNumbers {
    QStringView key;
    std::span<Scalar> numbers;
};

/// What a layer has beside its weights.
template <class Scalar>
std::vector<UnitNumbers<Scalar>> unitNumbers(std::span<Scalar> parameters, const LayerShape& layer) {
    const auto units = std::size_t(layer.units);
    std::vector<UnitNumbers<Scalar>> lists{{u"bias", parameters.subspan(std::size_t(layer.bias), units)}};
    if (layer.batchNorm) {
        lists.push_back({u"scale", parameters.subspan(std::size_t(layer.scale), units)});
        lists.push_back({u"shift", parameters.subspan(std::size_t(layer.scale) + units, units)});
    }
    return lists;
}

void decodeNumbers(const JsonValue& value, std::span<double> target, Findings& findings) {
    std::size_t place = 0;
    for (const JsonValue& number : decodeList(value, {target.size(), target.size()}, findings))
        target[place++] = decodeNumber(number, kFloat, findings).value_or(0);
}

void decodeLayer(const JsonValue& value, const LayerShape& shape, std::span<double> parameters,
                 Findings& findings) {
    ObjectReader object(value, findings);
    std::size_t row = std::size_t(shape.weights);
    for (const JsonValue& weights : object.list(u"weights", exactly(shape.units))) {
        decodeNumbers(weights, parameters.subspan(row, std::size_t(shape.inputs)), findings);
        row += std::size_t(shape.inputs);
    }
    for (const UnitNumbers<double>& each : unitNumbers(parameters, shape)) {
        if (const std::optional<JsonValue> list = object.required(each.key))
            decodeNumbers(*list, each.numbers, findings);
    }
    object.finish();
}

template <class Scalar>
void writeNumbers(std::span<const Scalar> numbers, QByteArray& text) {
    text += '[';
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0)
            text += ", ";
        const NumberText number(numbers[i]);
        text.append(number.view().data(), qsizetype(number.view().size()));
    }
    text += ']';
}

template <class Scalar>
QByteArray write(std::span<const Scalar> parameters, std::span<const LayerShape> layers) {
    QByteArray text = "[";
    for (const LayerShape& layer : layers) {
        text += text.size() > 1 ? ",\n  {\n    \"weights\": [" : "\n  {\n    \"weights\": [";
        for (Eigen::Index unit = 0; unit < layer.units; ++unit) {
            text += unit > 0 ? ",\n      " : "\n      ";
            writeNumbers(parameters.subspan(std::size_t(layer.weights + unit * layer.inputs),
                                            std::size_t(layer.inputs)),
                         text);
        }
        text += "\n    ]";
        for (const UnitNumbers<const Scalar>& each : unitNumbers(parameters, layer)) {
            text += ",\n    \"" + each.key.toUtf8() + "\": ";
            writeNumbers(each.numbers, text);
        }
        text += "\n  }";
    }
    return text + "\n]\n";
}

} // namespace

Reading<std::vector<double>> readParameters(const QString& file, std::span<const LayerShape> layers) {
    Reading<std::vector<double>> result;
    std::vector<double> parameters(parameterCount(layers));
    const qint64 greatestSize =
        kBytesANumber * qint64(parameters.size()) + kBytesALayer * qint64(layers.size());
    const auto document = readJsonFile(file, greatestSize, result.diagnostics);
    if (!document)
        return result;
    Findings findings(result.diagnostics);
    std::size_t place = 0;
    for (const JsonValue& layer :
         decodeList(document->root(), exactly(Eigen::Index(layers.size())), findings))
        decodeLayer(layer, layers[place++], parameters, findings);
    if (result.diagnostics.empty())
        result.value = std::move(parameters);
    sortByPlace(result.diagnostics);
    return result;
}

QByteArray writeParameters(std::span<const double> parameters, std::span<const LayerShape> layers) {
    return write(parameters, layers);
}

QByteArray writeParameters(std::span<const float> parameters, std::span<const LayerShape> layers) {
    return write(parameters, layers);
}

} // namespace downhill::lesson
