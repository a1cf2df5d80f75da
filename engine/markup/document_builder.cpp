#include "markup/document_builder.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QMarginsF>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>
#include <array>

namespace downhill::markup {

namespace {

// At a body of 16 px; all of it grows with the text.
constexpr double kLineGap = 7;
constexpr double kBelowParagraph = 12;
constexpr double kBelowItem = 4;
constexpr double kBelowPanel = 18;
constexpr double kItemIndent = 26;

struct HeadingStyle {
    double size; // times the body's
    QFont::Weight weight;
    double above;
    double below;
};
constexpr std::array<HeadingStyle, 6> kHeadings{{
    {1.75, QFont::Bold, 28, 10},
    {1.375, QFont::DemiBold, 24, 8},
    {1.125, QFont::DemiBold, 18, 6},
    {1, QFont::DemiBold, 14, 4},
    {1, QFont::DemiBold, 14, 4},
    {1, QFont::DemiBold, 14, 4},
}};

double pixelsOf(const QFont& font) {
    return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
}

Qt::Alignment alignmentOf(Align align) {
    switch (align) {
    case Align::Centre:
        return Qt::AlignHCenter;
    case Align::Right:
        return Qt::AlignRight | Qt::AlignAbsolute;
    case Align::Left:
        break;
    }
    return Qt::AlignLeft;
}

/// Whether an item of a list begins with a line of text, on which its marker can stand.
bool beginsWithALine(const Block& item) {
    const BlockKind kind = item.children.front().kind;
    return kind == BlockKind::Paragraph || kind == BlockKind::Formula || kind == BlockKind::Picture ||
           kind == BlockKind::Tabs;
}

} // namespace

DocumentBuilder::DocumentBuilder(QTextDocument& document, const Page& page, const Palette& palette,
                                 const Wording& wording)
    : document_(document), page_(page), palette_(palette), wording_(wording),
      formulas_(FormulaObject::of(document)), cursor_(&document), bodyPixels_(pixelsOf(palette.body)) {
    body_.setFont(palette.body);
    body_.setForeground(palette.text);
}

void DocumentBuilder::build() {
    formulas_.clear();
    cursor_.beginEditBlock();
    addBlocks(page_.blocks);
    cursor_.endEditBlock();
}

void DocumentBuilder::addBlocks(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
        addBlock(block);
    }
}

void DocumentBuilder::addBlock(const Block& block) {
    switch (block.kind) {
    case BlockKind::Paragraph:
    case BlockKind::Picture:
        beginBlock(blockFormat(px(tight_ ? kBelowItem : kBelowParagraph)));
        addRuns(block.runs, body_);
        break;
    case BlockKind::Heading:
        addHeading(block);
        break;
    case BlockKind::Formula:
        addFormula(block);
        break;
    case BlockKind::Code:
        addCode(block);
        break;
    case BlockKind::Rule:
        addRule();
        break;
    case BlockKind::List:
        addList(block);
        break;
    case BlockKind::Item:
    case BlockKind::Tabs:
        addBlocks(block.children);
        break;
    case BlockKind::Table:
        addTable(block);
        break;
    case BlockKind::Callout:
        addCallout(block);
        break;
    case BlockKind::Quote:
        addQuote(block);
        break;
    }
}

QTextBlockFormat DocumentBuilder::blockFormat(double below) const {
    QTextBlockFormat format;
    format.setLineHeight(px(kLineGap), QTextBlockFormat::LineDistanceHeight);
    format.setBottomMargin(below);
    return format;
}

void DocumentBuilder::beginBlock(QTextBlockFormat format) {
    beginBlock(format, body_);
}

void DocumentBuilder::beginBlock(QTextBlockFormat format, const QTextCharFormat& characters) {
    format.setTopMargin(first_ ? 0 : std::max(format.topMargin(), spaceAbove_));
    format.setLeftMargin(format.leftMargin() + indent_);
    if (!marker_.isEmpty()) {
        format.setProperty(kMarker, marker_);
        format.setProperty(kNesting, nesting_ - 1);
        marker_.clear();
    }
    if (fresh_) {
        cursor_.setBlockFormat(format); // not its characters' format: in a cell that is the cell's own
    } else {
        cursor_.insertBlock(format, characters);
    }
    fresh_ = false;
    first_ = false;
    spaceAbove_ = 0;
    spaceBelow_ = format.bottomMargin();
}

