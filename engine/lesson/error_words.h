#pragma once

#include "training/error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace downhill::lesson {

/// The training engine's code as findings name it: "loss-needs-logits".
QString errorCodeWord(training::ErrorCode code);

/// The code of that name; none where there is none.
std::optional<training::ErrorCode> errorCodeOf(const QString& word);

/// The arguments of Rule::ExperimentDoesNotFit.
QStringList errorArguments(const training::Error& error);

} // namespace downhill::lesson
