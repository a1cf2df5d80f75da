#pragma once

#include "lesson/reader.h"

#include <QByteArray>

/// Experiments as text, so that a run can be kept with what it was a run of.
namespace downhill::lesson {

/// The experiment file that readExperiment() reads back to the same value. Files of data are named relative
/// to `folder`, where they must stand to be found again.
QByteArray writeExperiment(const ExperimentBlock& block, const QString& folder = {});

/// As readExperiment(), of a text in memory. Files of data are looked for in `folder`; findings carry `name`
/// as their file.
Reading<ExperimentBlock> readExperimentText(const QByteArray& text, const QString& folder,
                                            const QString& name = {});

} // namespace downhill::lesson