void DocumentBuilder::addHeading(const Block& block) {
    const HeadingStyle& style = kHeadings[static_cast<std::size_t>(std::clamp(block.level, 1, 6) - 1)];
    QTextBlockFormat format = blockFormat(px(style.below));
    format.setTopMargin(px(style.above));
    format.setHeadingLevel(block.level);
    format.setLineHeight(px(4), QTextBlockFormat::LineDistanceHeight);
    beginBlock(format);
    QTextCharFormat text = body_;
    QFont font = palette_.body;
    font.setPixelSize(qRound(bodyPixels_ * style.size));
    font.setWeight(style.weight);
    text.setFont(font);
    addRuns(block.runs, text);
}

void DocumentBuilder::addFormula(const Block& block) {
    QTextBlockFormat format;
    format.setAlignment(Qt::AlignHCenter);
    format.setTopMargin(px(4));
    format.setBottomMargin(px(18));
    beginBlock(format);
    addRuns(block.runs, body_);
}

/// A line too long for the column goes on below, set in a little further than it began.
QTextBlockFormat DocumentBuilder::codeLine(const QString& line, const QTextCharFormat& code) const {
    QTextBlockFormat format;
    format.setLineHeight(px(4), QTextBlockFormat::LineDistanceHeight);
    format.setProperty(kCodeLine, true);
    const auto text = std::find_if_not(line.begin(), line.end(), [](QChar c) { return c == u' '; });
    const double space = QFontMetricsF(code.font()).horizontalAdvance(u' ');
    const double hanging = std::min(static_cast<double>(text - line.begin()) * space, px(200)) + px(24);
    format.setLeftMargin(hanging);
    format.setTextIndent(-hanging);
    return format;
}

void DocumentBuilder::addCode(const Block& block) {
    if (!block.title.isEmpty()) {
        QTextCharFormat text = body_;
        QFont font = palette_.body;
        font.setWeight(QFont::DemiBold);
        text.setFont(font);
        beginBlock(blockFormat(px(kBelowItem)));
        insert(block.title, text);
    }
    QTextTable* panel = beginPanel(PanelKind::Code, {px(14), px(12), px(14), px(9)});
    const QTextCharFormat code = codeFormat(body_);
    QString text;
    for (const CodeToken& token : block.code) {
        text += token.text;
    }
    const QStringList lines = text.split(u'\n');
    beginBlock(codeLine(lines.constFirst(), code), code);
    qsizetype line = 0;
    for (const CodeToken& token : block.code) {
        const QTextCharFormat coloured = tokenFormat(token.type, code);
        const QStringList parts = token.text.split(u'\n');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (i > 0) {
                beginBlock(codeLine(lines[++line], code), code);
            }
            cursor_.insertText(parts[i], coloured);
        }
    }
    endPanel(*panel);
}

void DocumentBuilder::addList(const Block& block) {
    const bool outerTight = tight_;
    tight_ = block.tight;
    ++nesting_;
    indent_ += px(kItemIndent);
    int number = block.first;
    for (const Block& item : block.children) {
        marker_ = block.ordered ? QString::number(number++) + u'.' : QString(kBullet);
        if (item.children.empty()) {
            beginBlock(blockFormat(px(kBelowItem)));
        } else if (!beginsWithALine(item)) {
            beginBlock(blockFormat(0)); // the marker needs a line to stand on
        }
        addBlocks(item.children);
    }
    indent_ -= px(kItemIndent);
    --nesting_;
    tight_ = outerTight;
    spaceAbove_ = px(nesting_ > 0 && tight_ ? kBelowItem : kBelowParagraph);
}

QTextTableFormat DocumentBuilder::tableFormat(double above) const {
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(0);
    format.setTopMargin(first_ ? 0 : std::max({above, spaceAbove_, spaceBelow_}));
    format.setBottomMargin(px(kBelowPanel));
    format.setLeftMargin(indent_);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    return format;
}

QTextTable* DocumentBuilder::beginPanel(PanelKind kind, const QMarginsF& padding) {
    QTextTableFormat format = tableFormat(px(4));
    format.setProperty(kPanel, static_cast<int>(kind));
    format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, 100)});
    QTextTable* table = cursor_.insertTable(1, 1, format);
    QTextTableCellFormat cell;
    cell.setLeftPadding(padding.left());
    cell.setTopPadding(padding.top());
    cell.setRightPadding(padding.right());
    cell.setBottomPadding(padding.bottom());
    table->cellAt(0, 0).setFormat(cell);
    cursor_ = table->cellAt(0, 0).firstCursorPosition();
    fresh_ = true;
    first_ = true;
    spaceAbove_ = 0;
    return table;
}

void DocumentBuilder::endPanel(const QTextTable& panel) {
    // The padding is space enough below the last block.
    QTextBlockFormat last = cursor_.blockFormat();
    last.setBottomMargin(0);
    cursor_.setBlockFormat(last);
    moveBehind(panel);
}

