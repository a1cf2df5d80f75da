#include "../authoring/raw_archive.h"
#include "authoring/package.h"
#include "fuzz_target.h"
#include "promise.h"
#include "scratch_folder.h"

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <array>

namespace {

using namespace downhill;
using authoring::testing::RawEntry;
using fuzzing::require;

/// Takes bytes from the front; zeros once there are none.
class Bytes {
public:
    explicit Bytes(const QByteArray& bytes) : bytes_(bytes) {}

    bool isEmpty() const { return at_ >= bytes_.size(); }
    quint8 byte() { return isEmpty() ? quint8(0) : quint8(bytes_[at_++]); }
    QByteArray take(qsizetype size) {
        const QByteArray taken = bytes_.mid(at_, size);
        at_ += taken.size();
        return taken;
    }

private:
    QByteArray bytes_;
    qsizetype at_ = 0;
};

/// An archive whose sums are right, of files that the bytes describe: for each a name after its length, how
/// it is stored, of which kind it is, and its content after its length.
QByteArray archiveOf(const QByteArray& description) {
    constexpr std::array<quint32, 8> kAttributes{
        0100644U << 16, 0,    0120777U << 16, (0040755U << 16) | 0x10,
        0060600U << 16, 0x20, 0x400,          0010600U << 16};
    Bytes bytes(description);
    std::vector<RawEntry> entries;
    while (!bytes.isEmpty() && entries.size() < 100) {
        RawEntry entry;
        entry.name = bytes.take(bytes.byte());
        const quint8 how = bytes.byte();
        entry.method = (how & 1U) != 0 ? authoring::testing::kDeflated : authoring::testing::kStored;
        entry.attributes = kAttributes[(how >> 1U) % kAttributes.size()];
        const int size = bytes.byte();
        entry.content = bytes.take((size << 8) | bytes.byte());
        entries.push_back(entry);
    }
    return authoring::testing::rawArchive(entries);
}

/// What was unpacked is the folder of one course, of plain files and within the limits.
void checkInstalled(const QString& place, const authoring::Unpacked& unpacked) {
    constexpr auto kAll = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    require(QDir(place).entryList(kAll) == QStringList{unpacked.id}, "nothing but the course is there");
    qint64 bytes = 0;
    int files = 0;
    QDirIterator all(unpacked.folder, kAll, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        const QFileInfo info = all.fileInfo();
        require(!info.isSymLink() && (info.isFile() || info.isDir()), "only plain files are there");
        files += info.isFile() ? 1 : 0;
        bytes += info.isFile() ? info.size() : 0;
    }
    require(files == unpacked.files && bytes <= authoring::package_limits::kBytes, "the limits are kept");
}

} // namespace

/// After the first byte: e files that are described, anything else an archive as it is.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzzing::ScratchFolder folder;
    if (size == 0)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));
    folder.write(QStringLiteral("x.downhill"), data[0] == 'e' ? archiveOf(bytes) : bytes);
    const QString place = folder.path(QStringLiteral("place"));
    if (const auto unpacked = authoring::unpack(folder.path(QStringLiteral("x.downhill")), place)) {
        checkInstalled(place, *unpacked);
        require(QDir(unpacked->folder).removeRecursively(), "what was installed can be removed");
    }
    require(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size() <=
                    2 &&
                QDir(place).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            "nothing is left behind");
    return 0;
}
