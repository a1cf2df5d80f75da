#pragma once

#include <QPointer>
#include <QTextTable>

#include <vector>

class QTextDocument;

namespace downhill::app {

/// Shares the width of a text among the columns of its tables, so that no word and no number is broken: each
/// column gets its longest word first, then as much of the rest as its text asks for. Where that is too much
/// the padding shrinks, then the text; a table that is still too wide stays so, to be scrolled.
class TableFit {
public:
    /// Measures the tables of a document that has just been written; panels are none.
    void measure(QTextDocument& document);
    /// Lays the tables out for this width, in px; says whether one of them is wider.
    bool fit(QTextDocument& document, double width);

private:
    struct Column {
        double least = 0;    ///< its longest word, without padding
        double greatest = 0; ///< its longest paragraph in one line
    };
    struct Table {
        QPointer<QTextTable> table{};
        std::vector<Column> columns{};
        double padding = 0; ///< on either side of a cell, as it was written
        double scale = 1;   ///< of its text, as it was laid out last
    };
    /// How a table is laid out.
    struct Plan {
        double padding = 0;
        double scale = 1;
        std::vector<double> columns{};
        double width = 0;
    };

    static Plan planFor(const Table& table, double room);
    static std::vector<double> widths(const Table& table, double padding, double scale, double room);
    static void resizeText(const Table& table, double scale);

    std::vector<Table> tables_{};
};

} // namespace downhill::app
