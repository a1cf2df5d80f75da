#include "player/choice_box.h"

#include <QWheelEvent>

namespace downhill::app {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setPlaceholderText(tr("Choose…"));
    setFocusPolicy(Qt::StrongFocus);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace downhill::app
