#pragma once

#include "messages/messages.h"

namespace downhill::app {

/// The sentences for what authors write rather than how they write it: texts, questions, claims, courses and
/// translations. Empty for a rule of the others.
Message describeContent(const lesson::Diagnostic& diagnostic);

} // namespace downhill::app
