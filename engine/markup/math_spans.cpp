#include "markup/math_spans.h"

#include <QRegularExpression>
#include <QStringView>

#include <algorithm>

namespace downhill::markup {

namespace {

constexpr char32_t kFirst =
    0xF0000; // supplementary private use: letters to a Markdown parser, and in no lesson
constexpr char32_t kLast = 0xFFFFD;
constexpr int kMaxBraces = 50;         // open at once, within a line
constexpr qsizetype kMaxInline = 4000; // characters; bounds the search for a dollar that closes

bool isSpace(QChar c) {
    return c == u' ' || c == u'\t' || c == u'\n';
}

/// A line of a code block's fence: its character, how many, and how many quotes it stands in.
struct Fence {
    QChar mark{};
    qsizetype length = 0;
    qsizetype quotes = 0;
};

std::optional<Fence> fenceIn(QStringView line) {
    static const QRegularExpression pattern(
        QStringLiteral("^((?:[ \\t>]|[-*+][ \\t]|\\d{1,9}[.)][ \\t])*)(?:(`{3,})[^`]*|(~{3,}).*)$"));
    const QRegularExpressionMatch match = pattern.match(line.toString());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const QString fence = match.captured(2) + match.captured(3);
    return Fence{fence[0], fence.size(), match.captured(1).count(u'>')};
}

bool closes(QStringView line, const Fence& open) {
    while (!line.isEmpty() && (isSpace(line.front()) || line.front() == u'>')) {
        line = line.mid(1);
    }
    line = line.trimmed();
    return line.size() >= open.length &&
           std::all_of(line.begin(), line.end(), [&](QChar c) { return c == open.mark; });
}

bool isEmptyLine(QStringView line) {
    return std::all_of(line.begin(), line.end(), [](QChar c) { return isSpace(c) || c == u'>'; });
}

class Scanner {
public:
    explicit Scanner(const QString& markdown) {
        source_ = markdown;
        source_.replace(QStringLiteral("\r\n"), QStringLiteral("\n"))
            .replace(u'\r', u'\n')
            .replace(QChar(0), QChar(0xFFFD));
        // Our stand-ins mean formulas: nobody else may write them.
        for (qsizetype i = 0; i + 1 < source_.size(); ++i) {
            if (source_[i].isHighSurrogate() &&
                formulaOf(QChar::surrogateToUcs4(source_[i], source_[i + 1]))) {
                source_.replace(i, 2, QChar(0xFFFD));
            }
        }
    }

    MathSpans run() {
        out_.stretches.push_back({0, 0});
        while (at_ < source_.size()) {
            if (atLineStart() && readCodeBlock()) {
                continue;
            }
            readParagraph(paragraphEnd());
        }
        out_.source = std::move(source_);
        return std::move(out_);
    }

private:
    bool atLineStart() const { return at_ == 0 || source_[at_ - 1] == u'\n'; }

    QStringView lineAt(qsizetype start) const {
        const qsizetype end = source_.indexOf(u'\n', start);
        return QStringView(source_).mid(start, (end < 0 ? source_.size() : end) - start);
    }

    void copyTo(qsizetype end) {
        for (; at_ < end; ++at_) {
            out_.text += source_[at_];
            step();
        }
    }

    /// Counts lines and columns over the character at hand.
    void step() {
        if (source_[at_] == u'\n') {
            ++line_;
            lineStart_ = at_ + 1;
            column_ = 1;
        } else if (!source_[at_].isLowSurrogate()) {
            ++column_;
        }
    }

    void copyLine() { copyTo(std::min(at_ + lineAt(at_).size() + 1, source_.size())); }

    bool readCodeBlock() {
        const std::optional<Fence> fence = fenceIn(lineAt(at_));
        if (!fence) {
            return false;
        }
        copyLine();
        while (at_ < source_.size()) {
            const QStringView line = lineAt(at_);
            const bool leavesQuote = std::count(line.begin(), line.end(), u'>') < fence->quotes;
            if (leavesQuote) {
                break; // this line is no part of the code block
            }
            const bool last = closes(line, *fence);
            copyLine();
            if (last) {
                break;
            }
        }
        return true;
    }

    /// Where the text ends that a formula or `code` beginning here could reach: an empty line, or a code
    /// block.
    qsizetype paragraphEnd() const {
        qsizetype start = at_;
        while (start < source_.size()) {
            const QStringView line = lineAt(start);
            const qsizetype next = std::min(start + line.size() + 1, source_.size());
            if (start != at_ && fenceIn(line)) {
                return start;
            }
            if (isEmptyLine(line)) {
                return next;
            }
            start = next;
        }
        return source_.size();
    }

    void readParagraph(qsizetype end) {
        while (at_ < end) {
            const QChar c = source_[at_];
            if (c == u'\\') {
                copyTo(std::min(at_ + 2, end));
            } else if (c == u'`') {
                copyTo(afterCode(at_, end));
            } else if (c != u'$' || !readFormula(end)) {
                copyTo(at_ + (c == u'$' ? dollars() : 1));
            }
        }
    }

    qsizetype runOf(QChar c, qsizetype from) const {
        qsizetype to = from;
        while (to < source_.size() && source_[to] == c) {
            ++to;
        }
        return to - from;
    }

