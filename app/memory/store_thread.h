#pragma once

#include "store/database.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <QUuid>

#include <functional>
#include <memory>
#include <utility>

namespace downhill::app {

/// The student's file on a thread of its own, so that the window never waits for a disk. Answers come back on
/// the caller's thread; a callback is dropped when its `context` is gone.
class StoreThread : public QObject {
    Q_OBJECT

public:
    /// What work is done on; touched on the store's thread only.
    struct Open {
        std::unique_ptr<store::Database> database{};
        QUuid profile{}; ///< whose progress is kept
    };

    template <class T>
    using Then = std::function<void(const store::Result<T>&)>;

    explicit StoreThread(QObject* parent = nullptr);
    ~StoreThread() override; ///< finishes what was asked for, then closes the file

    /// Opens the file in `folder`, for the student who was chosen last; one without a name is made where
    /// there is none. The file that was open before is closed.
    void open(const QString& folder, QObject* context, Then<void> then);

    /// Does `work(Open&)` on the store's thread, then calls `then`; without one a failure is signalled. Where
    /// no file is open, the work is left undone and fails.
    template <class T, class Work>
    void post(QObject* context, Then<T> then, Work work);

    /// Waits until everything asked for so far is on disk; for the end of the program and for tests.
    void flush();

Q_SIGNALS:
    /// Something that nobody waited for (a visit, a run) could not be kept.
    void failed(const downhill::store::Error& error);

private:
    struct Worker : QObject {
        Open open{};
    };

    template <class T, class Work>
    void run(QObject* context, Then<T> then, Work work);

    std::unique_ptr<Worker> worker_;
    QThread thread_{};
};

template <class T, class Work>
void StoreThread::post(QObject* context, Then<T> then, Work work) {
    run<T>(context, std::move(then), [work = std::move(work)](Open& open) mutable -> store::Result<T> {
        if (!open.database)
            return tl::unexpected(store::Error{.code = store::ErrorCode::Failed});
        return work(open);
    });
}

template <class T, class Work>
void StoreThread::run(QObject* context, Then<T> then, Work work) {
    QMetaObject::invokeMethod(
        worker_.get(),
        [this, worker = worker_.get(), context = QPointer<QObject>(context), then = std::move(then),
         work = std::move(work)]() mutable {
            store::Result<T> result = work(worker->open);
            // Back on the window's thread; `context` is looked at there, where it may have gone.
            QMetaObject::invokeMethod(
                this,
                [this, context = std::move(context), then = std::move(then), result = std::move(result)] {
                    if (!then) {
                        if (!result)
                            Q_EMIT failed(result.error());
                    } else if (context) {
                        then(result);
                    }
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace downhill::app
