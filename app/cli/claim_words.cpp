#include "cli/claim_words.h"

#include "lesson/expectation_words.h"
#include "lesson/experiment_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace downhill::app::cli {

namespace {

using lesson::Bound;
using lesson::Expectation;
using lesson::Measure;
using lesson::Moment;
using lesson::numberText;
using lesson::Subject;
using lesson::wordFor;
using training::StopReason;
namespace words = lesson::words;

constexpr int kDigits = 6;

class ClaimWords {
    Q_DECLARE_TR_FUNCTIONS(ClaimWords)

public:
    static QString reason(StopReason reason);
    static QString end(const Expectation& expectation);
    static QString figure(const Measure& measure);
    static QString bound(const Bound& bound, const Expectation& expectation, const Subject& subject);
    static QString limits(const Bound& bound);
    static QString reference(const Bound& bound, const Subject& subject);
    static QString ends(const authoring::ClaimProof& proof);
    static QString spread(const training::Spread& spread);
    static QString verdict(const authoring::ClaimProof& proof);
};

QString ClaimWords::reason(StopReason reason) {
    switch (reason) {
    case StopReason::GoalReached:
        return tr("reaches its goal");
    case StopReason::Diverged:
        return tr("diverges");
    case StopReason::LeftWindow:
        return tr("leaves the window");
    default:
        return tr("goes through its steps");
    }
}

QString ClaimWords::end(const Expectation& expectation) {
    if (!expectation.within)
        return expectation.reason ? reason(*expectation.reason) : QString();
    if (!expectation.reason)
        return tr("after %1 steps at most").arg(*expectation.within);
    return tr("%1 within %2 steps").arg(reason(*expectation.reason)).arg(*expectation.within);
}

/// "train_loss at the start", "first_move of 0".
QString ClaimWords::figure(const Measure& measure) {
    QString text = wordFor<lesson::Figure>(words::kFigures, measure.figure);
    if (measure.index)
        text += u' ' + QString::number(*measure.index);
    if (lesson::momentsOf(measure.figure) == lesson::Moments::None)
        return text;
    switch (measure.when) {
    case Moment::Start:
        return tr("%1 at the start").arg(text);
    case Moment::Lowest:
        return tr("lowest %1").arg(text);
    case Moment::Highest:
        return tr("highest %1").arg(text);
    case Moment::End:
        break;
    }
    return text;
}

QString ClaimWords::limits(const Bound& bound) {
    if (!bound.atMost)
        return tr("at least %1").arg(numberText(*bound.atLeast));
    if (!bound.atLeast)
        return tr("at most %1").arg(numberText(*bound.atMost));
    return tr("from %1 to %2").arg(numberText(*bound.atLeast), numberText(*bound.atMost));
}

/// "train_loss at the start", "steps_to_goal of sgd".
QString ClaimWords::reference(const Bound& bound, const Subject& subject) {
    const QString text = figure(bound.times->measure);
    const Subject& other = bound.times->subject;
    if (other == subject)
        return text;
    const QString run =
        other.step == subject.step ? runInWords(other) : other.step + u'/' + runInWords(other);
    return tr("%1 of “%2”").arg(text, run);
}

QString ClaimWords::bound(const Bound& bound, const Expectation& expectation, const Subject& subject) {
    if (!bound.times)
        return tr("%1 is %2").arg(figure(bound.measure), limits(bound));
    const QString text =
        tr("%1 is %2 times %3").arg(figure(bound.measure), limits(bound), reference(bound, subject));
    const auto& within = bound.times->within;
    return !within || within == expectation.within ? text : tr("%1 after %2 steps").arg(text).arg(*within);
}

/// "diverged after 37 steps", or after 31 to 40; empty where the seeds ended in different ways.
QString ClaimWords::ends(const authoring::ClaimProof& proof) {
    const auto [least, greatest] = std::minmax_element(
        proof.verdicts.begin(), proof.verdicts.end(),
        [](const lesson::Verdict& a, const lesson::Verdict& b) { return a.end.steps < b.end.steps; });
    const StopReason reason = proof.verdicts.front().end.reason;
    const bool isSame =
        std::all_of(proof.verdicts.begin(), proof.verdicts.end(),
                    [&](const lesson::Verdict& verdict) { return verdict.end.reason == reason; });
    if (!isSame)
        return {};
    const QString word =
        reason == StopReason::None ? tr("going on") : wordFor<StopReason>(words::kReasons, reason);
    if (least->end.steps == greatest->end.steps)
        return tr("%1 after %2 steps").arg(word).arg(least->end.steps);
    return tr("%1 after %2 to %3 steps").arg(word).arg(least->end.steps).arg(greatest->end.steps);
}

QString ClaimWords::spread(const training::Spread& spread) {
    const auto number = [](double value) { return QString::number(value, 'g', kDigits); };
    if (spread.least == spread.greatest)
        return number(spread.median);
    return tr("%1 (%2 to %3)").arg(number(spread.median), number(spread.least), number(spread.greatest));
}

QString ClaimWords::verdict(const authoring::ClaimProof& proof) {
    const auto seeds = qint64(proof.verdicts.size());
    if (seeds == 1)
        return proof.holds() ? tr("holds") : tr("does not hold");
    return tr("holds for %1 of %2 seeds").arg(proof.held()).arg(seeds);
}

} // namespace

QString runInWords(const Subject& subject) {
    QStringList parts{subject.run};
    for (const lesson::KnobSetting& each : subject.at.knobs)
        parts.append(wordFor<lesson::Knob>(words::kKnobs, each.knob) + u' ' + numberText(each.value));
    if (!subject.at.parameters.empty()) {
        QStringList numbers;
        for (const double number : subject.at.parameters)
            numbers.append(numberText(number));
        parts.append(QStringLiteral("parameters [%1]").arg(numbers.join(QStringLiteral(", "))));
    }
    return parts.join(QStringLiteral(", "));
}

QString expectationInWords(const Expectation& expectation, const Subject& subject) {
    QStringList parts;
    if (const QString end = ClaimWords::end(expectation); !end.isEmpty())
        parts.append(end);
    for (const Bound& bound : expectation.bounds)
        parts.append(ClaimWords::bound(bound, expectation, subject));
    return parts.join(QStringLiteral("; "));
}

QString outcomeInWords(const authoring::ClaimProof& proof, const Expectation& expectation) {
    QStringList parts{ClaimWords::verdict(proof)};
    if (const QString ends = ClaimWords::ends(proof); expectation.reason && !ends.isEmpty())
        parts.append(ends);
    for (std::size_t i = 0; i < expectation.bounds.size(); ++i) {
        const Bound& bound = expectation.bounds[i];
        parts.append(ClaimWords::figure(bound.measure) + u' ' + ClaimWords::spread(proof.figure(i)));
        if (bound.times)
            parts.back() += QStringLiteral(" = × ") + ClaimWords::spread(proof.ratio(i));
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace downhill::app::cli
