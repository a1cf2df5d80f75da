#pragma once

#include "player/lesson_session.h"

#include <QSignalSpy>
#include <QTest>

namespace downhill::app {

/// A student at a lesson that has begun, with a memory in a folder.
struct Sitting {
    static constexpr int kPatience = 20'000;

    Sitting(const QString& folder, const lesson::Lesson& lesson)
        : session(QStringLiteral("downhill"), lesson, memory) {
        bool ready = false;
        memory.open(folder, &session, [&](const store::Result<void>& opened) { ready = opened.has_value(); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(ready, kPatience); }();
        QSignalSpy begun(&session.lesson(), &LessonController::ready);
        session.begin();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 1, kPatience); }();
    }

    StudentMemory memory{};
    LessonSession session;
};

} // namespace downhill::app