    qsizetype dollars() const { return runOf(u'$', at_); }

    /// Behind the `code` that begins here, or behind its backticks when nothing closes them.
    qsizetype afterCode(qsizetype start, qsizetype end) const {
        const qsizetype length = runOf(u'`', start);
        for (qsizetype i = start + length; i < end;) {
            const qsizetype run = std::max<qsizetype>(1, runOf(u'`', i));
            if (source_[i] == u'`' && run == length) {
                return i + run;
            }
            i += run;
        }
        return start + length;
    }

    bool readFormula(qsizetype end) {
        const qsizetype run = dollars();
        if (run == 2) {
            return readDisplay(end);
        }
        return run == 1 && readInline(end);
    }

    bool readDisplay(qsizetype end) {
        for (qsizetype i = at_ + 2; i + 1 < end; ++i) {
            if (source_[i] == u'\\') {
                ++i;
            } else if (source_[i] == u'$' && source_[i + 1] == u'$') {
                take(at_ + 2, i, i + 2, true);
                return true;
            }
        }
        const QString begin = source_.mid(at_, std::min<qsizetype>(end - at_, 40)).trimmed();
        out_.findings.push_back({FindingKind::UnclosedFormula, line_, column_, begin});
        return false;
    }

    bool mayClose(qsizetype i) const {
        const bool digitFollows = i + 1 < source_.size() && source_[i + 1].isDigit();
        return !isSpace(source_[i - 1]) && !digitFollows && runOf(u'$', i) == 1;
    }

    bool readInline(qsizetype end) {
        const qsizetype start = at_ + 1;
        if (start >= end || isSpace(source_[start])) {
            return false;
        }
        qsizetype first = -1; // the first dollar, wherever it stands
        int depth = 0;
        for (qsizetype i = start; i < std::min(end, start + kMaxInline); ++i) {
            const QChar c = source_[i];
            if (c == u'\\') {
                ++i;
            } else if (c == u'`') {
                i = afterCode(i, end) - 1; // a dollar in code closes nothing
            } else if (c == u'{') {
                if (++depth > kMaxBraces) {
                    break;
                }
            } else if (c == u'}') {
                --depth;
            } else if (c == u'$') {
                first = first < 0 ? i : first;
                if (depth <= 0) {
                    if (!mayClose(i)) {
                        return false;
                    }
                    take(start, i, i + 1, false);
                    return true;
                }
            }
        }
        // Braces that never close: the author's mistake is worth showing as a formula.
        if (first < 0 || !mayClose(first)) {
            return false;
        }
        take(start, first, first + 1, false);
        return true;
    }

    /// Replaces the source up to `after` by the stand-in of the formula between `start` and `stop`.
    void take(qsizetype start, qsizetype stop, qsizetype after, bool display) {
        if (kFirst + out_.formulas.size() > kLast) {
            copyTo(after);
            return;
        }
        const QString written = source_.mid(at_, after - at_);
        PlacedFormula formula;
        formula.tex = withoutQuoteMarks(source_.mid(start, stop - start)).trimmed();
        formula.display = display;
        formula.line = line_;
        formula.column = column_;
        const char32_t code = kFirst + static_cast<char32_t>(out_.formulas.size());
        out_.text += QStringView(QChar::fromUcs4(code));
        out_.formulas.push_back(formula);
        out_.sources.push_back(written);
        for (; at_ < after; ++at_) {
            step();
        }
        out_.stretches.push_back({out_.text.size(), after});
    }

    /// Lines of a formula inside a quotation begin with its `>`; they are no part of the TeX.
    QString withoutQuoteMarks(QString tex) const {
        qsizetype i = lineStart_;
        while (i < at_ && (isSpace(source_[i]) || source_[i] == u'>')) {
            ++i;
        }
        const qsizetype quotes = QStringView(source_).mid(lineStart_, i - lineStart_).count(u'>');
        if (quotes == 0 || !tex.contains(u'\n')) {
            return tex;
        }
        QStringList lines = tex.split(u'\n');
        for (qsizetype n = 1; n < lines.size(); ++n) {
            for (qsizetype quote = 0; quote < quotes && lines[n].trimmed().startsWith(u'>'); ++quote) {
                lines[n] = lines[n].trimmed().mid(1);
            }
        }
        return lines.join(u'\n');
    }

    QString source_;
    qsizetype at_ = 0;
    int line_ = 1;
    int column_ = 1; // in characters
    qsizetype lineStart_ = 0;
    MathSpans out_;
};

} // namespace

MathSpans takeOutFormulas(const QString& markdown) {
    return Scanner(markdown).run();
}

std::optional<int> formulaOf(char32_t code) {
    if (code < kFirst || code > kLast) {
        return std::nullopt;
    }
    return static_cast<int>(code - kFirst);
}

QString restored(const QString& text, const MathSpans& spans) {
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size()) {
            const std::optional<int> formula = formulaOf(QChar::surrogateToUcs4(text[i], text[i + 1]));
            if (formula && *formula < static_cast<int>(spans.sources.size())) {
                out += spans.sources[static_cast<std::size_t>(*formula)];
                ++i;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

} // namespace downhill::markup
