#pragma once

#include "training/experiment.h"

#include <array>

/// Every activation, for tests and benchmarks that hold for all of them.
namespace activations {

using downhill::training::Activation;

struct NamedActivation {
    const char* name;
    Activation activation;
};

inline constexpr std::array kAll{NamedActivation{"linear", Activation::Linear},
                                 NamedActivation{"relu", Activation::Relu},
                                 NamedActivation{"tanh", Activation::Tanh},
                                 NamedActivation{"sigmoid", Activation::Sigmoid},
                                 NamedActivation{"leaky relu", Activation::LeakyRelu},
                                 NamedActivation{"elu", Activation::Elu},
                                 NamedActivation{"gelu", Activation::Gelu},
                                 NamedActivation{"softplus", Activation::Softplus}};

} // namespace activations
