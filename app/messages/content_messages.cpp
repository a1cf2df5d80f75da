#include "messages/content_messages.h"

#include "lesson/error_words.h"

#include <QCoreApplication>

namespace downhill::app {

namespace {

using lesson::Diagnostic;
using lesson::Rule;

/// The translation context of this file.
class ContentMessages {
    Q_DECLARE_TR_FUNCTIONS(ContentMessages)

public:
    static Message text(const Diagnostic& diagnostic);
    static Message picture(const Diagnostic& diagnostic);
    static Message question(const Diagnostic& diagnostic);
    static Message expression(const Diagnostic& diagnostic);
    static Message claim(const Diagnostic& diagnostic);
    static Message disproof(const QString& seeds, const QString& found, const QString& run);
    static Message figure(const Diagnostic& diagnostic);
    static Message course(const Diagnostic& diagnostic);
    static Message translation(const Diagnostic& diagnostic);
};

QString argument(const Diagnostic& diagnostic, int index) {
    return diagnostic.arguments.value(index);
}

Message ContentMessages::text(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    const QString second = argument(diagnostic, 1);
    switch (diagnostic.rule) {
    case Rule::BadTex:
        if (second == u"too long" || second == u"too large" || second == u"too slow")
            return {tr("the formula “%1” takes too much room or time to typeset").arg(first),
                    tr("divide it into several")};
        if (second == u"no engine")
            return {tr("the formula “%1” cannot be checked: the typesetter does not load").arg(first),
                    tr("install the application anew")};
        return {second.isEmpty() ? tr("the formula “%1” cannot be typeset").arg(first)
                                 : tr("the formula “%1” cannot be typeset: %2").arg(first, second),
                tr("look for a misspelt command or a missing brace")};
    case Rule::UnclosedFormula:
        return {tr("the formula that begins with “%1” has no end").arg(first),
                tr("close it with $$ on a line of its own")};
    case Rule::UnknownLanguage:
        return {tr("code in the language “%1” cannot be coloured").arg(first),
                second.isEmpty() ? tr("known here: %1").arg(argument(diagnostic, 2))
                                 : tr("did you mean “%1”?").arg(second)};
    case Rule::UnknownCallout:
        return {tr("there is no callout “%1”").arg(first), tr("write [!NOTE], [!TIP] or [!WARNING]")};
    case Rule::RefusedLink:
        return {tr("the link “%1” leads nowhere").arg(first),
                tr("write an address with http:// or https://, glossary: with the id of a term, or lesson: "
                   "with the id of a lesson")};
    case Rule::TextTooDeep:
        return {tr("lists and quotations are nested too deep"), tr("nest less")};
    case Rule::TextTooLong:
        if (!first.isEmpty())
            return {
                tr("there are more than %1 different formulas; from here on they are not checked").arg(first),
                tr("divide the lesson into several")};
        return {tr("the text is too long; its end would be left out"), tr("divide it into several steps")};
    case Rule::HtmlInText:
        return {tr("“%1” is shown as it is written, for texts have no HTML").arg(first),
                tr("use Markdown, or put it between backticks if it is meant so")};
    default:
        return {tr("the glossary has no term “%1”").arg(first),
                tr("add it to glossary.json, or name another")};
    }
}

Message ContentMessages::picture(const Diagnostic& diagnostic) {
    const QString name = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::RefusedPicture:
        return {tr("the picture “%1” is not a file of this folder").arg(name),
                tr("put it beside the lesson and name it without an address or “..”")};
    case Rule::UnreadablePicture:
        return {tr("the picture “%1” cannot be read").arg(name), tr("save it as SVG, PNG or JPEG")};
    case Rule::PictureTooLarge:
        return {tr("the picture “%1” is too large: %2 × %3 pixels")
                    .arg(name, argument(diagnostic, 1), argument(diagnostic, 2)),
                tr("neither side may have more than %1").arg(argument(diagnostic, 3))};
    default:
        return {tr("the picture “%1” has no words for those who cannot see it").arg(name),
                tr("say between the square brackets what it shows")};
    }
}

Message ContentMessages::question(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::NoWrongChoice:
        return {tr("every choice is right"), tr("add a choice that a student could take for right")};
    case Rule::RepeatedText:
        return {tr("“%1” stands there twice, and nobody could tell which is meant").arg(first),
                tr("write them differently")};
    case Rule::UnknownGap:
        return {tr("the text has a gap “%1” that “gaps” does not describe").arg(first),
                tr("describe it there, or take it out of the text")};
    case Rule::UnusedGap:
        return {tr("the gap “%1” does not stand in the text").arg(first),
                tr("write [[%1]] where it belongs").arg(first)};
    case Rule::UnusedParameter:
        return {tr("nothing uses the parameter “%1”").arg(first),
                tr("write {{%1}} in a text or use it in the answer, or take it out").arg(first)};
    default:
        return {tr("the solution changes “%1”, which the student cannot").arg(first),
                tr("give the experiment that control, or take it out of “keep”, or out of the solution")};
    }
}

