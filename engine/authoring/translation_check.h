#pragma once

#include "lesson/translation.h"

namespace downhill::authoring {

/// Formulas and pictures that only the source or only its translation shows: LostPlaceholder, at the
/// translation. Words within a formula (\text{…}) may differ, and so may the sign between a number and its
/// decimals; a picture may have a version in that language, "loss.de.svg" for "loss.svg". Texts that are
/// missing or stale are left to checkTranslation().
lesson::Diagnostics checkFormulas(const lesson::Translation& translation,
                                  const std::vector<lesson::SourceText>& sources);

} // namespace downhill::authoring
