#include "authoring/text_check.h"

#include "authoring/picture.h"
#include "lesson/folder_files.h"
#include "lesson/object_reader.h"
#include "markup/markdown_reader.h"
#include "markup/typesetter.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace downhill::authoring {

namespace {

using lesson::Diagnostic;
using lesson::Rule;
using lesson::TextSource;

/// Drawn numbers stand in a text as {{…}}; digits of the same length keep every place where it is.
QString withNumbers(QString text) {
    static const QRegularExpression pattern(QStringLiteral(R"(\{\{[^{}\n]+\}\})"));
    for (auto match = pattern.match(text); match.hasMatch(); match = pattern.match(text, match.capturedEnd()))
        text.replace(match.capturedStart(), match.capturedLength(), QString(match.capturedLength(), u'1'));
    return text;
}

/// Different formulas of one document; each takes some milliseconds to set.
constexpr qsizetype kMostFormulas = 500;

bool hasCode(const std::vector<markup::Block>& blocks) {
    // As deep as the reader of Markdown lets lists and quotations nest.
    return std::any_of(blocks.begin(), blocks.end(), [](const markup::Block& block) {
        return !block.language.isEmpty() || hasCode(block.children);
    });
}

/// Why a formula could not be set: MathJax's own words, or those of rule.h.
QString reasonOf(const markup::Finding& finding) {
    switch (finding.reason) {
    case markup::FormulaError::TooLong:
        return QStringLiteral("too long");
    case markup::FormulaError::TooLarge:
        return QStringLiteral("too large");
    case markup::FormulaError::TooSlow:
        return QStringLiteral("too slow");
    case markup::FormulaError::NoEngine:
        return QStringLiteral("no engine");
    default:
        return lesson::shortened(finding.message);
    }
}

std::optional<Rule> ruleOf(markup::FindingKind kind) {
    switch (kind) {
    case markup::FindingKind::BadFormula:
        return Rule::BadTex;
    case markup::FindingKind::UnclosedFormula:
        return Rule::UnclosedFormula;
    case markup::FindingKind::UnknownLanguage:
        return Rule::UnknownLanguage;
    case markup::FindingKind::RefusedLink:
        return Rule::RefusedLink;
    case markup::FindingKind::RefusedPicture:
        return Rule::RefusedPicture;
    case markup::FindingKind::UnknownCallout:
        return Rule::UnknownCallout;
    case markup::FindingKind::NestedTooDeep:
        return Rule::TextTooDeep;
    case markup::FindingKind::TooLong:
        return Rule::TextTooLong;
    case markup::FindingKind::HtmlInText:
        return Rule::HtmlInText;
    }
    return std::nullopt;
}

QString sideText(double side) {
    return QString::number(std::ceil(side), 'f', 0);
}

} // namespace

/// What one call of check() gathers.
struct TextCheck::Work {
    const std::optional<LinkTargets>& targets;
    TextFindings found{};
    QHash<QString, tl::expected<Picture, PictureFault>> pictures{}; ///< by canonical path
    QHash<QString, QSet<QString>> formulas{};                       ///< by document

    void add(Diagnostic diagnostic) {
        if (found.diagnostics.size() < lesson::json_limits::kFindings)
            found.diagnostics.push_back(std::move(diagnostic));
    }

    /// Counts the formulas of a text. False, once they are more than a document may have; the first such text
    /// is reported.
    bool takeFormulas(const TextSource& text, const markup::Page& page) {
        QSet<QString>& known = formulas[text.document];
        if (known.size() > kMostFormulas)
            return false;
        for (const markup::PlacedFormula& formula : page.formulas) {
            known.insert((formula.display ? u'D' : u'I') + formula.tex);
            if (known.size() > kMostFormulas) {
                add(text.finding(Rule::TextTooLong, formula.line, formula.column,
                                 {QString::number(kMostFormulas)}));
                return false;
            }
        }
        return true;
    }
};

TextCheck::TextCheck() = default;
TextCheck::~TextCheck() = default;

markup::Typesetter& TextCheck::typesetter() {
    if (!typesetter_)
        typesetter_ = std::make_unique<markup::Typesetter>();
    return *typesetter_;
}

