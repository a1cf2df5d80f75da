#include "lesson/folder_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// Whether `name` could mean a place outside its folder on any of the systems we run on.
bool leadsOut(const QString& name) {
    QString slashes = name;
    slashes.replace(u'\\', u'/');
    const bool drive = slashes.size() > 1 && slashes[1] == u':';
    return slashes.startsWith(u'/') || slashes.startsWith(u':') || drive ||
           slashes.split(u'/').contains(QStringLiteral(".."));
}

/// The canonical path of what `name` means in `folder`: the folder itself or something below it.
tl::expected<QString, Rule> findBelow(const QString& folder, const QString& name) {
    if (leadsOut(name))
        return tl::unexpected(Rule::OutsideFolder);
    const bool control = std::any_of(name.begin(), name.end(), [](QChar c) { return c.unicode() < 0x20; });
    if (control || name.trimmed().isEmpty())
        return tl::unexpected(Rule::MissingFile);

    const QString inside = QFileInfo(folder).canonicalFilePath();
    const QString canonical = QFileInfo(QDir(folder).absoluteFilePath(name)).canonicalFilePath();
    if (inside.isEmpty() || canonical.isEmpty())
        return tl::unexpected(Rule::MissingFile);
    if (canonical != inside && !canonical.startsWith(inside.endsWith(u'/') ? inside : inside + u'/'))
        return tl::unexpected(Rule::OutsideFolder);
    return canonical;
}

} // namespace

tl::expected<QString, Rule> findInFolder(const QString& folder, const QString& name) {
    auto path = findBelow(folder, name);
    if (path && *path == QFileInfo(folder).canonicalFilePath())
        return tl::unexpected(Rule::OutsideFolder);
    if (path && !QFileInfo(*path).isFile())
        return tl::unexpected(Rule::FileNotReadable);
    return path;
}

tl::expected<QString, Rule> findFolderIn(const QString& folder, const QString& name) {
    auto path = findBelow(folder, name);
    if (path && !QFileInfo(*path).isDir())
        return tl::unexpected(Rule::FileNotReadable);
    return path;
}

tl::expected<QByteArray, Rule> readWhole(const QString& path, qint64 greatestSize) {
    const QFileInfo info(path);
    if (!info.exists())
        return tl::unexpected(Rule::FileNotFound);
    if (!info.isFile())
        return tl::unexpected(Rule::FileNotReadable);
    if (info.size() > greatestSize)
        return tl::unexpected(Rule::FileTooLarge);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(Rule::FileNotReadable);
    // It may have grown since it was measured.
    QByteArray bytes = file.read(greatestSize + 1);
    if (bytes.size() > greatestSize)
        return tl::unexpected(Rule::FileTooLarge);
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(Rule::FileNotReadable);
    return bytes;
}

} // namespace downhill::lesson
