#pragma once

#include "training/experiment.h"

#include <QString>

#include <vector>

namespace downhill::app {

/// An act as a program of PyTorch writes it; a surface has no model and no criterion.
QString codeOf(training::Act act, bool surface);

/// The five acts that `loop` leaves out, in their usual order.
std::vector<training::Act> leftOut(const std::vector<training::Act>& loop);

/// `loop` with `act` back where it usually stands among the others.
std::vector<training::Act> withAct(std::vector<training::Act> loop, training::Act act);

/// Why a loop cannot be executed, in a sentence that names what Python would say; empty where it can.
QString whyLoopCannotBe(const std::vector<training::Act>& loop, bool surface);

/// What a loop that differs from the usual one makes of the training, in a sentence; empty for the usual one.
QString whatLoopMeans(const std::vector<training::Act>& loop);

} // namespace downhill::app
