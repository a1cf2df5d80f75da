#pragma once

#include "authoring/verification.h"
#include "lesson/expectation.h"

#include <QString>

/// What is expected of runs, and what came of them, in words for a line of text.
namespace downhill::app::cli {

/// "sgd, learning_rate 2.5": the run and its settings.
QString runInWords(const lesson::Subject& subject);

/// "diverges within 500 steps; train_loss at the end is at least 3.4".
QString expectationInWords(const lesson::Expectation& expectation, const lesson::Subject& subject);

/// "holds for 6 of 6 seeds; steps 37 (31 to 40)": with the median of each figure, and its least and greatest
/// where there are several seeds.
QString outcomeInWords(const authoring::ClaimProof& proof, const lesson::Expectation& expectation);

} // namespace downhill::app::cli
