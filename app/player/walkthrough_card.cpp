#include "player/walkthrough_card.h"

#include "text/code_fence.h"
#include "text/code_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kTallestProgram = 400; ///< px at the usual text size; a longer one scrolls to its marked lines

} // namespace

WalkthroughCard::WalkthroughCard(const lesson::Walkthrough& walkthrough, TextContext& context,
                                 QWidget* parent)
    : QFrame(parent), walkthrough_(walkthrough), place_(new QLabel(this)), window_(new QScrollArea(this)),
      code_(new CodeView(context)), narration_(new MarkupView(context, this)),
      values_(new MarkupView(context, this)), back_(new QPushButton(tr("Previous"), this)),
      on_(new QPushButton(tr("Next"), this)) {
    setLook(this, "card");
    setObjectName(QStringLiteral("walkthrough"));
    setLook(place_, "caption");
    window_->setWidget(code_);
    window_->setWidgetResizable(true);
    window_->setFrameShape(QFrame::NoFrame);
    window_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    window_->setFocusPolicy(Qt::NoFocus);
    code_->installEventFilter(this);
    connect(code_, &CodeView::moved, this, [this, &context] {
        const int tallest = qRound(kTallestProgram * context.appearance().textScale());
        window_->setFixedHeight(std::min(code_->minimumHeight(), tallest));
        showMarked();
    });
    code_->setTabStop(true);
    connect(code_, &MarkupView::prepared, this, &WalkthroughCard::speak);
    connect(narration_, &MarkupView::prepared, this, &WalkthroughCard::speak);
    back_->setAccessibleName(tr("Previous stop of the program"));
    on_->setAccessibleName(tr("Next stop of the program"));
    connect(back_, &QPushButton::clicked, this, [this] { goTo(stop_ - 1); });
    connect(on_, &QPushButton::clicked, this, [this] { goTo(stop_ + 1); });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addWidget(place_);
    column->addWidget(window_);
    column->addWidget(narration_);
    column->addWidget(values_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(back_);
    buttons->addWidget(on_);
    buttons->addStretch(1);
    column->addLayout(buttons);

    code_->setCode(walkthrough_.code, walkthrough_.language);
    goTo(0);
}

void WalkthroughCard::goTo(int stop) {
    const auto count = static_cast<int>(walkthrough_.stops.size());
    if (stop < 0 || stop >= count)
        return;
    stop_ = stop;
    const lesson::WalkthroughStop& at = walkthrough_.stops[static_cast<std::size_t>(stop)];
    place_->setText(tr("Program, line by line · %1 of %2").arg(stop + 1).arg(count));
    code_->markLines(at.firstLine, at.lastLine);
    narration_->setMarkdown(at.text);
    QStringList values;
    for (const auto& [name, value] : at.values)
        values.append(inlineCode(name + QStringLiteral(" = ") + value));
    values_->setMarkdown(values.join(QStringLiteral(" \u2002")));
    values_->setVisible(!values.isEmpty());
    // A button that has nowhere to go must not keep the focus.
    if (stop == 0 && back_->hasFocus())
        on_->setFocus();
    if (stop + 1 == count && on_->hasFocus())
        back_->setFocus();
    back_->setEnabled(stop > 0);
    on_->setEnabled(stop + 1 < count);
    showMarked();
    speak();
}

void WalkthroughCard::speak() {
    const lesson::WalkthroughStop& at = walkthrough_.stops[static_cast<std::size_t>(stop_)];
    const QStringList lines =
        walkthrough_.code.split(u'\n').mid(at.firstLine - 1, at.lastLine - at.firstLine + 1);
    const QString where = at.firstLine == at.lastLine
                              ? tr("Line %1").arg(at.firstLine)
                              : tr("Lines %1 to %2").arg(at.firstLine).arg(at.lastLine);
    QStringList values;
    for (const auto& [name, value] : at.values)
        values.append(tr("%1 is %2").arg(name, value));
    const QString said =
        QStringList{narration_->spokenText(), values.join(QStringLiteral(", "))}.join(u'\n').trimmed();
    code_->setAccessibleName(tr("Program. %1: %2").arg(where, lines.join(u'\n')));
    code_->setAccessibleDescription(tr("The arrow keys go from stop to stop."));
    setAccessibleName(QStringLiteral("%1. %2").arg(place_->text(), where));
    setAccessibleDescription(said);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void WalkthroughCard::showMarked() {
    const QRect marked = code_->markedRect();
    window_->ensureVisible(0, marked.center().y(), 0, marked.height() / 2 + space::kXl);
}

bool WalkthroughCard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    switch (key->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        goTo(stop_ - 1);
        return true;
    case Qt::Key_Right:
    case Qt::Key_Down:
        goTo(stop_ + 1);
        return true;
    case Qt::Key_Home:
        goTo(0);
        return true;
    case Qt::Key_End:
        goTo(static_cast<int>(walkthrough_.stops.size()) - 1);
        return true;
    default:
        return false;
    }
}

} // namespace downhill::app
