#include "theme/look.h"

#include <QLatin1String>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace downhill::app {

void setLook(QWidget* widget, const char* look) {
    widget->setProperty("look", QLatin1String(look));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace downhill::app
