#pragma once

#include <QString>

namespace downhill::app {

/// `code` as a Markdown code block, with a fence that nothing in it can close.
QString codeFence(const QString& code, const QString& language);

/// `text` as code within a line of Markdown: nothing in it means anything there.
QString inlineCode(const QString& text);

} // namespace downhill::app
