#pragma once

#include "memory/profiles.h"

#include <QFrame>

class QVBoxLayout;

namespace downhill::app {

/// The students of this computer: who learns now, switching, adding, renaming and removing. What removes
/// something asks in its place. In the scratch profile there is
/// only the way out of it.
class StudentsPanel : public QFrame {
    Q_OBJECT

public:
    explicit StudentsPanel(QWidget* parent = nullptr);

    void showStudents(const Students& students, bool scratch);

Q_SIGNALS:
    void chosen(const QUuid& id);
    void added(const QString& name);
    void renamed(const QUuid& id, const QString& name);
    void removed(const QUuid& id);
    void scratchWanted();
    void scratchLeft();

private:
    void rebuild();
    void addStudent(const store::Profile& student);
    void addRename(const store::Profile& student);
    void addRemoval(const store::Profile& student);
    void addNewcomer();
    void addScratch();

    Students students_{};
    bool scratch_ = false;
    QUuid renaming_{}; ///< whose name is being changed
    QUuid removing_{}; ///< who is about to be removed
    QVBoxLayout* column_;
    QWidget* rows_ = nullptr;
    QVBoxLayout* lines_ = nullptr; ///< of the rows
};

} // namespace downhill::app
