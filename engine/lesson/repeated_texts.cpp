#include "lesson/repeated_texts.h"

#include <QSet>
#include <QStringList>

namespace downhill::lesson {

namespace {

template <class Part>
QStringList textsOf(const std::vector<Part>& parts) {
    QStringList texts;
    for (const Part& part : parts)
        texts.append(part.text);
    return texts;
}

std::optional<QString> firstRepeated(const QStringList& texts, bool isCode = false) {
    QSet<QString> seen;
    for (const QString& text : texts) {
        const QString simple = isCode ? text : text.simplified();
        if (seen.contains(simple))
            return simple;
        seen.insert(simple);
    }
    return std::nullopt;
}

struct Repeated {
    using Result = std::optional<QString>;

    Result operator()(const ChoiceQuestion& question) const {
        return firstRepeated(textsOf(question.choices));
    }
    Result operator()(const PredictQuestion& question) const {
        return firstRepeated(textsOf(question.choices));
    }
    Result operator()(const OrderQuestion& question) const {
        return firstRepeated(textsOf(question.items), !question.language.isEmpty());
    }
    Result operator()(const MatchQuestion& question) const {
        QStringList lefts;
        QStringList rights = textsOf(question.others);
        for (const MatchPair& pair : question.pairs) {
            lefts.append(pair.left);
            rights.append(pair.right);
        }
        const Result left = firstRepeated(lefts);
        return left ? left : firstRepeated(rights);
    }
    Result operator()(const ClozeQuestion& question) const {
        for (const Gap& gap : question.gaps) {
            const auto* chosen = std::get_if<ChosenGap>(&gap.body);
            if (const Result found = chosen ? firstRepeated(textsOf(chosen->choices)) : std::nullopt)
                return found;
        }
        return std::nullopt;
    }
    template <class Other>
    Result operator()(const Other&) const {
        return std::nullopt;
    }
};

} // namespace

std::optional<QString> repeatedText(const Question& question) {
    return std::visit(Repeated{}, question.body);
}

} // namespace downhill::lesson
