#pragma once

#include "training/error.h"
#include "training/experiment.h"

#include <string>
#include <vector>

/// What is only known once the files of an experiment's data are read.
namespace downhill::authoring {

/// Data on which an experiment cannot be trained.
struct DataFinding {
    std::string file{}; ///< of the data; a folder where no single file is to blame
    training::Error error{};
};

/// Reads the CSV file or the IDX folder of an experiment and sees whether every run can train on it. Empty
/// for data that are drawn and for surfaces, which the lesson's reader has tried already.
std::vector<DataFinding> checkData(const training::Experiment& experiment);

} // namespace downhill::authoring
