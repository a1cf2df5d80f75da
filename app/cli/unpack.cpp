#include "cli/unpack.h"

#include "authoring/package.h"
#include "cli/findings.h"
#include "cli/package_trouble.h"

#include <QCoreApplication>

namespace downhill::app::cli {

namespace {

/// The translation context of this file.
class UnpackReport {
    Q_DECLARE_TR_FUNCTIONS(UnpackReport)

public:
    static QString done(const authoring::Unpacked& unpacked) {
        return printable(tr("“%1” is installed: %2, %3 files")
                             .arg(unpacked.title, unpacked.folder)
                             .arg(unpacked.files)) +
               u'\n';
    }
};

} // namespace

Status unpack(const UnpackRequest& request) {
    const auto existing = request.replace ? authoring::Existing::Replace : authoring::Existing::Keep;
    const auto unpacked = authoring::unpack(request.file, request.folder, existing);
    if (!unpacked) {
        printError(describePackageError(unpacked.error()));
        return Status::Failed;
    }
    printError(describeFindings(unpacked->warnings));
    return print(UnpackReport::done(*unpacked)) ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
