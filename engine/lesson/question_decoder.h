#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/lesson.h"

#include <QSet>

namespace downhill::lesson {

/// Decodes one question. `ids` are those of the lesson's questions so far; this one's is added.
/// What is returned is of use only when nothing was added to `findings`.
Question decodeQuestion(const JsonValue& value, QSet<QString>& ids, Findings& findings);

} // namespace downhill::lesson
