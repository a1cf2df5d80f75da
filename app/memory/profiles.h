#pragma once

#include "memory/store_thread.h"
#include "store/profile_store.h"

#include <QString>
#include <QStringView>
#include <QUuid>

#include <vector>

namespace downhill::app {

/// The setting of this computer that says whose progress is kept.
inline constexpr QStringView kChosenProfile = u"profile";

inline constexpr int kLongestName = 60; ///< characters of a student's name

/// The students of this computer. One who has not said a name yet has an empty one.
struct Students {
    std::vector<store::Profile> all{}; ///< the oldest first
    QUuid current{};

    const store::Profile& present() const; ///< the current one; there always is one
};

/// Who learns on this computer. Each has progress, answers, runs and settings of their own. Names are kept
/// without blanks around them and at most kLongestName characters long.
class Profiles {
public:
    explicit Profiles(StoreThread& store) : store_(store) {}

    void recall(QObject* context, StoreThread::Then<Students> then);
    /// From here on everything is kept for that student.
    void choose(const QUuid& id, QObject* context, StoreThread::Then<Students> then);
    /// Adds a student and chooses them.
    void add(const QString& name, QObject* context, StoreThread::Then<Students> then);
    void rename(const QUuid& id, const QString& name, QObject* context, StoreThread::Then<Students> then);
    /// Removes a student with all that is kept of them. Where it was the current one, the one who came first
    /// follows; where it was the last, one without a name.
    void remove(const QUuid& id, QObject* context, StoreThread::Then<Students> then);

private:
    StoreThread& store_;
};

} // namespace downhill::app
