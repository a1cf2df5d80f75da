#include "shots/view_states.h"

#include "charts/legend_chip.h"
#include "views/card_view.h"
#include "views/charted_view.h"
#include "views/digit_field.h"
#include "views/network_graph_view.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace downhill::app {
namespace {

constexpr int kMostEntries = 5; ///< of a list; with more it chooses among parameters
constexpr int kStops = 6;       ///< of the walk through a network

/// A seven, drawn with the mouse.
void draw(DigitField& field) {
    const QSize size = field.size();
    const double side = std::min(size.width(), size.height());
    const auto press = [&](QEvent::Type type, QPointF place) {
        const QPointF at = QPointF(size.width(), size.height()) / 2 + (place - QPointF(0.5, 0.5)) * side;
        QMouseEvent event(type, at, field.mapToGlobal(at),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&field, &event);
    };
    constexpr std::array kCorners{QPointF(0.28, 0.22), QPointF(0.72, 0.22), QPointF(0.45, 0.82)};
    press(QEvent::MouseButtonPress, kCorners.front());
    for (const QPointF& corner : kCorners)
        press(QEvent::MouseMove, corner);
    press(QEvent::MouseButtonRelease, kCorners.back());
}

const QComboBox* runSelectorOf(const ExperimentView& view) {
    if (const auto* charted = qobject_cast<const ChartedView*>(&view))
        return &charted->runSelector();
    const auto* card = qobject_cast<const CardView*>(&view);
    return card ? &card->runSelector() : nullptr;
}

} // namespace

ViewStates::ViewStates(const QWidget& window, QSet<QString>& known) {
    for (ExperimentView* view : window.findChildren<ExperimentView*>()) {
        if (!view->isVisible())
            continue;
        std::vector<Turn> turns = turnsOf(*view);
        const QString name =
            QStringLiteral("%1 %2").arg(QLatin1String(view->metaObject()->className())).arg(turns.size());
        if (turns.empty() || known.contains(name))
            continue;
        known.insert(name);
        views_.push_back(std::move(turns));
    }
}

std::vector<ViewStates::Turn> ViewStates::turnsOf(ExperimentView& view) {
    std::vector<Turn> turns;
    for (auto* button : view.findChildren<QToolButton*>())
        if (button->isCheckable() && button->isVisible() && button->isEnabled() &&
            !qobject_cast<LegendChip*>(button))
            turns.push_back({[button] { button->toggle(); }, [button] { button->toggle(); }});
    for (const auto* button : view.findChildren<QToolButton*>())
        if (const QMenu* menu = button->menu(); menu && button->isVisible() && button->isEnabled())
            turns.push_back({[menu] { menu->actions().first()->trigger(); },
                             [menu] { menu->actions().last()->trigger(); }}); // takes back what the others do
    for (auto* list : view.findChildren<QComboBox*>()) {
        if (list == runSelectorOf(view) || !list->isVisible() || !list->isEnabled() ||
            list->count() > kMostEntries)
            continue;
        auto* field = view.findChild<DigitField*>();
        for (int i = 0; i < list->count(); ++i) {
            const int first = list->currentIndex();
            if (i == first)
                continue;
            turns.push_back({[list, field, i] {
                                 list->setCurrentIndex(i);
                                 if (field && field->isVisible())
                                     draw(*field);
                             },
                             [list, field, first] {
                                 if (field)
                                     field->clear();
                                 list->setCurrentIndex(first);
                             }});
        }
    }
    if (auto* graph = qobject_cast<NetworkGraphView*>(&view); graph && graph->nextButton().isEnabled()) {
        const auto press = [](QPushButton& button) {
            for (int i = 0; i < kStops; ++i)
                button.click();
        };
        turns.push_back(
            {[press, graph] { press(graph->nextButton()); }, [press, graph] { press(graph->backButton()); }});
    }
    return turns;
}

int ViewStates::count() const {
    std::size_t most = 0;
    for (const std::vector<Turn>& turns : views_)
        most = std::max(most, turns.size());
    return static_cast<int>(most);
}

void ViewStates::show(int state) {
    const auto turnOf = [](const std::vector<Turn>& turns, int index) {
        return index > 0 && index <= static_cast<int>(turns.size())
                   ? &turns[static_cast<std::size_t>(index) - 1]
                   : nullptr;
    };
    for (const std::vector<Turn>& turns : views_) {
        if (const Turn* turn = turnOf(turns, shown_))
            turn->back();
        if (const Turn* turn = turnOf(turns, state))
            turn->there();
    }
    shown_ = state;
}

} // namespace downhill::app
