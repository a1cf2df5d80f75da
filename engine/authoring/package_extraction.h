#pragma once

#include "authoring/package_archive.h"
#include "authoring/package_error.h"

#include <QString>

namespace downhill::authoring {

/// Unpacks all files of a package into the empty folder `folder`. After an error part of them is there.
PackageResult<void> extract(const PackageArchive& archive, const QString& folder);

} // namespace downhill::authoring
