#include "text/markup_service.h"

#include <utility>

namespace downhill::app {

MarkupService::MarkupService(QObject* parent) : QObject(parent) {
    connect(&typesetter_, &markup::TypesetterThread::prepared, this, &MarkupService::deliver);
}

void MarkupService::prepare(const QString& markdown, QObject* context, Then then) {
    if (const auto page = pages_.constFind(markdown); page != pages_.cend()) {
        then(*page);
        return;
    }
    prefetch(markdown);
    waiting_[markdown].push_back({context, std::move(then)});
}

void MarkupService::prepareOnce(const QString& markdown, QObject* context, Then then) {
    if (const auto page = pages_.constFind(markdown); page != pages_.cend()) {
        then(*page);
        return;
    }
    once_.insert(++lastRequest_, {context, std::move(then)});
    typesetter_.prepare(lastRequest_, markdown);
}

void MarkupService::prefetch(const QString& markdown) {
    if (pages_.contains(markdown) || waiting_.contains(markdown))
        return;
    waiting_[markdown];
    requests_.insert(++lastRequest_, markdown);
    typesetter_.prepare(lastRequest_, markdown);
}

void MarkupService::deliver(quint64 request, const markup::Page& page) {
    if (const auto once = once_.find(request); once != once_.end()) {
        const Waiting waiting = std::move(*once);
        once_.erase(once);
        if (waiting.context)
            waiting.then(page);
        return;
    }
    const QString markdown = requests_.take(request);
    pages_.insert(markdown, page);
    for (const Waiting& waiting : waiting_.take(markdown))
        if (waiting.context)
            waiting.then(page);
}

} // namespace downhill::app
