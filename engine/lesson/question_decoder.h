#pragma once

#include "lesson/findings.h"
#include "lesson/json_document.h"
#include "lesson/lesson.h"
#include "lesson/text_decoder.h"

#include <QSet>

namespace downhill::lesson {

/// Decodes the questions of one lesson, no two of which have the same id.
class QuestionDecoder {
public:
    QuestionDecoder(TextDecoder& texts, Findings& findings) : texts_(texts), findings_(findings) {}

    /// A question of `step`, whose experiment is known by now; `isSound` says whether it is of use.
    /// What is returned is of use only when nothing was added to the findings.
    Question decode(const JsonValue& value, const Step& step, bool isSound);

private:
    TextDecoder& texts_;
    Findings& findings_;
    QSet<QString> ids_{};
};

} // namespace downhill::lesson
