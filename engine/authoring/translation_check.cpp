#include "authoring/translation_check.h"

#include "lesson/findings.h"
#include "markup/markdown_reader.h"
#include "markup/math_spans.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace downhill::authoring {

namespace {

/// A formula without what a translator changes in it.
QString comparedFormula(QString formula) {
    const QRegularExpression words(QStringLiteral("\\\\(text|mathrm|operatorname)\\s*\\{[^{}]*\\}"));
    formula.replace(words, QStringLiteral("\\text{}"));
    formula.replace(QStringLiteral("{,}"), QStringLiteral("."));
    return formula.simplified().remove(u' ');
}

/// What a text shows besides words, each once, sorted.
QStringList shownIn(const QString& text, const QString& language) {
    QStringList shown;
    for (const QString& formula : markup::takeOutFormulas(text).sources)
        shown.append(comparedFormula(formula));
    for (const markup::Reference& reference : markup::readMarkdown(text).references) {
        if (reference.kind == markup::ReferenceKind::Picture)
            shown.append(QString(reference.target).replace(u'.' + language + u'.', QStringLiteral(".")));
    }
    shown.removeDuplicates();
    shown.sort();
    return shown;
}

} // namespace

lesson::Diagnostics checkFormulas(const lesson::Translation& translation,
                                  const std::vector<lesson::SourceText>& sources) {
    QHash<QString, const lesson::TranslatedText*> translated;
    for (const lesson::TranslatedText& text : translation.texts)
        translated.insert(text.key, &text);
    lesson::Diagnostics diagnostics;
    lesson::Findings findings(diagnostics);
    for (const lesson::SourceText& source : sources) {
        const lesson::TranslatedText* text = translated.value(source.key);
        if (source.kind != lesson::TextKind::Markdown || !text || text->text.isEmpty() || text->stale ||
            text->source != lesson::sourceHash(source.text))
            continue;
        const QStringList before = shownIn(source.text, translation.language);
        const QStringList after = shownIn(text->text, translation.language);
        QStringList different;
        std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                      std::back_inserter(different));
        for (const QString& each : different) {
            lesson::Diagnostic finding = text->place;
            finding.rule = lesson::Rule::LostPlaceholder;
            finding.arguments = {lesson::shortened(each)};
            findings.add(std::move(finding));
        }
    }
    return diagnostics;
}

} // namespace downhill::authoring
