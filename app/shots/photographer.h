#pragma once

#include "shell/main_window.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace downhill::app {

class Appearance;
class MarkupService;

/// Walks through the application as a student would and takes a picture of each screen, in both themes, at
/// two sizes of the window, and in the smaller one with the text half as large again.
class Photographer {
public:
    Photographer(const QDir& folder, QString lessons, Appearance& appearance, MarkupService& markup);

    /// Pictures of the course, of the named lessons (all when none is named) and of the page shown when the
    /// data folder cannot be used. Returns how many were taken.
    /// `onlyScreens` leaves the lessons out.
    int takeAll(const QStringList& lessons, bool onlyScreens = false);

private:
    struct Frame;

    /// The lessons as a map and as a list.
    void takeCourse(const QString& name);
    void takePlaces();
    /// What there is to see after some weeks: reviews, progress, a course half done, the glossary searched.
    void takeLater();
    void takeTest();
    void takeOverlays();
    void showPlace(Place place);
    void takeLesson(const QString& id);
    void takeTrouble();
    void runExperiment();
    void runWhatIsAwaited(); ///< by predictions about certain settings
    /// What views compute only when they are asked: a test of rates, a map of starts.
    void pressForMore();
    void answerQuestions(bool rightly);
    /// The views as their switches and lists make them, and loading while it goes on; each once a lesson.
    void takeStates(const QString& name);
    void takeLoading(const QString& name);
    void take(MainWindow& window, const QString& name);
    /// All that scrolls at its end.
    void takeEnd(const QString& name);
    /// In one size a theme, for what differs little from a screen that was taken.
    void takeBriefly(const QString& name);
    void save(MainWindow& window, const QString& name, const Frame& frame, bool dark);
    void settle();
    bool waitFor(const std::function<bool()>& condition, int milliseconds);

    QDir folder_;
    QString lessons_;
    Appearance& appearance_;
    MarkupService& markup_;
    QTemporaryDir data_{};
    QSet<QString> knownStates_{}; ///< of the views of the lesson shown
    std::unique_ptr<MainWindow> window_;
    bool darkNow_ = false;
    bool atEnd_ = false;
    int taken_ = 0;
};

} // namespace downhill::app
