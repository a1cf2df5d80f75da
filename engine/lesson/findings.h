#pragma once

#include "lesson/json_document.h"
#include "lesson/text_source.h"

namespace downhill::lesson {

/// Where decoders put what they find in a file: what is wrong, and which texts stand where. Keeps at most
/// json_limits::kFindings faults, so that a hostile file cannot fill memory.
class Findings {
public:
    /// Texts are kept only where `texts` is given.
    explicit Findings(Diagnostics& diagnostics, TextSources* texts = nullptr)
        : diagnostics_(diagnostics), texts_(texts) {}

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

    /// Keeps a text that the string `at` holds; of a program, `at` is the name of its `language`.
    void addText(const JsonValue& at, const QString& text, const QString& language = {});
    void addText(TextSource text);
    std::size_t textCount() const { return texts_ ? texts_->size() : 0; }
    /// Says of all texts from the one with the number `first` that their {{…}} are drawn.
    void markDrawn(std::size_t first);

private:
    Diagnostics& diagnostics_;
    TextSources* texts_;
};

/// The place of a value, as that of a text without its words.
TextSource sourceAt(const JsonValue& value);

/// Puts findings in the order in which they stand in their files.
void sortByPlace(Diagnostics& diagnostics);

} // namespace downhill::lesson
