#pragma once

#include "lesson/lesson.h"
#include "training/dataset.h"
#include "training/network.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace downhill::app {

/// What the parameters of an experiment are called, by their place in the flat vector.
class ParameterNames {
    Q_DECLARE_TR_FUNCTIONS(ParameterNames)

public:
    ParameterNames() = default;
    /// Without `data`, which may be null, features are x₁, x₂ and so on, or x alone, and the parameters of a
    /// network on a file have no names.
    ParameterNames(const training::Problem& problem, const training::SplitDataset<float>* data);

    std::size_t count() const { return count_; }
    /// "Layer 1: weight from x to unit 2", "Layer 1: bias of unit 1", "w₁". A network's only layer and a
    /// layer's only unit are not named: "weight from x to unit 2", "Layer 2: bias", "weight of x". Layers and
    /// units count from 1.
    QString of(std::size_t parameter) const;
    /// The same in the least of room: "1: x → 2", "1: bias 2", with the layer before the colon.
    QString brief(std::size_t parameter) const;

private:
    QString input(std::size_t layer, std::int64_t index) const;
    QString withinLayer(std::size_t index, std::int64_t parameter, bool brief) const;
    QString named(std::size_t parameter, bool brief) const;

    std::size_t count_ = 0;
    bool surface_ = false;
    std::vector<training::LayerShape> layers_{};
    std::vector<QString> features_{}; ///< empty where there are too many to be told apart by name
};

/// Numbers after an x as mathematicians write them: "x₁" for "x1", "x₁·x₂" for "x1·x2".
QString withIndices(QString name);

/// What a unit or an input feature of a network is called: a layer of 0 is the input.
QString featureName(const training::SplitDataset<float>& data, std::int64_t feature);

} // namespace downhill::app
