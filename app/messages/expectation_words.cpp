#include "messages/expectation_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace downhill::app {
namespace {

/// The translation context of this file.
class ExpectationWords {
    Q_DECLARE_TR_FUNCTIONS(ExpectationWords)

public:
    static QString knob(lesson::Knob knob, std::size_t parameter);
    static QString figure(const lesson::Measure& measure, const Wording& wording);
    static QString atMoment(const QString& figure, lesson::Moment when);
    static QString reason(training::StopReason reason);
    static QString end(const lesson::RunEnd& end);
    static QString within(const QString& clause, std::int64_t steps);
    static QString bound(const lesson::Bound& bound, const Wording& wording);
    static QString limit(double value, const lesson::Bound& bound, const Wording& wording);
    static QString figureOf(const lesson::Measure& measure, double figure, const Wording& wording);
    static QString number(double figure, const Wording& wording);
};

QString ExpectationWords::knob(lesson::Knob knob, std::size_t parameter) {
    using lesson::Knob;
    switch (knob) {
    case Knob::LearningRate:
        return tr("learning rate");
    case Knob::BatchSize:
        return tr("batch size");
    case Knob::Parameter:
        return tr("parameter %1").arg(parameter + 1);
    case Knob::Noise:
        return tr("noise");
    case Knob::StartX:
        return tr("start x");
    case Knob::StartY:
        return tr("start y");
    case Knob::Momentum:
        return tr("momentum");
    case Knob::Beta1:
        return tr("beta 1");
    case Knob::Beta2:
        return tr("beta 2");
    case Knob::Smoothing:
        return tr("smoothing");
    case Knob::Epsilon:
        return tr("epsilon");
    case Knob::WeightDecay:
        return tr("weight decay");
    case Knob::L1:
        return tr("L1");
    case Knob::ClipValue:
        return tr("clip value");
    case Knob::ClipNorm:
        return tr("clip norm");
    case Knob::Dropout:
        return tr("dropout");
    case Knob::HuberDelta:
        return tr("Huber delta");
    case Knob::Curvature:
        return tr("curvature");
    case Knob::Condition:
        return tr("condition");
    }
    return {};
}

QString ExpectationWords::figure(const lesson::Measure& measure, const Wording& wording) {
    using lesson::Figure;
    const auto index = QString::number(measure.index.value_or(0) + 1);
    QString parameter = wording.parameter ? wording.parameter(measure.index.value_or(0))
                                          : knob(lesson::Knob::Parameter, measure.index.value_or(0));
    switch (measure.figure) {
    case Figure::Steps:
        return tr("number of steps");
    case Figure::StepsToGoal:
        return tr("steps to the goal");
    case Figure::EpochsToGoal:
        return tr("epochs to the goal");
    case Figure::Rises:
        return tr("steps after which the loss had risen");
    case Figure::Multiplications:
        return tr("multiplications of a step");
    case Figure::FirstMove:
        return tr("first move of %1").arg(parameter);
    case Figure::LastMove:
        return tr("last move of %1").arg(parameter);
    case Figure::PathLength:
        return tr("way of %1").arg(parameter);
    case Figure::Displacement:
        return tr("distance of %1 from its start").arg(parameter);
    case Figure::TrainLoss:
        return tr("training loss");
    case Figure::TestLoss:
        return tr("test loss");
    case Figure::TrainAccuracy:
        return tr("training accuracy");
    case Figure::TestAccuracy:
        return tr("test accuracy");
    case Figure::Parameter:
        return parameter;
    case Figure::Gradient:
        return tr("slope of %1").arg(parameter);
    case Figure::GradientNorm:
        return measure.index ? tr("length of the gradient of layer %1").arg(index)
                             : tr("length of the gradient");
    case Figure::GradientNoise:
        return tr("noise of the gradient");
    case Figure::GradientError:
        return tr("error of the gradient");
    case Figure::Curvature:
        return tr("greatest curvature");
    }
    return {};
}

QString ExpectationWords::atMoment(const QString& figure, lesson::Moment when) {
    switch (when) {
    case lesson::Moment::Start:
        return tr("%1 at the start").arg(figure);
    case lesson::Moment::Lowest:
        return tr("lowest %1").arg(figure);
    case lesson::Moment::Highest:
        return tr("highest %1").arg(figure);
    case lesson::Moment::End:
        break;
    }
    return figure;
}

QString ExpectationWords::reason(training::StopReason reason) {
    switch (reason) {
    case training::StopReason::Finished:
        return tr("the run goes on to the end of its budget");
    case training::StopReason::GoalReached:
        return tr("the run reaches its goal");
    case training::StopReason::Diverged:
        return tr("the run diverges");
    case training::StopReason::LeftWindow:
        return tr("the run leaves the window");
    case training::StopReason::None:
    case training::StopReason::Stopped:
        break;
    }
    return tr("the run is stopped");
}

QString ExpectationWords::end(const lesson::RunEnd& end) {
    const QString steps = QLocale().toString(qlonglong(end.steps));
    switch (end.reason) {
    case training::StopReason::Finished:
        return tr("it went on to its end, at step %1").arg(steps);
    case training::StopReason::GoalReached:
        return tr("it reached the goal at step %1").arg(steps);
    case training::StopReason::Diverged:
        return tr("it diverged at step %1").arg(steps);
    case training::StopReason::LeftWindow:
        return tr("it left the window at step %1").arg(steps);
    case training::StopReason::None:
    case training::StopReason::Stopped:
        break;
    }
    return tr("it was stopped at step %1").arg(steps);
}

QString ExpectationWords::within(const QString& clause, std::int64_t steps) {
    return tr("%1 within %2 steps").arg(clause, QLocale().toString(qlonglong(steps)));
}

QString ExpectationWords::limit(double value, const lesson::Bound& bound, const Wording& wording) {
    const QString digits = bound.times ? number(value, wording) : figureOf(bound.measure, value, wording);
    return bound.times ? tr("%1 times the %2 of “%3”")
                             .arg(digits, figureName(bound.times->measure, wording), bound.times->subject.run)
                       : digits;
}

QString ExpectationWords::bound(const lesson::Bound& bound, const Wording& wording) {
    const QString name = figureName(bound.measure, wording);
    if (bound.atLeast && bound.atMost)
        return tr("%1 between %2 and %3")
            .arg(name, limit(*bound.atLeast, bound, wording), limit(*bound.atMost, bound, wording));
    if (bound.atLeast)
        return tr("%1 at least %2").arg(name, limit(*bound.atLeast, bound, wording));
    return tr("%1 at most %2").arg(name, limit(bound.atMost.value_or(0), bound, wording));
}

/// An accuracy in percent, as the views show it.
QString ExpectationWords::figureOf(const lesson::Measure& measure, double figure, const Wording& wording) {
    const bool isShare =
        measure.figure == lesson::Figure::TrainAccuracy || measure.figure == lesson::Figure::TestAccuracy;
    return isShare && std::isfinite(figure) ? tr("%1 %").arg(number(100 * figure, wording))
                                            : number(figure, wording);
}

QString ExpectationWords::number(double figure, const Wording& wording) {
    if (std::isnan(figure))
        return tr("not known");
    if (std::isinf(figure))
        return figure > 0 ? tr("infinite") : tr("minus infinite");
    return wording.number ? wording.number(figure) : QLocale().toString(figure, 'g', 4);
}

} // namespace

QString knobName(lesson::Knob knob, std::size_t parameter) {
    return ExpectationWords::knob(knob, parameter);
}

QString figureName(const lesson::Measure& measure, const Wording& wording) {
    return ExpectationWords::atMoment(ExpectationWords::figure(measure, wording), measure.when);
}

QString reasonInWords(training::StopReason reason, std::optional<std::int64_t> within) {
    const QString clause = ExpectationWords::reason(reason);
    return within ? ExpectationWords::within(clause, *within) : clause;
}

QString endInWords(const lesson::RunEnd& end) {
    return ExpectationWords::end(end);
}

QString boundInWords(const lesson::Bound& bound, const Wording& wording) {
    return ExpectationWords::bound(bound, wording);
}

QString figureInWords(const lesson::Measure& measure, double figure, const Wording& wording) {
    return ExpectationWords::figureOf(measure, figure, wording);
}

} // namespace downhill::app
