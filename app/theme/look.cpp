#include "theme/look.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLatin1String>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace downhill::app {

void setLook(QWidget* widget, const char* look) {
    widget->setProperty("look", QLatin1String(look));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    // A frame asks its style for the width of its borders only now.
    QEvent changed(QEvent::StyleChange);
    QCoreApplication::sendEvent(widget, &changed);
}

} // namespace downhill::app
