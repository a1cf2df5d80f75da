#include "lesson/error_words.h"
#include "messages/content_messages.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QLocale>

namespace downhill::app {

namespace {

using lesson::Diagnostic;
using lesson::Rule;

/// The translation context of this file.
class LessonMessages {
    Q_DECLARE_TR_FUNCTIONS(LessonMessages)

public:
    static Message file(const Diagnostic& diagnostic);
    static Message json(const Diagnostic& diagnostic);
    static Message value(const Diagnostic& diagnostic);
    static Message identity(const Diagnostic& diagnostic);
    static Message question(const Diagnostic& diagnostic);
    static Message reference(const Diagnostic& diagnostic);
    static Message view(const Diagnostic& diagnostic);
    static Message control(const Diagnostic& diagnostic);
    static Message refusal(const Diagnostic& diagnostic);

private:
    static QString type(const QString& word);
    static QString knownOnes(const Diagnostic& diagnostic);
};

QString argument(const Diagnostic& diagnostic, int index) {
    return diagnostic.arguments.value(index);
}

/// The word of a type, as a person calls it.
QString LessonMessages::type(const QString& word) {
    if (word == u"string")
        return tr("a text in quotation marks");
    if (word == u"text")
        return tr("a text: a string, a list of lines or a file");
    if (word == u"number")
        return tr("a number");
    if (word == u"integer")
        return tr("a whole number");
    if (word == u"boolean")
        return tr("true or false");
    if (word == u"array")
        return tr("a list in square brackets");
    if (word == u"object")
        return tr("an object in braces");
    return word;
}

/// "did you mean “x”?" where one is near, else the list of the known ones.
QString LessonMessages::knownOnes(const Diagnostic& diagnostic) {
    if (!argument(diagnostic, 1).isEmpty())
        return tr("did you mean “%1”?").arg(argument(diagnostic, 1));
    if (!argument(diagnostic, 2).isEmpty())
        return tr("known here: %1").arg(argument(diagnostic, 2));
    return tr("take it out");
}

Message LessonMessages::file(const Diagnostic& diagnostic) {
    switch (diagnostic.rule) {
    case Rule::FileNotFound:
        return {tr("there is no such file"), tr("check the name and the folder")};
    case Rule::FileNotReadable:
        return {tr("the file cannot be read"), tr("check that it is a file and that you may read it")};
    case Rule::FileTooLarge:
        return {tr("the file is too large"),
                tr("the limit is %1").arg(QLocale().formattedDataSize(argument(diagnostic, 0).toLongLong()))};
    case Rule::OutsideFolder:
        return {tr("“%1” lies outside the folder").arg(argument(diagnostic, 0)),
                tr("name a file in the same folder or below it, without “..”")};
    default:
        return {tr("there is no file “%1”").arg(argument(diagnostic, 0)),
                tr("create it, or name one that is in the folder")};
    }
}

Message LessonMessages::json(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::NotUtf8:
        return {tr("the file is not UTF-8 text"), tr("save it as UTF-8")};
    case Rule::NotJson:
        return {first.isEmpty() ? tr("this is not JSON") : tr("this is not JSON: %1").arg(first),
                tr("look for a missing comma, quotation mark or bracket at or before this place")};
    case Rule::NestedTooDeep:
        return {tr("lists and objects are nested more than %1 deep").arg(first), tr("nest less")};
    case Rule::DuplicateKey:
        return {tr("the key “%1” stands twice in one object").arg(first), tr("keep one of them")};
    case Rule::UnknownKey:
        return {tr("unknown key “%1”").arg(first), knownOnes(diagnostic)};
    case Rule::MissingKey:
        return {tr("the key “%1” is missing").arg(first), tr("add it")};
    default:
        return {tr("the keys “%1” and “%2” exclude each other").arg(first, argument(diagnostic, 1)),
                tr("keep one of them")};
    }
}

Message LessonMessages::value(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    const QString second = argument(diagnostic, 1);
    switch (diagnostic.rule) {
    case Rule::WrongType:
        return {tr("wrong type: found %1").arg(type(second)), tr("write %1").arg(type(first))};
    case Rule::OutOfRange:
        return {tr("%1 is outside the allowed range").arg(first),
                tr("choose a value from %1 to %2").arg(second, argument(diagnostic, 2))};
    case Rule::WrongLength:
        return {tr("the list has the wrong length: %1").arg(first),
                second == argument(diagnostic, 2)
                    ? tr("its length must be %1").arg(second)
                    : tr("its length must be from %1 to %2").arg(second, argument(diagnostic, 2))};
    case Rule::UnknownWord:
        return {tr("unknown word “%1”").arg(first), knownOnes(diagnostic)};
    case Rule::RepeatedWord:
        return {tr("“%1” stands twice in one list").arg(first), tr("leave one of them")};
    case Rule::EmptyText:
        return {tr("the text is empty"), tr("write something, or take it out")};
    default:
        return {tr("format %1 is not supported").arg(first), tr("this version reads format %1").arg(second)};
    }
}

Message LessonMessages::identity(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::BadId:
        return {tr("“%1” is not an id").arg(first), tr("use lower-case letters, digits and hyphens")};
    case Rule::DuplicateId:
        return {tr("“%1” is used twice").arg(first), tr("give each its own")};
    default:
        return {tr("the id “%1” is not the name of the folder, “%2”").arg(first, argument(diagnostic, 1)),
                tr("rename one of them")};
    }
}

