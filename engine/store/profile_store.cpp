#include "store/profile_store.h"

#include "store/connection.h"
#include "store/database.h"
#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

Profile readProfile(const Statement& row) {
    return {row.uuid(0), row.text(1), row.integer(2)};
}

} // namespace

Result<void> ProfileStore::create(const Profile& profile) {
    return Statement(database_.connection(), u"INSERT INTO profiles (uuid, name, created) VALUES (?, ?, ?)"_s)
        .bind(profile.id)
        .bind(profile.name)
        .bind(profile.created)
        .run();
}

Result<std::vector<Profile>> ProfileStore::list() {
    return Statement(database_.connection(),
                     u"SELECT uuid, name, created FROM profiles ORDER BY created, name, uuid"_s)
        .rows(readProfile);
}

Result<std::optional<Profile>> ProfileStore::find(const QUuid& id) {
    return Statement(database_.connection(), u"SELECT uuid, name, created FROM profiles WHERE uuid = ?"_s)
        .bind(id)
        .row(readProfile);
}

Result<bool> ProfileStore::rename(const QUuid& id, const QString& name) {
    return Statement(database_.connection(), u"UPDATE profiles SET name = ? WHERE uuid = ?"_s)
        .bind(name)
        .bind(id)
        .change();
}

Result<bool> ProfileStore::remove(const QUuid& id) {
    return Statement(database_.connection(), u"DELETE FROM profiles WHERE uuid = ?"_s).bind(id).change();
}

} // namespace downhill::store
