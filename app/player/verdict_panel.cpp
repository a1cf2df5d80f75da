#include "player/verdict_panel.h"

#include "charts/number_text.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icon_mark.h"
#include "theme/look.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kIconPixels = 18;

} // namespace

VerdictPanel::VerdictPanel(TextContext& context, QWidget* parent)
    : QFrame(parent), context_(context), icon_(new IconMark(context.appearance(), kIconPixels, this)),
      headline_(new QLabel(this)), note_(new QLabel(this)), text_(new MarkupView(context, this)) {
    setLook(headline_, "value");
    headline_->setWordWrap(true);
    setLook(note_, "muted");
    note_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addWidget(headline_, 1);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(space::kXs);
    column->addLayout(row);
    column->addWidget(note_);
    column->addWidget(text_);
    hide();
}

void VerdictPanel::showMark(const lesson::Grade& grade, const QString& note, const QString& markdown) {
    const QString earned = valueText(grade.score, 2);
    const QString points = valueText(grade.points, 3);
    const int count = grade.points == 1 ? 1 : 2; // 0.5 points, 1 point, 2 points
    if (grade.correct && grade.score < grade.points)
        say("good", QStringLiteral("check"), &Theme::good,
            tr("Right: %1 of %2 point(s).", nullptr, count).arg(earned, points), note, markdown);
    else if (grade.correct)
        say("good", QStringLiteral("check"), &Theme::good, tr("Right."), note, markdown);
    else if (grade.score > 0)
        say("warning", QStringLiteral("info"), &Theme::warning,
            tr("Partly right: %1 of %2 point(s).", nullptr, count).arg(earned, points), note, markdown);
    else
        say("bad", QStringLiteral("cross"), &Theme::bad, tr("Not yet."), note, markdown);
    if (note.isEmpty() && markdown.isEmpty()) { // a line of its own, where each choice has its box
        setLook(this, "");
        layout()->setContentsMargins(0, 0, 0, 0);
    }
}

void VerdictPanel::showPrediction(bool revealed, const QString& settings, const QString& markdown) {
    const QString headline = revealed ? tr("Now you have seen it.")
                             : settings.isEmpty()
                                 ? tr("Committed. Now run it and see.")
                                 : tr("Committed. Now run it with %1 and see.").arg(settings);
    say("note", QStringLiteral("info"), &Theme::accent, headline, {}, markdown);
}

void VerdictPanel::say(const char* look, const QString& icon, QColor Theme::*ink, const QString& headline,
                       const QString& note, const QString& markdown) {
    setLook(this, look);
    layout()->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    icon_->setIcon(icon, ink);
    headline_->setText(headline);
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    text_->setMarkdown(markdown);
    text_->setVisible(!markdown.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(note);
    show();
    QAccessibleEvent said(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

} // namespace downhill::app
