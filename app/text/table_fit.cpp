#include "text/table_fit.h"

#include "markup/formula_object.h"
#include "markup/properties.h"
#include "text/inline_objects.h"

#include <QAbstractTextDocumentLayout>
#include <QFontInfo>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace downhill::app {
namespace {

/// Of the padding, one after the other where the room does not suffice.
constexpr double kPaddings[] = {1, 0.6, 0.4, 0.3};
/// Then of the text.
constexpr double kScales[] = {0.94, 0.88, 0.82, 0.76, 0.7};
constexpr int kWrittenPixels = QTextFormat::UserProperty + 0x300; ///< size of a text before it was scaled
constexpr double kLeastPadding = 3; ///< px; nearer, the numbers of two columns would read as one
constexpr double kMeasured = 600;   ///< px; no matter for the words, but some width there must be
constexpr double kHair = 2;         ///< px by which roundings of the layout may break a word

void findTables(QTextFrame* within, std::vector<QTextTable*>& found) {
    // Frames lie as deep as callouts and lists do, which the reader bounds.
    std::vector<QTextFrame*> open{within};
    while (!open.empty()) {
        QTextFrame* frame = open.back();
        open.pop_back();
        for (QTextFrame* child : frame->childFrames())
            open.push_back(child);
        if (auto* table = qobject_cast<QTextTable*>(frame);
            table && !table->format().hasProperty(markup::kPanel))
            found.push_back(table);
    }
}

/// Of a paragraph that is laid out. Qt would break a number such as 0.0054 after its point, and does not
/// count formulas and pictures among the words.
double widestWhole(const QTextBlock& block) {
    static const QRegularExpression kWhole(QStringLiteral("[−+-]?\\d+(?:[.,]\\d+)+|\\x{FFFC}"));
    double widest = 0;
    for (auto it = kWhole.globalMatch(block.text()); it.hasNext();) {
        const QRegularExpressionMatch whole = it.next();
        double width = 0;
        int at = static_cast<int>(whole.capturedStart());
        const int end = static_cast<int>(whole.capturedEnd());
        while (at < end) { // the parts that the line breaks leave of it
            const QTextLine line = block.layout()->lineForTextPosition(at);
            const int until = line.isValid() ? std::min(end, line.textStart() + line.textLength()) : end;
            if (until <= at)
                break;
            if (line.isValid())
                width += std::abs(line.cursorToX(until) - line.cursorToX(at));
            at = until;
        }
        widest = std::max(widest, width);
    }
    return widest;
}

/// What the frames around a table leave of a width.
double roomOf(const QTextTable& table, double width) {
    double room = width - table.format().leftMargin() - table.format().rightMargin();
    for (const auto* around = qobject_cast<const QTextTable*>(table.parentFrame()); around;
         around = qobject_cast<const QTextTable*>(around->parentFrame())) {
        const QTextTableCellFormat cell = around->cellAt(0, 0).format().toTableCellFormat();
        room -= around->format().leftMargin() + around->format().rightMargin() + cell.leftPadding() +
                cell.rightPadding();
    }
    return room;
}

} // namespace

void TableFit::measure(QTextDocument& document) {
    tables_.clear();
    std::vector<QTextTable*> tables;
    findTables(document.rootFrame(), tables);
    if (tables.empty())
        return;
    const QTextOption before = document.defaultTextOption();
    QTextOption atWords = before;
    atWords.setWrapMode(QTextOption::WordWrap);
    document.setDefaultTextOption(atWords);
    document.setTextWidth(kMeasured);
    document.documentLayout()->documentSize(); // lays it out
    for (QTextTable* table : tables) {
        Table& measured = tables_.emplace_back(Table{table});
        measured.columns.resize(static_cast<std::size_t>(table->columns()));
        measured.padding = table->cellAt(0, 0).format().toTableCellFormat().leftPadding();
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns(); ++column) {
                const QTextTableCell cell = table->cellAt(row, column);
                Column& of = measured.columns[static_cast<std::size_t>(column)];
                for (auto it = cell.begin(); !it.atEnd(); ++it) {
                    const QTextBlock block = it.currentBlock();
                    if (!block.isValid())
                        continue;
                    of.least = std::max({of.least, block.layout()->minimumWidth(), widestWhole(block)});
                    of.greatest = std::max({of.greatest, of.least, block.layout()->maximumWidth()});
                }
            }
        }
    }
    document.setDefaultTextOption(before);
}

