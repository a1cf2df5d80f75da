#pragma once

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

/// Questions as plain values. Texts are Markdown with $…$ and $$…$$ TeX.
namespace downhill::lesson {

struct Choice {
    QString id{};
    QString text{};
    bool right = false;
    QString feedback{};

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

/// A number within `tolerance` of `answer`: absolute, or a share of the answer when `relative`.
struct NumberQuestion {
    double answer = 0;
    double tolerance = 0;
    bool relative = false;
    QString unit{};
    QString right{}; ///< feedback
    QString wrong{};
    bool operator==(const NumberQuestion&) const = default;
};

/// Commit to an expectation before the experiment is run. Never marked down.
struct PredictQuestion {
    std::vector<Choice> choices{};
    bool operator==(const PredictQuestion&) const = default;
};

struct Question {
    QString id{};
    QString prompt{};
    double points = 1;
    QStringList hints{};
    QString explanation{}; ///< shown once it is answered rightly or given up
    std::variant<ChoiceQuestion, TrueFalseQuestion, NumberQuestion, PredictQuestion> body{};
    bool operator==(const Question&) const = default;
};

} // namespace downhill::lesson
