#pragma once

#include "training/experiment.h"
#include "training/runner.h"

#include <QString>

#include <optional>
#include <vector>

namespace downhill::app {

/// One line of an update: what is computed, as TeX.
struct UpdateLine {
    QString rule{};    ///< "m \\leftarrow \\beta_1 m + (1 - \\beta_1) g"
    QString numbers{}; ///< the right side with the numbers put in
    double result = 0;
};

/// The numbers of one parameter's last update.
struct UpdateNumbers {
    training::OptimizerSettings settings{};
    double rate = 0; ///< η: the learning rate times the schedule's factor
    std::int64_t steps = 0;
    double before = 0;
    double after = 0;
    double gradient = 0;
    double first = 0; ///< of OptimizerState, after the step; 0 where the kind has none
    double second = 0;
    double third = 0;
};

/// The last update of a parameter, if one was watched and its gradient still is as it was then.
std::optional<UpdateNumbers> lastUpdate(const training::OptimizerSettings& settings,
                                        const training::RunSnapshot& run, std::size_t parameter);

/// The lines of an update, in the order in which they are computed; the last one gives the new weight. Rules
/// are those of training::Optimizer. What stood in a buffer before is found from what stands there now.
std::vector<UpdateLine> updateLines(const UpdateNumbers& numbers);

/// A number as TeX, with four significant digits.
QString texNumber(double value);

} // namespace downhill::app
