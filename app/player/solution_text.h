#pragma once

#include "lesson/question.h"

#include <QCoreApplication>
#include <QString>

namespace downhill::app {

struct Wording;

/// The right answer to a question whose numbers are drawn, as Markdown; empty for a prediction.
class SolutionText {
    Q_DECLARE_TR_FUNCTIONS(SolutionText)

public:
    /// `wording` is of the step's experiment.
    static QString of(const lesson::Question& question, const Wording& wording);
};

} // namespace downhill::app
