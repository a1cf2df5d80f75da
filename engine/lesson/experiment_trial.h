#pragma once

#include "training/error.h"
#include "training/experiment.h"

#include <cstddef>
#include <optional>

namespace downhill::lesson {

/// What the training engine says against an experiment, and which run it was about to train.
struct Refusal {
    training::Error error{};
    std::size_t run = 0;
};

/// Tries an experiment with a small network and few samples of the same shapes; nothing large is built and no
/// file is opened. The data of a file are taken to be what the network and the loss need. None where nothing
/// speaks against it.
std::optional<Refusal> engineRefusal(const training::Experiment& experiment);

} // namespace downhill::lesson
