#pragma once

#include "player/lesson_session.h"
#include "shell/main_window.h"
#include "text/markup_service.h"
#include "theme/appearance.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

namespace downhill::app {

/// A student in front of the window: finds things by the names that a screen reader would say, and uses mouse
/// and keys.
class Student {
public:
    static constexpr int kPatience = 60'000;

    Student(const MainWindow::Folders& folders, Appearance& appearance, MarkupService& markup);
    Student(const Student&) = delete;
    Student& operator=(const Student&) = delete;

    MainWindow& window() { return *window_; }
    ExperimentController& experiment() { return window_->session()->experiment(); }
    LessonController& lesson() { return window_->session()->lesson(); }

    template <class Widget>
    Widget* named(const QString& name) {
        for (Widget* widget : window_->findChildren<Widget*>())
            if (widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        return nullptr;
    }

    /// The button of that name or with that text, within `part` or anywhere.
    QAbstractButton* button(const QString& name, const QWidget* part = nullptr);
    void press(const QString& name, const QWidget* part = nullptr);

    /// Presses Tab until `widget` has the focus.
    void tabTo(QWidget* widget);

    void goTo(Place place);
    void openLesson(const QString& name);
    void continueTo(const QString& step);
    /// Lets days go by since a question was answered, so that its review is due.
    void makeDue(const QString& lesson, const QString& question);

    QStringList texts() const;

    /// Waits until all texts are there and laid out.
    void settle();

    void quit();

private:
    MarkupService& markup_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace downhill::app
