#include "player/hint_list.h"

#include "player/part_feedback.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {

HintList::HintList(TextContext& context, QWidget* parent)
    : QWidget(parent), context_(context), column_(new QVBoxLayout(this)),
      button_(new QPushButton(parentWidget())) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(space::kS);
    setLook(button_, "quiet");
    connect(button_, &QPushButton::clicked, this, &HintList::wanted);
}

void HintList::showHints(const lesson::Question& question, int opened, bool open) {
    const auto count = static_cast<int>(question.hints.size());
    opened = std::min(opened, count);
    const std::vector<lesson::Hint> wanted(question.hints.begin(), question.hints.begin() + opened);
    if (wanted != shown_) {
        while (QLayoutItem* item = column_->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        for (const lesson::Hint& hint : wanted) {
            auto* frame = new PartFeedback(context_, this);
            frame->say("note", hint.text);
            column_->addWidget(frame);
        }
        shown_ = wanted;
    }
    setVisible(opened > 0);
    button_->setVisible(open && opened < count);
    if (opened >= count)
        return;
    const double cost = question.hints[static_cast<std::size_t>(opened)].cost;
    const QString which = count > 1 ? tr("Hint %1 of %2").arg(opened + 1).arg(count) : tr("Hint");
    button_->setText(
        cost > 0 ? tr("%1 · costs %2 % of the points").arg(which, QLocale().toString(100 * cost, 'g', 3))
                 : which);
    button_->setAccessibleName(button_->text());
    button_->setToolTip(cost > 0 ? tr("What it costs is taken off once it is open.") : QString());
}

} // namespace downhill::app
