#pragma once

#include "authoring/package_error.h"
#include "authoring/skeleton.h"
#include "lesson/diagnostic.h"
#include "store/error.h"
#include "training/error.h"

#include <QString>

/// The engines report by codes; here the codes become sentences in the reader's language.
namespace downhill::app {

/// What is wrong, and what can be done about it: clauses without a capital or a full stop, so that each
/// medium can set them in its own way.
struct Message {
    QString what{};
    QString remedy{}; ///< may be empty

    bool operator==(const Message&) const = default;
};

Message describe(const training::Error& error);
/// Without the place, which a diagnostic carries itself.
Message describe(const lesson::Diagnostic& diagnostic);
Message describe(const store::Error& error);
Message describe(const authoring::PackageError& error);
Message describe(const authoring::SkeletonError& error);

/// "What is wrong. What can be done." for a dialog or a banner.
QString sentence(const Message& message);
QString sentence(const training::Error& error);
QString sentence(const lesson::Diagnostic& diagnostic);
QString sentence(const store::Error& error);

} // namespace downhill::app
