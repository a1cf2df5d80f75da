#include "cli/pack.h"

#include "authoring/package.h"
#include "cli/findings.h"
#include "cli/package_trouble.h"

#include <QCoreApplication>
#include <QDir>

namespace downhill::app::cli {

namespace {

/// The translation context of this file.
class PackReport {
    Q_DECLARE_TR_FUNCTIONS(PackReport)

public:
    static QString done(const authoring::Packed& packed) {
        return printable(tr("%1: %2 files, %3 bytes").arg(packed.file).arg(packed.files).arg(packed.bytes)) +
               u'\n';
    }
    static QString leftOut(const authoring::Packed& packed) {
        QString text;
        for (const QString& name : packed.leftOut)
            text += printable(tr("left out, as no lesson has such a file: %1").arg(name)) + u'\n';
        return text;
    }
};

} // namespace

Status pack(const PackRequest& request) {
    const auto packed = authoring::pack(QDir::cleanPath(request.course), request.file);
    if (!packed) {
        printError(describePackageError(packed.error()));
        return Status::Failed;
    }
    printError(describeFindings(packed->warnings) + PackReport::leftOut(*packed));
    return print(PackReport::done(*packed)) ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
