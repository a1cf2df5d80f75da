#pragma once

#include <QString>

namespace downhill::authoring {

/// Exchanges two folders of one file system: in one act where the system can, so that at no moment either is
/// missing; otherwise by three renamings, of which a failed one is taken back. False where both are as
/// before.
bool swapFolders(const QString& first, const QString& second);

} // namespace downhill::authoring
