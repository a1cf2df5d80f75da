#pragma once

#include "training/experiment.h"
#include "training/philox.h"

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

/// Optimizers of every kind, for tests that hold for all of them.
namespace optimizer_rules {

using namespace downhill::training;

template <class Scalar>
std::vector<Scalar> normals(std::uint64_t seed, std::size_t count, double scale = 1) {
    RandomStream random(seed, Stream::Weights);
    std::vector<Scalar> values(count);
    for (Scalar& value : values)
        value = static_cast<Scalar>(random.normal() * scale);
    return values;
}

/// Every rule with every branch that it has.
inline std::vector<OptimizerSettings> allRules() {
    using Kind = OptimizerSettings::Kind;
    std::vector<OptimizerSettings> rules;
    for (const Kind kind : {Kind::Sgd, Kind::Momentum, Kind::Nesterov, Kind::Adagrad, Kind::RmsProp,
                            Kind::Adam, Kind::AdamW, Kind::AmsGrad}) {
        rules.push_back(defaultSettings(kind));
        rules.back().learningRate = 0.1;
    }
    OptimizerSettings settings = rules[1];
    settings.dampening = 0.25;
    rules.push_back(settings);
    settings = rules[4];
    settings.momentum = 0.5;
    rules.push_back(settings);
    settings.centered = true;
    rules.push_back(settings);
    settings.momentum = 0;
    rules.push_back(settings);
    settings = rules[5];
    settings.biasCorrection = false;
    rules.push_back(settings);
    for (std::size_t plain = rules.size(), i = 0; i < plain; ++i) {
        settings = rules[i];
        settings.weightDecay = 0.01;
        settings.l1 = 0.002;
        settings.clipValue = 1.5;
        rules.push_back(settings);
    }
    return rules;
}

template <class Scalar>
bool sameBits(std::span<const Scalar> left, std::span<const Scalar> right) {
    return left.size() == right.size() &&
           (left.empty() || std::memcmp(left.data(), right.data(), left.size_bytes()) == 0);
}

} // namespace optimizer_rules
