#pragma once

#include "shell/overlay.h"

class QScrollArea;

namespace downhill::app {

class Commands;

/// The keys that work now: those of the commands, and those of the buttons that are on the screen.
class ShortcutSheet : public Overlay {
    Q_OBJECT

public:
    ShortcutSheet(const Commands& commands, Appearance& appearance, QWidget* window);

    void open() override;

private:
    QWidget* makeSheet();

    const Commands& commands_;
    QScrollArea* scroll_;
};

} // namespace downhill::app
