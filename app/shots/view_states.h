#pragma once

#include <QSet>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace downhill::app {

class ExperimentView;

/// What the switches and the lists of a window's views lead to: each view has its own states, which all
/// views take one after the other. Only what is computed at once; lists of runs and of parameters are left
/// out.
class ViewStates {
public:
    /// Of the views that are visible and not among `known`, which they join: a lesson shows the states of a
    /// view once.
    ViewStates(const QWidget& window, QSet<QString>& known);

    /// States beside the first, of the view that has most of them.
    int count() const;
    /// Shows every view in its state `state`; those that have none such, and all at 0, in their first.
    void show(int state);

private:
    /// From the first state to another, and back.
    struct Turn {
        std::function<void()> there;
        std::function<void()> back;
    };
    static std::vector<Turn> turnsOf(ExperimentView& view);

    std::vector<std::vector<Turn>> views_{};
    int shown_ = 0;
};

} // namespace downhill::app
