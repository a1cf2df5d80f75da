#include "views/setting_words.h"

#include "charts/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace downhill::app {

using training::Loss;
using training::RunSpec;
using Kind = training::OptimizerSettings::Kind;

namespace {

/// The translation context of this file.
class SettingWords {
    Q_DECLARE_TR_FUNCTIONS(SettingWords)

public:
    static QString optimizer(Kind kind);
    static QString loss(Loss loss);
    static QString numbered(std::size_t run) {
        return tr("Run %1").arg(countText(static_cast<std::int64_t>(run) + 1));
    }
    static QStringList differences(const lesson::ExperimentBlock& block);
};

QString SettingWords::optimizer(Kind kind) {
    switch (kind) {
    case Kind::Sgd:
        return tr("SGD");
    case Kind::Momentum:
        return tr("Momentum");
    case Kind::Nesterov:
        return tr("Nesterov");
    case Kind::Adagrad:
        return tr("Adagrad");
    case Kind::RmsProp:
        return tr("RMSProp");
    case Kind::Adam:
        return tr("Adam");
    case Kind::AdamW:
        return tr("AdamW");
    case Kind::AmsGrad:
        return tr("AMSGrad");
    }
    return {};
}

QString SettingWords::loss(Loss loss) {
    switch (loss) {
    case Loss::MeanSquaredError:
        return tr("mean squared error");
    case Loss::HalfMeanSquaredError:
        return tr("half the mean squared error");
    case Loss::BinaryCrossEntropy:
        return tr("binary cross-entropy");
    case Loss::CrossEntropy:
        return tr("cross-entropy");
    case Loss::MeanError:
        return tr("mean error");
    case Loss::MeanAbsoluteError:
        return tr("mean absolute error");
    case Loss::Huber:
        return tr("Huber loss");
    case Loss::Hinge:
        return tr("hinge loss");
    }
    return {};
}

/// For each run what its settings are where not all runs have the same.
QStringList SettingWords::differences(const lesson::ExperimentBlock& block) {
    const std::vector<RunSpec>& runs = block.experiment.runs;
    const auto differs = [&](auto&& setting) {
        return std::ranges::adjacent_find(runs, std::ranges::not_equal_to{}, setting) != runs.end();
    };
    const auto kind = [](const RunSpec& run) { return run.optimizer.kind; };
    const auto rate = [](const RunSpec& run) { return run.optimizer.learningRate; };
    const auto batch = [](const RunSpec& run) { return run.batchSize; };
    // A knob gives all runs one rate, on the way too.
    const bool rateIsTurned = std::ranges::any_of(block.controls, [](const lesson::Control& control) {
        return control.knob == lesson::Knob::LearningRate;
    });
    QStringList found;
    for (const RunSpec& run : runs) {
        QStringList words;
        if (differs(kind))
            words << optimizer(kind(run));
        if (differs(rate) && !rateIsTurned)
            words << tr("rate %1").arg(valueText(rate(run), 3));
        if (differs(batch))
            words << (batch(run) == 0 ? tr("whole set") : tr("batch %1").arg(countText(batch(run))));
        found << words.join(QStringLiteral(", "));
    }
    return found;
}

} // namespace

QString lossName(Loss loss) {
    return SettingWords::loss(loss);
}

QStringList runNames(const lesson::ExperimentBlock& block) {
    const std::vector<RunSpec>& runs = block.experiment.runs;
    const QStringList differences = SettingWords::differences(block);
    QStringList names;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const QString& difference = differences[static_cast<qsizetype>(i)];
        const bool apart = !difference.isEmpty() && differences.count(difference) == 1;
        names << (!runs[i].name.empty() ? QString::fromStdString(runs[i].name)
                  : apart               ? difference
                                        : SettingWords::numbered(i));
    }
    return names;
}

} // namespace downhill::app
