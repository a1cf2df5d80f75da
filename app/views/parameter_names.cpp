#include "views/parameter_names.h"

#include "lesson/experiment_fit.h"
#include "training/surface.h"

#include <QCoreApplication>

namespace downhill::app {
namespace {

constexpr std::int64_t kNamedFeatures = 16;

} // namespace

QString withIndices(QString name) {
    for (qsizetype i = 1; i < name.size(); ++i)
        if (name[i - 1] == u'x' && name[i] >= u'0' && name[i] <= u'9')
            name[i] = QChar(0x2080 + name[i].digitValue());
    return name;
}

QString featureName(const training::SplitDataset<float>& data, std::int64_t feature) {
    const auto& names = data.train.featureNames;
    const auto at = static_cast<std::size_t>(feature);
    return at < names.size() && !names[at].empty() ? withIndices(QString::fromStdString(names[at]))
                                                   : withIndices(QStringLiteral("x%1").arg(feature + 1));
}

ParameterNames::ParameterNames(const training::Problem& problem, const training::SplitDataset<float>* data) {
    if (const auto* surface = std::get_if<training::SurfaceProblem>(&problem)) {
        surface_ = true;
        count_ = training::hasOneParameter(surface->kind) ? 1 : 2;
        return;
    }
    const auto& spec = std::get<training::NetworkProblem>(problem);
    const std::int64_t inputs =
        data ? data->train.features.rows() : lesson::featureCount(spec.dataset).value_or(0);
    if (inputs == 0)
        return;
    const auto network = training::Network<float>::create(spec.network, inputs);
    if (!network)
        return;
    layers_.assign(network->layers().begin(), network->layers().end());
    count_ = static_cast<std::size_t>(network->parameterCount());
    for (std::int64_t i = 0; network->inputs() <= kNamedFeatures && i < network->inputs(); ++i)
        features_.push_back(data          ? featureName(*data, i)
                            : inputs == 1 ? QStringLiteral("x")
                                          : withIndices(QStringLiteral("x%1").arg(i + 1)));
}

QString ParameterNames::input(std::size_t layer, std::int64_t index) const {
    const auto at = static_cast<std::size_t>(index);
    if (layer == 0)
        return at < features_.size() ? features_[at] : tr("input %1").arg(index + 1);
    return tr("unit %1").arg(index + 1);
}

QString ParameterNames::of(std::size_t parameter) const {
    return named(parameter, false);
}

QString ParameterNames::brief(std::size_t parameter) const {
    return named(parameter, true);
}

QString ParameterNames::named(std::size_t parameter, bool brief) const {
    if (surface_)
        return count_ == 1      ? QStringLiteral("w")
               : parameter == 0 ? QStringLiteral("w₁")
                                : QStringLiteral("w₂");
    const auto at = static_cast<Eigen::Index>(parameter);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const QString name = withinLayer(i, at, brief);
        if (name.isEmpty())
            continue;
        if (layers_.size() == 1)
            return name;
        return (brief ? tr("%1: %2") : tr("Layer %1: %2")).arg(QString::number(i + 1), name);
    }
    return tr("Parameter %1").arg(parameter + 1);
}

/// Empty where the parameter is none of the layer's. The only unit of a layer needs no number.
QString ParameterNames::withinLayer(std::size_t index, std::int64_t parameter, bool brief) const {
    const training::LayerShape& layer = layers_[index];
    const bool only = layer.units == 1;
    const auto unitOf = [](std::int64_t unit) { return QString::number(unit + 1); };
    if (parameter >= layer.weights && parameter < layer.bias) {
        const std::int64_t place = parameter - layer.weights;
        const QString from = input(index, place % layer.inputs);
        if (only && !(brief && layers_.size() > 1))
            return tr("weight of %1").arg(from);
        const QString to = unitOf(place / layer.inputs);
        return brief ? tr("%1 → %2").arg(index == 0 ? from : unitOf(place % layer.inputs), to)
                     : tr("weight from %1 to unit %2").arg(from, to);
    }
    if (parameter >= layer.bias && parameter < layer.bias + layer.units)
        return only ? tr("bias")
                    : (brief ? tr("bias %1") : tr("bias of unit %1")).arg(unitOf(parameter - layer.bias));
    if (!layer.batchNorm || parameter < layer.scale || parameter >= layer.scale + 2 * layer.units)
        return {};
    const std::int64_t place = parameter - layer.scale;
    if (only)
        return place < layer.units ? tr("scale") : tr("shift");
    const QString text = place < layer.units ? (brief ? tr("scale %1") : tr("scale of unit %1"))
                                             : (brief ? tr("shift %1") : tr("shift of unit %1"));
    return text.arg(unitOf(place % layer.units));
}

} // namespace downhill::app
