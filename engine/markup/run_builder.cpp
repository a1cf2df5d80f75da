// The part of DocumentBuilder that writes what stands within a line.

#include "markup/document_builder.h"

#include <QFontInfo>

#include <algorithm>
#include <utility>

namespace downhill::markup {

namespace {

constexpr qsizetype kLongestEnding = 3;
constexpr double kInlineEm = 1.10; // MathJax's letters beside text of the usual x-height
constexpr double kDisplayEm = 1.16;

double pixelsOf(const QTextCharFormat& format) {
    const QFont font = format.font();
    return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
}

/// What must stay on the line of the formula before it: marks, and an ending such as "s" or "th".
qsizetype tailOf(const Run& run) {
    if (run.kind != RunKind::Text || !run.target.isEmpty()) {
        return 0;
    }
    const QString& text = run.text;
    const auto isMark = [](QChar c) { return c.isPunct() || c.isSymbol(); };
    const auto isLetter = [](QChar c) { return c.isLetterOrNumber(); };
    const auto skip = [&](qsizetype from, auto what) {
        return std::find_if_not(text.begin() + from, text.end(), what) - text.begin();
    };
    const qsizetype marks = skip(0, isMark);
    const qsizetype word = skip(marks, isLetter);
    return word - marks <= kLongestEnding ? skip(word, isMark) : marks;
}

} // namespace

QString pictureInWords(const Run& picture, const Wording& wording) {
    const QString words =
        picture.text.isEmpty() ? wording.picture : wording.picture + QStringLiteral(": ") + picture.text;
    return u'[' + words + u']';
}

void DocumentBuilder::addRuns(const std::vector<Run>& runs, const QTextCharFormat& base) {
    qsizetype taken = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Run run = runs[i];
        run.text.remove(0, std::exchange(taken, 0));
        if (run.kind == RunKind::Formula && i + 1 < runs.size() && isSet(run)) {
            taken = tailOf(runs[i + 1]);
            addFormulaRun(run, runFormat(run, base), runs[i + 1].text.left(taken),
                          runFormat(runs[i + 1], base));
        } else {
            addRun(run, base);
        }
    }
}

bool DocumentBuilder::isSet(const Run& run) const {
    const auto& typeset = page_.formulas[static_cast<std::size_t>(run.formula)].typeset;
    return typeset && typeset->ok();
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
        addFormulaRun(run, format, QString(), format);
        break;
    case RunKind::Picture: {
        QTextCharFormat words = format;
        words.setForeground(palette_.muted);
        words.setFontItalic(true);
        words.setProperty(kPicture, run.target);
        insert(pictureInWords(run, wording_), words);
        break;
    }
    case RunKind::LineBreak:
        insert(QString(QChar::LineSeparator), format);
        break;
    }
}

void DocumentBuilder::insert(const QString& text, const QTextCharFormat& format) {
    if (!text.isEmpty()) {
        cursor_.insertText(text, format);
    }
}

void DocumentBuilder::addFormulaRun(const Run& run, const QTextCharFormat& format, const QString& tail,
                                    const QTextCharFormat& tailFormat) {
    const PlacedFormula& placed = page_.formulas[static_cast<std::size_t>(run.formula)];
    if (!isSet(run)) {
        addError(placed, format);
        return;
    }
    const double em = pixelsOf(format) * (placed.display ? kDisplayEm : kInlineEm);
    QTextCharFormat plain = format;
    plain.setFontItalic(false);
    QTextCharFormat object = formulas_.formatFor(placed.typeset, plain, em, inset_ + indent_);
    if (!tail.isEmpty()) {
        object.setProperty(kTail, tail);
        object.setProperty(kTailFont, tailFormat.font());
    }
    cursor_.insertText(QString(QChar::ObjectReplacementCharacter), object);
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
