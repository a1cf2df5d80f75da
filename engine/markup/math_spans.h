#pragma once

#include "markup/page.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace downhill::markup {

/// From here on a text and its source run in step.
struct Stretch {
    qsizetype text = 0;
    qsizetype source = 0;
};

/// Markdown whose formulas have been taken out before a Markdown parser sees it, each replaced by one
/// character of a private-use plane. So nothing inside TeX is taken for Markdown: not the bars of a table,
/// nor `_`, `\\` or `=` lines.
///
/// $…$ is a formula when no space follows the first dollar or precedes the last, and no digit follows the
/// last: "$5 and $10" stays text. It ends at the first such dollar outside braces. $$…$$ may span lines.
/// Neither goes past an empty line, the start of a code block, or into `code`; \$ is a dollar.
struct MathSpans {
    QString text{}; ///< the Markdown with a stand-in for each formula
    std::vector<PlacedFormula> formulas{};
    std::vector<QString> sources{};   ///< each formula as it was written, with its dollars
    QString source{};                 ///< the Markdown that they were taken out of; its lines end in '\n'
    std::vector<Stretch> stretches{}; ///< the first begins at 0, the others behind each formula
    std::vector<Finding> findings{};
};

MathSpans takeOutFormulas(const QString& markdown);

/// The formula that the character with this code stands for, if it stands for one.
std::optional<int> formulaOf(char32_t code);

/// `text` with each stand-in replaced by what was written there.
QString restored(const QString& text, const MathSpans& spans);

} // namespace downhill::markup
