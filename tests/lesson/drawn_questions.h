#pragma once

#include "lesson/grading.h"
#include "lesson/shown_order.h"

#include <QString>

#include <algorithm>
#include <random>

/// Questions and answers of every kind, drawn from a seed.
namespace downhill::lesson::testing {

class QuestionDraw {
public:
    static constexpr int kKinds = 8;

    explicit QuestionDraw(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }
    bool coin() { return below(2) == 0; }
    template <class T>
    void shuffle(T& list) {
        std::shuffle(list.begin(), list.end(), random_);
    }

    Question question(int kind) {
        Question result{.id = QStringLiteral("q"), .points = double(below(50)) / 4};
        for (std::size_t i = below(4); i > 0; --i)
            result.hints.push_back({QStringLiteral("hint"), double(below(5)) / 4});
        result.tries = int(below(4));
        result.body = body(kind);
        return result;
    }

    /// An answer of the question's kind: right, partly right, or wrong.
    Answer answer(const Question& question) {
        return std::visit([this](const auto& body) { return answerTo(body); }, question.body);
    }

    /// An answer of any kind that names what is not there.
    Answer garbage() {
        const QString strange = QStringLiteral("nobody-has-this");
        switch (below(6)) {
        case 0:
            return ChosenIds{{strange}};
        case 1:
            return OrderedIds{{strange, strange}};
        case 2:
            return Matches{{{strange, strange}}};
        case 3:
            return GapFillings{{{strange, GapFilling(strange)}}};
        case 4:
            return OrderedIds{};
        default:
            return ChosenIds{{strange, QString()}};
        }
    }

private:
    static QString idOf(std::size_t place) { return QStringLiteral("id-%1").arg(place); }
    static QString textOf(std::size_t place) { return QStringLiteral("text %1").arg(place); }

    std::vector<Choice> choices(bool several) {
        std::vector<Choice> result;
        for (std::size_t i = 0, count = 2 + below(7); i < count; ++i)
            result.push_back(
                {idOf(i), textOf(i), several && coin(), QStringLiteral("chosen"), QStringLiteral("missed")});
        // At least one is right, and one is wrong.
        result[0].right = false;
        result[1].right = true;
        shuffle(result);
        return result;
    }

    std::vector<OrderItem> items(std::size_t count, std::size_t first) {
        std::vector<OrderItem> result;
        for (std::size_t i = 0; i < count; ++i)
            result.push_back({idOf(first + i), textOf(first + i)});
        return result;
    }

    QuestionBody body(int kind) {
        switch (kind) {
        case 0:
            return ChoiceQuestion{.choices = choices(false), .shuffle = coin()};
        case 1:
            return ChoiceQuestion{.choices = choices(true), .several = true, .shuffle = coin()};
        case 2:
            return TrueFalseQuestion{coin(), {}, {}};
        case 3:
            return NumberQuestion{number(), {}, {}, {}};
        case 4:
            return OrderQuestion{.items = items(3 + below(8), 0)};
        case 5:
            return match();
        case 6:
            return cloze();
        default:
            return PredictQuestion{choices(false)};
        }
    }

    NumberTarget number() {
        return {
            .value = double(below(2000)) / 7 - 100, .tolerance = double(below(10)) / 20, .relative = coin()};
    }

    MatchQuestion match() {
        MatchQuestion result;
        const std::size_t count = 2 + below(7);
        for (std::size_t i = 0; i < count; ++i)
            result.pairs.push_back({idOf(i), textOf(i), textOf(100 + i), QStringLiteral("no")});
        result.others = items(below(4), count);
        return result;
    }

    ClozeQuestion cloze() {
        ClozeQuestion result;
        for (std::size_t i = 0, count = 1 + below(6); i < count; ++i) {
            Gap gap{.id = idOf(i)};
            switch (below(3)) {
            case 0:
                gap.body = TypedGap{.accept = {textOf(i), textOf(50 + i)}, .ignoreCase = coin()};
                break;
            case 1:
                gap.body = ChosenGap{choices(false)};
                break;
            default:
                gap.body = NumberGap{number()};
            }
            result.text += QStringLiteral("[[%1]] ").arg(gap.id);
            result.gaps.push_back(std::move(gap));
        }
        return result;
    }

    Answer answerTo(const ChoiceQuestion& question) {
        ChosenIds chosen;
        for (const Choice& choice : question.choices) {
            if (coin())
                chosen.ids.append(choice.id);
        }
        return chosen;
    }
    Answer answerTo(const TrueFalseQuestion&) { return coin(); }
    Answer answerTo(const NumberQuestion& question) {
        return question.answer.value + double(below(5)) * question.answer.tolerance;
    }
    Answer answerTo(const OrderQuestion& question) {
        OrderedIds order;
        for (const OrderItem& item : question.items)
            order.ids.append(item.id);
        if (coin())
            shuffle(order.ids);
        return order;
    }
    Answer answerTo(const MatchQuestion& question) {
        Matches matches;
        const std::size_t rights = question.pairs.size() + question.others.size();
        for (const MatchPair& pair : question.pairs) {
            if (below(5) > 0)
                matches.rights[pair.id] = coin() ? pair.id : idOf(below(rights));
        }
        return matches;
    }
    Answer answerTo(const ClozeQuestion& question) {
        GapFillings fillings;
        for (const Gap& gap : question.gaps) {
            if (below(5) == 0)
                continue;
            if (const auto* number = std::get_if<NumberGap>(&gap.body))
                fillings.gaps[gap.id] = number->answer.value + (coin() ? 0 : 100);
            else if (const auto* chosen = std::get_if<ChosenGap>(&gap.body))
                fillings.gaps[gap.id] = chosen->choices[below(chosen->choices.size())].id;
            else
                fillings.gaps[gap.id] = textOf(below(60));
        }
        return fillings;
    }
    Answer answerTo(const PredictQuestion& question) {
        return ChosenIds{{question.choices[below(question.choices.size())].id}};
    }
    Answer answerTo(const ExperimentQuestion&) { return RunAnswer{}; }

    std::mt19937 random_;
};

} // namespace downhill::lesson::testing
