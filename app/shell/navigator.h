#pragma once

#include "shell/side_bar.h"

#include <QWidget>

#include <optional>

class QStackedWidget;

namespace downhill::app {

class Appearance;
class FindingsStrip;

/// The window's inside: the side bar beside the page of a place, or one page that has the window to itself.
class Navigator : public QWidget {
    Q_OBJECT

public:
    explicit Navigator(Appearance& appearance, QWidget* parent = nullptr);

    SideBar& bar() { return *bar_; }
    FindingsStrip& findings() { return *findings_; } ///< above the page

    void setPage(Place place, QWidget* page);
    QWidget* page(Place place) const { return pages_[static_cast<std::size_t>(place)]; }
    void show(Place place);
    /// Shows a page without the side bar; it is taken in where it is new.
    void showAlone(QWidget* page);
    /// The place that is shown; none while a page stands alone.
    std::optional<Place> place() const { return place_; }

Q_SIGNALS:
    void shown();

private:
    SideBar* bar_;
    FindingsStrip* findings_;
    QStackedWidget* stack_;
    std::array<QWidget*, kPlaces.size()> pages_{};
    std::optional<Place> place_{};
};

} // namespace downhill::app
