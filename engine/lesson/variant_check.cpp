#include "lesson/variant_check.h"

#include "lesson/error_words.h"
#include "lesson/object_reader.h"
#include "lesson/repeated_texts.h"
#include "lesson/split_mix.h"
#include "lesson/text_expression.h"
#include "lesson/variant.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <optional>

namespace downhill::lesson {

namespace {

constexpr std::size_t kExhaustive = 256; // values of all parameters together that are all tried
constexpr int kDraws = 200;
constexpr std::size_t kDrawnQuestions = 20;

using Values = std::vector<double>;

/// An expression as it stands in the file.
struct Place {
    JsonValue value;
    QString text;
};

/// All expressions of a question: in its strings, and where a number is asked for.
std::vector<Place> placesOf(const JsonValue& question) {
    std::vector<Place> places;
    std::vector<JsonValue> open{question};
    while (!open.empty()) {
        const JsonValue value = open.back();
        open.pop_back();
        const QString key = value.key();
        if (key.startsWith(u'$') || key == u"parameters")
            continue;
        if (value.type() != JsonType::String) {
            for (const JsonValue child : value.children())
                open.push_back(child);
        } else if (key == u"answer") {
            places.push_back({value, value.string()});
        } else {
            for (const TextExpression& expression : expressionsIn(value.string()))
                places.push_back({value, expression.text});
        }
    }
    return places;
}

/// A text with gaps may stand in a file of its own.
void addFile(const JsonValue& value, const Question& question, std::vector<Place>& places) {
    const auto* cloze = std::get_if<ClozeQuestion>(&question.body);
    const auto text = value.member(u"text");
    if (!cloze || !text || text->type() != JsonType::Object)
        return;
    for (const TextExpression& expression : expressionsIn(cloze->text))
        places.push_back({*text, expression.text});
}

/// All values there are, or the corners and some draws.
std::vector<Values> samplesOf(const std::vector<Parameter>& parameters) {
    std::size_t all = 1;
    for (const Parameter& parameter : parameters)
        all = std::min(all * valueCount(parameter), kExhaustive + 1);
    const bool exhaustive = all <= kExhaustive;
    std::vector<Values> samples{{}};
    for (const Parameter& parameter : parameters) {
        const std::size_t count = valueCount(parameter);
        const std::size_t stride = exhaustive ? 1 : std::max<std::size_t>(count - 1, 1);
        std::vector<Values> longer;
        for (const Values& sample : samples) {
            for (std::size_t i = 0; i < count; i += stride) {
                longer.push_back(sample);
                longer.back().push_back(valueAt(parameter, i));
            }
        }
        samples = std::move(longer);
    }
    SplitMix random(1);
    for (int i = 0; i < kDraws && !exhaustive; ++i) {
        Values& sample = samples.emplace_back();
        for (const Parameter& parameter : parameters)
            sample.push_back(
                valueAt(parameter, static_cast<std::size_t>(random.below(valueCount(parameter)))));
    }
    return samples;
}

QString wordsOf(const std::vector<Parameter>& parameters, const Values& values) {
    QStringList words;
    for (std::size_t i = 0; i < values.size(); ++i)
        words.append(parameters[i].name + QStringLiteral(" = ") + numberText(values[i]));
    return shortened(words.join(QStringLiteral(", ")));
}

class VariantCheck {
public:
    VariantCheck(const Question& question, Findings& findings)
        : question_(question), findings_(findings), names_(question.parameters),
          samples_(samplesOf(question.parameters)), used_(question.parameters.size()) {}

    void check(const JsonValue& value) {
        const std::size_t before = findings_.count();
        std::vector<Place> places = placesOf(value);
        addFile(value, question_, places);
        for (const Place& place : places) {
            if (const auto fault = faultOf(place.text))
                findings_.add(place.value, fault->rule, fault->arguments);
        }
        if (findings_.count() != before)
            return;
        const JsonValue parameters = *value.member(u"parameters");
        for (std::size_t i = 0; i < used_.size(); ++i) {
            const QString& name = question_.parameters[i].name;
            if (!used_[i])
                findings_.addAtKey(*parameters.member(name), Rule::UnusedParameter, {name});
        }
        checkLooks(value);
    }

private:
    struct Fault {
        Rule rule{};
        QStringList arguments{};
    };

    /// Each expression is judged once.
    const std::optional<Fault>& faultOf(const QString& text) {
        auto known = faults_.find(text);
        if (known == faults_.end())
            known = faults_.insert(text, judge(text));
        return *known;
    }

    std::optional<Fault> judge(const QString& text) {
        const auto expression = names_.compile(text);
        if (!expression) {
            const training::Error& error = expression.error();
            return Fault{Rule::BadExpression,
                         {shortened(text), QString::number(error.column), errorCodeWord(error.code),
                          shortened(QString::fromStdString(error.detail))}};
        }
        for (std::size_t i = 0; i < used_.size(); ++i)
            used_[i] = used_[i] || expression->uses(i);
        const auto broken = std::find_if(samples_.begin(), samples_.end(), [&](const Values& values) {
            return !std::isfinite(expression->evaluate(values));
        });
        if (broken == samples_.end())
            return std::nullopt;
        return Fault{Rule::NotANumber, {shortened(text), wordsOf(question_.parameters, *broken)}};
    }

    /// A draw in which two choices look alike is passed over; some must be left.
    void checkLooks(const JsonValue& value) {
        std::optional<QString> first;
        const std::size_t step = std::max<std::size_t>(samples_.size() / kDrawnQuestions, 1);
        for (std::size_t i = 0; i < samples_.size(); i += step) {
            const auto repeated = repeatedText(drawnWith(question_, samples_[i]));
            if (!repeated)
                return;
            first = first ? first : repeated;
        }
        if (first)
            findings_.add(value, Rule::RepeatedText, {shortened(*first)});
    }

    const Question& question_;
    Findings& findings_;
    VariableNames names_;
    std::vector<Values> samples_;
    std::vector<bool> used_;
    QHash<QString, std::optional<Fault>> faults_{};
};

} // namespace

void checkVariants(const JsonValue& value, const Question& question, Findings& findings) {
    VariantCheck(question, findings).check(value);
}

} // namespace downhill::lesson
