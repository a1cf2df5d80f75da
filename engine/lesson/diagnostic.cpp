#include "lesson/diagnostic.h"

namespace downhill::lesson {

QString ruleId(Rule rule) {
    switch (rule) {
    case Rule::FileNotFound:
        return QStringLiteral("file-not-found");
    case Rule::FileNotReadable:
        return QStringLiteral("file-not-readable");
    case Rule::FileTooLarge:
        return QStringLiteral("file-too-large");
    case Rule::NotUtf8:
        return QStringLiteral("not-utf-8");
    case Rule::NotJson:
        return QStringLiteral("not-json");
    case Rule::NestedTooDeep:
        return QStringLiteral("nested-too-deep");
    case Rule::DuplicateKey:
        return QStringLiteral("duplicate-key");
    case Rule::UnknownKey:
        return QStringLiteral("unknown-key");
    case Rule::MissingKey:
        return QStringLiteral("missing-key");
    case Rule::ConflictingKeys:
        return QStringLiteral("conflicting-keys");
    case Rule::WrongType:
        return QStringLiteral("wrong-type");
    case Rule::OutOfRange:
        return QStringLiteral("out-of-range");
    case Rule::WrongLength:
        return QStringLiteral("wrong-length");
    case Rule::UnknownWord:
        return QStringLiteral("unknown-word");
    case Rule::RepeatedWord:
        return QStringLiteral("repeated-word");
    case Rule::EmptyText:
        return QStringLiteral("empty-text");
    case Rule::BadId:
        return QStringLiteral("bad-id");
    case Rule::DuplicateId:
        return QStringLiteral("duplicate-id");
    case Rule::WrongId:
        return QStringLiteral("wrong-id");
    case Rule::UnsupportedFormat:
        return QStringLiteral("unsupported-format");
    case Rule::OutsideFolder:
        return QStringLiteral("outside-folder");
    case Rule::MissingFile:
        return QStringLiteral("missing-file");
    case Rule::UnknownLesson:
        return QStringLiteral("unknown-lesson");
    case Rule::CyclicRequirement:
        return QStringLiteral("cyclic-requirement");
    case Rule::NoRightChoice:
        return QStringLiteral("no-right-choice");
    case Rule::SeveralRightChoices:
        return QStringLiteral("several-right-choices");
    case Rule::MissingFeedback:
        return QStringLiteral("missing-feedback");
    case Rule::UnknownStep:
        return QStringLiteral("unknown-step");
    case Rule::NoExperiment:
        return QStringLiteral("no-experiment");
    case Rule::UnknownRun:
        return QStringLiteral("unknown-run");
    case Rule::ViewDoesNotFit:
        return QStringLiteral("view-does-not-fit");
    case Rule::ControlDoesNotFit:
        return QStringLiteral("control-does-not-fit");
    case Rule::ExperimentDoesNotFit:
        return QStringLiteral("experiment-does-not-fit");
    }
    return {};
}

} // namespace downhill::lesson
