#pragma once

#include "lesson/lesson.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

/// Whether the parts of an experiment fit together. Pure; nothing large is built and no file is opened.
namespace downhill::lesson {

/// Features that the samples of a dataset have of their own, before `features` makes others of them; none for
/// files, which are not read before they are trained on.
std::optional<std::int64_t> ownFeatureCount(const training::DatasetSpec& dataset);

/// Numbers of a sample that a network takes in; none for files, unless `features` says it.
std::optional<std::int64_t> featureCount(const training::DatasetSpec& dataset);

/// Samples in the training set of a drawn dataset or of points; none for files.
std::optional<std::int64_t> trainingSamples(const training::DatasetSpec& dataset);

/// Parameters of a surface or a network; none for a network on a file or one that the engine refuses.
std::optional<std::int64_t> parameterCount(const training::Problem& problem);

/// The parameters of a network as a run of it begins with them, unless they are set by hand; none where they
/// are not known, as of a file or of a network that the engine refuses.
std::vector<float> drawnParameters(const training::Experiment& experiment);

/// Whether the samples of a problem belong to classes, so that there is an accuracy.
bool hasClasses(const training::Problem& problem);

/// Whether samples are held back for testing. A file whose samples are not counted before is given the
/// benefit of the doubt.
bool hasTestSet(const training::Problem& problem);

/// Why an experiment has no setting for a knob, in the words that rule.h lists; empty where it has.
QString whyKnobDoesNotFit(Knob knob, const training::Experiment& experiment);

/// Why a view cannot show a problem, in the words that diagnostic.h lists; empty where it can.
QString whyViewDoesNotFit(const View& view, const training::Problem& problem);

/// Why a control cannot change an experiment, in the words that diagnostic.h lists; empty where it can.
QString whyControlDoesNotFit(const Control& control, const training::Experiment& experiment);

} // namespace downhill::lesson
