#include "lesson/grading.h"
#include "lesson/grading_parts.h"

#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// How an answer divides the choices.
struct Tally {
    QSet<QString> chosen{};
    int right = 0; ///< right choices of the question
    int wrong = 0; ///< wrong choices of the question
    int chosenRight = 0;
    int chosenWrong = 0;
    bool allKnown = true; ///< false when an id is not of this question, as after an older text of it
};

Tally tally(const std::vector<Choice>& choices, const ChosenIds* answer) {
    Tally result;
    if (answer)
        result.chosen = QSet<QString>(answer->ids.begin(), answer->ids.end());
    for (const Choice& choice : choices) {
        const bool chosen = result.chosen.contains(choice.id);
        result.right += choice.right ? 1 : 0;
        result.wrong += choice.right ? 0 : 1;
        result.chosenRight += chosen && choice.right ? 1 : 0;
        result.chosenWrong += chosen && !choice.right ? 1 : 0;
    }
    result.allKnown = result.chosen.size() == result.chosenRight + result.chosenWrong;
    return result;
}

/// `showMissed` says what was left out though it is right.
std::vector<ChoiceVerdict> verdicts(const std::vector<Choice>& choices, const QSet<QString>& chosen,
                                    bool showMissed) {
    std::vector<ChoiceVerdict> result;
    result.reserve(choices.size());
    for (const Choice& choice : choices) {
        const bool isChosen = chosen.contains(choice.id);
        ChoiceVerdict& verdict = result.emplace_back(ChoiceVerdict{choice.id, isChosen, choice.right, {}});
        if (isChosen)
            verdict.feedback = choice.feedback;
        else if (choice.right && showMissed)
            verdict.feedback = choice.missed;
    }
    return result;
}

} // namespace

Grade gradeBody(const ChoiceQuestion& question, const Answer& answer) {
    const Tally counts = tally(question.choices, std::get_if<ChosenIds>(&answer));
    const bool correct =
        counts.allKnown && counts.right > 0 && counts.chosenRight == counts.right && counts.chosenWrong == 0;
    Grade grade = gradeWhole(correct);
    if (question.several && !correct && counts.allKnown && counts.right > 0 && counts.wrong > 0) {
        // As one division, so that what comes to nothing on paper is nothing.
        const double share = double(counts.chosenRight * counts.wrong - counts.chosenWrong * counts.right) /
                             double(counts.right * counts.wrong);
        grade.score = std::max(0.0, share);
    }
    grade.choices = verdicts(question.choices, counts.chosen, question.several && !counts.chosen.isEmpty());
    return grade;
}

Grade gradeBody(const PredictQuestion& question, const Answer& answer) {
    const Tally counts = tally(question.choices, std::get_if<ChosenIds>(&answer));
    Grade grade = gradeWhole(counts.allKnown && counts.chosen.size() == 1);
    grade.correct = grade.correct && (counts.right == 0 || counts.chosenRight == 1);
    grade.marked = false;
    grade.choices = verdicts(question.choices, counts.chosen, false);
    return grade;
}

int concealMissed(Grade& grade) {
    return int(std::erase_if(grade.choices,
                             [](const ChoiceVerdict& verdict) { return verdict.right && !verdict.chosen; }));
}

} // namespace downhill::lesson
