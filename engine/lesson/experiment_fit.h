#pragma once

#include "lesson/lesson.h"
#include "training/error.h"

#include <QString>

#include <cstdint>
#include <optional>

/// Whether the parts of an experiment fit together. Pure; nothing large is built and no file is opened.
namespace downhill::lesson {

/// Features of a dataset; none for a CSV, which is not read before it is trained on.
std::optional<std::int64_t> featureCount(const training::DatasetSpec& dataset);

/// Samples in the training set of a drawn dataset or of points; none for a CSV.
std::optional<std::int64_t> trainingSamples(const training::DatasetSpec& dataset);

/// Parameters of a surface or a network; none for a network on a CSV or one that the engine refuses.
std::optional<std::int64_t> parameterCount(const training::Problem& problem);

/// Why a view cannot show a problem, in the words that diagnostic.h lists; empty where it can.
QString whyViewDoesNotFit(const View& view, const training::Problem& problem);

/// Why a control cannot change an experiment, in the words that diagnostic.h lists; empty where it can.
QString whyControlDoesNotFit(const Control& control, const training::Experiment& experiment);

/// What the training engine says against an experiment, tried with a small network and few samples of the
/// same shapes. The data of a CSV are taken to be what the loss needs.
std::optional<training::Error> engineRefusal(const training::Experiment& experiment);

/// "loss-needs-logits" and so on.
QString errorCodeWord(training::ErrorCode code);

} // namespace downhill::lesson
