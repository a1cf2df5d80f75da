#pragma once

#include "markup/document.h"
#include "markup/formula_object.h"
#include "markup/page.h"
#include "markup/properties.h"

#include <QTextBlockFormat>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextTableFormat>

class QTextTable;

namespace downhill::markup {

/// Writes a page into an empty QTextDocument, block by block.
class DocumentBuilder {
public:
    DocumentBuilder(QTextDocument& document, const Page& page, const Palette& palette,
                    const Wording& wording);

    void build();

private:
    void addBlocks(const std::vector<Block>& blocks);
    void addBlock(const Block& block);
    void addHeading(const Block& block);
    void addFormula(const Block& block);
    void addCode(const Block& block);
    QTextBlockFormat codeLine(const QString& line, const QTextCharFormat& code) const;
    void addList(const Block& block);
    void addTable(const Block& block);
    void addCell(const Cell& cell, bool header);
    void addCallout(const Block& block);
    void addQuote(const Block& block);
    void addRule();

    /// Begins a block of text; its format gets the indentation and, where one is owed, the space above.
    void beginBlock(QTextBlockFormat format);
    void beginBlock(QTextBlockFormat format, const QTextCharFormat& characters);
    QTextBlockFormat blockFormat(double below) const;

    /// Begins a panel of one cell: a table that paintDecorations() gives its background.
    QTextTable* beginPanel(PanelKind kind, const QMarginsF& padding);
    void endPanel(const QTextTable& panel);
    void moveBehind(const QTextTable& table);
    QTextTableFormat tableFormat(double above) const;

    void addRuns(const std::vector<Run>& runs, const QTextCharFormat& base);
    void addRun(const Run& run, const QTextCharFormat& base);
    void addFormulaRun(const Run& run, const QTextCharFormat& format, const QString& tail,
                       const QTextCharFormat& tailFormat);
    bool isSet(const Run& run) const;
    void addError(const PlacedFormula& formula, const QTextCharFormat& format);
    void insert(const QString& text, const QTextCharFormat& format);
    QTextCharFormat runFormat(const Run& run, const QTextCharFormat& base) const;
    QTextCharFormat codeFormat(const QTextCharFormat& base) const;
    QTextCharFormat tokenFormat(const QString& type, const QTextCharFormat& base) const;
    QString errorText(const PlacedFormula& formula) const;
    double px(double atSixteen) const { return atSixteen * bodyPixels_ / 16; }

    QTextDocument& document_;
    const Page& page_;
    const Palette& palette_;
    const Wording& wording_;
    FormulaObject& formulas_;
    QTextCursor cursor_;
    QTextCharFormat body_;
    double bodyPixels_ = 16;

    bool fresh_ = true;     ///< the cursor stands in an empty block that waits for its format
    bool first_ = true;     ///< nothing stands above in this cell or document
    double spaceAbove_ = 0; ///< px owed to the next block by what came before
    double spaceBelow_ = 0; ///< px below the last block, which Qt does not keep before a table
    double indent_ = 0;     ///< px, of the lists we are in, within this cell
    double inset_ = 0;      ///< px, of the panels around us
    int nesting_ = 0;       ///< lists around us
    QString marker_{};      ///< for the next block: the item's number or bullet
    bool tight_ = false;    ///< in a list without space between its items
};

} // namespace downhill::markup
