#pragma once

#include "lesson/standing.h"

class QPainter;
class QRectF;

namespace downhill::app {

struct Theme;

/// Tells by its form how far a student is with a lesson: a ring for the share of the points; in it the
/// lesson's number, a lock where something is missing, a tick once the next lessons are open, and a star for
/// all of it. `badge` is a square.
void paintLessonBadge(QPainter& painter, const QRectF& badge, int number, const lesson::Standing& standing,
                      const Theme& theme);

} // namespace downhill::app
