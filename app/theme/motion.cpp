#include "theme/motion.h"

#include <QApplication>

namespace downhill::app {

Motion::Motion(QObject* parent) : QObject(parent), blinking_(QApplication::cursorFlashTime()) {}

void Motion::setReduced(bool reduced) {
    if (reduced == reduced_)
        return;
    reduced_ = reduced;
    QApplication::setCursorFlashTime(reduced ? 0 : blinking_);
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                      Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, !reduced);
    Q_EMIT changed();
}

} // namespace downhill::app
