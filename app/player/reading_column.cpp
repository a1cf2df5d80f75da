#include "player/reading_column.h"

#include "lesson/skip_test.h"
#include "player/lesson_controller.h"
#include "player/question_card.h"
#include "player/walkthrough_card.h"
#include "text/text_column.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace downhill::app {
namespace {

/// About 75 characters of body text.
constexpr int kWidestText = 680;

} // namespace

ReadingColumn::ReadingColumn(TextContext& context, QWidget* parent) : QScrollArea(parent), context_(context) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Lesson text"));
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ReadingColumn::goOnReturning);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!moves_)
            returning_.reset();
    });
}

ReadingPlace ReadingColumn::place() const {
    return returning_ ? *returning_ : ReadingPlace{step_, verticalScrollBar()->value()};
}

void ReadingColumn::returnTo(const ReadingPlace& place) {
    returning_ = place;
    goOnReturning();
}

void ReadingColumn::goOnReturning() {
    if (!returning_ || returning_->step != step_)
        return;
    moves_ = true;
    verticalScrollBar()->setValue(returning_->scrolled); // at most to the end of what is there
    moves_ = false;
}

void ReadingColumn::showStep(LessonController& controller) {
    const lesson::Step& step = controller.step();
    const std::optional<ReadingPlace> returning = std::exchange(returning_, std::nullopt);
    page_ = new QWidget;
    auto* row = new QHBoxLayout(page_);
    row->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kXxl);
    auto* holder = new QWidget(page_);
    holder->setMaximumWidth(qRound(kWidestText * context_.appearance().textScale()));
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

    if (controller.stepIndex() == 0 && !controller.mastery().opensNext())
        addTestOffer(column, controller.lesson());

    auto* text = new TextColumn(context_, holder);
    text->setMarkdown(step.text);
    column->addWidget(text);
    if (step.walkthrough)
        column->addWidget(new WalkthroughCard(*step.walkthrough, context_, holder));
    for (const lesson::Question& question : step.questions) {
        auto* card = new QuestionCard(question, controller, context_, holder);
        // Later: first the layout makes room for what the verdict says. Not at all once the verdict is gone
        // with its step.
        connect(card, &QuestionCard::judged, this, [this](QWidget* verdict) {
            returning_.reset();
            QTimer::singleShot(0, verdict, [this, verdict] { ensureWidgetVisible(verdict, 0, space::kXl); });
        });
        column->addWidget(card);
    }
    column->addStretch(1);

    setWidget(page_);
    verticalScrollBar()->setValue(0);
    step_ = step.id;
    if (returning && returning->step == step_)
        returnTo(*returning);
}

/// For who knows the lesson already.
void ReadingColumn::addTestOffer(QVBoxLayout* column, const lesson::Lesson& lesson) {
    const auto questions = static_cast<int>(lesson::skipTestLength(lesson));
    if (questions == 0)
        return;
    auto* offer = new QPushButton(tr("I know this: test me with %n question(s)", nullptr, questions));
    offer->setObjectName(QStringLiteral("skip"));
    setLook(offer, "quiet");
    offer->setToolTip(tr("Passing it lets you go on without this lesson; failing takes nothing away"));
    connect(offer, &QPushButton::clicked, this, &ReadingColumn::testWanted);
    column->addWidget(offer, 0, Qt::AlignLeft);
}

} // namespace downhill::app
