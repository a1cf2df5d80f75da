#include "messages/messages.h"

#include <QCoreApplication>

namespace downhill::app {

namespace {

/// The translation context of this file.
class StoreMessages {
    Q_DECLARE_TR_FUNCTIONS(StoreMessages)

public:
    static Message describe(const store::Error& error);
};

Message StoreMessages::describe(const store::Error& error) {
    using store::ErrorCode;
    const auto withDetail = [&error](const QString& what) {
        return error.detail.isEmpty() ? what : what + QStringLiteral(" (") + error.detail + u')';
    };
    switch (error.code) {
    case ErrorCode::CannotCreateFolder:
        return {withDetail(tr("the folder %1 cannot be created").arg(error.path)),
                tr("create it yourself, or choose another one with --data-dir")};
    case ErrorCode::NotWritable:
        return {withDetail(tr("the place %1 cannot be written").arg(error.path)),
                tr("check that you may write there, or choose another folder with --data-dir")};
    case ErrorCode::NotADatabase:
        return {tr("the file %1 is not one of Downhill").arg(error.path),
                tr("it was left as it is; move it away, or choose another folder with --data-dir")};
    case ErrorCode::NewerVersion:
        return {tr("the file %1 was written by a newer Downhill (version %2; this one knows %3)")
                    .arg(error.path)
                    .arg(error.found)
                    .arg(error.supported),
                tr("it was left as it is; install the newer Downhill to use it")};
    case ErrorCode::Damaged:
        return {withDetail(tr("the file %1 is damaged").arg(error.path)),
                tr("put the newest file of its folder of backups in its place")};
    case ErrorCode::Locked:
        return {tr("another program is using %1").arg(error.path),
                tr("close the other Downhill and try again")};
    case ErrorCode::DiskFull:
        return {tr("the disk is full"), tr("make room and try again")};
    case ErrorCode::BackupFailed:
        return {withDetail(tr("the backup %1 could not be made").arg(error.path)),
                tr("nothing was changed; check that there is room and that you may write there")};
    case ErrorCode::Failed:
        break;
    }
    return {withDetail(tr("what was done could not be saved or recalled")),
            tr("close Downhill and open it again")};
}

} // namespace

Message describe(const store::Error& error) {
    return StoreMessages::describe(error);
}

} // namespace downhill::app
