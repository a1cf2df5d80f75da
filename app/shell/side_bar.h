#pragma once

#include <QFrame>

#include <array>
#include <optional>

namespace downhill::app {

class Appearance;
class RailButton;

/// Where one can go in the window, apart from a lesson.
enum class Place { Course, Review, Progress, Glossary, Settings };
inline constexpr std::array kPlaces{Place::Course, Place::Review, Place::Progress, Place::Glossary,
                                    Place::Settings};

/// The rail at the window's left: the places, how much there is to review, and who learns.
class SideBar : public QFrame {
    Q_OBJECT

public:
    explicit SideBar(Appearance& appearance, QWidget* parent = nullptr);

    /// What a place is called.
    static QString nameOf(Place place);

    void setCurrent(std::optional<Place> place);
    void setDue(int questions);
    void setStudent(const QString& name);

Q_SIGNALS:
    void chosen(downhill::app::Place place);
    void studentChosen();

private:
    RailButton* at(Place place) const { return places_[static_cast<std::size_t>(place)]; }

    std::array<RailButton*, kPlaces.size()> places_{};
    RailButton* student_;
};

} // namespace downhill::app
