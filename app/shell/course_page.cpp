#include "shell/course_page.h"

#include "shell/lesson_card.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kWidest = 820;

} // namespace

CoursePage::CoursePage(Appearance& appearance, QWidget* parent)
    : QWidget(parent), appearance_(appearance), scroll_(new QScrollArea(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setAccessibleName(tr("Course"));
    layout->addWidget(scroll_);
}

void CoursePage::showCourse(const lesson::Course& course, const CourseMemory& memory,
                            const QStringList& problems) {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(space::kXl, space::kXxl, space::kXl, space::kXxl);
    auto* holder = new QWidget(page);
    holder->setMaximumWidth(qRound(kWidest * appearance_.textScale()));
    row->addStretch(1);
    row->addWidget(holder, 100);
    row->addStretch(1);

    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kL);
    auto* title = new QLabel(course.title, holder);
    setLook(title, "title");
    title->setWordWrap(true);
    column->addWidget(title);
    if (!problems.isEmpty())
        column->addWidget(makeProblems(problems));
    if (QWidget* resume = makeContinue(course, memory))
        column->addWidget(resume);

    auto* heading = new QLabel(tr("Lessons"), holder);
    setLook(heading, "heading");
    column->addSpacing(space::kS);
    column->addWidget(heading);
    int number = 0;
    for (const lesson::Lesson& lesson : course.lessons) {
        QStringList before;
        for (const lesson::Lesson& other : course.lessons)
            if (lesson.requires_.contains(other.id))
                before.append(other.title);
        auto* card =
            new LessonCard(++number, lesson, memory.lessons.value(lesson.id), before, appearance_, holder);
        connect(card, &QAbstractButton::clicked, this, [this, id = lesson.id] { Q_EMIT lessonChosen(id); });
        column->addWidget(card);
    }
    if (course.lessons.empty()) {
        auto* empty = new QLabel(tr("There is no lesson in this course yet."), holder);
        setLook(empty, "muted");
        column->addWidget(empty);
    }
    column->addStretch(1);
    scroll_->setWidget(page);
}

QWidget* CoursePage::makeContinue(const lesson::Course& course, const CourseMemory& memory) {
    if (course.lessons.empty())
        return nullptr;
    const bool begun = !memory.latest.isEmpty();
    const auto found = std::ranges::find(course.lessons, memory.latest, &lesson::Lesson::id);
    const lesson::Lesson& lesson = found == course.lessons.end() ? course.lessons.front() : *found;
    const QString step = memory.lessons.value(lesson.id).currentStep;
    const auto at = std::ranges::find(lesson.steps, step, &lesson::Step::id);

    auto* frame = new QFrame;
    setLook(frame, "card");
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    row->setSpacing(space::kL);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::kXs);
    auto* caption = new QLabel(begun ? tr("Continue where you were") : tr("Begin here"), frame);
    setLook(caption, "caption");
    auto* title = new QLabel(lesson.title, frame);
    setLook(title, "heading");
    title->setWordWrap(true);
    texts->addWidget(caption);
    texts->addWidget(title);
    if (at != lesson.steps.end()) {
        auto* where = new QLabel(tr("Step %1 of %2: %3")
                                     .arg(at - lesson.steps.begin() + 1)
                                     .arg(static_cast<int>(lesson.steps.size()))
                                     .arg(at->title),
                                 frame);
        setLook(where, "muted");
        where->setWordWrap(true);
        texts->addWidget(where);
    }
    row->addLayout(texts, 1);
    auto* go = new QPushButton(begun ? tr("Continue") : tr("Begin"), frame);
    go->setObjectName(QStringLiteral("continue"));
    setLook(go, "primary");
    go->setDefault(true);
    connect(go, &QPushButton::clicked, this, [this, id = lesson.id] { Q_EMIT lessonChosen(id); });
    row->addWidget(go, 0, Qt::AlignVCenter);
    return frame;
}

QWidget* CoursePage::makeProblems(const QStringList& problems) {
    auto* frame = new QFrame;
    setLook(frame, "warning");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(space::kL, space::kM, space::kM, space::kM);
    column->setSpacing(space::kXs);
    auto* headline = new QLabel(tr("Some lessons could not be read and are left out."), frame);
    setLook(headline, "value");
    headline->setWordWrap(true);
    column->addWidget(headline);
    for (const QString& problem : problems) {
        auto* line = new QLabel(problem, frame);
        line->setWordWrap(true);
        line->setTextFormat(Qt::PlainText);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(line);
    }
    return frame;
}

} // namespace downhill::app
