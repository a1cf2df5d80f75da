#pragma once

#include "markup/page.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

class QThread;

namespace downhill::markup {

/// A Typesetter on a thread of its own; lives as long as the application. Its functions return at once.
///
/// A request has an id that the caller chooses, one for each place where a text is shown: a new text under an
/// id takes the place of the one before, which is then never delivered.
class TypesetterThread : public QObject {
    Q_OBJECT

public:
    explicit TypesetterThread(QObject* parent = nullptr);

    /// Gives up what waits and what is under way; waits for the formula at work, 2 s at the most.
    ~TypesetterThread() override;

    /// Loads the engine now, before the first text asks for it.
    void start();

    void prepare(quint64 request, const QString& markdown);

    void cancel(quint64 request);

Q_SIGNALS:
    /// On the thread this object lives on, once for each request that was neither cancelled nor superseded.
    void prepared(quint64 request, const downhill::markup::Page& page);

private:
    struct Job {
        quint64 request = 0;
        quint64 ticket = 0;
        QString markdown{};
    };

    void startThread();
    void work();
    std::optional<Job> nextJob();
    bool isWanted(const Job& job);
    void deliver(const Job& job, const Page& page);

    std::unique_ptr<QThread> thread_;

    std::mutex mutex_; // for all below
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    QHash<quint64, quint64> tickets_; ///< for each request, the ticket of its latest text
    quint64 lastTicket_ = 0;
    bool leaving_ = false;
};

} // namespace downhill::markup
