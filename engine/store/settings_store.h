#pragma once

#include "store/error.h"

#include <QHash>
#include <QString>
#include <QUuid>

#include <optional>

namespace downhill::store {

class Database;

/// What was chosen: texts by name, for one profile or for all of them (a null `profile`). A profile's own
/// value does not show through from the common one.
class SettingsStore {
public:
    explicit SettingsStore(Database& database) : database_(database) {}

    /// Nothing where it was never set.
    Result<std::optional<QString>> value(const QUuid& profile, const QString& name);
    /// Everything that is set, by name.
    Result<QHash<QString, QString>> all(const QUuid& profile);
    Result<void> set(const QUuid& profile, const QString& name, const QString& value);
    /// Whether it was set before.
    Result<bool> remove(const QUuid& profile, const QString& name);

private:
    Database& database_;
};

} // namespace downhill::store
