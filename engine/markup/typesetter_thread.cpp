#include "markup/typesetter_thread.h"

#include "markup/typesetter.h"

#include <QThread>

#include <algorithm>
#include <optional>

namespace downhill::markup {

TypesetterThread::TypesetterThread(QObject* parent) : QObject(parent) {}

TypesetterThread::~TypesetterThread() {
    if (thread_) {
        {
            const std::scoped_lock lock(mutex_);
            leaving_ = true;
            waiting_.clear();
            tickets_.clear();
        }
        changed_.notify_one();
        thread_->wait();
    }
}

void TypesetterThread::start() {
    startThread();
}

void TypesetterThread::startThread() {
    if (!thread_) {
        thread_.reset(QThread::create([this] { work(); }));
        thread_->setObjectName(QStringLiteral("typesetter"));
        thread_->start();
    }
}

void TypesetterThread::prepare(quint64 request, const QString& markdown) {
    startThread();
    {
        const std::scoped_lock lock(mutex_);
        std::erase_if(waiting_, [request](const Job& job) { return job.request == request; });
        tickets_[request] = ++lastTicket_;
        waiting_.push_back({request, lastTicket_, markdown});
    }
    changed_.notify_one();
}

void TypesetterThread::cancel(quint64 request) {
    const std::scoped_lock lock(mutex_);
    tickets_.remove(request);
    std::erase_if(waiting_, [request](const Job& job) { return job.request == request; });
}

void TypesetterThread::work() {
    Typesetter typesetter;
    typesetter.load();
    while (const std::optional<Job> job = nextJob()) {
        auto page = typesetter.prepare(job->markdown, [&] { return !isWanted(*job); });
        if (!page) {
            continue;
        }
        const auto shared = std::make_shared<const Page>(std::move(*page));
        QMetaObject::invokeMethod(
            this, [this, job = *job, shared] { deliver(job, *shared); }, Qt::QueuedConnection);
    }
}

std::optional<TypesetterThread::Job> TypesetterThread::nextJob() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return leaving_ || !waiting_.empty(); });
    if (leaving_) {
        return std::nullopt;
    }
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
}

bool TypesetterThread::isWanted(const Job& job) {
    const std::scoped_lock lock(mutex_);
    return tickets_.value(job.request) == job.ticket;
}

void TypesetterThread::deliver(const Job& job, const Page& page) {
    {
        const std::scoped_lock lock(mutex_);
        if (tickets_.value(job.request) != job.ticket) {
            return;
        }
        tickets_.remove(job.request);
    }
    Q_EMIT prepared(job.request, page);
}

} // namespace downhill::markup
