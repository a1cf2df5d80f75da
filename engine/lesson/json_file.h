#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/object_reader.h"

namespace downhill::lesson {

/// Reads and parses a file of at most `greatestSize` bytes. Null where `findings` says why.
std::unique_ptr<JsonDocument> readJsonFile(const QString& path, qint64 greatestSize, Diagnostics& findings);

/// `folder`/`name`, or nothing and a finding where it must not be opened.
std::optional<QString> documentIn(const QString& folder, const QString& name, Diagnostics& findings);

/// Whether `format` is the one that we read; reports anything else, of which no more can be judged.
bool expectFormat(ObjectReader& object, Findings& findings);

} // namespace downhill::lesson
