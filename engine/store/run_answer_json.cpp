#include "store/run_answer_json.h"

#include "lesson/expectation_words.h"
#include "lesson/experiment_words.h"
#include "store/number_json.h"

#include <QJsonArray>

#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

using lesson::Word;
using training::StopReason;
namespace words = lesson::words;

constexpr double kGreatestWhole = 9007199254740992.0; // 2^53, up to which doubles have every whole number

/// What a word stands for.
template <class T>
std::optional<T> valueOf(std::span<const Word<T>> known, const QString& text) {
    for (const Word<T>& word : known) {
        if (word.text == text)
            return word.value;
    }
    return std::nullopt;
}

std::optional<std::int64_t> wholeFromJson(const QJsonValue& value) {
    const double number = value.toDouble(-1);
    if (number < 0 || number > kGreatestWhole || number != std::floor(number))
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

/// A run that the student left has no word in lessons.
QString reasonWord(StopReason reason) {
    const QString word = lesson::wordFor<StopReason>(words::kReasons, reason);
    return word.isEmpty() ? u"stopped"_s : word;
}

std::optional<StopReason> reasonFromJson(const QJsonValue& value) {
    if (value == u"stopped"_s)
        return StopReason::Stopped;
    return valueOf<StopReason>(words::kReasons, value.toString());
}

QJsonObject figureToJson(const lesson::MeasuredFigure& figure) {
    QJsonObject object{{u"figure"_s, lesson::wordFor<lesson::Figure>(words::kFigures, figure.measure.figure)},
                       {u"value"_s, numberToJson(figure.value)}};
    if (figure.measure.when != lesson::Moment::End)
        object.insert(u"when"_s, lesson::wordFor<lesson::Moment>(words::kMoments, figure.measure.when));
    if (figure.measure.index)
        object.insert(u"index"_s, static_cast<double>(*figure.measure.index));
    return object;
}

std::optional<lesson::MeasuredFigure> figureFromJson(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    const auto figure = valueOf<lesson::Figure>(words::kFigures, object.value(u"figure"_s).toString());
    const auto when = valueOf<lesson::Moment>(words::kMoments, object.value(u"when"_s).toString(u"end"_s));
    const auto number = numberFromJson(object.value(u"value"_s));
    if (!figure || !when || !number)
        return std::nullopt;
    lesson::MeasuredFigure result{.measure = {.figure = *figure, .when = *when}, .value = *number};
    if (const QJsonValue index = object.value(u"index"_s); !index.isUndefined()) {
        const auto place = wholeFromJson(index);
        if (!place)
            return std::nullopt;
        result.measure.index = static_cast<std::size_t>(*place);
    }
    return result;
}

/// The knobs in the order of the enumeration, as Settings wants them.
bool knobsFromJson(const QJsonValue& value, lesson::Settings& settings) {
    const QJsonObject object = value.toObject();
    for (const Word<lesson::Knob>& word : words::kKnobs) {
        const QJsonValue found = object.value(word.text);
        if (found.isUndefined() || word.value == lesson::Knob::Parameter)
            continue;
        const auto number = numberFromJson(found);
        if (!number)
            return false;
        settings.knobs.push_back({word.value, *number});
    }
    return settings.knobs.size() == static_cast<std::size_t>(object.size());
}

bool parametersFromJson(const QJsonValue& value, lesson::Settings& settings) {
    const QJsonArray array = value.toArray();
    for (const QJsonValue& each : array) {
        const auto number = numberFromJson(each);
        if (!number)
            return false;
        settings.parameters.push_back(*number);
    }
    return true;
}

} // namespace

QJsonObject runToJson(const lesson::RunAnswer& run) {
    QJsonObject knobs;
    for (const lesson::KnobSetting& each : run.at.knobs)
        knobs.insert(lesson::wordFor<lesson::Knob>(words::kKnobs, each.knob), numberToJson(each.value));
    QJsonArray parameters;
    for (const double parameter : run.at.parameters)
        parameters.append(numberToJson(parameter));
    QJsonArray figures;
    for (const lesson::MeasuredFigure& figure : run.figures)
        figures.append(figureToJson(figure));
    return {{u"id"_s, run.run},
            {u"knobs"_s, knobs},
            {u"parameters"_s, parameters},
            {u"reason"_s, reasonWord(run.end.reason)},
            {u"steps"_s, static_cast<double>(run.end.steps)},
            {u"figures"_s, figures}};
}

std::optional<lesson::RunAnswer> runFromJson(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    const auto steps = wholeFromJson(object.value(u"steps"_s));
    if (!object.value(u"id"_s).isString() || !steps)
        return std::nullopt;
    lesson::RunAnswer run{.run = object.value(u"id"_s).toString()};
    run.end.steps = *steps;
    const auto reason = reasonFromJson(object.value(u"reason"_s));
    if (!reason)
        return std::nullopt;
    run.end.reason = *reason;
    if (!knobsFromJson(object.value(u"knobs"_s), run.at) ||
        !parametersFromJson(object.value(u"parameters"_s), run.at))
        return std::nullopt;
    const QJsonArray figures = object.value(u"figures"_s).toArray();
    for (const QJsonValue& each : figures) {
        const auto figure = figureFromJson(each);
        if (!figure)
            return std::nullopt;
        run.figures.push_back(*figure);
    }
    return run;
}

} // namespace downhill::store