Message LessonMessages::question(const Diagnostic& diagnostic) {
    switch (diagnostic.rule) {
    case Rule::NoRightChoice:
        return {tr("no choice is right"), tr("give the right one \"right\": true")};
    case Rule::SeveralRightChoices:
        return {tr("several choices are right, but only one can be chosen"),
                tr("leave one, or set \"several\": true")};
    default:
        return {tr("the wrong choice “%1” has no feedback").arg(argument(diagnostic, 0)),
                tr("tell those who choose it why it is wrong")};
    }
}

Message LessonMessages::reference(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::UnknownLesson:
        return {tr("there is no lesson “%1”").arg(first), tr("name the folder of a lesson of this course")};
    case Rule::CyclicRequirement:
        return {tr("lessons require each other in a circle: %1").arg(first),
                tr("take out one of these requirements")};
    case Rule::UnknownStep:
        return {tr("there is no step “%1”").arg(first), tr("name the id of a step of this lesson")};
    case Rule::NoExperiment:
        return {tr("the step “%1” has no experiment").arg(first), tr("name a step that has one")};
    default:
        return {tr("there is no run “%1”").arg(first), tr("name the id of a run of the step's experiment")};
    }
}

Message LessonMessages::view(const Diagnostic& diagnostic) {
    const QString what = tr("the view “%1” does not fit the experiment").arg(argument(diagnostic, 0));
    const QString why = argument(diagnostic, 1);
    if (why == u"needs two features")
        return {what, tr("use it with data of two features")};
    if (why == u"needs classes")
        return {what, tr("use it with data of two classes or more")};
    if (why == u"needs one feature")
        return {what, tr("use it with data of one feature")};
    if (why == u"needs regression")
        return {what, tr("use it with a regression")};
    if (why == u"needs two weights")
        return {what, tr("use it with a surface of two parameters")};
    if (why == u"needs one weight")
        return {what, tr("use it with a surface of the kind “parabola” or “double-well”")};
    if (why == u"needs a network")
        return {what, tr("use it with a network on a dataset")};
    if (why == u"needs images")
        return {what, tr("use it with the dataset “digits” or “idx”")};
    return {what, why};
}

