#include "player/reading_column.h"

#include "player/lesson_controller.h"
#include "player/question_card.h"
#include "text/markup_view.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

/// About 75 characters of body text.
constexpr int kWidestText = 680;

} // namespace

ReadingColumn::ReadingColumn(MarkupService& markup, Appearance& appearance, QWidget* parent)
    : QScrollArea(parent), markup_(markup), appearance_(appearance) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Lesson text"));
}

void ReadingColumn::showStep(LessonController& controller) {
    const lesson::Step& step = controller.step();
    page_ = new QWidget;
    auto* row = new QHBoxLayout(page_);
    row->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kXxl);
    auto* holder = new QWidget(page_);
    holder->setMaximumWidth(qRound(kWidestText * appearance_.textScale()));
    row->addStretch(1);
    row->addWidget(holder, 100);
    row->addStretch(1);

    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kL);
    auto* count =
        new QLabel(tr("Step %1 of %2").arg(controller.stepIndex() + 1).arg(controller.stepCount()), holder);
    setLook(count, "caption");
    auto* title = new QLabel(step.title, holder);
    setLook(title, "title");
    title->setWordWrap(true);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(space::kXs);
    heading->addWidget(count);
    heading->addWidget(title);
    column->addLayout(heading);

    auto* text = new MarkupView(markup_, appearance_, holder);
    text->setMarkdown(step.text);
    column->addWidget(text);
    for (const lesson::Question& question : step.questions)
        column->addWidget(new QuestionCard(question, controller, markup_, appearance_, holder));
    column->addStretch(1);

    setWidget(page_);
    verticalScrollBar()->setValue(0);
}

} // namespace downhill::app
