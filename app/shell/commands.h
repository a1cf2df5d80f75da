#pragma once

#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QMenuBar;
class QWidget;

namespace downhill::app {

/// Everything that can be done from anywhere in the window, as actions in groups: the menus, the sheet of
/// shortcuts and the palette are all made of these.
class Commands : public QObject {
    Q_OBJECT

public:
    struct Group {
        QString title{}; ///< with the mark of its key, as in a menu
        std::vector<QAction*> actions{};
    };

    explicit Commands(QWidget* window);

    /// Begins a group; what is added next belongs to it.
    void beginGroup(const QString& title);
    QAction* add(const QString& text, const QKeySequence& keys, std::function<void()> run);
    /// A line in the menu before what comes next.
    void separate();

    const std::vector<Group>& groups() const { return groups_; }
    void fill(QMenuBar& bar) const;

    /// A text without the marks of keys: "&Course" is "Course".
    static QString plain(const QString& text);

private:
    QWidget* window_;
    std::vector<Group> groups_{};
};

} // namespace downhill::app
