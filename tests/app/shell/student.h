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

    Student(const QString& lessons, const QString& folder, Appearance& appearance, MarkupService& markup)
        : markup_(markup),
          window_(std::make_unique<MainWindow>(MainWindow::Folders{lessons, folder}, appearance, markup)) {
        QSignalSpy shown(window_.get(), &MainWindow::courseShown);
        QObject::connect(window_.get(), &MainWindow::welcomeShown, window_.get(),
                         [this] { window_->introduce(QStringLiteral("Ada")); });
        window_->show();
        window_->start();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience); }();
    }

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
    QAbstractButton* button(const QString& name, const QWidget* part = nullptr) {
        const QWidget* where = part ? part : window_.get();
        for (QAbstractButton* each : where->findChildren<QAbstractButton*>())
            if (each->isVisible() &&
                (each->accessibleName() == name || each->objectName() == name || each->text() == name))
                return each;
        return nullptr;
    }

    void press(const QString& name, const QWidget* part = nullptr) {
        QAbstractButton* found = button(name, part);
        QVERIFY2(found && found->isEnabled(), qPrintable(name));
        QTest::mouseClick(found, Qt::LeftButton);
    }

    /// Presses Tab until `widget` has the focus.
    void tabTo(QWidget* widget) {
        for (int presses = 0; presses < 300; ++presses) {
            if (widget->hasFocus())
                return;
            QWidget* at = QApplication::focusWidget();
            QTest::keyClick(at ? at : window_.get(), Qt::Key_Tab);
        }
        QFAIL(qPrintable(QStringLiteral("Tab does not come to ") + widget->objectName() + u' ' +
                         widget->accessibleName()));
    }

    void openLesson(const QString& name) {
        QSignalSpy shown(window_.get(), &MainWindow::lessonShown);
        press(name);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        settle();
    }

    void continueTo(const QString& step) {
        while (lesson().step().id != step && lesson().stepIndex() + 1 < lesson().stepCount())
            press(QStringLiteral("Continue"));
        QCOMPARE(lesson().step().id, step);
        settle();
        if (lesson().step().experiment)
            QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), ExperimentController::State::Ready, kPatience);
    }

    QStringList texts() const {
        QStringList all;
        for (const QLabel* label : window_->findChildren<QLabel*>())
            if (label->isVisible())
                all.append(label->text());
        return all;
    }

    /// Waits until all texts are there and laid out.
    void settle() {
        QTRY_VERIFY_WITH_TIMEOUT(markup_.isIdle(), kPatience);
        QTest::qWait(20);
    }

    void quit() {
        window_->close();
        window_.reset();
    }

private:
    MarkupService& markup_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace downhill::app
