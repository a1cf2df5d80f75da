// The part of DocumentBuilder that writes what stands within a line.

#include "markup/document_builder.h"

#include <QFontInfo>

namespace downhill::markup {

namespace {

constexpr double kInlineEm = 1.10; // MathJax's letters beside text of the usual x-height
constexpr double kDisplayEm = 1.16;

double pixelsOf(const QTextCharFormat& format) {
    const QFont font = format.font();
    return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
}

} // namespace

QString pictureInWords(const Run& picture, const Wording& wording) {
    const QString words =
        picture.text.isEmpty() ? wording.picture : wording.picture + QStringLiteral(": ") + picture.text;
    return u'[' + words + u']';
}

void DocumentBuilder::addRuns(const std::vector<Run>& runs, const QTextCharFormat& base) {
    for (const Run& run : runs) {
        addRun(run, base);
    }
}

void DocumentBuilder::addRun(const Run& run, const QTextCharFormat& base) {
    const QTextCharFormat format = runFormat(run, base);
    switch (run.kind) {
    case RunKind::Text:
        insert(run.text, format);
        break;
    case RunKind::Code:
        insert(run.text, codeFormat(format));
        break;
    case RunKind::Formula:
        addFormulaRun(run, format);
        break;
    case RunKind::Picture: {
        QTextCharFormat words = format;
        words.setForeground(palette_.muted);
        words.setFontItalic(true);
        insert(pictureInWords(run, wording_), words);
        break;
    }
    case RunKind::LineBreak:
        insert(QString(QChar::LineSeparator), format);
        break;
    }
}

/// A line may be broken beside a formula as beside an ideograph; where the author put no space, a word joiner
/// forbids it, so that a comma never begins a line.
void DocumentBuilder::insert(const QString& text, const QTextCharFormat& format) {
    if (text.isEmpty()) {
        return;
    }
    const bool joins = glue_ && !text.front().isSpace();
    cursor_.insertText(joins ? kWordJoiner + text : text, format);
    glue_ = false;
    endsInText_ = !text.back().isSpace();
}

void DocumentBuilder::addFormulaRun(const Run& run, const QTextCharFormat& format) {
    const PlacedFormula& placed = page_.formulas[static_cast<std::size_t>(run.formula)];
    if (!placed.typeset || !placed.typeset->ok()) {
        addError(placed, format);
        return;
    }
    const double em = pixelsOf(format) * (placed.display ? kDisplayEm : kInlineEm);
    QTextCharFormat plain = format;
    plain.setFontItalic(false);
    if (endsInText_ || glue_) {
        cursor_.insertText(QString(kWordJoiner), format);
    }
    cursor_.insertText(QString(QChar::ObjectReplacementCharacter),
                       formulas_.formatFor(placed.typeset, plain, em, inset_ + indent_));
    glue_ = true;
    endsInText_ = false;
}

void DocumentBuilder::addError(const PlacedFormula& formula, const QTextCharFormat& format) {
    QTextCharFormat tex = codeFormat(format);
    tex.setForeground(palette_.error);
    tex.setProperty(kPill, static_cast<int>(PillKind::Error));
    const QString message = errorText(formula);
    insert(inDollars(formula.tex.simplified(), formula.display), tex);
    if (!message.isEmpty()) {
        QTextCharFormat words = format;
        words.setForeground(palette_.error);
        insert(u' ' + message, words);
    }
}

QString DocumentBuilder::errorText(const PlacedFormula& formula) const {
    switch (formula.typeset ? formula.typeset->error : FormulaError::NotTypeset) {
    case FormulaError::BadTex:
        return formula.typeset->message;
    case FormulaError::TooLong:
        return wording_.tooLong;
    case FormulaError::TooLarge:
        return wording_.tooLarge;
    case FormulaError::TooSlow:
        return wording_.tooSlow;
    case FormulaError::NoEngine:
        return wording_.noEngine;
    case FormulaError::NotTypeset:
    case FormulaError::None:
        break;
    }
    return {};
}

QTextCharFormat DocumentBuilder::runFormat(const Run& run, const QTextCharFormat& base) const {
    QTextCharFormat format = base;
    if (run.bold && format.fontWeight() < QFont::DemiBold) {
        format.setFontWeight(QFont::DemiBold);
    }
    if (run.italic) {
        format.setFontItalic(true);
    }
    if (run.struck) {
        format.setFontStrikeOut(true);
    }
    if (!run.target.isEmpty() && run.kind != RunKind::Picture) {
        format.setAnchor(true);
        format.setAnchorHref(run.target);
        format.setForeground(palette_.link);
        format.setFontUnderline(true);
    }
    return format;
}

QTextCharFormat DocumentBuilder::codeFormat(const QTextCharFormat& base) const {
    QTextCharFormat format = base;
    QFont font = palette_.code;
    font.setPixelSize(qMax(1, qRound(QFontInfo(palette_.code).pixelSize() * pixelsOf(base) / bodyPixels_)));
    font.setWeight(base.font().weight());
    font.setUnderline(base.fontUnderline());
    format.setFont(font);
    format.setProperty(kPill, static_cast<int>(PillKind::Code));
    return format;
}

QTextCharFormat DocumentBuilder::tokenFormat(const QString& type, const QTextCharFormat& base) const {
    QTextCharFormat format = base;
    // The innermost type that has a colour decides.
    const QStringList types = type.split(u'.');
    for (auto name = types.crbegin(); name != types.crend(); ++name) {
        const auto colour = palette_.syntax.constFind(*name);
        if (colour != palette_.syntax.constEnd()) {
            format.setForeground(*colour);
            break;
        }
    }
    format.setFontItalic(types.contains(u"comment"));
    return format;
}

} // namespace downhill::markup
