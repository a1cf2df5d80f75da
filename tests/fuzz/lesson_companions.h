#pragma once

#include "scratch_folder.h"

#include <memory>

namespace downhill::fuzzing {

/// A folder with what lessons and courses under test may name: in `lesson` the files text.md, picture.svg,
/// points.csv and loop.py and the folder `images`; in `course` the lessons `first` and `second`; in `terms` a
/// course with these lessons, sound but for a glossary; in `translated` a lesson to be translated.
std::unique_ptr<ScratchFolder> folderWithCompanions();

} // namespace downhill::fuzzing
