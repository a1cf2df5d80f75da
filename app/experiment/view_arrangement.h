#pragma once

#include "lesson/experiment_block.h"

#include <QSize>

#include <vector>

/// How the views of an experiment share their room. A step keeps one arrangement, whatever a run brings: it
/// depends on the kinds of the views and the width of their panel alone.
namespace downhill::app {

/// Whether they stand side by side rather than one above the other. Views with equal axes want a square,
/// which a wide strip is not.
bool standBeside(const std::vector<lesson::View>& views, int width);

/// The least size of a view, in px, at which it can be read.
QSize leastSize(lesson::ViewKind kind);

} // namespace downhill::app
