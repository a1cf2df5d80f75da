#include "shell/course_page.h"

#include "shell/lesson_card.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kWidest = 820;

QLabel* addText(QVBoxLayout* column, const QString& text, const char* look) {
    auto* label = new QLabel(text);
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    column->addWidget(label);
    return label;
}

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
                            const QStringList& problems, const std::vector<CourseChoice>& choices) {
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
    if (choices.size() > 1)
        column->addWidget(makeChoice(course.id, choices));
    addText(column, course.title, "title");
    if (!course.summary.isEmpty())
        addText(column, course.summary, "muted");
    if (!problems.isEmpty())
        column->addWidget(makeProblems(problems));
    if (QWidget* resume = makeContinue(course, memory))
        column->addWidget(resume);

    const auto standings = lesson::standingsOf(course, memory.earned(), memory.unlockAll);
    int number = 1;
    for (const lesson::Unit& unit : course.units)
        number = addUnit(column, course, unit, memory, standings, number);
    if (course.lessons.empty())
        addText(column, tr("There is no lesson in this course yet."), "muted");
    column->addStretch(1);
    scroll_->setWidget(page);
}

int CoursePage::addUnit(QVBoxLayout* column, const lesson::Course& course, const lesson::Unit& unit,
                        const CourseMemory& memory, const QHash<QString, lesson::Standing>& standings,
                        int number) {
    std::vector<const lesson::Lesson*> lessons;
    for (const QString& id : unit.lessons)
        if (const lesson::Lesson* lesson = course.find(id))
            lessons.push_back(lesson);
    if (lessons.empty())
        return number;
    column->addSpacing(space::kS);
    addText(column, unit.title, "heading");
    if (!unit.summary.isEmpty())
        addText(column, unit.summary, "muted");
    for (const lesson::Lesson* lesson : lessons) {
        const lesson::Standing standing = standings.value(lesson->id);
        QStringList before;
        for (const QString& id : standing.missing)
            if (const lesson::Lesson* missing = course.find(id))
                before.append(tr("“%1”").arg(missing->title));
        const bool entered = !memory.lessons.value(lesson->id).currentStep.isEmpty();
        auto* card = new LessonCard(number++, *lesson, standing, entered, before, appearance_);
        connect(card, &QAbstractButton::clicked, this, [this, id = lesson->id] { Q_EMIT lessonChosen(id); });
        column->addWidget(card);
    }
    return number;
}

QWidget* CoursePage::makeChoice(const QString& course, const std::vector<CourseChoice>& choices) {
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kS);
    auto* label = new QLabel(tr("C&ourse:"), holder);
    auto* box = new QComboBox(holder);
    box->setObjectName(QStringLiteral("courses"));
    box->setAccessibleName(tr("Course"));
    label->setBuddy(box);
    for (const CourseChoice& choice : choices) {
        box->addItem(choice.title, choice.id);
        if (choice.id == course)
            box->setCurrentIndex(box->count() - 1);
    }
    connect(box, &QComboBox::activated, this, [this, box, course] {
        if (const QString chosen = box->currentData().toString(); chosen != course)
            Q_EMIT courseChosen(chosen);
    });
    row->addWidget(label);
    row->addWidget(box, 0);
    row->addStretch(1);
    return holder;
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
    auto* headline = new QLabel(tr("Something could not be read and is left out."), frame);
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