std::vector<double> TableFit::widths(const Table& table, double padding, double scale, double room) {
    const double around = 2 * padding + kHair;
    double least = 0, greatest = 0;
    for (const Column& column : table.columns) {
        least += std::ceil(column.least * scale) + around;
        greatest += std::ceil(column.greatest * scale) + around;
    }
    std::vector<double> result;
    // With room for all, each column gets more in proportion; otherwise those that have more to say.
    const bool isRoomy = greatest <= room;
    const double rest = std::max(0.0, room - (isRoomy ? greatest : least));
    for (const Column& column : table.columns) {
        const double low = std::ceil(column.least * scale), high = std::ceil(column.greatest * scale);
        const double width = isRoomy ? (high + around) * (1 + rest / greatest)
                                     : low + around + rest * (high - low) / std::max(1.0, greatest - least);
        result.push_back(std::floor(width));
    }
    return result;
}

TableFit::Plan TableFit::planFor(const Table& table, double room) {
    Plan plan;
    const auto tryWith = [&](double padding, double scale) {
        plan.padding = std::max(kLeastPadding, table.padding * padding);
        plan.scale = scale;
        plan.columns = widths(table, plan.padding, scale, room);
        plan.width = std::accumulate(plan.columns.begin(), plan.columns.end(), 0.0);
        return plan.width <= room;
    };
    for (const double padding : kPaddings)
        if (tryWith(padding, 1))
            return plan;
    for (const double scale : kScales)
        if (tryWith(std::end(kPaddings)[-1], scale))
            return plan;
    return plan;
}

/// Of all that stands in the cells, formulas and pictures too.
void TableFit::resizeText(const Table& table, double scale) {
    for (int row = 0; row < table.table->rows(); ++row) {
        for (int column = 0; column < table.table->columns(); ++column) {
            const QTextTableCell cell = table.table->cellAt(row, column);
            std::vector<QTextFragment> fragments;
            for (auto it = cell.begin(); !it.atEnd(); ++it)
                for (auto part = it.currentBlock().begin(); !part.atEnd(); ++part)
                    fragments.push_back(part.fragment());
            for (const QTextFragment& fragment : fragments) {
                QTextCharFormat format = fragment.charFormat();
                QFont font = format.font();
                if (!format.hasProperty(kWrittenPixels))
                    format.setProperty(kWrittenPixels, QFontInfo(font).pixelSize());
                font.setPixelSize(std::max(1, qRound(format.intProperty(kWrittenPixels) * scale)));
                format.setFont(font, QTextCharFormat::FontPropertiesSpecifiedOnly);
                format.setProperty(InlineObjects::kScale, scale);
                if (format.objectType() == markup::kFormulaType)
                    markup::scaleFormula(format, scale / table.scale);
                QTextCursor cursor(table.table->document());
                cursor.setPosition(fragment.position());
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
                cursor.setCharFormat(format);
            }
        }
    }
}

bool TableFit::fit(QTextDocument& document, double width) {
    bool isWider = false;
    QTextCursor changes(&document);
    changes.beginEditBlock(); // one layout for all
    for (Table& each : tables_) {
        if (!each.table)
            continue; // its text was written anew
        const double room = roomOf(*each.table, width);
        const Plan plan = planFor(each, room);
        isWider = isWider || plan.width > room;
        if (plan.scale != each.scale)
            resizeText(each, plan.scale);
        each.scale = plan.scale;
        QTextTableFormat format = each.table->format();
        QList<QTextLength> lengths;
        for (const double column : plan.columns)
            lengths.append(QTextLength(QTextLength::FixedLength, column));
        format.setColumnWidthConstraints(lengths);
        format.setWidth(QTextLength(QTextLength::FixedLength, std::max(room, plan.width)));
        if (format != each.table->format())
            each.table->setFormat(format);
        for (int row = 0; row < each.table->rows(); ++row) {
            for (int column = 0; column < each.table->columns(); ++column) {
                QTextTableCell cell = each.table->cellAt(row, column);
                QTextTableCellFormat look = cell.format().toTableCellFormat();
                if (look.leftPadding() == plan.padding)
                    continue;
                look.setLeftPadding(plan.padding);
                look.setRightPadding(plan.padding);
                cell.setFormat(look);
            }
        }
    }
    changes.endEditBlock();
    return isWider;
}

} // namespace downhill::app
