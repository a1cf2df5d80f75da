#include "memory/profiles.h"

#include "store/settings_store.h"

#include <QDateTime>

#include <algorithm>

namespace downhill::app {
namespace {

using Found = store::Result<Students>;

QString tidied(const QString& name) {
    return name.simplified().left(kLongestName);
}

Found listed(StoreThread::Open& open) {
    const auto all = store::ProfileStore(*open.database).list();
    if (!all)
        return tl::unexpected(all.error());
    return Students{*all, open.profile};
}

Found chosen(StoreThread::Open& open, const QUuid& id) {
    const auto kept = store::SettingsStore(*open.database)
                          .set({}, kChosenProfile.toString(), id.toString(QUuid::WithoutBraces));
    if (!kept)
        return tl::unexpected(kept.error());
    open.profile = id;
    return listed(open);
}

Found added(StoreThread::Open& open, const QString& name) {
    const QUuid id = QUuid::createUuid();
    const auto created =
        store::ProfileStore(*open.database).create({id, name, QDateTime::currentMSecsSinceEpoch()});
    if (!created)
        return tl::unexpected(created.error());
    return chosen(open, id);
}

} // namespace

const store::Profile& Students::present() const {
    const auto found = std::ranges::find(all, current, &store::Profile::id);
    Q_ASSERT(found != all.end());
    return *found;
}

void Profiles::recall(QObject* context, StoreThread::Then<Students> then) {
    store_.post<Students>(context, std::move(then), listed);
}

void Profiles::choose(const QUuid& id, QObject* context, StoreThread::Then<Students> then) {
    store_.post<Students>(context, std::move(then), [id](StoreThread::Open& open) -> Found {
        const auto known = store::ProfileStore(*open.database).find(id);
        if (!known)
            return tl::unexpected(known.error());
        return *known ? chosen(open, id) : listed(open);
    });
}

void Profiles::add(const QString& name, QObject* context, StoreThread::Then<Students> then) {
    store_.post<Students>(context, std::move(then),
                          [name = tidied(name)](StoreThread::Open& open) { return added(open, name); });
}

void Profiles::rename(const QUuid& id, const QString& name, QObject* context,
                      StoreThread::Then<Students> then) {
    store_.post<Students>(
        context, std::move(then), [id, name = tidied(name)](StoreThread::Open& open) -> Found {
            if (const auto renamed = store::ProfileStore(*open.database).rename(id, name); !renamed)
                return tl::unexpected(renamed.error());
            return listed(open);
        });
}

void Profiles::remove(const QUuid& id, QObject* context, StoreThread::Then<Students> then) {
    store_.post<Students>(context, std::move(then), [id](StoreThread::Open& open) -> Found {
        store::ProfileStore profiles(*open.database);
        if (const auto removed = profiles.remove(id); !removed)
            return tl::unexpected(removed.error());
        const auto left = profiles.list();
        if (!left)
            return tl::unexpected(left.error());
        if (id != open.profile)
            return listed(open);
        return left->empty() ? added(open, {}) : chosen(open, left->front().id);
    });
}

} // namespace downhill::app
