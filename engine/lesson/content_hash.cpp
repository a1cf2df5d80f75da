#include "lesson/content_hash.h"

#include "lesson/expectation_words.h"
#include "lesson/experiment_words.h"
#include "lesson/number_text.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace downhill::lesson {

namespace {

/// Hashes a list of fields, each with its length before it, so that no two lists look alike. Parts that
/// answers name by their ids are hashed in the order of the ids: the author's order does not matter to
/// answers.
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
    void add(std::size_t field) { add(QByteArray::number(qulonglong(field))); }
    void add(const Choice& choice) {
        add(choice.id);
        add(choice.text);
        add(choice.right);
    }
    void add(const OrderItem& item) {
        add(item.id);
        add(item.text);
    }
    void add(const MatchPair& pair) {
        add(pair.id);
        add(pair.left);
        add(pair.right);
    }
    void add(const NumberTarget& target) {
        if (target.expression.isEmpty())
            add(target.value);
        else
            add(target.expression);
        add(target.relative);
        add(target.tolerance);
    }
    void add(const Gap& gap) {
        add(gap.id);
        std::visit([this](const auto& body) { addGap(body); }, gap.body);
    }
    void add(const Parameter& parameter) {
        add(parameter.name);
        add(parameter.least);
        add(parameter.greatest);
        add(parameter.step);
        add(parameter.oneOf.size());
        for (const double value : parameter.oneOf)
            add(value);
    }
    template <class Part>
    void addById(std::vector<Part> parts) {
        std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.id < b.id; });
        for (const Part& part : parts)
            add(part);
    }

    QString result() const { return QString::fromLatin1(hash_.result().toHex()); }

private:
    void addGap(const TypedGap& gap) {
        add("typed");
        add(gap.ignoreCase);
        add(std::size_t(gap.accept.size()));
        for (const QString& text : gap.accept)
            add(text);
    }
    void addGap(const ChosenGap& gap) {
        add("chosen");
        add(gap.choices.size());
        addById(gap.choices);
    }
    void addGap(const NumberGap& gap) {
        add("number");
        add(gap.answer);
    }

    QCryptographicHash hash_{QCryptographicHash::Sha256};
};

void addBody(FieldHash& hash, const ChoiceQuestion& question) {
    hash.add("choice");
    hash.add(question.several);
    hash.addById(question.choices);
}

void addBody(FieldHash& hash, const TrueFalseQuestion& question) {
    hash.add("true-false");
    hash.add(question.answer);
}

void addBody(FieldHash& hash, const NumberQuestion& question) {
    hash.add("number");
    hash.add(question.answer);
    hash.add(question.unit);
}

void addBody(FieldHash& hash, const OrderQuestion& question) {
    hash.add("order");
    for (const OrderItem& item : question.items)
        hash.add(item);
}

void addBody(FieldHash& hash, const MatchQuestion& question) {
    hash.add("match");
    hash.add(question.pairs.size());
    hash.addById(question.pairs);
    hash.addById(question.others);
}

void addBody(FieldHash& hash, const ClozeQuestion& question) {
    hash.add("cloze");
    hash.add(question.text);
    hash.addById(question.gaps);
}

void addBody(FieldHash& hash, const ExperimentQuestion& question) {
    hash.add("experiment");
    hash.add(question.run);
    for (const Knob knob : question.keep)
        hash.add(wordFor<Knob>(words::kKnobs, knob));
    const Expectation& expect = question.expect;
    hash.add(expect.reason ? wordFor<training::StopReason>(words::kReasons, *expect.reason) : QString());
    hash.add(double(expect.within.value_or(0)));
    for (const Bound& bound : expect.bounds) {
        hash.add(wordFor<Figure>(words::kFigures, bound.measure.figure));
        hash.add(double(bound.measure.index.value_or(0)));
        hash.add(bound.atLeast.value_or(-std::numeric_limits<double>::max()));
        hash.add(bound.atMost.value_or(std::numeric_limits<double>::max()));
    }
}

void addBody(FieldHash& hash, const PredictQuestion& question) {
    hash.add("predict");
    hash.addById(question.choices);
    for (const KnobSetting& setting : question.at.knobs) {
        hash.add(wordFor<Knob>(words::kKnobs, setting.knob));
        hash.add(setting.value);
    }
    for (const double parameter : question.at.parameters)
        hash.add(parameter);
}

} // namespace

QString contentHash(const Question& question) {
    if (!question.authored.isEmpty())
        return question.authored;
    FieldHash hash;
    hash.add(question.prompt);
    std::visit([&](const auto& body) { addBody(hash, body); }, question.body);
    // Last, and only where there are some: most questions have none.
    for (const Parameter& parameter : question.parameters)
        hash.add(parameter);
    return hash.result();
}

} // namespace downhill::lesson
