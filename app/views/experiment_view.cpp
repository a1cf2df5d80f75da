#include "views/experiment_view.h"

#include <QLayout>

#include <algorithm>

namespace downhill::app {

void ExperimentView::setLeastSize(QSize least) {
    if (least == least_)
        return;
    least_ = least;
    updateGeometry();
}

QSize ExperimentView::minimumSizeHint() const {
    const int parts = layout() ? layout()->totalMinimumSize().height() : 0;
    return {least_.width(), std::max(least_.height(), parts)};
}

} // namespace downhill::app
