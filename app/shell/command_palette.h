#pragma once

#include "shell/overlay.h"
#include "shell/palette_search.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace downhill::app {

/// Goes anywhere and does anything by typing a part of its name.
class CommandPalette : public Overlay {
    Q_OBJECT

public:
    CommandPalette(Appearance& appearance, QWidget* window);

    /// What there is; set anew before each opening.
    void setEntries(std::vector<PaletteEntry> entries);
    void open() override;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find();
    void run();

    std::vector<PaletteEntry> entries_{};
    QLineEdit* field_;
    QListWidget* list_;
    QLabel* nothing_;
};

} // namespace downhill::app
