#pragma once

#include "lesson/json_document.h"

namespace downhill::lesson {

/// Where decoders put what is wrong. Keeps at most json_limits::kFindings, so that a hostile file cannot fill
/// memory.
class Findings {
public:
    explicit Findings(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    std::size_t count() const { return diagnostics_.size(); }
    bool full() const { return count() >= json_limits::kFindings; }

    void add(const JsonValue& at, Rule rule, QStringList arguments = {}) {
        if (!full())
            diagnostics_.push_back(at.finding(rule, std::move(arguments)));
    }
    void addAtKey(const JsonValue& at, Rule rule, QStringList arguments = {}) {
        if (!full())
            diagnostics_.push_back(at.findingAtKey(rule, std::move(arguments)));
    }
    void add(Diagnostic diagnostic) {
        if (!full())
            diagnostics_.push_back(std::move(diagnostic));
    }

private:
    Diagnostics& diagnostics_;
};

/// Puts findings in the order in which they stand in their files.
void sortByPlace(Diagnostics& diagnostics);

} // namespace downhill::lesson
