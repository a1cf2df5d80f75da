#include "lesson/variant.h"

#include "lesson/question_texts.h"
#include "lesson/repeated_texts.h"
#include "lesson/split_mix.h"
#include "lesson/text_expression.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace downhill::lesson {

namespace {

constexpr int kTries = 100;    // of draws that do not fit, and of seeds that draw the same
constexpr double kHair = 1e-9; // of a step, for what rounding leaves

/// Puts numbers into a question.
class Drawer {
public:
    explicit Drawer(const Question& question) : question_(question), names_(question.parameters) {}

    /// The question with these numbers, and whether they fit.
    std::pair<Question, bool> draw(const std::vector<double>& values) {
        Question result = question_;
        result.parameters.clear();
        bool fits = true;
        visitTexts(result, [&](const QString&, TextKind kind, QString& text) {
            fits = replaceExpressions(text, kind, values) && fits;
        });
        for (NumberTarget* target : targetsOf(result))
            fits = compute(*target, values) && fits;
        fits = fits && !repeatedText(result);
        return {std::move(result), fits};
    }

private:
    /// Each expression is compiled once; none where it cannot be.
    const std::optional<training::Expression>& compiled(const QString& text) {
        auto known = compiled_.find(text);
        if (known == compiled_.end()) {
            auto expression = names_.compile(text);
            known = compiled_.insert(text, expression ? std::optional(*std::move(expression)) : std::nullopt);
        }
        return *known;
    }

    double valueOf(const QString& text, const std::vector<double>& values) {
        const auto& expression = compiled(text);
        return expression ? expression->evaluate(values) : std::numeric_limits<double>::quiet_NaN();
    }

    bool replaceExpressions(QString& text, TextKind kind, const std::vector<double>& values) {
        const std::vector<TextExpression> expressions = expressionsIn(text);
        if (expressions.empty())
            return true;
        QString result;
        qsizetype end = 0;
        bool fits = true;
        for (const TextExpression& expression : expressions) {
            const double value = valueOf(expression.text, values);
            result += QStringView(text).mid(end, expression.begin - end);
            const bool isRead =
                kind == TextKind::Words || (kind == TextKind::Markdown && isProse(text, expression.begin));
            if (std::isfinite(value))
                result += isRead ? drawnProseText(value) : drawnNumberText(value);
            else
                result += QStringView(text).mid(expression.begin, expression.end - expression.begin);
            fits = fits && std::isfinite(value);
            end = expression.end;
        }
        result += QStringView(text).mid(end);
        text = result;
        return fits;
    }

    bool compute(NumberTarget& target, const std::vector<double>& values) {
        if (target.expression.isEmpty())
            return true;
        target.value = valueOf(target.expression, values);
        target.expression.clear();
        return std::isfinite(target.value);
    }

    static std::vector<NumberTarget*> targetsOf(Question& question) {
        std::vector<NumberTarget*> targets;
        if (auto* number = std::get_if<NumberQuestion>(&question.body))
            targets.push_back(&number->answer);
        if (auto* cloze = std::get_if<ClozeQuestion>(&question.body)) {
            for (Gap& gap : cloze->gaps) {
                if (auto* number = std::get_if<NumberGap>(&gap.body))
                    targets.push_back(&number->answer);
            }
        }
        return targets;
    }

    const Question& question_;
    VariableNames names_;
    QHash<QString, std::optional<training::Expression>> compiled_{};
};

std::vector<double> valuesFrom(const Question& question, SplitMix& random) {
    std::vector<double> values;
    for (const Parameter& parameter : question.parameters)
        values.push_back(valueAt(parameter, static_cast<std::size_t>(random.below(valueCount(parameter)))));
    return values;
}

struct Variant {
    std::vector<double> values{};
    Question question{};
};

Variant variantOf(const Question& question, std::uint64_t seed) {
    SplitMix random(seed);
    Drawer drawer(question);
    for (int i = 1;; ++i) {
        std::vector<double> values = valuesFrom(question, random);
        auto [result, fits] = drawer.draw(values);
        if (fits || i == kTries)
            return {std::move(values), std::move(result)};
    }
}

} // namespace

std::size_t valueCount(const Parameter& parameter) {
    if (!parameter.oneOf.empty())
        return parameter.oneOf.size();
    const double steps = (parameter.greatest - parameter.least) / parameter.step;
    return steps > 0 ? static_cast<std::size_t>(steps + kHair) + 1 : 1;
}

double valueAt(const Parameter& parameter, std::size_t number) {
    if (!parameter.oneOf.empty())
        return parameter.oneOf[std::min(number, parameter.oneOf.size() - 1)];
    // By way of its decimals: 3 · 0.1 is 0.3, as on paper.
    const double value = parameter.least + static_cast<double>(number) * parameter.step;
    return QString::number(value, 'g', 12).toDouble();
}

std::vector<double> drawnValues(const Question& question, std::uint64_t seed) {
    return question.parameters.empty() ? std::vector<double>() : variantOf(question, seed).values;
}

Question drawn(const Question& question, std::uint64_t seed) {
    return question.parameters.empty() ? question : variantOf(question, seed).question;
}

Question drawnWith(const Question& question, const std::vector<double>& values) {
    return Drawer(question).draw(values).first;
}

std::uint64_t nextSeed(const Question& question, std::uint64_t seed) {
    const std::vector<double> values = drawnValues(question, seed);
    for (std::uint64_t step = 1; step < kTries; ++step) {
        if (drawnValues(question, seed + step) != values)
            return seed + step;
    }
    return seed + 1;
}

} // namespace downhill::lesson
