#include "authoring/package_extraction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace downhill::authoring {

PackageResult<void> extract(const PackageArchive& archive, const QString& folder) {
    const QDir root(folder);
    for (const ArchivedFile& entry : archive.files()) {
        QFile out(root.filePath(entry.name));
        // NewOnly: nothing is written over, not even what another program puts in the way.
        if (!root.mkpath(QFileInfo(entry.name).path()) ||
            !out.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return tl::unexpected(
                PackageError{PackageErrorCode::CannotWrite, entry.name, out.errorString(), 0, {}});
        auto read = archive.read(
            entry, [&out](const char* bytes, qint64 size) { return out.write(bytes, size) == size; });
        if (!read || !out.flush()) {
            PackageError error =
                read ? PackageError{PackageErrorCode::CannotWrite, entry.name, {}, 0, {}} : read.error();
            if (error.code == PackageErrorCode::CannotWrite)
                error.detail = out.errorString();
            return tl::unexpected(std::move(error));
        }
    }
    return {};
}

} // namespace downhill::authoring