TextFindings TextCheck::check(const lesson::TextSources& texts, const std::optional<LinkTargets>& targets) {
    Work work{targets};
    for (const TextSource& text : texts) {
        if (text.language.isEmpty())
            checkMarkdown(text, work);
        else
            checkProgram(text, work);
    }
    return std::move(work.found);
}

QStringList TextCheck::languageArguments(const QString& name) {
    const QStringList known = typesetter().languages();
    return {lesson::shortened(name), lesson::nearestWord(name, known),
            lesson::shortened(known.join(QStringLiteral(", ")))};
}

void TextCheck::checkProgram(const TextSource& text, Work& work) {
    if (!typesetter().languages().contains(text.language.toLower()))
        work.add(text.finding(Rule::UnknownLanguage, 0, 0, languageArguments(text.language)));
}

void TextCheck::checkMarkdown(const TextSource& text, Work& work) {
    const QString markdown = text.isDrawn ? withNumbers(text.text) : text.text;
    markup::Page page = markup::readMarkdown(markdown);
    if (!page.formulas.empty() && !work.takeFormulas(text, page))
        return;
    if (!page.formulas.empty() || hasCode(page.blocks))
        page = typesetter().prepare(markdown);
    for (const markup::Finding& finding : page.findings)
        checkFinding(text, finding, work);
    for (const markup::Reference& reference : page.references)
        checkReference(text, reference, work);
}

void TextCheck::checkFinding(const TextSource& text, const markup::Finding& finding, Work& work) {
    const std::optional<Rule> rule = ruleOf(finding.kind);
    if (!rule)
        return;
    QStringList arguments{lesson::shortened(finding.subject)};
    if (*rule == Rule::BadTex)
        arguments.append(reasonOf(finding));
    else if (*rule == Rule::UnknownLanguage)
        arguments = languageArguments(finding.subject);
    else if (*rule == Rule::TextTooDeep || *rule == Rule::TextTooLong)
        arguments.clear();
    work.add(text.finding(*rule, finding.line, finding.column, arguments));
}

void TextCheck::checkReference(const TextSource& text, const markup::Reference& reference, Work& work) {
    switch (reference.kind) {
    case markup::ReferenceKind::Picture:
        checkPicture(text, reference, work);
        break;
    case markup::ReferenceKind::Term:
        if (work.targets && !work.targets->terms.contains(reference.target))
            work.add(text.finding(Rule::UnknownTerm, reference.line, reference.column, {reference.target}));
        break;
    case markup::ReferenceKind::Lesson:
        if (work.targets && !work.targets->lessons.contains(reference.target))
            work.add(text.finding(Rule::UnknownLesson, reference.line, reference.column, {reference.target}));
        break;
    }
}

void TextCheck::checkPicture(const TextSource& text, const markup::Reference& picture, Work& work) {
    const QString name = lesson::shortened(picture.target);
    const auto add = [&](Rule rule, const QStringList& arguments) {
        work.add(text.finding(rule, picture.line, picture.column, arguments));
    };
    if (picture.words.trimmed().isEmpty())
        add(Rule::PictureWithoutText, {name});
    const QString folder = QFileInfo(text.document).path();
    const auto path = lesson::findInFolder(folder, picture.target);
    if (!path) {
        add(path.error(), {name});
        return;
    }
    work.found.pictures.insert(*path);
    auto known = work.pictures.constFind(*path);
    if (known == work.pictures.constEnd())
        known = work.pictures.insert(*path, inspectPicture(*path));
    if (*known)
        return;
    const PictureFault& fault = known->error();
    if (fault.rule == Rule::PictureTooLarge)
        add(fault.rule,
            {name, sideText(fault.width), sideText(fault.height), sideText(picture_limits::kSide)});
    else if (fault.rule == Rule::FileTooLarge)
        add(fault.rule, {QString::number(picture_limits::kBytes)});
    else if (fault.rule == Rule::RefusedPicture)
        work.add({fault.rule,
                  QDir(folder).filePath(picture.target),
                  fault.line,
                  fault.column,
                  {},
                  {fault.address}});
    else
        add(fault.rule, {name});
}

} // namespace downhill::authoring
