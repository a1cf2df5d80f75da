#include "views/parameter_names.h"

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
    if (data == nullptr || data->train.features.rows() == 0)
        return;
    const auto& spec = std::get<training::NetworkProblem>(problem).network;
    const auto network = training::Network<float>::create(spec, data->train.features.rows());
    if (!network)
        return;
    layers_.assign(network->layers().begin(), network->layers().end());
    count_ = static_cast<std::size_t>(network->parameterCount());
    for (std::int64_t i = 0; network->inputs() <= kNamedFeatures && i < network->inputs(); ++i)
        features_.push_back(featureName(*data, i));
}

QString ParameterNames::input(std::size_t layer, std::int64_t index) const {
    const auto at = static_cast<std::size_t>(index);
    if (layer == 0)
        return at < features_.size() ? features_[at] : tr("input %1").arg(index + 1);
    return tr("unit %1").arg(index + 1);
}

QString ParameterNames::of(std::size_t parameter) const {
    if (surface_)
        return count_ == 1      ? QStringLiteral("w")
               : parameter == 0 ? QStringLiteral("w₁")
                                : QStringLiteral("w₂");
    const auto at = static_cast<Eigen::Index>(parameter);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const training::LayerShape& layer = layers_[i];
        const bool only = layers_.size() == 1 && layer.units == 1; // needs no number of layer or unit
        if (at >= layer.weights && at < layer.bias) {
            const Eigen::Index place = at - layer.weights;
            return only ? tr("weight of %1").arg(input(i, place))
                        : tr("Layer %1: weight from %2 to unit %3")
                              .arg(i + 1)
                              .arg(input(i, place % layer.inputs))
                              .arg(place / layer.inputs + 1);
        }
        if (at >= layer.bias && at < layer.bias + layer.units)
            return only ? tr("bias") : tr("Layer %1: bias of unit %2").arg(i + 1).arg(at - layer.bias + 1);
        if (layer.batchNorm && at >= layer.scale && at < layer.scale + 2 * layer.units) {
            const Eigen::Index place = at - layer.scale;
            return (place < layer.units ? tr("Layer %1: scale of unit %2") : tr("Layer %1: shift of unit %2"))
                .arg(i + 1)
                .arg(place % layer.units + 1);
        }
    }
    return tr("Parameter %1").arg(parameter + 1);
}

} // namespace downhill::app
