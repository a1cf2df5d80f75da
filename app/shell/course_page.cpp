#include "shell/course_page.h"

#include "shell/course_map.h"
#include "shell/lesson_card.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kWidestList = 820;
constexpr int kWidestMap = 1180;
constexpr int kRoomyPage = 880; ///< px at the usual text size from which on a map is shown unasked

} // namespace

CoursePage::CoursePage(Appearance& appearance, QWidget* parent)
    : PageColumn(appearance, kWidestList, parent), appearance_(appearance) {
    setAccessibleName(tr("Course"));
    connect(&appearance_, &Appearance::changed, this, &CoursePage::fitView);
}

void CoursePage::showCourse(const lesson::Course& course, const CourseMemory& memory,
                            const QStringList& problems, const std::vector<CourseChoice>& choices) {
    outline_ = outlineOf(course, memory);
    problems_ = problems;
    choices_ = choices;
    rebuild();
    if (auto* go = findChild<QPushButton*>(QStringLiteral("continue")))
        go->setFocus(); // one key goes on
}

void CoursePage::setView(CourseView view) {
    view_ = view;
    fitView();
}

bool CoursePage::showsMap() const {
    return view_ == CourseView::Map ||
           (view_ == CourseView::Fitting && width() >= kRoomyPage * appearance_.textScale());
}

void CoursePage::fitView() {
    if (!outline_.id.isEmpty() && mapShown_ != showsMap())
        rebuild();
}

void CoursePage::resizeEvent(QResizeEvent* event) {
    PageColumn::resizeEvent(event);
    fitView();
}

void CoursePage::rebuild() {
    mapShown_ = showsMap();
    clear();
    setWidest(mapShown_ ? kWidestMap : kWidestList);
    if (choices_.size() > 1)
        addChoice();
    addHead();
    if (!problems_.isEmpty())
        addProblems();
    if (outline_.resume)
        addResume(*outline_.resume);
    if (outline_.lessons.empty())
        addText(tr("There is no lesson in this course yet."), "muted");
    else if (mapShown_)
        addMap();
    else
        addList();
    column()->addStretch(1);
}

/// The course's title, and at its side how the lessons are shown.
void CoursePage::addHead() {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto* title = new QLabel(outline_.title);
    setLook(title, "title");
    title->setWordWrap(true);
    title->setTextFormat(Qt::PlainText);
    row->addWidget(title, 1);
    const auto addView = [&](const QString& text, const QString& spoken, CourseView view) {
        auto* button = new QToolButton;
        setLook(button, "segment");
        button->setText(text);
        button->setAccessibleName(spoken);
        button->setToolTip(spoken);
        button->setCheckable(true);
        button->setChecked((view == CourseView::Map) == mapShown_);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, button, view, spoken] {
            button->setChecked(true);
            setView(view);
            Q_EMIT viewChosen(view);
            for (auto* each : findChildren<QToolButton*>()) // the one that was pressed is gone
                if (each != button && each->accessibleName() == spoken)
                    each->setFocus();
        });
        row->addWidget(button, 0, Qt::AlignVCenter);
    };
    if (!outline_.lessons.empty()) {
        addView(tr("List"), tr("Show the lessons as a list"), CourseView::List);
        addView(tr("Map"), tr("Show the lessons as a map"), CourseView::Map);
    }
    column()->addLayout(row);
    if (!outline_.summary.isEmpty())
        addText(outline_.summary, "muted");
}

void CoursePage::addMap() {
    auto* map = new CourseMap(outline_, appearance_);
    connect(map, &CourseMap::lessonChosen, this, &CoursePage::lessonChosen);
    connect(map, &CourseMap::wentTo, this,
            [this](QWidget* lesson) { ensureWidgetVisible(lesson, 0, space::kXxl); });
    column()->addSpacing(space::kS);
    column()->addWidget(map);
}

void CoursePage::addList() {
    for (const OutlineUnit& unit : outline_.units) {
        column()->addSpacing(space::kS);
        addText(unit.title, "heading");
        if (!unit.summary.isEmpty())
            addText(unit.summary, "muted");
        for (const std::size_t place : unit.lessons) {
            auto* card = new LessonCard(outline_.lessons[place], appearance_);
            connect(card, &QAbstractButton::clicked, this,
                    [this, id = outline_.lessons[place].id] { Q_EMIT lessonChosen(id); });
            column()->addWidget(card);
        }
    }
}

void CoursePage::addChoice() {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto* label = new QLabel(tr("C&ourse:"));
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("courses"));
    box->setAccessibleName(tr("Course"));
    label->setBuddy(box);
    for (const CourseChoice& choice : choices_) {
        box->addItem(choice.title, choice.id);
        if (choice.id == outline_.id)
            box->setCurrentIndex(box->count() - 1);
    }
    connect(box, &QComboBox::activated, this, [this, box] {
        if (const QString chosen = box->currentData().toString(); chosen != outline_.id)
            Q_EMIT courseChosen(chosen);
    });
    row->addWidget(label);
    row->addWidget(box, 0);
    row->addStretch(1);
    column()->addLayout(row);
}

void CoursePage::addResume(const OutlineResume& resume) {
    const OutlineLesson& lesson = outline_.lessons[resume.lesson];
    auto* frame = new QFrame;
    setLook(frame, "card");
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    row->setSpacing(space::kM);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::kXs);
    const auto add = [&](const QString& text, const char* look) {
        auto* label = new QLabel(text, frame);
        setLook(label, look);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        texts->addWidget(label);
    };
    add(resume.begun ? tr("Continue where you were") : tr("Begin here"), "caption");
    add(lesson.title, "heading");
    if (resume.step >= 0)
        add(tr("Step %1 of %2: %3").arg(resume.step + 1).arg(lesson.steps).arg(resume.stepTitle), "muted");
    row->addLayout(texts, 1);
    if (lesson.hasTest && !lesson.standing.mastery.opensNext()) {
        auto* test = new QPushButton(tr("I know this"), frame);
        setLook(test, "quiet");
        test->setObjectName(QStringLiteral("skip"));
        test->setAccessibleName(tr("Skip “%1” by a test").arg(lesson.title));
        test->setToolTip(tr("A short test lets you go on without this lesson"));
        connect(test, &QPushButton::clicked, this, [this, id = lesson.id] { Q_EMIT testChosen(id); });
        row->addWidget(test, 0, Qt::AlignVCenter);
    }
    auto* go = new QPushButton(resume.begun ? tr("Continue") : tr("Begin"), frame);
    go->setObjectName(QStringLiteral("continue"));
    setLook(go, "primary");
    go->setDefault(true);
    connect(go, &QPushButton::clicked, this, [this, id = lesson.id] { Q_EMIT lessonChosen(id); });
    row->addWidget(go, 0, Qt::AlignVCenter);
    column()->addWidget(frame);
}

void CoursePage::addProblems() {
    QVBoxLayout* card = addCard("warning");
    card->setSpacing(space::kXs);
    const auto add = [card](const QString& text) {
        auto* line = new QLabel(text);
        line->setWordWrap(true);
        line->setTextFormat(Qt::PlainText);
        card->addWidget(line);
        return line;
    };
    setLook(add(tr("Something could not be read and is left out.")), "value");
    for (const QString& problem : problems_)
        add(problem)->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

} // namespace downhill::app