Message ContentMessages::expression(const Diagnostic& diagnostic) {
    const QString expression = argument(diagnostic, 0);
    if (diagnostic.rule == Rule::NotANumber)
        return {tr("“%1” is no number for %2").arg(expression, argument(diagnostic, 1)),
                tr("change the ranges of the parameters, or the expression")};
    const auto code = lesson::errorCodeOf(argument(diagnostic, 2));
    const QString column = argument(diagnostic, 1);
    const QString detail = argument(diagnostic, 3);
    if (code == training::ErrorCode::FormulaTooLong)
        return {tr("“%1” is too long to be computed").arg(expression), tr("make it shorter")};
    if (code == training::ErrorCode::FormulaUnknownName)
        return {tr("“%1” does not know “%2” at character %3").arg(expression, detail, column),
                tr("use the names of the question's parameters, pi, e, sin, cos, tan, exp, log, sqrt, abs, "
                   "tanh, min and max")};
    if (detail.isEmpty())
        return {tr("“%1” ends too soon").arg(expression),
                tr("complete it: a value or a closing parenthesis is missing")};
    return {tr("“%1” cannot stand at character %2 of “%3”").arg(detail, column, expression),
            tr("write it with + - * / ^, parentheses, numbers and the names of the parameters")};
}

Message ContentMessages::figure(const Diagnostic& diagnostic) {
    const QString what = tr("the figure “%1” does not fit the experiment").arg(argument(diagnostic, 0));
    const QString why = argument(diagnostic, 1);
    if (why == u"needs a network")
        return {what, tr("use it with a network on a dataset")};
    if (why == u"needs a surface")
        return {what, tr("use it with a surface")};
    if (why == u"needs classes")
        return {what, tr("use it with data of two classes or more")};
    if (why == u"no such index")
        return {what, tr("choose an index below the number of parameters or of layers")};
    return {what, why};
}

Message ContentMessages::claim(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    switch (diagnostic.rule) {
    case Rule::NoGoal:
        return {tr("“%1” needs a goal, and the experiment has none").arg(first),
                tr("give the experiment a “goal”")};
    case Rule::NoTestSet:
        return {tr("“%1” needs data that are held back for testing, and there are none").arg(first),
                tr("give the dataset a “test_share”")};
    case Rule::TooMuchWork:
        return {tr("the experiment takes %1 thousand million multiplications").arg(first),
                tr("at most %1 are allowed: use fewer steps, a smaller network or a smaller batch")
                    .arg(argument(diagnostic, 1))};
    default:
        return disproof(first, argument(diagnostic, 1), argument(diagnostic, 2));
    }
}

Message ContentMessages::disproof(const QString& seeds, const QString& found, const QString& run) {
    if (run == u"solution")
        return {tr("the solution does not pass: %1").arg(found),
                tr("change the solution, or what is expected of the run")};
    if (run == u"start")
        return {tr("the run passes without any change: %1").arg(found),
                tr("start the experiment farther from what is expected")};
    return {tr("the claim does not hold for the seeds %1: %2").arg(seeds, found),
            tr("change the experiment, or what is claimed of it")};
}

Message ContentMessages::course(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    if (diagnostic.rule == Rule::UnlistedLesson)
        return {tr("the course does not name the lesson “%1”").arg(first), tr("add it to one of its units")};
    return {tr("nothing uses the file “%1”").arg(first), tr("name it in a text, or remove it")};
}

Message ContentMessages::translation(const Diagnostic& diagnostic) {
    const QString first = argument(diagnostic, 0);
    const QString second = argument(diagnostic, 1);
    switch (diagnostic.rule) {
    case Rule::MissingTranslation:
        return {tr("“%1” is not translated (%2)").arg(second, first),
                tr("run downhill-cli translate, and fill in what it adds")};
    case Rule::StaleTranslation:
        return {tr("the source of “%1” has changed since it was translated (%2)").arg(second, first),
                tr("run downhill-cli translate, look the text through, and take out its “stale”")};
    case Rule::UnknownText:
        return {tr("there is no text “%1” to translate").arg(first),
                tr("run downhill-cli translate, which keeps it apart")};
    default:
        return {tr("“%1” stands in the source or in the translation, but not in both").arg(first),
                tr("translate the words around it, and leave it as it is")};
    }
}

} // namespace

Message describeContent(const Diagnostic& diagnostic) {
    switch (diagnostic.rule) {
    case Rule::BadTex:
    case Rule::UnclosedFormula:
    case Rule::UnknownLanguage:
    case Rule::UnknownCallout:
    case Rule::RefusedLink:
    case Rule::TextTooDeep:
    case Rule::TextTooLong:
    case Rule::HtmlInText:
    case Rule::UnknownTerm:
        return ContentMessages::text(diagnostic);
    case Rule::RefusedPicture:
    case Rule::UnreadablePicture:
    case Rule::PictureTooLarge:
    case Rule::PictureWithoutText:
        return ContentMessages::picture(diagnostic);
    case Rule::NoWrongChoice:
    case Rule::RepeatedText:
    case Rule::UnknownGap:
    case Rule::UnusedGap:
    case Rule::UnusedParameter:
    case Rule::OutOfReach:
        return ContentMessages::question(diagnostic);
    case Rule::BadExpression:
    case Rule::NotANumber:
        return ContentMessages::expression(diagnostic);
    case Rule::NoSuchFigure:
        return ContentMessages::figure(diagnostic);
    case Rule::NoGoal:
    case Rule::NoTestSet:
    case Rule::TooMuchWork:
    case Rule::Disproved:
        return ContentMessages::claim(diagnostic);
    case Rule::UnlistedLesson:
    case Rule::UnusedFile:
        return ContentMessages::course(diagnostic);
    case Rule::MissingTranslation:
    case Rule::StaleTranslation:
    case Rule::UnknownText:
    case Rule::LostPlaceholder:
        return ContentMessages::translation(diagnostic);
    default:
        return {};
    }
}

} // namespace downhill::app
