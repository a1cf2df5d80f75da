#pragma once

#include "authoring/package_error.h"

#include <QString>

namespace downhill::app::cli {

/// The findings of an error, where it has some, and then its sentence, as the command line prints them.
QString describePackageError(const authoring::PackageError& error);

} // namespace downhill::app::cli
