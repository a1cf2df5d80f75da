#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace downhill::lesson {

/// A place in a program at which its narration stops.
struct WalkthroughStop {
    int firstLine = 1; ///< from 1
    int lastLine = 1;  ///< not before the first, and a line of the program
    QString text{};    ///< Markdown
    /// What the program's names stand for there, as the author wrote it: ("loss", "0.25").
    std::vector<std::pair<QString, QString>> values{};

    bool operator==(const WalkthroughStop&) const = default;
};

/// A program that is narrated line by line; it is shown, never run.
struct Walkthrough {
    QString language{}; ///< as in a code block: "python"
    QString file{};     ///< the name of the file it stands in; empty where it stands in lesson.json
    QString code{};     ///< lines divided by '\n', without one at the end
    std::vector<WalkthroughStop> stops{}; ///< in the order of the narration; at least one

    bool operator==(const Walkthrough&) const = default;
};

} // namespace downhill::lesson
