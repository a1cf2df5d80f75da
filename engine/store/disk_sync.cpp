#include "store/disk_sync.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace downhill::store {

bool syncFile(const QString& file) {
    QFile opened(file);
    if (!opened.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return false;
#ifdef Q_OS_WIN
    return FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(opened.handle()))) != 0;
#else
    return ::fsync(opened.handle()) == 0;
#endif
}

void syncFolder([[maybe_unused]] const QString& folder) {
#ifndef Q_OS_WIN
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
#endif
}

} // namespace downhill::store
