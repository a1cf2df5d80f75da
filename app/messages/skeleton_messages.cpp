#include "authoring/skeleton.h"
#include "messages/messages.h"

#include <QCoreApplication>

namespace downhill::app {

namespace {

/// The translation context of this file.
class SkeletonMessages {
    Q_DECLARE_TR_FUNCTIONS(SkeletonMessages)

public:
    static Message describe(const authoring::SkeletonError& error);
};

Message SkeletonMessages::describe(const authoring::SkeletonError& error) {
    using Code = authoring::SkeletonErrorCode;
    switch (error.code) {
    case Code::BadId:
        return {tr("“%1” cannot be the name of a lesson or a course").arg(error.name),
                tr("use lower-case letters, digits and hyphens, at most 64 of them")};
    case Code::AlreadyThere:
        return {tr("there is something already: %1").arg(error.name),
                tr("it was left as it is; choose another name or another folder")};
    case Code::CannotWrite:
        break;
    }
    const QString detail = error.detail.isEmpty() ? QString() : QStringLiteral(" (") + error.detail + u')';
    return {tr("%1 cannot be written").arg(error.name) + detail,
            tr("check that the folder is there and that you may write in it")};
}

} // namespace

Message describe(const authoring::SkeletonError& error) {
    return SkeletonMessages::describe(error);
}

} // namespace downhill::app
