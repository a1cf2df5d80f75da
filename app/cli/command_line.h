#pragma once

#include "training/instruction_set.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <variant>

namespace downhill::app::cli {

/// `train EXPERIMENT.json …`
struct TrainRequest {
    QString experiment{};
    std::optional<std::int64_t> steps{};
    std::optional<std::uint64_t> seed{};
    QString csv{};               ///< empty: none
    QString initialParameters{}; ///< empty: drawn
    QString finalParameters{};   ///< empty: none
};

/// `validate PATH… [--json]`
struct ValidateRequest {
    QStringList paths{};
    bool json = false; ///< findings for tools rather than for people
};

/// `translate LESSON LANGUAGE`
struct TranslateRequest {
    QString path{};
    QString language{};
};

/// `new lesson|course NAME …`
struct NewRequest {
    bool isCourse = false;
    QString id{};
    QString title{};  ///< empty: made of the id
    QString folder{}; ///< in which the new one's folder will stand
};

/// `pack COURSE …`
struct PackRequest {
    QString course{};
    QString file{}; ///< empty: the course's id in the working folder
};

/// `unpack FILE …`
struct UnpackRequest {
    QString file{};
    QString folder{}; ///< in which the course's folder will stand
    bool replace = false;
};

/// `verify PATH… …`
struct VerifyRequest {
    QStringList paths{};
    std::optional<int> seeds{}; ///< beside each lesson's own; none: as many as each claim says
    int threads = 0;            ///< 0: as many as the processor has
    bool json = false;
};

/// `bench …`
struct BenchRequest {
    bool json = false;
    double seconds = 1;                                     ///< for each figure, at least
    std::optional<training::InstructionSet> instructions{}; ///< the best that there is
};

/// A text that was asked for: help or version.
struct TextRequest {
    QString text{};
};

/// What is wrong with the command line, and how it is used.
struct UsageError {
    QString message{};
    QString usage{};
};

using Request = std::variant<TrainRequest, ValidateRequest, TranslateRequest, VerifyRequest, NewRequest,
                             PackRequest, UnpackRequest, BenchRequest, TextRequest, UsageError>;

/// `arguments` as of QCoreApplication: the program's name first.
Request parseCommandLine(const QStringList& arguments);

} // namespace downhill::app::cli
