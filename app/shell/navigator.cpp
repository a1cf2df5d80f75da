#include "shell/navigator.h"

#include "shell/findings_strip.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace downhill::app {

Navigator::Navigator(Appearance& appearance, QWidget* parent)
    : QWidget(parent), bar_(new SideBar(appearance, this)), findings_(new FindingsStrip(this)),
      stack_(new QStackedWidget(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(bar_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(findings_);
    column->addWidget(stack_, 1);
    row->addLayout(column, 1);
    bar_->hide();
}

void Navigator::setPage(Place place, QWidget* page) {
    pages_[static_cast<std::size_t>(place)] = page;
    stack_->addWidget(page);
}

void Navigator::show(Place place) {
    place_ = place;
    bar_->setCurrent(place);
    bar_->show();
    stack_->setCurrentWidget(page(place));
    Q_EMIT shown();
}

void Navigator::showAlone(QWidget* page) {
    place_.reset();
    bar_->setCurrent({});
    bar_->hide();
    if (stack_->indexOf(page) < 0)
        stack_->addWidget(page);
    stack_->setCurrentWidget(page);
    Q_EMIT shown();
}

} // namespace downhill::app
