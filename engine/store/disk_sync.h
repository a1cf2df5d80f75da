#pragma once

#include <QString>

namespace downhill::store {

/// Waits until the content of `file` has reached the disk. Not for a file that SQLite has open: closing a
/// second descriptor drops the locks of the first.
bool syncFile(const QString& file);

/// Waits until the names in `folder` have reached the disk, where the system knows such a thing.
void syncFolder(const QString& folder);

} // namespace downhill::store
