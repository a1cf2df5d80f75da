#include "authoring/folder_swap.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace downhill::authoring {

namespace {

bool swapAtOnce(const QString& first, const QString& second) {
#if defined(Q_OS_LINUX) && defined(SYS_renameat2)
    constexpr unsigned kExchange = 2; // RENAME_EXCHANGE of linux/fs.h
    return syscall(SYS_renameat2, AT_FDCWD, QFile::encodeName(first).constData(), AT_FDCWD,
                   QFile::encodeName(second).constData(), kExchange) == 0;
#else
    Q_UNUSED(first)
    Q_UNUSED(second)
    return false;
#endif
}

} // namespace

bool swapFolders(const QString& first, const QString& second) {
    if (swapAtOnce(first, second))
        return true;
    const QString aside = first + QStringLiteral(".old");
    QDir dir;
    if (!dir.rename(second, aside))
        return false;
    if (!dir.rename(first, second)) {
        dir.rename(aside, second);
        return false;
    }
    dir.rename(aside, first);
    return true;
}

} // namespace downhill::authoring
