#include "cli/validate.h"

#include "authoring/validation.h"
#include "cli/findings.h"

#include <QCoreApplication>

namespace downhill::app::cli {

namespace {

class Validation {
    Q_DECLARE_TR_FUNCTIONS(Validation)

public:
    static QString summary(const authoring::ValidationReport& report);
};

QString Validation::summary(const authoring::ValidationReport& report) {
    return tr("courses: %1, lessons: %2, experiment files: %3, errors: %4, warnings: %5\n")
        .arg(report.courses)
        .arg(report.lessons)
        .arg(report.experiments)
        .arg(report.errors())
        .arg(report.warnings());
}

} // namespace

Status validate(const ValidateRequest& request) {
    const authoring::ValidationReport report = authoring::Validator().validate(request.paths);
    const bool printed = request.json
                             ? print(QString::fromUtf8(findingsAsJson(report.findings)))
                             : print(describeFindings(report.findings) + Validation::summary(report));
    return printed && report.errors() == 0 ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
