#include "review/review_page.h"

#include "player/answer_editor.h"
#include "player/question_card.h"
#include "text/text_context.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace downhill::app {
namespace {

constexpr int kWidest = 680;
constexpr int kDaysOfMonth = 30;
constexpr int kDaysOfYear = 365;

std::int64_t clockNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

QDate dayOf(std::int64_t moment) {
    return QDateTime::fromMSecsSinceEpoch(moment).date();
}

} // namespace

ReviewPage::ReviewPage(StudentMemory& memory, StudyMemory& study, MarkupService& markup,
                       Appearance& appearance, TabChoices& tabs, QWidget* parent)
    : PageColumn(appearance, kWidest, parent), memory_(memory), study_(study), markup_(markup),
      appearance_(appearance), tabs_(tabs) {
    setAccessibleName(tr("Review"));
}

ReviewPage::~ReviewPage() {
    delete takeWidget(); // before the session and the texts that it belongs to
}

void ReviewPage::leaveSession() {
    clear();
    // What was shown goes later, and belongs to the session and to its texts.
    if (session_)
        session_.release()->deleteLater();
    if (texts_)
        texts_.release()->deleteLater();
}

QString ReviewPage::whenDue(std::int64_t due, std::int64_t now) {
    const auto days = static_cast<int>(dayOf(now).daysTo(dayOf(due)));
    if (days <= 0)
        return tr("today");
    if (days == 1)
        return tr("tomorrow");
    if (days < 2 * kDaysOfMonth)
        return tr("in %n day(s)", nullptr, days);
    if (days < 2 * kDaysOfYear)
        return tr("in %n month(s)", nullptr, (days + kDaysOfMonth / 2) / kDaysOfMonth);
    return tr("in %n year(s)", nullptr, (days + kDaysOfYear / 2) / kDaysOfYear);
}

void ReviewPage::showDue(const lesson::Course& course, const std::vector<lesson::ReviewCard>& cards,
                         std::int64_t now) {
    leaveSession();
    course_ = course;
    cards_ = cards;
    addText(tr("Review"), "title");
    const int due = lesson::dueCount(cards, now);
    QVBoxLayout* card = addCard();
    auto* headline = new QLabel;
    setLook(headline, "heading");
    headline->setWordWrap(true);
    auto* text = new QLabel;
    setLook(text, "muted");
    text->setWordWrap(true);
    auto* go = new QPushButton(due > 0 ? tr("Begin") : tr("To the course"));
    go->setObjectName(QStringLiteral("review-go"));
    setLook(go, "primary");
    if (due > 0) {
        headline->setText(tr("%n question(s) due today", nullptr, due));
        text->setText(due > lesson::kReviewLimit
                          ? tr("A few minutes: the %n that you are most likely to forget "
                               "come first.",
                               nullptr, lesson::kReviewLimit)
                          : tr("A few minutes bring back what you would begin to forget."));
        connect(go, &QPushButton::clicked, this, &ReviewPage::begin);
    } else {
        connect(go, &QPushButton::clicked, this, &ReviewPage::courseWanted);
        headline->setText(cards.empty() ? tr("Nothing to review yet") : tr("All done for today"));
        const auto next = std::ranges::min_element(cards, {}, [](const auto& each) { return each.card.due; });
        text->setText(cards.empty() ? tr("Questions that you answer in a lesson come back here, just "
                                         "before you "
                                         "would forget them.")
                                    : tr("%n question(s) are on their way; the next comes %1.", nullptr,
                                         static_cast<int>(cards.size()))
                                          .arg(whenDue(next->card.due, now)));
    }
    card->addWidget(headline);
    card->addWidget(text);
    card->addWidget(go, 0, Qt::AlignLeft);
    column()->addStretch(1);
}

void ReviewPage::begin() {
    session_ = std::make_unique<ReviewSession>(course_, cards_, clockNow(), memory_);
    connect(session_.get(), &ReviewSession::answered, this, &ReviewPage::showReturn);
    connect(session_.get(), &ReviewSession::rated, this, &ReviewPage::showDueOf);
    connect(session_.get(), &ReviewSession::failed, this, &ReviewPage::failed);
    showQuestion();
}

