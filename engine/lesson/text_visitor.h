#pragma once

#include <QString>

#include <functional>

namespace downhill::lesson {

enum class TextKind {
    Words,    ///< without Markdown
    Markdown, ///< with $…$ and $$…$$ TeX
    Code,     ///< of a program; its comments may be translated
    Lines,    ///< several texts, one a line
    Typed,    ///< words that are compared with what a student types
};

/// Is shown each text under its key, and may change it.
using TextVisitor = std::function<void(const QString& key, TextKind kind, QString& text)>;

} // namespace downhill::lesson
