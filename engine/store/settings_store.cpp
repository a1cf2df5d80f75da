#include "store/settings_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

/// A statement on one setting, with its name bound behind the profile where there is one.
Statement about(Database& database, const QUuid& profile, const QString& own, const QString& common,
                const QString& name) {
    Statement statement(database.connection(), profile.isNull() ? common : own);
    if (!profile.isNull())
        statement.bind(profile);
    statement.bind(name);
    return statement;
}

} // namespace

Result<std::optional<QString>> SettingsStore::value(const QUuid& profile, const QString& name) {
    return about(database_, profile, u"SELECT value FROM profile_settings WHERE profile = ? AND name = ?"_s,
                 u"SELECT value FROM settings WHERE name = ?"_s, name)
        .row([](const Statement& row) { return row.text(0); });
}

Result<QHash<QString, QString>> SettingsStore::all(const QUuid& profile) {
    Statement statement(database_.connection(),
                        profile.isNull() ? u"SELECT name, value FROM settings"_s
                                         : u"SELECT name, value FROM profile_settings WHERE profile = ?"_s);
    if (!profile.isNull())
        statement.bind(profile);
    QHash<QString, QString> values;
    while (statement.next())
        values.insert(statement.text(0), statement.text(1));
    if (statement.failure())
        return tl::unexpected(*statement.failure());
    return values;
}

Result<void> SettingsStore::set(const QUuid& profile, const QString& name, const QString& value) {
    return about(database_, profile,
                 u"INSERT INTO profile_settings (profile, name, value) VALUES (?, ?, ?)"
                 " ON CONFLICT (profile, name) DO UPDATE SET value = excluded.value"_s,
                 u"INSERT INTO settings (name, value) VALUES (?, ?)"
                 " ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                 name)
        .bind(value)
        .run();
}

Result<bool> SettingsStore::remove(const QUuid& profile, const QString& name) {
    return about(database_, profile, u"DELETE FROM profile_settings WHERE profile = ? AND name = ?"_s,
                 u"DELETE FROM settings WHERE name = ?"_s, name)
        .change();
}

} // namespace downhill::store
