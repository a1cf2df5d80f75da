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

QString drawnProseText(double number) {
    QString text = drawnNumberText(number);
    if (text.startsWith(u'-') && !text.contains(u'e'))
        text.front() = QChar(0x2212);
    return text;
}

bool isProse(const QString& markdown, qsizetype place) {
    const QStringView before = QStringView(markdown).left(place);
    QChar within; // the sign that ends what was begun; none in prose
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QChar c = before[i];
        if (c == u'\\' && within != u'`')
            ++i; // what follows is no sign
        else if ((c == u'$' || c == u'`') && (within.isNull() || within == c)) {
            within = within.isNull() ? c : QChar();
            while (i + 1 < before.size() && before[i + 1] == c)
                ++i; // $$ and ``` are one sign
        }
    }
    return within.isNull();
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