void DocumentBuilder::moveBehind(const QTextTable& table) {
    cursor_ = table.lastCursorPosition();
    cursor_.movePosition(QTextCursor::NextCharacter);
    fresh_ = true;
    first_ = false;
    spaceAbove_ = 0;
    spaceBelow_ = 0;
}

void DocumentBuilder::addCallout(const Block& block) {
    PanelKind kind = PanelKind::Note;
    QColor bar = palette_.noteBar;
    QString title = wording_.note;
    if (block.callout == CalloutKind::Tip) {
        kind = PanelKind::Tip;
        bar = palette_.tipBar;
        title = wording_.tip;
    } else if (block.callout == CalloutKind::Warning) {
        kind = PanelKind::Warning;
        bar = palette_.warningBar;
        title = wording_.warning;
    }
    const double indent = std::exchange(indent_, 0);
    const double inset = inset_;
    indent_ = indent;
    QTextTable* panel = beginPanel(kind, {px(18), px(12), px(16), px(6)});
    indent_ = 0;
    inset_ += indent + px(34);

    QTextCharFormat text = body_;
    QFont font = palette_.body;
    font.setWeight(QFont::DemiBold);
    text.setFont(font);
    text.setForeground(bar);
    beginBlock(blockFormat(px(2)));
    addRuns(block.runs.empty() ? std::vector<Run>{Run{RunKind::Text, title}} : block.runs, text);
    const bool tight = std::exchange(tight_, false);
    addBlocks(block.children);
    tight_ = tight;
    endPanel(*panel);
    inset_ = inset;
    indent_ = indent;
}

void DocumentBuilder::addQuote(const Block& block) {
    const double indent = indent_;
    const double inset = inset_;
    QTextTable* panel = beginPanel(PanelKind::Quote, {px(18), px(4), px(8), 0});
    indent_ = 0;
    inset_ += indent + px(26);
    const bool tight = std::exchange(tight_, false);
    if (block.children.empty()) {
        beginBlock(blockFormat(0));
    }
    addBlocks(block.children);
    tight_ = tight;
    endPanel(*panel);
    inset_ = inset;
    indent_ = indent;
}

void DocumentBuilder::addRule() {
    QTextBlockFormat format;
    format.setTopMargin(px(8));
    format.setBottomMargin(px(20));
    format.setLineHeight(1, QTextBlockFormat::FixedHeight);
    format.setProperty(kRule, true);
    beginBlock(format);
    cursor_.insertText(QString(QChar::Nbsp), body_); // Qt hides an empty block before a table
}

void DocumentBuilder::addTable(const Block& block) {
    const auto columns = std::max_element(block.rows.begin(), block.rows.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (columns == block.rows.end() || columns->empty()) {
        return;
    }
    QTextTableFormat format = tableFormat(px(2));
    format.setRightMargin(1); // Qt rounds the columns up
    format.setHeaderRowCount(1);
    QTextTable* table =
        cursor_.insertTable(static_cast<int>(block.rows.size()), static_cast<int>(columns->size()), format);
    for (std::size_t row = 0; row < block.rows.size(); ++row) {
        for (std::size_t column = 0; column < columns->size(); ++column) {
            QTextTableCell cell = table->cellAt(static_cast<int>(row), static_cast<int>(column));
            QTextTableCellFormat look;
            look.setPadding(px(10));
            look.setTopPadding(px(8));
            look.setBottomPadding(px(3)); // the line's own gap comes on top
            look.setBottomBorder(1);
            look.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            look.setBottomBorderBrush(palette_.tableBorder);
            look.setVerticalAlignment(QTextCharFormat::AlignMiddle);
            if (row == 0) {
                look.setBackground(palette_.tableHeader);
            }
            cell.setFormat(look);
            cursor_ = cell.firstCursorPosition();
            fresh_ = true;
            if (column < block.rows[row].size()) {
                addCell(block.rows[row][column], row == 0);
            }
        }
    }
    moveBehind(*table);
}

void DocumentBuilder::addCell(const Cell& cell, bool header) {
    const double indent = std::exchange(indent_, 0);
    first_ = true;
    spaceAbove_ = 0;
    QTextBlockFormat format = blockFormat(0);
    format.setAlignment(alignmentOf(cell.align));
    format.setLineHeight(px(5), QTextBlockFormat::LineDistanceHeight);
    beginBlock(format);
    QTextCharFormat text = body_;
    if (header) {
        QFont font = palette_.body;
        font.setWeight(QFont::DemiBold);
        text.setFont(font);
    }
    addRuns(cell.runs, text);
    indent_ = indent;
}

} // namespace downhill::markup
