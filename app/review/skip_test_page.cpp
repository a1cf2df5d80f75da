#include "review/skip_test_page.h"

#include "messages/expectation_words.h"
#include "player/answer_editor.h"
#include "review/skip_test_session.h"
#include "text/text_column.h"
#include "text/text_context.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kWidest = 680;

QString percent(double share) {
    return SkipTestPage::tr("%1 %").arg(QLocale().toString(qRound(share * 100)));
}

} // namespace

SkipTestPage::SkipTestPage(StudentMemory& memory, MarkupService& markup, Appearance& appearance,
                           TabChoices& tabs, QWidget* parent)
    : PageColumn(appearance, kWidest, parent), memory_(memory), markup_(markup), appearance_(appearance),
      tabs_(tabs) {
    setAccessibleName(tr("Test"));
}

SkipTestPage::~SkipTestPage() {
    delete takeWidget(); // before the texts that it belongs to
}

void SkipTestPage::leaveSession() {
    clear();
    // What was shown goes later, and belongs to the session and to its texts.
    if (session_) {
        session_->disconnect(this);
        session_.release()->deleteLater();
    }
    if (texts_)
        texts_.release()->deleteLater();
}

void SkipTestPage::begin(const QString& course, const lesson::Lesson& lesson, std::uint64_t seed) {
    leaveSession();
    texts_ = std::make_unique<TextContext>(markup_, appearance_, tabs_, lesson.folder);
    session_ = std::make_unique<SkipTestSession>(course, lesson, seed, memory_);
    connect(session_.get(), &SkipTestSession::failed, this, &SkipTestPage::failed);
    connect(session_.get(), &SkipTestSession::ended, this, &SkipTestPage::showEnd);
    showQuestion();
}

void SkipTestPage::showQuestion() {
    clear();
    auto* head = new QHBoxLayout;
    auto* place = new QLabel(tr("Question %1 of %2").arg(session_->index() + 1).arg(session_->count()));
    setLook(place, "caption");
    auto* leave = new QPushButton(tr("Leave the test"));
    setLook(leave, "quiet");
    connect(leave, &QPushButton::clicked, this, &SkipTestPage::courseWanted);
    head->addWidget(place, 1);
    head->addWidget(leave);
    column()->addLayout(head);
    addText(session_->lesson().title, "title");
    if (session_->index() == 0)
        addText(tr("Without hints, and each question once. With %1 of the points you may go on without this "
                   "lesson; with less nothing is lost.")
                    .arg(percent(session_->share())),
                "muted");

    QVBoxLayout* card = addCard();
    auto* prompt = new TextColumn(*texts_);
    auto* editor = makeAnswerEditor(session_->question(), session_->seed(), Wording{}, *texts_).release();
    connect(prompt, &TextColumn::prepared, card->parentWidget(),
            [prompt, frame = card->parentWidget()] { frame->setAccessibleName(prompt->spokenText()); });
    card->addWidget(prompt);
    card->addWidget(editor);
    prompt->setMarkdown(session_->question().prompt);

    auto* buttons = new QHBoxLayout;
    auto* unknown = new QPushButton(tr("I do not know"));
    setLook(unknown, "quiet");
    unknown->setObjectName(QStringLiteral("unknown"));
    auto* next = new QPushButton(session_->index() + 1 < session_->count() ? tr("Next") : tr("Finish"));
    setLook(next, "primary");
    next->setEnabled(editor->answer().has_value());
    buttons->addStretch(1);
    buttons->addWidget(unknown);
    buttons->addWidget(next);
    column()->addLayout(buttons);
    column()->addStretch(1);

    const auto goOn = [this](const std::optional<lesson::Answer>& answer) {
        const bool last = session_->index() + 1 == session_->count();
        if (last)
            widget()->setEnabled(false); // until what was passed is on disk
        session_->answer(answer);
        if (!last)
            showQuestion();
    };
    const auto submit = [editor, goOn] {
        if (const auto answer = editor->answer())
            goOn(answer);
    };
    connect(editor, &AnswerEditor::changed, next,
            [next, editor] { next->setEnabled(editor->answer().has_value()); });
    connect(editor, &AnswerEditor::submitted, this, submit);
    connect(next, &QPushButton::clicked, this, submit);
    connect(unknown, &QPushButton::clicked, this, [goOn] { goOn({}); });
    editor->focusFirst();
}

void SkipTestPage::showEnd() {
    clear();
    const lesson::SkipTestResult& result = session_->result();
    addText(session_->lesson().title, "title");
    QVBoxLayout* card = addCard(result.passed ? "good" : "note");
    const auto add = [card](const QString& text, const char* look) {
        auto* label = new QLabel(text);
        setLook(label, look);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        card->addWidget(label);
    };
    const QString share = percent(result.share());
    add(result.passed ? tr("Passed, with %1 of the points.").arg(share)
                      : tr("Not this time: %1 of the points, and %2 are needed.")
                            .arg(share, percent(session_->share())),
        "value");
    add(result.passed
            ? tr("The lessons that require this one are open. You can still read it whenever you like.")
            : tr("Nothing is lost. The lesson goes through it step by step, and the next test asks other "
                 "questions or the same with other numbers."),
        "body");
    if (const QStringList missed = session_->missedSteps(); !missed.isEmpty()) {
        addText(tr("Worth another look"), "heading");
        for (const QString& title : missed)
            addText(title, "body");
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    auto* course = new QPushButton(tr("To the course"));
    auto* lesson = new QPushButton(tr("Open the lesson"));
    setLook(result.passed ? course : lesson, "primary");
    connect(course, &QPushButton::clicked, this, &SkipTestPage::courseWanted);
    connect(lesson, &QPushButton::clicked, this,
            [this, id = session_->lesson().id] { Q_EMIT lessonChosen(id); });
    buttons->addWidget(result.passed ? course : lesson);
    buttons->addWidget(result.passed ? lesson : course);
    buttons->addStretch(1);
    column()->addLayout(buttons);
    column()->addStretch(1);
    (result.passed ? course : lesson)->setFocus();
}

} // namespace downhill::app
