#include "lesson/question_texts.h"

using namespace Qt::StringLiterals;

namespace downhill::lesson {

namespace {

class Visitor {
public:
    explicit Visitor(const TextVisitor& visit) : visit_(visit) {}

    void show(const QString& key, TextKind kind, QString& text) const {
        if (!text.isEmpty())
            visit_(key, kind, text);
    }

    void operator()(ChoiceQuestion& question) const {
        choices(u"choices."_s, question.choices, TextKind::Markdown);
    }
    void operator()(PredictQuestion& question) const {
        choices(u"choices."_s, question.choices, TextKind::Markdown);
    }
    void operator()(TrueFalseQuestion& question) const {
        show(u"when_true"_s, TextKind::Markdown, question.whenTrue);
        show(u"when_false"_s, TextKind::Markdown, question.whenFalse);
    }
    void operator()(NumberQuestion& question) const {
        show(u"unit"_s, TextKind::Words, question.unit);
        outcomes(question.right, question.wrong);
    }
    void operator()(OrderQuestion& question) const {
        for (OrderItem& item : question.items)
            show(u"items."_s + item.id + u".text"_s, kindOf(question.language), item.text);
        outcomes(question.right, question.wrong);
    }
    void operator()(MatchQuestion& question) const {
        for (MatchPair& pair : question.pairs) {
            const QString key = u"pairs."_s + pair.id;
            show(key + u".left"_s, TextKind::Markdown, pair.left);
            show(key + u".right"_s, TextKind::Markdown, pair.right);
            show(key + u".feedback"_s, TextKind::Markdown, pair.feedback);
        }
        for (OrderItem& other : question.others)
            show(u"others."_s + other.id + u".text"_s, TextKind::Markdown, other.text);
    }
    void operator()(ClozeQuestion& question) const {
        show(u"text"_s, kindOf(question.language), question.text);
        for (Gap& gap : question.gaps) {
            const QString key = u"gaps."_s + gap.id + u'.';
            if (auto* typed = std::get_if<TypedGap>(&gap.body))
                answers(key, *typed, question.language.isEmpty() ? TextKind::Typed : TextKind::Code);
            else if (auto* chosen = std::get_if<ChosenGap>(&gap.body))
                choices(key + u"choices."_s, chosen->choices,
                        question.language.isEmpty() ? TextKind::Words : TextKind::Code);
            show(key + u"wrong"_s, TextKind::Markdown, gap.wrong);
        }
    }
    void operator()(ExperimentQuestion& question) const { outcomes(question.right, question.wrong); }

private:
    static TextKind kindOf(const QString& language) {
        return language.isEmpty() ? TextKind::Markdown : TextKind::Code;
    }

    void outcomes(QString& right, QString& wrong) const {
        show(u"right"_s, TextKind::Markdown, right);
        show(u"wrong"_s, TextKind::Markdown, wrong);
    }

    void choices(const QString& prefix, std::vector<Choice>& choices, TextKind kind) const {
        for (Choice& choice : choices) {
            const QString key = prefix + choice.id;
            show(key + u".text"_s, kind, choice.text);
            show(key + u".feedback"_s, TextKind::Markdown, choice.feedback);
            show(key + u".missed"_s, TextKind::Markdown, choice.missed);
        }
    }

    void answers(const QString& key, TypedGap& gap, TextKind kind) const {
        qsizetype place = 0;
        for (QString& text : gap.accept)
            show(key + u"accept."_s + QString::number(place++), kind, text);
        place = 0;
        for (Mistake& mistake : gap.mistakes) {
            const QString under = key + u"mistakes."_s + QString::number(place++);
            show(under + u".text"_s, kind, mistake.text);
            show(under + u".feedback"_s, TextKind::Markdown, mistake.feedback);
        }
    }

    const TextVisitor& visit_;
};

} // namespace

void visitTexts(Question& question, const TextVisitor& visit) {
    const Visitor visitor(visit);
    visitor.show(u"prompt"_s, TextKind::Markdown, question.prompt);
    std::visit(visitor, question.body);
    for (std::size_t i = 0; i < question.hints.size(); ++i)
        visitor.show(u"hints."_s + QString::number(i), TextKind::Markdown, question.hints[i].text);
    visitor.show(u"explanation"_s, TextKind::Markdown, question.explanation);
}

} // namespace downhill::lesson
