#include "text/code_tabs.h"

#include "text/markup_view.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/theme.h"

#include <QEvent>
#include <QTabBar>
#include <QVBoxLayout>

namespace downhill::app {

CodeTabs::CodeTabs(const markup::Block& tabs, TextContext& context, QWidget* parent)
    : QWidget(parent), tabs_(tabs), context_(context), bar_(new QTabBar(this)),
      code_(new MarkupView(context, this)) {
    bar_->setDrawBase(false);
    bar_->setExpanding(false);
    bar_->setAccessibleName(tr("Versions of this code"));
    bar_->installEventFilter(this);
    for (const markup::Block& tab : tabs_.children) {
        titles_.append(tab.title);
        bar_->addTab(QString(tab.title).replace(u'&', QStringLiteral("&&")));
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kXs);
    column->addWidget(bar_, 0, Qt::AlignLeft);
    column->addWidget(code_);
    connect(bar_, &QTabBar::currentChanged, this,
            [this](int index) { context_.tabs().choose(titles_, index); });
    connect(&context_.tabs(), &TabChoices::changed, this, &CodeTabs::showChosen);
    showChosen();
}

void CodeTabs::showChosen() {
    const int chosen = context_.tabs().chosen(titles_);
    bar_->setCurrentIndex(chosen);
    markup::Page page;
    page.blocks.push_back(tabs_.children[static_cast<std::size_t>(chosen)]);
    page.blocks.front().title.clear(); // the tab says it
    code_->setPage(page);
}

bool CodeTabs::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel) {
        event->ignore(); // the page scrolls
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace downhill::app
