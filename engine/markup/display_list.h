#pragma once

#include "markup/formula.h"

#include <QByteArray>

namespace downhill::markup {

/// Reads the display list that the script engine writes (resources/math/src/flatten.js) into `formula`: its
/// items and box, or its error. What is larger than any page becomes FormulaError::TooLarge.
void readDisplayList(const QByteArray& json, Formula& formula);

/// A path from SVG's path data. Knows what MathJax writes: the absolute commands M L H V Q T C Z.
QPainterPath pathFromSvg(const QString& data);

} // namespace downhill::markup
