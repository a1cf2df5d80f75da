#include "lesson/diagnostic.h"

#include <algorithm>

namespace downhill::lesson {

bool hasErrors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& each) { return severityOf(each.rule) == Severity::Error; });
}

} // namespace downhill::lesson
