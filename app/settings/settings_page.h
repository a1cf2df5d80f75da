#pragma once

#include "shell/page_column.h"

class QAction;
class QCheckBox;
class QLabel;
class QToolButton;

namespace downhill::app {

class Motion;
class StudentsPanel;
class ThinSlider;

/// What can be set. Everything counts at once; there is nothing to confirm.
class SettingsPage : public PageColumn {
    Q_OBJECT

public:
    /// `unlockAll`: the command that opens every lesson.
    SettingsPage(Appearance& appearance, Motion& motion, QAction& unlockAll, QWidget* parent = nullptr);

    StudentsPanel& students() { return *students_; }
    void setDataFolder(const QString& folder);
    /// Desired probability that a question comes back in a review, 0 to 1.
    void setRetention(double retention);
    /// Brings the students into sight, and the focus with them.
    void showStudents();

Q_SIGNALS:
    void retentionChanged(double retention);
    void dataFolderWanted(); ///< to be opened

private:
    void addLook();
    void addReviews();
    void addTeaching(QAction& unlockAll);
    void addData();
    void showLook();

    Appearance& appearance_;
    Motion& motion_;
    QList<QToolButton*> themes_{};
    ThinSlider* textSize_ = nullptr;
    QLabel* textSizeValue_ = nullptr;
    QCheckBox* reduced_ = nullptr;
    ThinSlider* retention_ = nullptr;
    QLabel* retentionValue_ = nullptr;
    QLabel* folder_ = nullptr;
    StudentsPanel* students_ = nullptr;
};

} // namespace downhill::app
