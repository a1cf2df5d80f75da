#pragma once

#include "lesson/parameter.h"
#include "training/expression.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

/// Expressions in the texts of questions.
namespace downhill::lesson {

/// An {{expression}} within a text.
struct TextExpression {
    QString text{};      ///< between the braces
    qsizetype begin = 0; ///< of the opening braces
    qsizetype end = 0;   ///< behind the closing ones
    bool operator==(const TextExpression&) const = default;
};

/// Those of a text, in their order. Braces within one, and one that goes over the end of a line, make it
/// plain text.
std::vector<TextExpression> expressionsIn(const QString& text);

/// A number as it is written into a text: with at most six significant digits; below 10⁹ those before the
/// point are all written.
QString drawnNumberText(double number);

/// The same for readers, with a true minus sign.
QString drawnProseText(double number);

/// Whether a place in a Markdown text stands in its prose, rather than in a formula or in code.
bool isProse(const QString& markdown, qsizetype place);

/// The names of parameters, which expressions may use.
class VariableNames {
public:
    explicit VariableNames(const std::vector<Parameter>& parameters);

    training::Result<training::Expression> compile(const QString& expression) const;

private:
    std::vector<std::string> names_;
};

} // namespace downhill::lesson
