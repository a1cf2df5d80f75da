#pragma once

#include <QByteArray>

#include <optional>

namespace downhill::lesson {

/// Offset of the first byte that does not belong to well-formed UTF-8 (Unicode, table 3-7), or none.
std::optional<qsizetype> firstInvalidUtf8(const QByteArray& text);

} // namespace downhill::lesson