void ReviewPage::showQuestion() {
    clear();
    if (session_->isOver()) {
        showEnd();
        return;
    }
    auto* head = new QHBoxLayout;
    auto* place = new QLabel(tr("Question %1 of %2").arg(session_->index() + 1).arg(session_->count()));
    setLook(place, "caption");
    auto* source = new QPushButton(session_->lesson().title);
    setLook(source, "quiet");
    source->setAccessibleName(tr("Open the lesson “%1”").arg(session_->lesson().title));
    connect(source, &QPushButton::clicked, this,
            [this, id = session_->lesson().id] { Q_EMIT lessonChosen(id); });
    head->addWidget(place, 1);
    head->addWidget(source);
    column()->addLayout(head);

    if (texts_)
        texts_.release()->deleteLater(); // after the question before
    texts_ = std::make_unique<TextContext>(markup_, appearance_, tabs_, session_->lesson().folder);
    connect(texts_.get(), &TextContext::lessonChosen, this, &ReviewPage::lessonChosen, Qt::QueuedConnection);
    connect(
        texts_.get(), &TextContext::termChosen, this, [this](const QString& id) { Q_EMIT termChosen(id); },
        Qt::QueuedConnection);
    auto* card = new QuestionCard(session_->question(), session_->controller(), *texts_);
    // Queued: first the layout makes room for what the verdict says.
    connect(
        card, &QuestionCard::judged, this,
        [this](QWidget* verdict) { ensureWidgetVisible(verdict, 0, space::kXl); }, Qt::QueuedConnection);
    column()->addWidget(card);
    if (auto* editor = card->findChild<AnswerEditor*>())
        editor->focusFirst(); // the button that led here is gone
    addEfforts();
    returns_ = addText({}, "muted");
    next_ = new QPushButton(session_->index() + 1 < session_->count() ? tr("Next") : tr("Finish"));
    setLook(next_, "primary");
    next_->setEnabled(false);
    connect(next_, &QPushButton::clicked, this, [this] {
        session_->next();
        showQuestion();
    });
    column()->addWidget(next_, 0, Qt::AlignRight);
    column()->addStretch(1);
}

void ReviewPage::showReturn() {
    next_->setEnabled(true);
    Q_EMIT reviewed();
    study_.recallCard(course_.id, session_->lesson().id, session_->question().id, this,
                      [this, index = session_->index()](const store::Result<lesson::fsrs::Card>& card) {
                          if (card && session_ && session_->index() == index)
                              showDueOf(*card);
                      });
}

void ReviewPage::showDueOf(const lesson::fsrs::Card& card) {
    if (!session_ || session_->isOver())
        return;
    returns_->setText(tr("It comes back %1.").arg(whenDue(card.due, clockNow())));
    efforts_->setVisible(session_->canRate());
}

void ReviewPage::addEfforts() {
    efforts_ = new QWidget;
    auto* row = new QHBoxLayout(efforts_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kS);
    auto* asked = new QLabel(tr("How did it come back?"));
    setLook(asked, "value");
    row->addWidget(asked);
    const std::array words{tr("With effort"), tr("As usual"), tr("Easily")};
    for (const auto effort : {lesson::Effort::Hard, lesson::Effort::Usual, lesson::Effort::Easy}) {
        auto* button = new QToolButton;
        setLook(button, "segment");
        button->setText(words[static_cast<std::size_t>(effort)]);
        button->setAccessibleName(tr("It came back: %1").arg(button->text()));
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(effort == lesson::Effort::Usual);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, effort] { session_->rate(effort); });
        row->addWidget(button);
    }
    row->addStretch(1);
    column()->addWidget(efforts_);
    efforts_->hide(); // until there is a right answer
}

void ReviewPage::showEnd() {
    addText(tr("That was it for now"), "title");
    addText(tr("%1 of %2 came back at once.").arg(session_->rightOnes()).arg(session_->count()), "body");
    auto* done = new QPushButton(tr("To the course"));
    setLook(done, "primary");
    connect(done, &QPushButton::clicked, this, &ReviewPage::courseWanted);
    column()->addWidget(done, 0, Qt::AlignLeft);
    column()->addStretch(1);
    done->setFocus();
}

} // namespace downhill::app
