#pragma once

#include <QTextFormat>

namespace downhill::markup {

/// What our documents note in Qt's text formats for painting and copying.
enum Property : int {
    kTex = QTextFormat::UserProperty + 0x100, ///< of a character that stands for something: the text to copy;
                                              ///< of a formula its TeX with dollars
    kFormulaIndex,                            ///< of a formula's character: its place in the FormulaObject
    kEm,                                      ///< of a formula's character: px
    kInset, ///< of a formula's character: px of the document's width not its own
    kTail,  ///< of a formula's character: text that stays on its line, "," or "-th"
    kTailFont,
    kTextAscent, ///< of a formula's character: of the text around it, px
    kTextDescent,
    kPill,     ///< of characters with a rounded background: a PillKind
    kMarker,   ///< of an item's first block: its number or kBullet
    kNesting,  ///< of an item's first block: 0 for the outermost list
    kRule,     ///< of a block that is a rule
    kCodeLine, ///< of a code block's lines
    kPanel,    ///< of a table: a PanelKind
    kPicture,  ///< of the words that stand for a picture: its name within the lesson's folder
};

enum class PillKind { None, Code, Error };

/// What a table of one cell stands for.
enum class PanelKind { None, Code, Note, Tip, Warning, Quote };

inline constexpr int kFormulaType = QTextFormat::UserObject + 0x100;
inline constexpr QChar kBullet{0x2022};

} // namespace downhill::markup
