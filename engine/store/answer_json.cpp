#include "store/answer_json.h"

#include "store/number_json.h"
#include "store/run_answer_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

struct ToJson {
    QJsonObject operator()(const lesson::ChosenIds& chosen) const {
        return {{u"choices"_s, QJsonArray::fromStringList(chosen.ids)}};
    }
    QJsonObject operator()(bool truth) const { return {{u"truth"_s, truth}}; }
    QJsonObject operator()(double number) const { return {{u"number"_s, numberToJson(number)}}; }
    QJsonObject operator()(const QString& text) const { return {{u"text"_s, text}}; }
    QJsonObject operator()(const lesson::OrderedIds& order) const {
        return {{u"order"_s, QJsonArray::fromStringList(order.ids)}};
    }
    QJsonObject operator()(const lesson::Matches& matches) const {
        QJsonObject rights;
        for (const auto& [left, right] : matches.rights)
            rights.insert(left, right);
        return {{u"matches"_s, rights}};
    }
    QJsonObject operator()(const lesson::GapFillings& fillings) const {
        QJsonObject gaps;
        for (const auto& [gap, filling] : fillings.gaps)
            gaps.insert(gap, std::visit(*this, filling));
        return {{u"gaps"_s, gaps}};
    }
    QJsonObject operator()(const lesson::RunAnswer& run) const { return {{u"run"_s, runToJson(run)}}; }
};

std::optional<QStringList> idsFromJson(const QJsonValue& value) {
    if (!value.isArray())
        return std::nullopt;
    QStringList ids;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& id : array) {
        if (!id.isString())
            return std::nullopt;
        ids.append(id.toString());
    }
    return ids;
}

std::optional<lesson::Answer> matchesFromJson(const QJsonValue& value) {
    if (!value.isObject())
        return std::nullopt;
    lesson::Matches matches;
    const QJsonObject rights = value.toObject();
    for (auto each = rights.begin(); each != rights.end(); ++each) {
        if (!each->isString())
            return std::nullopt;
        matches.rights[each.key()] = each->toString();
    }
    return matches;
}

std::optional<lesson::GapFilling> fillingFromJson(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    if (object.size() != 1)
        return std::nullopt;
    if (const QJsonValue text = object.value(u"text"_s); text.isString())
        return text.toString();
    return numberFromJson(object.value(u"number"_s));
}

std::optional<lesson::Answer> gapsFromJson(const QJsonValue& value) {
    if (!value.isObject())
        return std::nullopt;
    lesson::GapFillings fillings;
    const QJsonObject gaps = value.toObject();
    for (auto each = gaps.begin(); each != gaps.end(); ++each) {
        const auto filling = fillingFromJson(*each);
        if (!filling)
            return std::nullopt;
        fillings.gaps[each.key()] = *filling;
    }
    return fillings;
}

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
    if (const QJsonValue matches = object.value(u"matches"_s); !matches.isUndefined())
        return matchesFromJson(matches);
    if (const QJsonValue gaps = object.value(u"gaps"_s); !gaps.isUndefined())
        return gapsFromJson(gaps);
    if (const QJsonValue run = object.value(u"run"_s); !run.isUndefined())
        return runFromJson(run);
    if (const auto order = idsFromJson(object.value(u"order"_s)))
        return lesson::OrderedIds{*order};
    if (const auto choices = idsFromJson(object.value(u"choices"_s)))
        return lesson::ChosenIds{*choices};
    return std::nullopt;
}

} // namespace downhill::store
