#include "lesson/question_texts.h"

using namespace Qt::StringLiterals;

namespace downhill::lesson {

namespace {

using Visit = std::function<void(const QString&, TextRole, QString&)>;

class Visitor {
public:
    explicit Visitor(const Visit& visit) : visit_(visit) {}

    void operator()(ChoiceQuestion& question) const {
        choices(u"choices."_s, question.choices, TextRole::Markdown);
    }
    void operator()(PredictQuestion& question) const {
        choices(u"choices."_s, question.choices, TextRole::Markdown);
    }
    void operator()(TrueFalseQuestion& question) const {
        visit_(u"when_true"_s, TextRole::Markdown, question.whenTrue);
        visit_(u"when_false"_s, TextRole::Markdown, question.whenFalse);
    }
    void operator()(NumberQuestion& question) const {
        visit_(u"unit"_s, TextRole::Plain, question.unit);
        outcomes(question.right, question.wrong);
    }
    void operator()(OrderQuestion& question) const {
        for (OrderItem& item : question.items)
            visit_(u"items."_s + item.id + u".text"_s, role(question.language), item.text);
        outcomes(question.right, question.wrong);
    }
    void operator()(MatchQuestion& question) const {
        for (MatchPair& pair : question.pairs) {
            const QString key = u"pairs."_s + pair.id;
            visit_(key + u".left"_s, TextRole::Markdown, pair.left);
            visit_(key + u".right"_s, TextRole::Markdown, pair.right);
            visit_(key + u".feedback"_s, TextRole::Markdown, pair.feedback);
        }
        for (OrderItem& other : question.others)
            visit_(u"others."_s + other.id + u".text"_s, TextRole::Markdown, other.text);
    }
    void operator()(ClozeQuestion& question) const {
        visit_(u"text"_s, role(question.language), question.text);
        for (Gap& gap : question.gaps) {
            const QString key = u"gaps."_s + gap.id + u'.';
            if (auto* typed = std::get_if<TypedGap>(&gap.body))
                answers(key, *typed);
            else if (auto* chosen = std::get_if<ChosenGap>(&gap.body))
                choices(key + u"choices."_s, chosen->choices,
                        question.language.isEmpty() ? TextRole::Plain : TextRole::Code);
            visit_(key + u"wrong"_s, TextRole::Markdown, gap.wrong);
        }
    }

private:
    static TextRole role(const QString& language) {
        return language.isEmpty() ? TextRole::Markdown : TextRole::Code;
    }

    void outcomes(QString& right, QString& wrong) const {
        visit_(u"right"_s, TextRole::Markdown, right);
        visit_(u"wrong"_s, TextRole::Markdown, wrong);
    }

    void choices(const QString& prefix, std::vector<Choice>& choices, TextRole role) const {
        for (Choice& choice : choices) {
            const QString key = prefix + choice.id;
            visit_(key + u".text"_s, role, choice.text);
            visit_(key + u".feedback"_s, TextRole::Markdown, choice.feedback);
            visit_(key + u".missed"_s, TextRole::Markdown, choice.missed);
        }
    }

    void answers(const QString& key, TypedGap& gap) const {
        qsizetype place = 0;
        for (QString& text : gap.accept)
            visit_(key + u"accept."_s + QString::number(place++), TextRole::Answer, text);
        place = 0;
        for (Mistake& mistake : gap.mistakes) {
            const QString under = key + u"mistakes."_s + QString::number(place++);
            visit_(under + u".text"_s, TextRole::Answer, mistake.text);
            visit_(under + u".feedback"_s, TextRole::Markdown, mistake.feedback);
        }
    }

    const Visit& visit_;
};

} // namespace

void visitTexts(Question& question, const Visit& visit) {
    visit(u"prompt"_s, TextRole::Markdown, question.prompt);
    std::visit(Visitor(visit), question.body);
    for (std::size_t i = 0; i < question.hints.size(); ++i)
        visit(u"hints."_s + QString::number(i), TextRole::Markdown, question.hints[i].text);
    visit(u"explanation"_s, TextRole::Markdown, question.explanation);
}

} // namespace downhill::lesson
