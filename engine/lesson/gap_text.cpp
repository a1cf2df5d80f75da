#include "lesson/gap_text.h"

#include <QRegularExpression>

namespace downhill::lesson {

namespace {

bool belongsToWord(QChar character) {
    return character.isLetterOrNumber() || character.isMark() || character.isSurrogate() || character == u'_';
}

} // namespace

QString comparedText(const QString& text, bool ignoreCase) {
    const QString simple = text.normalized(QString::NormalizationForm_C).simplified();
    QString result;
    result.reserve(simple.size());
    for (qsizetype i = 0; i < simple.size(); ++i) {
        // simplified() leaves single blanks, and none at either end.
        if (simple[i] != u' ' || (belongsToWord(simple[i - 1]) && belongsToWord(simple[i + 1])))
            result.append(simple[i]);
    }
    return ignoreCase ? result.toCaseFolded() : result;
}

std::vector<GapPiece> gapPieces(const QString& text) {
    static const QRegularExpression mark(QStringLiteral("\\[\\[([a-z][a-z0-9-]{0,63})\\]\\]"));
    std::vector<GapPiece> pieces;
    qsizetype end = 0;
    for (auto match = mark.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (found.capturedStart() > end)
            pieces.push_back({text.mid(end, found.capturedStart() - end), false, end});
        pieces.push_back({found.captured(1), true, found.capturedStart()});
        end = found.capturedEnd();
    }
    if (end < text.size())
        pieces.push_back({text.mid(end), false, end});
    return pieces;
}

} // namespace downhill::lesson