Message LessonMessages::control(const Diagnostic& diagnostic) {
    const QString what = tr("the control “%1” does not fit the experiment").arg(argument(diagnostic, 0));
    const QString why = argument(diagnostic, 1);
    if (why == u"needs a dataset")
        return {what, tr("use it with a network on a dataset")};
    if (why == u"needs noise")
        return {what, tr("use it with a dataset that is drawn, or with the surface “noisy-bowl”")};
    if (why == u"needs a surface")
        return {what, tr("use it with a surface")};
    if (why == u"needs two parameters")
        return {what, tr("use it with a surface of two parameters")};
    if (why == u"needs an optimizer that has it")
        return {what, tr("use it where the optimizer of a run has this setting")};
    if (why == u"needs a hidden layer")
        return {what, tr("use it with a network of two layers or more")};
    if (why == u"needs the Huber loss")
        return {what, tr("use it with the loss “huber”")};
    if (why == u"needs a surface that has it")
        return {what, tr("use it with a surface that has this setting: a curvature is one of “parabola”, "
                         "“bowl” and “noisy-bowl”, a condition of “ravine”")};
    if (why == u"needs at most 16 parameters")
        return {what, tr("use it where there are at most 16 parameters")};
    if (why == u"no such parameter")
        return {what, tr("choose an index below the number of parameters")};
    if (why == u"a run starts outside its range")
        return {what, tr("widen its range, so that it holds the value that every run starts with")};
    return {what, why};
}

/// What the training engine would say, as far as the finding carries it.
Message LessonMessages::refusal(const Diagnostic& diagnostic) {
    const auto code = lesson::errorCodeOf(argument(diagnostic, 2));
    if (!code)
        return {
            tr("the experiment cannot run: %1 is %2").arg(argument(diagnostic, 0), argument(diagnostic, 1)),
            tr("choose another value")};
    return describe(training::Error{.code = *code,
                                    .where = argument(diagnostic, 0).toStdString(),
                                    .detail = argument(diagnostic, 5).toStdString(),
                                    .value = argument(diagnostic, 1).toDouble(),
                                    .least = argument(diagnostic, 3).toDouble(),
                                    .limit = argument(diagnostic, 4).toDouble(),
                                    .column = argument(diagnostic, 6).toLong()});
}

} // namespace

Message describe(const Diagnostic& diagnostic) {
    switch (diagnostic.rule) {
    case Rule::FileNotFound:
    case Rule::FileNotReadable:
    case Rule::FileTooLarge:
    case Rule::OutsideFolder:
    case Rule::MissingFile:
        return LessonMessages::file(diagnostic);
    case Rule::NotUtf8:
    case Rule::NotJson:
    case Rule::NestedTooDeep:
    case Rule::DuplicateKey:
    case Rule::UnknownKey:
    case Rule::MissingKey:
    case Rule::ConflictingKeys:
        return LessonMessages::json(diagnostic);
    case Rule::WrongType:
    case Rule::OutOfRange:
    case Rule::WrongLength:
    case Rule::UnknownWord:
    case Rule::RepeatedWord:
    case Rule::EmptyText:
    case Rule::UnsupportedFormat:
        return LessonMessages::value(diagnostic);
    case Rule::BadId:
    case Rule::DuplicateId:
    case Rule::WrongId:
        return LessonMessages::identity(diagnostic);
    case Rule::NoRightChoice:
    case Rule::SeveralRightChoices:
    case Rule::MissingFeedback:
        return LessonMessages::question(diagnostic);
    case Rule::UnknownLesson:
    case Rule::CyclicRequirement:
    case Rule::UnknownStep:
    case Rule::NoExperiment:
    case Rule::UnknownRun:
        return LessonMessages::reference(diagnostic);
    case Rule::ViewDoesNotFit:
        return LessonMessages::view(diagnostic);
    case Rule::ControlDoesNotFit:
        return LessonMessages::control(diagnostic);
    case Rule::ExperimentDoesNotFit:
        return LessonMessages::refusal(diagnostic);
    default:
        return describeContent(diagnostic);
    }
}

} // namespace downhill::app
