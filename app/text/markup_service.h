#pragma once

#include "markup/page.h"
#include "markup/typesetter_thread.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <vector>

namespace downhill::app {

/// Prepares lesson texts off the window's thread and remembers the results, so that a step that was seen
/// before is there at once.
class MarkupService : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(const markup::Page&)>;

    explicit MarkupService(QObject* parent = nullptr);

    /// Loads the typesetter before the first text needs it.
    void warmUp() { typesetter_.start(); }

    /// Calls `then` on this thread: at once when the text was prepared before, otherwise when it is. Dropped
    /// when `context` is gone by then.
    void prepare(const QString& markdown, QObject* context, Then then);
    /// The same for a text that is wanted now and hardly ever again, such as a formula with the numbers of
    /// this moment: it is not remembered.
    void prepareOnce(const QString& markdown, QObject* context, Then then);
    /// Begins to prepare a text that will be wanted soon.
    void prefetch(const QString& markdown);
    bool isPrepared(const QString& markdown) const { return pages_.contains(markdown); }
    /// Whether no text is under way.
    bool isIdle() const { return waiting_.isEmpty() && once_.isEmpty(); }

private:
    struct Waiting {
        QPointer<QObject> context;
        Then then;
    };

    void deliver(quint64 request, const markup::Page& page);

    markup::TypesetterThread typesetter_{};
    quint64 lastRequest_ = 0;
    QHash<QString, markup::Page> pages_{};
    QHash<quint64, QString> requests_{};
    QHash<QString, std::vector<Waiting>> waiting_{};
    QHash<quint64, Waiting> once_{};
};

} // namespace downhill::app
