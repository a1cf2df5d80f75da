#pragma once

#include "training/band.h"
#include "training/experiment.h"
#include "training/runner.h"
#include "views/background.h"

#include <QObject>
#include <QPointF>
#include <QToolButton>

#include <cstdint>
#include <optional>
#include <vector>

namespace downhill::app {

class ChartHeader;
class TaskStrip;

/// The losses of an experiment's runs over several seeds.
struct SeedBand {
    /// Of one run.
    struct Run {
        std::vector<training::Spread> losses{}; ///< a stretch each: its mean batch loss, over the seeds
        std::int64_t diverged = 0;              ///< seeds with which it did
    };

    std::int64_t seeds = 0;
    double rate = 0;             ///< learning rate of the first run
    std::vector<double> steps{}; ///< the middle of each stretch
    std::vector<Run> runs{};     ///< in the order of the experiment

    /// The stretch whose middle is nearest to `step`; nothing beyond the last by more than a stretch.
    std::optional<std::size_t> at(double step) const;
};

/// Trains the runs of an experiment again with other seeds, for data, weights and order alike, when the
/// student asks for 5, 10 or 20: as far as the run that is watched has come, or its whole budget before it
/// has begun. What was found stays until the experiment is another one.
class SeedBands : public QObject {
    Q_OBJECT

public:
    static constexpr std::int64_t kFewest =
        20; ///< steps that a run has to have made for it to count as begun

    /// `header` takes over the button, and `parent` the strip, which the caller puts below the chart.
    SeedBands(ChartHeader& header, QWidget* parent);

    /// Another experiment, or the same with other seeds.
    void setExperiment(const training::Experiment& experiment);
    /// How far the runs are, and their rates.
    void follow(const training::Snapshot& snapshot);

    const std::optional<SeedBand>& band() const { return band_; }

    void begin(std::int64_t seeds);
    void forget();

    QToolButton& button() const { return *button_; } ///< with the menu of choices
    TaskStrip& strip() const { return *strip_; }
    bool isBusy() const { return background_.isBusy(); }

Q_SIGNALS:
    void changed(); ///< band()

private:
    bool isChancy() const;
    training::Experiment experimentNow() const;

    training::Experiment experiment_{};
    std::int64_t step_ = 0;
    std::vector<double> rates_{}; ///< as they are set now
    std::optional<SeedBand> band_{};
    Background background_{};
    QToolButton* button_;
    TaskStrip* strip_;
};

} // namespace downhill::app
