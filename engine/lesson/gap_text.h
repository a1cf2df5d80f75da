#pragma once

#include "lesson/question.h"

#include <QString>
#include <QStringList>

/// What is typed into gaps, and the text they stand in.
namespace downhill::lesson {

/// A text as gaps are compared: characters composed (NFC), no blanks but single ones between two letters,
/// digits or underscores, and without regard to case where `ignoreCase` is said.
QString comparedText(const QString& text, bool ignoreCase);

/// A piece of a cloze's text: plain text, or a gap.
struct GapPiece {
    QString text{}; ///< what stands there, or the gap's id
    bool isGap = false;
    qsizetype offset = 0; ///< of its first character in the whole text
    bool operator==(const GapPiece&) const = default;
};

/// Divides a text at its marks [[id]], where id is a lower-case letter, then
/// such letters, digits and hyphens, 64 at most; other brackets are
/// text. Pieces of text are never empty.
std::vector<GapPiece> gapPieces(const QString& text);

} // namespace downhill::lesson
