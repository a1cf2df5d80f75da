#pragma once

#include "markup/document.h"
#include "markup/page.h"

#include <QString>

class QTextCursor;

namespace downhill::markup {

/// The page in words alone, for screen readers and for search: formulas as TeX between dollars, tables as
/// rows with tabs between their cells, an empty line between blocks.
QString plainText(const Page& page, const Wording& wording = {});

/// What is selected in a document of layOut(), as text to copy: formulas as TeX, list items with their
/// numbers, and none of the characters that only hold a place. For a text view's
/// createMimeDataFromSelection().
QString selectedText(const QTextCursor& selection);

} // namespace downhill::markup
