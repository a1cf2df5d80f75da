#include "text/tab_choices.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace downhill::app {

int TabChoices::chosen(const QStringList& titles) const {
    return chosen_.value(titles, 0);
}

void TabChoices::choose(const QStringList& titles, int index) {
    if (index < 0 || index >= titles.size() || index == chosen(titles))
        return;
    chosen_.insert(titles, index);
    Q_EMIT changed();
}

QString TabChoices::saved() const {
    QList<QStringList> known = chosen_.keys();
    std::ranges::sort(known);
    QJsonArray all;
    for (const QStringList& titles : known)
        all.append(QJsonObject{{QStringLiteral("tabs"), QJsonArray::fromStringList(titles)},
                               {QStringLiteral("chosen"), titles.at(chosen_.value(titles))}});
    return QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void TabChoices::restore(const QString& saved) {
    QHash<QStringList, int> chosen;
    for (const QJsonValue& each : QJsonDocument::fromJson(saved.toUtf8()).array()) {
        QStringList titles;
        for (const QJsonValue& title : each[QStringLiteral("tabs")].toArray())
            titles.append(title.toString());
        const auto index = titles.indexOf(each[QStringLiteral("chosen")].toString());
        if (index >= 0)
            chosen.insert(titles, static_cast<int>(index));
    }
    if (chosen == chosen_)
        return;
    chosen_ = chosen;
    Q_EMIT changed();
}

} // namespace downhill::app
