#pragma once

#include "lesson/diagnostic.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace downhill::lesson {

/// Where a line of a text stands that is a list of strings: line and column in the file, and the string's
/// index.
struct LinePlace {
    int line = 0;
    int column = 0;
    std::size_t index = 0;
};

/// A text as it stands in an author's files, so that what is wrong inside it can be told with its place. Kept
/// beside the values that are taught and graded, never inside them.
struct TextSource {
    QString text{};     ///< Markdown; or a program, where `language` is given; or empty: only a file is named
    QString language{}; ///< of a program; its place is then that of the language's name
    QString document{}; ///< the JSON file that holds or names it; its pictures stand in that file's folder
    QString path{};     ///< JSON path in `document`
    QString file{};     ///< where it stands: `document`, or a text file
    int line = 0;       ///< of its beginning, in `file`, from 1
    int column = 0;     ///< the same, in characters
    std::vector<LinePlace> lines{}; ///< of each of its lines, where it is a list of strings
    bool isDrawn = false;           ///< {{…}} in it stands for a number that is drawn

    /// A finding at a place inside the text: a line and a column, both from 1; 0 where they are not known. In
    /// a JSON file it is told with the place of the string.
    Diagnostic finding(Rule rule, int atLine, int atColumn, QStringList arguments = {}) const;
};

using TextSources = std::vector<TextSource>;

} // namespace downhill::lesson
