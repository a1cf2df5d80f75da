#pragma once

#include "markup/page.h"

namespace downhill::markup {

/// Reads Markdown (CommonMark with tables and strikethrough, $…$ and $$…$$, callouts; HTML is text) to a page
/// whose formulas are not typeset and whose code is not highlighted yet. Bounded: of more than 256 Ki
/// characters the rest is left out, and what is nested more than 12 deep is shown flat.
Page readMarkdown(const QString& markdown);

} // namespace downhill::markup
