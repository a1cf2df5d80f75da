#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QString>

namespace downhill::markup {

/// The colours and fonts a document is painted with; the application fills it from its theme.
struct Palette {
    QColor text{};
    QColor muted{};
    QColor link{};
    QColor inlineCode{}; ///< behind `code` in a line
    QColor codeBackground{};
    QColor codeBorder{};
    QColor tableHeader{};
    QColor tableBorder{};
    QColor error{};
    QColor errorBackground{};
    QColor noteBackground{}, noteBar{};
    QColor tipBackground{}, tipBar{};
    QColor warningBackground{}, warningBar{};
    QHash<QString, QColor> syntax{}; ///< by Prism's token type: "keyword", "string", "comment", "number", …
    QFont body{};                    ///< with its pixel size
    QFont code{};
};

} // namespace downhill::markup
