#pragma once

#include "lesson/experiment_block.h"

#include <QSize>

#include <vector>

/// How the views of an experiment share their room. A step keeps one arrangement, whatever a run brings: it
/// depends on the kinds of the views, the width of their panel and the size of the text alone.
namespace downhill::app {

/// Whether they stand side by side rather than one above the other. Views with equal axes want a square,
/// which a wide strip is not. `textScale` is 1 for texts of the usual size.
bool standBeside(const std::vector<lesson::View>& views, int width, double textScale);

/// The least size of a view, in px, at which it can be read.
QSize leastSize(lesson::ViewKind kind);

} // namespace downhill::app
