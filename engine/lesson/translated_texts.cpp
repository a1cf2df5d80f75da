#include "lesson/translated_texts.h"

#include "lesson/experiment_words.h"
#include "lesson/question_texts.h"

namespace downhill::lesson {

namespace {

/// Puts keys before what it shows to the visitor.
class Walk {
public:
    explicit Walk(const TextVisitor& visit) : visit_(visit) {}

    void visit(Lesson& lesson);
    void visit(Course& course);
    void visit(Glossary& glossary);
    void visit(std::vector<Faq>& faq);

private:
    void visit(const QString& key, Step& step);
    void visit(const QString& key, ExperimentBlock& block);
    void visit(const QString& key, Walkthrough& walkthrough);
    void visit(Question& question);
    void visit(const QString& key, QStringList& texts, TextKind kind);
    void show(const QString& key, TextKind kind, QString& text) {
        if (!text.isEmpty())
            visit_(key, kind, text);
    }
    void show(const QString& key, std::string& words);
    void showLines(const QString& key, QStringList& lines);

    const TextVisitor& visit_;
};

QString numbered(const QString& key, std::size_t place) {
    return key + u'.' + QString::number(place);
}

void Walk::visit(Lesson& lesson) {
    show(QStringLiteral("title"), TextKind::Words, lesson.title);
    show(QStringLiteral("summary"), TextKind::Words, lesson.summary);
    visit(QStringLiteral("objectives"), lesson.objectives, TextKind::Words);
    for (Step& step : lesson.steps)
        visit(QStringLiteral("steps.") + step.id, step);
}

void Walk::visit(Course& course) {
    show(QStringLiteral("title"), TextKind::Words, course.title);
    show(QStringLiteral("summary"), TextKind::Words, course.summary);
    for (Unit& unit : course.units) {
        const QString key = QStringLiteral("units.") + unit.id;
        show(key + QStringLiteral(".title"), TextKind::Words, unit.title);
        show(key + QStringLiteral(".summary"), TextKind::Words, unit.summary);
    }
}

void Walk::visit(Glossary& glossary) {
    for (Term& term : glossary.terms) {
        const QString key = QStringLiteral("terms.") + term.id;
        show(key + QStringLiteral(".term"), TextKind::Words, term.term);
        showLines(key + QStringLiteral(".also"), term.also);
        show(key + QStringLiteral(".text"), TextKind::Markdown, term.text);
    }
}

void Walk::visit(std::vector<Faq>& faq) {
    for (Faq& each : faq) {
        const QString key = QStringLiteral("questions.") + each.id;
        show(key + QStringLiteral(".question"), TextKind::Words, each.question);
        show(key + QStringLiteral(".answer"), TextKind::Markdown, each.answer);
    }
}

void Walk::visit(const QString& key, Step& step) {
    show(key + QStringLiteral(".title"), TextKind::Words, step.title);
    show(key + QStringLiteral(".text"), TextKind::Markdown, step.text);
    if (step.experiment)
        visit(key + QStringLiteral(".experiment"), *step.experiment);
    if (step.walkthrough)
        visit(key + QStringLiteral(".walkthrough"), *step.walkthrough);
    for (Question& question : step.questions)
        visit(question);
}

void Walk::visit(const QString& key, ExperimentBlock& block) {
    for (training::RunSpec& run : block.experiment.runs) {
        if (run.name != run.id)
            show(key + QStringLiteral(".runs.") + QString::fromStdString(run.id) + QStringLiteral(".name"),
                 run.name);
    }
    for (Control& control : block.controls) {
        QString knob = wordFor<Knob>(words::kKnobs, control.knob);
        if (control.knob == Knob::Parameter)
            knob = numbered(knob, control.parameter);
        show(key + QStringLiteral(".controls.") + knob + QStringLiteral(".label"), TextKind::Words,
             control.label);
    }
    for (std::size_t i = 0; i < block.views.size(); ++i)
        show(numbered(key + QStringLiteral(".views"), i) + QStringLiteral(".title"), TextKind::Words,
             block.views[i].title);
}

/// The program itself stays as it is: its narration counts its lines.
void Walk::visit(const QString& key, Walkthrough& walkthrough) {
    for (std::size_t i = 0; i < walkthrough.stops.size(); ++i)
        show(numbered(key + QStringLiteral(".stops"), i) + QStringLiteral(".text"), TextKind::Markdown,
             walkthrough.stops[i].text);
}

void Walk::visit(Question& question) {
    const QString before = QStringLiteral("questions.") + question.id + u'.';
    visitTexts(question,
               [&](const QString& key, TextKind kind, QString& text) { visit_(before + key, kind, text); });
}

void Walk::visit(const QString& key, QStringList& texts, TextKind kind) {
    for (qsizetype i = 0; i < texts.size(); ++i)
        show(numbered(key, std::size_t(i)), kind, texts[i]);
}

void Walk::show(const QString& key, std::string& words) {
    QString text = QString::fromStdString(words);
    show(key, TextKind::Words, text);
    words = text.toStdString();
}

/// Another language may have more of them, or fewer.
void Walk::showLines(const QString& key, QStringList& lines) {
    const QString before = lines.join(u'\n');
    QString text = before;
    show(key, TextKind::Lines, text);
    if (text != before)
        lines = text.split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

void visitTexts(Lesson& lesson, const TextVisitor& visit) {
    Walk(visit).visit(lesson);
}

void visitTexts(Course& course, const TextVisitor& visit) {
    Walk(visit).visit(course);
}

void visitTexts(Glossary& glossary, const TextVisitor& visit) {
    Walk(visit).visit(glossary);
}

void visitTexts(std::vector<Faq>& faq, const TextVisitor& visit) {
    Walk(visit).visit(faq);
}

} // namespace downhill::lesson
