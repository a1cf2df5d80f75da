#pragma once

#include "lesson/expectation.h"
#include "lesson/parameter.h"

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

/// Questions as plain values. Texts are Markdown with $…$ and $$…$$ TeX unless said otherwise. Where a
/// question has parameters, its texts hold {{expressions}} and lesson/variant.h makes of it a question with
/// numbers.
namespace downhill::lesson {

struct Choice {
    QString id{};
    QString text{};
    bool right = false;
    QString feedback{}; ///< to those who chose it
    QString missed{};   ///< to those who left it out though it is right; of several choices only

    bool operator==(const Choice&) const = default;
};

/// One or several of a few choices; `several` shows boxes rather than buttons.
struct ChoiceQuestion {
    std::vector<Choice> choices{};
    bool several = false;
    bool shuffle = true;
    bool operator==(const ChoiceQuestion&) const = default;
};

struct TrueFalseQuestion {
    bool answer = false;
    QString whenTrue{}; ///< feedback to those who say true
    QString whenFalse{};
    bool operator==(const TrueFalseQuestion&) const = default;
};

/// A number that is asked for, and how near to it is near enough.
struct NumberTarget {
    double value = 0;
    QString expression{}; ///< of the parameters; where it is not empty, `value` counts only once it is drawn
    double tolerance = 0;
    bool relative = false; ///< `tolerance` is a share of the value
    bool operator==(const NumberTarget&) const = default;
};

struct NumberQuestion {
    NumberTarget answer{};
    QString unit{};  ///< plain text
    QString right{}; ///< feedback
    QString wrong{};
    bool operator==(const NumberQuestion&) const = default;
};

/// Something that is put in its place: a line of an order, or a right side of a match.
struct OrderItem {
    QString id{};
    QString text{};
    bool operator==(const OrderItem&) const = default;
};

/// Put these into their right order.
struct OrderQuestion {
    std::vector<OrderItem> items{}; ///< in the right order; no two of the same text
    QString language{};             ///< of the code that the items are; empty: Markdown
    QString right{};                ///< feedback
    QString wrong{};
    bool operator==(const OrderQuestion&) const = default;
};

struct MatchPair {
    QString id{}; ///< of the left side, and of the right side that belongs to it
    QString left{};
    QString right{};
    QString feedback{}; ///< to those who gave this left side another right one
    bool operator==(const MatchPair&) const = default;
};

/// Give each left side the right side that belongs to it.
struct MatchQuestion {
    std::vector<MatchPair> pairs{};
    std::vector<OrderItem> others{}; ///< right sides that belong to none; their ids are no pair's
    bool operator==(const MatchQuestion&) const = default;
};

/// A wrong text for a gap that students are known to write.
struct Mistake {
    QString text{}; ///< plain, compared as the accepted ones are
    QString feedback{};
    bool operator==(const Mistake&) const = default;
};

/// A gap that is filled by typing. Texts are plain; blanks that divide no words do not matter: "a=b" is "a =
/// b".
struct TypedGap {
    QStringList accept{}; ///< any of them is right; the first is shown as the solution
    bool ignoreCase = false;
    std::vector<Mistake> mistakes{};
    bool operator==(const TypedGap&) const = default;
};

/// A gap that is filled with one of a few choices, exactly one of which is right. Their texts are plain, or
/// code where the question has a language.
struct ChosenGap {
    std::vector<Choice> choices{};
    bool operator==(const ChosenGap&) const = default;
};

/// A gap that is filled with a number.
struct NumberGap {
    NumberTarget answer{};
    bool operator==(const NumberGap&) const = default;
};

struct Gap {
    QString id{};
    std::variant<TypedGap, ChosenGap, NumberGap> body{};
    QString wrong{}; ///< feedback to an answer that has none of its own
    bool operator==(const Gap&) const = default;
};

/// A text with gaps to fill in.
struct ClozeQuestion {
    QString text{};     ///< each gap stands in it once, as [[id]]
    QString language{}; ///< of the code that the text is; empty: Markdown
    std::vector<Gap> gaps{};
    bool operator==(const ClozeQuestion&) const = default;
};

/// Commit to an expectation before the experiment is run. Never marked down.
struct PredictQuestion {
    std::vector<Choice> choices{};
    Settings at{}; ///< only a run that stood there shows how it went, see standsAt(); empty: any run does
    bool operator==(const PredictQuestion&) const = default;
};

/// Make a run of the step's experiment do something. Graded by the student's own runs.
struct ExperimentQuestion {
    QString run{};            ///< id of the run that counts; empty: any. Of several at once the best counts
    Expectation expect{};     ///< of figures that a student's run has, see isOfStudentsRun()
    std::vector<Knob> keep{}; ///< must stay as the lesson sets them
    Settings solution{};      ///< what makes it so; all within the student's reach
    int runs = 0;             ///< only the first so many runs earn points; 0: all
    QString right{};          ///< feedback
    QString wrong{};
    bool operator==(const ExperimentQuestion&) const = default;
};

/// A help that is opened when the student asks for it, in the order of the list.
struct Hint {
    QString text{};
    double cost = 0; ///< share of the question's points that is taken off once it is open
    bool operator==(const Hint&) const = default;
};

using QuestionBody = std::variant<ChoiceQuestion, TrueFalseQuestion, NumberQuestion, OrderQuestion,
                                  MatchQuestion, ClozeQuestion, PredictQuestion, ExperimentQuestion>;

struct Question {
    QString id{};
    QString prompt{};
    double points = 1;
    std::vector<Hint> hints{};
    QString explanation{}; ///< shown once it is answered rightly, or after `tries` wrong answers
    /// After so many wrong answers the right one and the explanation are shown. One may go on all the same.
    /// 0: never. Not for predictions, nor for experiments.
    int tries = 0;
    std::vector<Parameter> parameters{}; ///< numbers that are drawn anew for each student and try
    QuestionBody body{};
    QString authored{}; ///< contentHash() in the author's language, where a translation took its place
    bool operator==(const Question&) const = default;
};

} // namespace downhill::lesson
