#pragma once

#include "training/error.h"
#include "training/experiment.h"
#include "training/instruction_set.h"

#include <QString>

#include <vector>

namespace downhill::app::cli {

/// Something whose speed is measured.
struct Workload {
    enum class Kind {
        Training,  ///< steps of the experiment's first run; the figure is steps a second
        Grid,      ///< the network's outputs at 256×256 places; milliseconds a picture
        Landscape, ///< the loss over all data at 64×64 points of weight space; milliseconds a picture
    };

    QString name{};
    QString what{};
    Kind kind = Kind::Training;
    training::Experiment experiment{};
};

/// T, S, M and L: training, from a small network to a large one; G and LS: pictures of the small one.
std::vector<Workload> workloads();

/// Runs a workload for at least `seconds` on `threads` threads and returns its figure: steps a second, or the
/// median of a picture's milliseconds.
training::Result<double> measure(const Workload& workload, training::InstructionSet instructions, int threads,
                                 double seconds);

} // namespace downhill::app::cli
