#include "memory/store_thread.h"

#include "memory/profiles.h"
#include "store/profile_store.h"
#include "store/settings_store.h"

#include <QDateTime>

#include <algorithm>

namespace downhill::app {
namespace {

/// The student who was chosen last, or else the one who came first.
store::Result<QUuid> findStudent(store::Database& database) {
    store::ProfileStore profiles(database);
    const auto all = profiles.list();
    if (!all)
        return tl::unexpected(all.error());
    const auto chosen = store::SettingsStore(database).value({}, kChosenProfile.toString());
    if (!chosen)
        return tl::unexpected(chosen.error());
    const QUuid last(chosen->value_or(QString()));
    if (std::ranges::count(*all, last, &store::Profile::id) > 0)
        return last;
    if (!all->empty())
        return all->front().id;
    const QUuid made = QUuid::createUuid();
    if (const auto created = profiles.create({made, {}, QDateTime::currentMSecsSinceEpoch()}); !created)
        return tl::unexpected(created.error());
    return made;
}

} // namespace

StoreThread::StoreThread(QObject* parent) : QObject(parent), worker_(std::make_unique<Worker>()) {
    thread_.setObjectName(QStringLiteral("store"));
    worker_->moveToThread(&thread_);
    thread_.start();
}

StoreThread::~StoreThread() {
    QMetaObject::invokeMethod(
        worker_.get(), [worker = worker_.get()] { worker->open.database.reset(); },
        Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
}

void StoreThread::open(const QString& folder, QObject* context, Then<void> then) {
    run<void>(context, std::move(then), [folder](Open& open) -> store::Result<void> {
        open = {};
        store::OpenOptions options;
        options.folder = folder;
        options.today = QDate::currentDate();
        auto database = store::Database::open(options);
        if (!database)
            return tl::unexpected(database.error());
        const auto student = findStudent(**database);
        if (!student)
            return tl::unexpected(student.error());
        open = {std::move(*database), *student};
        return {};
    });
}

void StoreThread::flush() {
    QMetaObject::invokeMethod(
        worker_.get(), [] {}, Qt::BlockingQueuedConnection);
}

} // namespace downhill::app
