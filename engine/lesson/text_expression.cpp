#include "lesson/text_expression.h"

#include <QRegularExpression>

#include <cmath>

namespace downhill::lesson {

namespace {

constexpr double kGreatestWhole = 1e9;
constexpr double kLeastRounded = 1e5; // six digits before the point
constexpr int kDigits = 6;

} // namespace

std::vector<TextExpression> expressionsIn(const QString& text) {
    static const QRegularExpression braces(QStringLiteral("\\{\\{([^{}\\n]*)\\}\\}"));
    std::vector<TextExpression> expressions;
    for (auto match = braces.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        expressions.push_back({found.captured(1), found.capturedStart(), found.capturedEnd()});
    }
    return expressions;
}

QString drawnNumberText(double number) {
    const double size = std::abs(number);
    if (size < kGreatestWhole && (size >= kLeastRounded || number == std::trunc(number)))
        return QString::number(static_cast<qint64>(std::round(number))); // 0 whatever its sign
    return QString::number(number, 'g', kDigits);
}

VariableNames::VariableNames(const std::vector<Parameter>& parameters) {
    names_.reserve(parameters.size());
    for (const Parameter& parameter : parameters)
        names_.push_back(parameter.name.toStdString());
}

training::Result<training::Expression> VariableNames::compile(const QString& expression) const {
    const std::vector<std::string_view> views(names_.begin(), names_.end());
    return training::Expression::compile(expression.toStdString(), views, {});
}

} // namespace downhill::lesson
