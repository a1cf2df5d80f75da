#pragma once

#include "store/error.h"
#include "store/keys.h"

#include <QString>
#include <QUuid>

#include <optional>
#include <vector>

namespace downhill::store {

class Database;

/// A person who learns on this machine.
struct Profile {
    QUuid id{};
    QString name{};
    UtcMs created = 0;
    bool operator==(const Profile&) const = default;
};

/// The profiles. Everything else that is stored belongs to one.
class ProfileStore {
public:
    explicit ProfileStore(Database& database) : database_(database) {}

    /// Error: Failed when there is a profile of this id already.
    Result<void> create(const Profile& profile);
    Result<std::vector<Profile>> list(); ///< oldest first
    Result<std::optional<Profile>> find(const QUuid& id);
    /// Whether there was such a profile.
    Result<bool> rename(const QUuid& id, const QString& name);
    /// Removes a profile with its progress, answers and runs. Whether there was one.
    Result<bool> remove(const QUuid& id);

private:
    Database& database_;
};

} // namespace downhill::store
