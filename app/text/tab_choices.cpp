#include "text/tab_choices.h"

namespace downhill::app {

int TabChoices::chosen(const QStringList& titles) const {
    return chosen_.value(titles, 0);
}

void TabChoices::choose(const QStringList& titles, int index) {
    if (index < 0 || index >= titles.size() || index == chosen(titles))
        return;
    chosen_.insert(titles, index);
    Q_EMIT changed();
}

} // namespace downhill::app
