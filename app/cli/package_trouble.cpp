#include "cli/package_trouble.h"

#include "cli/console.h"
#include "cli/findings.h"
#include "messages/messages.h"

namespace downhill::app::cli {

QString describePackageError(const authoring::PackageError& error) {
    const Message message = describe(error);
    QString text = QStringLiteral("downhill-cli: ") + message.what;
    if (!message.remedy.isEmpty())
        text += QStringLiteral("; ") + message.remedy;
    return describeFindings(error.findings) + printable(text) + u'\n';
}

} // namespace downhill::app::cli
