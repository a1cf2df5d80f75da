#pragma once

#include <QPointer>
#include <QTextTable>

#include <vector>

class QTextDocument;

namespace downhill::app {

/// Shares the width of a text among the columns of its tables, so that no word and no number is broken: each
/// column gets its longest word first, then as much of the rest as its text asks for. Where that is too much
/// the padding shrinks; a table that is still too wide stays so, to be scrolled.
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
    };

    static std::vector<double> widths(const Table& table, double padding, double room);

    std::vector<Table> tables_{};
};

} // namespace downhill::app
