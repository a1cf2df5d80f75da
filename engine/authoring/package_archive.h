#pragma once

#include "authoring/package_error.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

struct zip;

/// Archives of the plain kind that packages are, read with distrust.
namespace downhill::authoring {

/// A file inside an archive, as the archive's directory announces it.
struct ArchivedFile {
    QString name{};
    quint64 index = 0;
    qint64 size = 0;
    qint64 packedSize = 0;
};

/// An open archive all of whose names, kinds and announced sizes are those of a package.
class PackageArchive {
public:
    /// Opens the archive and looks at everything that can be known before it is unpacked. Errors: all but
    /// those about the course in it.
    static PackageResult<PackageArchive> open(const QString& file);

    const std::vector<ArchivedFile>& files() const { return files_; }

    /// Takes a piece of a file; false when it cannot.
    using Sink = std::function<bool(const char* bytes, qint64 size)>;
    /// Gives a whole file to `sink`, piece by piece. What comes out is counted: never more than was
    /// announced. Errors: Damaged, Bomb; CannotWrite where the sink said no.
    PackageResult<void> read(const ArchivedFile& file, const Sink& sink) const;

private:
    struct Discard {
        void operator()(zip* archive) const;
    };

    PackageArchive() = default;
    PackageResult<void> list(qint64 archiveBytes);

    std::unique_ptr<zip, Discard> archive_{};
    std::vector<ArchivedFile> files_{};
};

} // namespace downhill::authoring
