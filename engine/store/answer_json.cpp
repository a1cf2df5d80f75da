#include "store/answer_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

QJsonValue numberToJson(double number) {
    if (std::isnan(number))
        return u"nan"_s;
    if (std::isinf(number))
        return number > 0 ? u"inf"_s : u"-inf"_s;
    return number;
}

std::optional<lesson::Answer> numberFromJson(const QJsonValue& value) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (value.isDouble())
        return value.toDouble();
    if (value == u"inf"_s)
        return kInfinity;
    if (value == u"-inf"_s)
        return -kInfinity;
    if (value == u"nan"_s)
        return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

struct ToJson {
    QJsonObject operator()(const lesson::ChosenIds& chosen) const {
        return {{u"choices"_s, QJsonArray::fromStringList(chosen.ids)}};
    }
    QJsonObject operator()(bool truth) const { return {{u"truth"_s, truth}}; }
    QJsonObject operator()(double number) const { return {{u"number"_s, numberToJson(number)}}; }
};

} // namespace

QString answerToJson(const lesson::Answer& answer) {
    return QString::fromUtf8(QJsonDocument(std::visit(ToJson{}, answer)).toJson(QJsonDocument::Compact));
}

std::optional<lesson::Answer> answerFromJson(const QString& json) {
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    if (const QJsonValue truth = object.value(u"truth"_s); truth.isBool())
        return truth.toBool();
    if (const QJsonValue number = object.value(u"number"_s); !number.isUndefined())
        return numberFromJson(number);
    const QJsonValue choices = object.value(u"choices"_s);
    if (!choices.isArray())
        return std::nullopt;
    lesson::ChosenIds chosen;
    const QJsonArray ids = choices.toArray();
    for (const QJsonValue& id : ids) {
        if (!id.isString())
            return std::nullopt;
        chosen.ids.append(id.toString());
    }
    return chosen;
}

} // namespace downhill::store
