#include "shell/side_bar.h"

#include "shell/rail_button.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QVBoxLayout>

namespace downhill::app {
namespace {

QString iconOf(Place place) {
    switch (place) {
    case Place::Course:
        return QStringLiteral("course");
    case Place::Review:
        return QStringLiteral("review");
    case Place::Progress:
        return QStringLiteral("progress");
    case Place::Glossary:
        return QStringLiteral("glossary");
    case Place::Settings:
        return QStringLiteral("settings");
    }
    return {};
}

} // namespace

QString SideBar::nameOf(Place place) {
    switch (place) {
    case Place::Course:
        return tr("Course");
    case Place::Review:
        return tr("Review");
    case Place::Progress:
        return tr("Progress");
    case Place::Glossary:
        return tr("Glossary");
    case Place::Settings:
        return tr("Settings");
    }
    return {};
}

SideBar::SideBar(Appearance& appearance, QWidget* parent)
    : QFrame(parent), student_(new RailButton(QStringLiteral("student"), appearance, this)) {
    setLook(this, "rail");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kXs, space::kM, space::kXs, space::kM);
    column->setSpacing(space::kXs);
    for (const Place place : kPlaces) {
        auto* button = new RailButton(iconOf(place), appearance, this);
        places_[static_cast<std::size_t>(place)] = button;
        button->setObjectName(QStringLiteral("go-") + iconOf(place));
        button->setWord(nameOf(place));
        button->setAccessibleName(nameOf(place));
        button->setToolTip(nameOf(place));
        button->setCheckable(true);
        connect(button, &QToolButton::clicked, this, [this, button, place] {
            button->setChecked(true); // stays so, also where one is there already
            Q_EMIT chosen(place);
        });
        if (place == Place::Settings)
            column->addStretch(1);
        column->addWidget(button);
    }
    student_->setObjectName(QStringLiteral("student"));
    column->addWidget(student_);
    connect(student_, &QToolButton::clicked, this, &SideBar::studentChosen);
    setStudent({});
}

void SideBar::setCurrent(std::optional<Place> place) {
    for (const Place each : kPlaces)
        at(each)->setChecked(each == place);
}

void SideBar::setDue(int questions) {
    RailButton* button = at(Place::Review);
    button->setCount(questions);
    const QString name =
        questions > 0 ? tr("Review, %n due today", nullptr, questions) : nameOf(Place::Review);
    button->setAccessibleName(name);
    button->setToolTip(name);
}

void SideBar::setStudent(const QString& name) {
    student_->setWord(name.isEmpty() ? tr("Student") : name);
    const QString spoken = name.isEmpty() ? tr("Students") : tr("Students, now %1").arg(name);
    student_->setAccessibleName(spoken);
    student_->setToolTip(spoken);
}

} // namespace downhill::app
