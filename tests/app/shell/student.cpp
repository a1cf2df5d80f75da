#include "student.h"

#include "lesson/fsrs.h"
#include "memory/store_thread.h"
#include "store/review_store.h"

#include <QDateTime>

namespace downhill::app {

Student::Student(const MainWindow::Folders& folders, Appearance& appearance, MarkupService& markup)
    : markup_(markup), window_(std::make_unique<MainWindow>(folders, appearance, markup)) {
    QSignalSpy shown(window_.get(), &MainWindow::courseShown);
    QObject::connect(window_.get(), &MainWindow::welcomeShown, window_.get(),
                     [this] { window_->introduce(QStringLiteral("Ada")); });
    window_->show();
    window_->start();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience); }();
}

QAbstractButton* Student::button(const QString& name, const QWidget* part) {
    const QWidget* where = part ? part : window_.get();
    for (QAbstractButton* each : where->findChildren<QAbstractButton*>())
        if (each->isVisible() &&
            (each->accessibleName() == name || each->objectName() == name || each->text() == name))
            return each;
    return nullptr;
}

void Student::press(const QString& name, const QWidget* part) {
    QAbstractButton* found = button(name, part);
    QVERIFY2(found && found->isEnabled(), qPrintable(name));
    QTest::mouseClick(found, Qt::LeftButton);
}

void Student::tabTo(QWidget* widget) {
    for (int presses = 0; presses < 300; ++presses) {
        if (widget->hasFocus())
            return;
        QWidget* at = QApplication::focusWidget();
        QTest::keyClick(at ? at : window_.get(), Qt::Key_Tab);
    }
    QFAIL(qPrintable(QStringLiteral("Tab does not come to ") + widget->objectName() + u' ' +
                     widget->accessibleName()));
}

void Student::goTo(Place place) {
    QSignalSpy shown(window_.get(), &MainWindow::placeShown);
    window_->showPlace(place);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
    settle();
}

void Student::openLesson(const QString& name) {
    QSignalSpy shown(window_.get(), &MainWindow::lessonShown);
    press(name);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
    settle();
}

void Student::continueTo(const QString& step) {
    while (lesson().step().id != step && lesson().stepIndex() + 1 < lesson().stepCount())
        press(QStringLiteral("Continue"));
    QCOMPARE(lesson().step().id, step);
    settle();
    if (lesson().step().experiment)
        QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), ExperimentController::State::Ready, kPatience);
}

void Student::makeDue(const QString& lesson, const QString& question) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    window_->memory().store().post<void>(
        nullptr, {}, [=, course = window_->course().id](StoreThread::Open& open) {
            const auto card =
                lesson::fsrs::next({}, lesson::fsrs::Rating::Again, now - 5 * lesson::fsrs::kDay);
            return store::ReviewStore(*open.database).save({open.profile, course, lesson}, question, card);
        });
    window_->memory().flush();
}

QStringList Student::texts() const {
    QStringList all;
    for (const QLabel* label : window_->findChildren<QLabel*>())
        if (label->isVisible())
            all.append(label->text());
    return all;
}

void Student::settle() {
    QTRY_VERIFY_WITH_TIMEOUT(markup_.isIdle(), kPatience);
    QTest::qWait(20);
}

void Student::quit() {
    window_->close();
    window_.reset();
}

} // namespace downhill::app
