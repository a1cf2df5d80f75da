#pragma once

#include <QObject>

namespace downhill::app {

class Appearance;
class Motion;
class Preferences;
class TabChoices;

/// Keeps how the student wants things shown: takes the theme, the text size, the motion and the code tabs
/// from the preferences when they are loaded, and puts every change there.
class KeptLook : public QObject {
    Q_OBJECT

public:
    KeptLook(Preferences& preferences, Appearance& appearance, Motion& motion, TabChoices& tabs,
             QObject* parent = nullptr);

private:
    void take();
    void keep();

    Preferences& preferences_;
    Appearance& appearance_;
    Motion& motion_;
    TabChoices& tabs_;
    bool taking_ = false;
};

} // namespace downhill::app
