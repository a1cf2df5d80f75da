#include "cli/new.h"

#include "authoring/skeleton.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QDir>

namespace downhill::app::cli {

namespace {

/// The translation context of this file.
class NewReport {
    Q_DECLARE_TR_FUNCTIONS(NewReport)

public:
    static QString done(const authoring::Skeleton& skeleton) {
        QString text = tr("%1 is ready:").arg(skeleton.folder) + u'\n';
        for (const QString& name : skeleton.files)
            text += QStringLiteral("    ") + name + u'\n';
        return text + tr("Check it with: downhill-cli validate %1").arg(skeleton.folder) + u'\n';
    }
};

} // namespace

Status create(const NewRequest& request) {
    const auto kind = request.isCourse ? authoring::SkeletonKind::Course : authoring::SkeletonKind::Lesson;
    const auto skeleton =
        authoring::writeSkeleton({kind, request.id, request.title, QDir::cleanPath(request.folder)});
    if (!skeleton) {
        const Message message = describe(skeleton.error());
        printError(printable(QStringLiteral("downhill-cli: ") + message.what + QStringLiteral("; ") +
                             message.remedy) +
                   u'\n');
        return Status::Failed;
    }
    return print(NewReport::done(*skeleton)) ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
