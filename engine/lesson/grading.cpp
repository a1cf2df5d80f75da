#include "lesson/grading.h"

#include "lesson/number_text.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace downhill::lesson {

namespace {

const Choice* findChoice(const std::vector<Choice>& choices, const QString& id) {
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice& each) { return each.id == id; });
    return found == choices.end() ? nullptr : &*found;
}

std::vector<ChoiceVerdict> verdicts(const std::vector<Choice>& choices, const QSet<QString>& chosen) {
    std::vector<ChoiceVerdict> result;
    result.reserve(choices.size());
    for (const Choice& choice : choices)
        result.push_back({choice.id, chosen.contains(choice.id), choice.right, choice.feedback});
    return result;
}

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
    for (const QString& id : result.chosen)
        result.allKnown = result.allKnown && findChoice(choices, id);
    for (const Choice& choice : choices) {
        const bool chosen = result.chosen.contains(choice.id);
        result.right += choice.right ? 1 : 0;
        result.wrong += choice.right ? 0 : 1;
        result.chosenRight += chosen && choice.right ? 1 : 0;
        result.chosenWrong += chosen && !choice.right ? 1 : 0;
    }
    return result;
}

Grade marked(double points, bool correct) {
    Grade grade;
    grade.points = points;
    grade.correct = correct;
    grade.score = correct ? points : 0;
    return grade;
}

Grade gradeBody(const ChoiceQuestion& question, double points, const Answer& answer) {
    const Tally counts = tally(question.choices, std::get_if<ChosenIds>(&answer));
    const bool correct =
        counts.allKnown && counts.right > 0 && counts.chosenRight == counts.right && counts.chosenWrong == 0;
    Grade grade = marked(points, correct);
    if (question.several && !correct && counts.allKnown && counts.right > 0 && counts.wrong > 0) {
        const double share =
            double(counts.chosenRight) / counts.right - double(counts.chosenWrong) / counts.wrong;
        grade.score = points * std::max(0.0, share);
    }
    grade.choices = verdicts(question.choices, counts.chosen);
    return grade;
}

Grade gradeBody(const TrueFalseQuestion& question, double points, const Answer& answer) {
    const bool* said = std::get_if<bool>(&answer);
    Grade grade = marked(points, said && *said == question.answer);
    if (said)
        grade.feedback = *said ? question.whenTrue : question.whenFalse;
    return grade;
}

Grade gradeBody(const NumberQuestion& question, double points, const Answer& answer) {
    const double* said = std::get_if<double>(&answer);
    const double tolerance =
        question.relative ? question.tolerance * std::abs(question.answer) : question.tolerance;
    bool correct = false;
    if (said && std::isfinite(*said)) {
        // A hair more than the tolerance, so that 0.3 is within 0.1 of 0.2 as it is on paper.
        const double rounding =
            4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(*said), std::abs(question.answer));
        correct = std::abs(*said - question.answer) <= tolerance + rounding;
    }
    Grade grade = marked(points, correct);
    grade.feedback = correct ? question.right : question.wrong;
    return grade;
}

Grade gradeBody(const PredictQuestion& question, double points, const Answer& answer) {
    const Tally counts = tally(question.choices, std::get_if<ChosenIds>(&answer));
    Grade grade = marked(points, counts.allKnown && counts.chosen.size() == 1);
    grade.correct = grade.correct && (counts.right == 0 || counts.chosenRight == 1);
    grade.marked = false;
    grade.choices = verdicts(question.choices, counts.chosen);
    return grade;
}

/// A random number of 64 bits from a counter (Steele, Lea & Flood 2014, SplitMix64): the same on every
/// machine.
std::uint64_t splitMix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

/// Hashes a list of fields, each with its length before it, so that no two lists look alike.
class FieldHash {
public:
    void add(const QByteArray& field) {
        hash_.addData(QByteArray::number(field.size()) + ':');
        hash_.addData(field);
    }
    void add(const char* field) { add(QByteArray(field)); }
    void add(const QString& field) { add(field.toUtf8()); }
    void add(bool field) { add(field ? "true" : "false"); }
    void add(double field) {
        const NumberText text(field == 0 ? 0.0 : field); // one zero
        add(QByteArray(text.view().data(), qsizetype(text.view().size())));
    }
    void add(std::vector<Choice> choices) {
        // Answers are ids: the order in which the author wrote the choices does not matter to them.
        std::sort(choices.begin(), choices.end(),
                  [](const Choice& a, const Choice& b) { return a.id < b.id; });
        for (const Choice& choice : choices) {
            add(choice.id);
            add(choice.text);
            add(choice.right);
        }
    }

    QString result() const { return QString::fromLatin1(hash_.result().toHex()); }

private:
    QCryptographicHash hash_{QCryptographicHash::Sha256};
};

void addBody(FieldHash& hash, const ChoiceQuestion& question) {
    hash.add("choice");
    hash.add(question.several);
    hash.add(question.choices);
}

void addBody(FieldHash& hash, const TrueFalseQuestion& question) {
    hash.add("true-false");
    hash.add(question.answer);
}

void addBody(FieldHash& hash, const NumberQuestion& question) {
    hash.add("number");
    hash.add(question.answer);
    hash.add(question.relative);
    hash.add(question.tolerance);
    hash.add(question.unit);
}

void addBody(FieldHash& hash, const PredictQuestion& question) {
    hash.add("predict");
    hash.add(question.choices);
}

} // namespace

Grade grade(const Question& question, const Answer& answer) {
    return std::visit([&](const auto& body) { return gradeBody(body, question.points, answer); },
                      question.body);
}

std::vector<std::size_t> choiceOrder(const Question& question, std::uint64_t seed) {
    const auto* choice = std::get_if<ChoiceQuestion>(&question.body);
    const auto* prediction = std::get_if<PredictQuestion>(&question.body);
    std::vector<std::size_t> order(choice       ? choice->choices.size()
                                   : prediction ? prediction->choices.size()
                                                : 0);
    std::iota(order.begin(), order.end(), std::size_t(0));
    if (!choice || !choice->shuffle)
        return order;
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[splitMix(seed) % left]);
    return order;
}

QString contentHash(const Question& question) {
    FieldHash hash;
    hash.add(question.prompt);
    std::visit([&](const auto& body) { addBody(hash, body); }, question.body);
    return hash.result();
}

} // namespace downhill::lesson
