#include "progress/progress_page.h"

#include "progress/day_chart.h"
#include "shell/level_words.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kWidest = 900;
constexpr std::int64_t kMinute = 60'000;

QLabel* plain(const QString& text, const char* look) {
    auto* label = new QLabel(text);
    setLook(label, look);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void addTile(QHBoxLayout* row, const QString& figure, const QString& what) {
    auto* frame = new QFrame;
    setLook(frame, "card");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(0);
    column->addWidget(plain(figure, "heading"));
    auto* caption = plain(what, "caption");
    caption->setWordWrap(true);
    column->addWidget(caption);
    row->addWidget(frame, 1);
}

QString lessonWords(const LessonFigures& each) {
    QStringList words;
    if (each.tries > 0)
        words.append(ProgressPage::tr("%1 of %n answer(s) right", nullptr, each.tries)
                         .arg(QLocale().toString(each.right)));
    if (each.milliseconds > 0)
        words.append(ProgressPage::durationText(each.milliseconds));
    if (each.last.isValid())
        words.append(QLocale().toString(each.last, QLocale::ShortFormat));
    return words.join(QStringLiteral(" · "));
}

} // namespace

ProgressPage::ProgressPage(Appearance& appearance, QWidget* parent)
    : PageColumn(appearance, kWidest, parent), appearance_(appearance) {
    setAccessibleName(tr("Progress"));
}

QString ProgressPage::durationText(std::int64_t milliseconds) {
    const std::int64_t minutes = (milliseconds + kMinute / 2) / kMinute;
    if (minutes < 1)
        return tr("under a minute");
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

void ProgressPage::showProgress(const ProgressFigures& figures) {
    clear();
    auto* head = new QHBoxLayout;
    head->addWidget(plain(tr("Progress"), "title"), 1);
    auto* save = new QPushButton(tr("Export as CSV…"));
    save->setObjectName(QStringLiteral("export"));
    connect(save, &QPushButton::clicked, this, &ProgressPage::exportWanted);
    head->addWidget(save);
    column()->addLayout(head);
    addTotals(figures);
    addDays(figures);
    addText(tr("Lessons"), "heading");
    addLessons(figures);
    column()->addStretch(1);
}

void ProgressPage::addTotals(const ProgressFigures& figures) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kM);
    const QLocale locale;
    addTile(row, tr("%1 of %2").arg(figures.proficient).arg(static_cast<int>(figures.lessons.size())),
            figures.mastered > 0 ? tr("lessons reached, %1 of them mastered").arg(figures.mastered)
                                 : tr("lessons reached"));
    addTile(row, locale.toString(figures.tries),
            figures.tries > 0 ? tr("answers, %1 % right").arg(qRound(100.0 * figures.right / figures.tries))
                              : tr("answers"));
    addTile(row, figures.milliseconds > 0 ? durationText(figures.milliseconds) : tr("0 min"),
            tr("with lessons"));
    addTile(row, locale.toString(figures.daysActive), tr("days with Downhill"));
    column()->addLayout(row);
}

void ProgressPage::addDays(const ProgressFigures& figures) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kM);
    for (const auto shows : {DayChart::Shows::Minutes, DayChart::Shows::Answers}) {
        auto* chart = new DayChart(shows, appearance_);
        chart->setDays(figures.days);
        row->addWidget(chart, 1);
    }
    column()->addLayout(row);
}

void ProgressPage::addLessons(const ProgressFigures& figures) {
    QVBoxLayout* card = addCard();
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kL);
    grid->setVerticalSpacing(space::kM);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(2, 2);
    grid->setColumnStretch(3, 3);
    int line = 0;
    for (const LessonFigures& each : figures.lessons) {
        auto* open = new QPushButton(each.title);
        setLook(open, "quiet");
        open->setAccessibleName(tr("Open the lesson “%1”").arg(each.title));
        connect(open, &QPushButton::clicked, this, [this, id = each.id] { Q_EMIT lessonChosen(id); });
        grid->addWidget(open, line, 0, Qt::AlignLeft);
        const QString level = levelWords(each.standing, each.entered);
        grid->addWidget(plain(level, "muted"), line, 1);
        auto* bar = new QProgressBar;
        bar->setTextVisible(false);
        bar->setRange(0, 100);
        bar->setValue(qRound(each.standing.mastery.share() * 100));
        bar->setAccessibleName(tr("%1: %2 % of the points").arg(each.title).arg(bar->value()));
        grid->addWidget(bar, line, 2);
        auto* words = plain(lessonWords(each), "caption");
        words->setWordWrap(true);
        grid->addWidget(words, line, 3);
        ++line;
    }
    card->addLayout(grid);
}

} // namespace downhill::app
