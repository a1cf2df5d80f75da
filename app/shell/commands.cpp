#include "shell/commands.h"

#include <QAction>
#include <QMenuBar>
#include <QWidget>

namespace downhill::app {

Commands::Commands(QWidget* window) : QObject(window), window_(window) {}

void Commands::beginGroup(const QString& title) {
    groups_.push_back({title, {}});
}

QAction* Commands::add(const QString& text, const QKeySequence& keys, std::function<void()> run) {
    Q_ASSERT(!groups_.empty());
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    window_->addAction(action);
    groups_.back().actions.push_back(action);
    return action;
}

void Commands::separate() {
    auto* line = new QAction(this);
    line->setSeparator(true);
    groups_.back().actions.push_back(line);
}

void Commands::fill(QMenuBar& bar) const {
    for (const Group& group : groups_) {
        QMenu* menu = bar.addMenu(group.title);
        for (QAction* action : group.actions)
            menu->addAction(action);
    }
}

QString Commands::plain(const QString& text) {
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        out += text[i];
    }
    return out;
}

} // namespace downhill::app
