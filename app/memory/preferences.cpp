#include "memory/preferences.h"

#include "store/settings_store.h"

namespace downhill::app {

Preferences::Preferences(StoreThread& store, QObject* parent) : QObject(parent), store_(store) {}

void Preferences::load() {
    using Both = std::array<Texts, 2>;
    kept_ = false;
    store_.post<Both>(
        this,
        [this](const store::Result<Both>& both) {
            texts_ = both.value_or(Both{});
            kept_ = both.has_value();
            Q_EMIT loaded();
        },
        [](StoreThread::Open& open) -> store::Result<Both> {
            store::SettingsStore settings(*open.database);
            const auto own = settings.all(open.profile);
            const auto common = settings.all({});
            if (!own || !common)
                return tl::unexpected(own ? common.error() : own.error());
            return Both{*own, *common};
        });
}

QString Preferences::text(Of of, QStringView name, const QString& otherwise) const {
    return texts(of).value(name.toString(), otherwise);
}

double Preferences::number(Of of, QStringView name, double otherwise) const {
    bool isNumber = false;
    const double value = text(of, name).toDouble(&isNumber);
    return isNumber ? value : otherwise;
}

bool Preferences::truth(Of of, QStringView name, bool otherwise) const {
    const QString value = text(of, name);
    return value.isEmpty() ? otherwise : value == QStringLiteral("true");
}

void Preferences::set(Of of, QStringView name, const QString& value) {
    const auto known = texts(of).constFind(name.toString());
    if (known != texts(of).cend() && *known == value)
        return;
    texts(of).insert(name.toString(), value);
    if (!kept_)
        return;
    store_.post<void>(nullptr, {}, [of, name = name.toString(), value](StoreThread::Open& open) {
        return store::SettingsStore(*open.database)
            .set(of == Of::Student ? open.profile : QUuid(), name, value);
    });
}

void Preferences::set(Of of, QStringView name, double value) {
    set(of, name, QString::number(value));
}

void Preferences::set(Of of, QStringView name, bool value) {
    set(of, name, value ? QStringLiteral("true") : QStringLiteral("false"));
}

} // namespace downhill::app
