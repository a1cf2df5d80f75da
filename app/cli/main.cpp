#include "cli/bench.h"
#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/new.h"
#include "cli/pack.h"
#include "cli/train.h"
#include "cli/translate.h"
#include "cli/unpack.h"
#include "cli/validate.h"
#include "cli/verify.h"

#include <QCoreApplication>

#include <cstdio>
#include <exception>
#include <new>

namespace {

using namespace downhill::app::cli;

Status obey(const TrainRequest& request) {
    return train(request);
}

Status obey(const ValidateRequest& request) {
    return validate(request);
}

Status obey(const TranslateRequest& request) {
    return translate(request);
}

Status obey(const NewRequest& request) {
    return create(request);
}

Status obey(const PackRequest& request) {
    return pack(request);
}

Status obey(const UnpackRequest& request) {
    return unpack(request);
}

Status obey(const VerifyRequest& request) {
    return verify(request);
}

Status obey(const BenchRequest& request) {
    return bench(request);
}

Status obey(const TextRequest& request) {
    return print(request.text) ? Status::Ok : Status::Failed;
}

Status obey(const UsageError& error) {
    printError(QStringLiteral("downhill-cli: ") + printable(error.message) + u'\n' + error.usage + u'\n');
    return Status::WrongUse;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("downhill-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DOWNHILL_VERSION));
    try {
        return static_cast<int>(std::visit([](const auto& request) { return obey(request); },
                                           parseCommandLine(QCoreApplication::arguments())));
    } catch (const std::bad_alloc&) {
        std::fputs("downhill-cli: there is not enough memory\n", stderr);
        return static_cast<int>(Status::Failed);
    } catch (const std::exception& error) { // the system gave no thread, for one
        std::fprintf(stderr, "downhill-cli: %s\n", error.what());
        return static_cast<int>(Status::Failed);
    }
}
