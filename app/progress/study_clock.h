#pragma once

#include <QObject>
#include <QString>

#include <cstdint>

namespace downhill::app {

/// Counts the time that a student spends with a lesson: from one sign of life
/// (a key, the mouse, the wheel) to the next, but no pause for more than
/// kLongestPause of it. Moments are milliseconds of any clock that goes
/// forward.
class StudyClock : public QObject {
    Q_OBJECT

public:
    static constexpr std::int64_t kLongestPause = 120'000;
    static constexpr std::int64_t kPortion = 20'000; ///< what is told at once, so that little is lost

    using QObject::QObject;

    void begin(const QString& lesson, std::int64_t now);
    void note(std::int64_t now); ///< a sign of life
    void end(std::int64_t now);

Q_SIGNALS:
    void spent(const QString& lesson, qint64 milliseconds);

private:
    void tell();

    QString lesson_{}; ///< empty while there is none
    std::int64_t last_ = 0;
    std::int64_t untold_ = 0;
};

} // namespace downhill::app
