#include "messages/quantity_advice.h"

#include <QCoreApplication>
#include <QStringView>

namespace downhill::app {

namespace {

/// The translation context of this file.
class QuantityAdvice {
    Q_DECLARE_TR_FUNCTIONS(QuantityAdvice)

public:
    static QString about(QStringView quantity);
};

struct Advice {
    QStringView quantity; ///< without the numbers of a list's elements
    const char* text;
};

constexpr Advice kAdvice[] = {
    {u"batch_size", QT_TRANSLATE_NOOP("QuantityAdvice", "0 takes the whole training set")},
    {u"learning_rate",
     QT_TRANSLATE_NOOP("QuantityAdvice", "0.1 is a usual start for “sgd”, 0.001 for “adam”")},
    {u"optimizer.momentum",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the share of the velocity that stays; 0.9 is usual")},
    {u"optimizer.dampening",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the share of the gradient that stays out; 0 is usual")},
    {u"optimizer.smoothing",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the share of the old mean square that stays; 0.99 is usual")},
    {u"optimizer.beta1",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the share of the old mean that stays; 0.9 is usual")},
    {u"optimizer.beta2",
     QT_TRANSLATE_NOOP("QuantityAdvice",
                       "it is the share of the old mean square that stays; 0.999 is usual")},
    {u"optimizer.epsilon",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it keeps a division from zero; 0.00000001 is usual")},
    {u"optimizer.initial_accumulator",
     QT_TRANSLATE_NOOP("QuantityAdvice", "the sums of squares begin with it; 0 is usual")},
    {u"optimizer.weight_decay",
     QT_TRANSLATE_NOOP("QuantityAdvice", "0 turns it off; 0.0001 to 0.01 is usual")},
    {u"optimizer.l1", QT_TRANSLATE_NOOP("QuantityAdvice", "0 turns it off; 0.0001 to 0.01 is usual")},
    {u"optimizer.clip_value",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it limits each component of the gradient; 0 turns it off")},
    {u"optimizer.clip_norm",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it limits the length of the gradient; 0 turns it off")},
    {u"schedule.warm_up",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is a number of steps; 0 begins with the whole rate")},
    {u"schedule.factor",
     QT_TRANSLATE_NOOP("QuantityAdvice", "the rate is multiplied by it; 1 leaves the rate as it is")},
    {u"schedule.period", QT_TRANSLATE_NOOP("QuantityAdvice", "it is a number of steps")},
    {u"schedule.floor",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the least share of the learning rate; a range test begins "
                                         "with it, above 0")},
    {u"schedule.patience",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is how many looks without progress are borne; 10 is usual")},
    {u"schedule.threshold",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is a share of the best loss so far; 0.0001 is usual")},
    {u"schedule.every", QT_TRANSLATE_NOOP("QuantityAdvice", "it is the number of steps between two looks")},
    {u"loop", QT_TRANSLATE_NOOP("QuantityAdvice",
                                "list the acts of a step in their order, usually “zero-grad”, “forward”, "
                                "“loss”, “backward”, “step”")},
    {u"drop_last",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it leaves out the batch at the end of an epoch that is not full")},
    {u"prefetch",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is a number of batches; 0 loads each when it is needed")},
    {u"load_microseconds",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is what loading a sample takes longer; 0 adds nothing")},
    {u"network.layers[].dropout",
     QT_TRANSLATE_NOOP("QuantityAdvice",
                       "it is the share of the activations that is left out; 0.2 to 0.5 is usual")},
    {u"network.layers[].batch_norm",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it needs batches of two samples or more")},
    {u"huber_delta",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the error from which on the loss is straight; 1 is usual")},
    {u"dataset.cells", QT_TRANSLATE_NOOP("QuantityAdvice", "it is the number of fields on each side")},
    {u"dataset.side", QT_TRANSLATE_NOOP("QuantityAdvice", "digits are drawn with 8 or 28 pixels a side")},
    {u"dataset.features", QT_TRANSLATE_NOOP("QuantityAdvice", "they are derived from data of two features")},
    {u"dataset.folder",
     QT_TRANSLATE_NOOP("QuantityAdvice", "name the folder that holds the four files of MNIST")},
    {u"surface.noise",
     QT_TRANSLATE_NOOP("QuantityAdvice", "it is the standard deviation of each component of the gradient")},
    {u"surface.formula",
     QT_TRANSLATE_NOOP("QuantityAdvice", "write it in x and y, for example x^2 + 10*y^2")},
};

QString QuantityAdvice::about(QStringView quantity) {
    for (const Advice& advice : kAdvice) {
        if (advice.quantity == quantity)
            return tr(advice.text);
    }
    return {};
}

} // namespace

QString adviceFor(const QString& quantity) {
    QString name;
    for (const QChar c : quantity) {
        if (!c.isDigit() || !name.endsWith(u'['))
            name += c;
    }
    return QuantityAdvice::about(name);
}

} // namespace downhill::app
