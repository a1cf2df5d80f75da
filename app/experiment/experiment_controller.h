#pragma once

#include "experiment/run_journal.h"
#include "lesson/lesson.h"
#include "training/runner.h"
#include "views/experiment_view.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace downhill::app {

/// Drives an experiment: what the buttons mean, what a knob does, when a run is over. Owns the training
/// thread, looks at it 60 times a second while something may have changed, and hands frames to whoever shows
/// them. Needs no window.
class ExperimentController : public QObject {
    Q_OBJECT

public:
    enum class State {
        Empty,
        Loading,
        Ready, ///< at step 0
        Playing,
        Paused,
        Stopped, ///< every run has ended by itself; see reasons()
        Failed,  ///< the engine refused the experiment; see error()
    };
    Q_ENUM(State)

    /// How fast "play" goes, relative to the experiment's own pace.
    enum class Speed { Slow, Normal, Fast, Full };
    Q_ENUM(Speed)

    explicit ExperimentController(QObject* parent = nullptr);
    ~ExperimentController() override;

    /// Begins an experiment at step 0. The run under way is kept first (runKept).
    void setExperiment(const lesson::ExperimentBlock& block);
    void clear();

    State state() const { return state_; }
    Speed speed() const { return speed_; }
    const lesson::ExperimentBlock& block() const { return block_; } ///< with the knobs as they stand now
    const lesson::ExperimentBlock& original() const { return original_; }
    std::shared_ptr<const training::SplitDataset<float>> data() const { return data_; }
    const training::Snapshot& snapshot() const { return snapshot_; }
    ExperimentFrame frame() const;
    std::int64_t step() const; ///< of the run that is furthest
    /// What "one act" will do: of each run that goes on the act that is next in its loop, each named once.
    std::vector<training::Act> nextActs() const;
    std::vector<training::StopReason> reasons() const;
    bool diverged() const;
    std::int64_t divergedAt() const; ///< step at which the first diverged run broke; 0 where none did
    const std::optional<training::Error>& error() const { return error_; }

    void play();
    void pause();
    void toggle();
    void stepOnce();
    void actOnce();
    void rewind();         ///< to step 0, with the same weights
    void drawNewWeights(); ///< to step 0, with other weights; data, split and order stay
    void reset();          ///< to the experiment as its author wrote it
    void setSpeed(Speed speed);

    /// Frames show every run as it stood after `step` steps; a run that plays pauses. Whatever goes on leaves
    /// the past, as do the last step and any beyond it.
    void lookAt(std::int64_t step);
    /// The step of the past that is shown.
    std::optional<std::int64_t> lookedAt() const { return lookedAt_; }

    /// What frames hold of the inside of a step, from the next one on.
    void showParts(training::SnapshotParts parts);

    double knobValue(const lesson::Control& control) const;
    /// Ignored for a knob that is held.
    void setKnob(const lesson::Control& control, double value);
    /// Holds these knobs where they are, and no others: a question asks for a run at their settings.
    void hold(const std::vector<lesson::Knob>& knobs);
    bool isHeld(lesson::Knob knob) const;

    /// Sets one weight of a run by hand; the run pauses, and one that is over begins anew from its last
    /// weights. Ignored for a weight that is not there, and while weights are held.
    void setWeight(std::size_t run, std::size_t parameter, double value);
    /// Gives a run another loop and begins the experiment anew. Ignored for a loop that cannot be: see
    /// training::checkLoop().
    void setLoop(std::size_t run, const std::vector<training::Act>& loop);

    /// After a divergence: back to step 0 with a third of the learning rate. The rate that recover() would
    /// set:
    double recoveryRate() const;
    void recover();

    /// An earlier run, to be shown beside the next ones under its learning rate.
    void addPast(const QString& label, const training::LossCurve& curve);
    /// What a run is called by its learning rate.
    static QString rateName(double learningRate);

    /// Keeps the run under way, if it has made a step, as when the window closes.
    void keepRun();

Q_SIGNALS:
    void stateChanged(downhill::app::ExperimentController::State state);
    void experimentChanged(); ///< other data or another shape: views begin anew
    void frameChanged();
    void knobsChanged();
    void runKept(const downhill::app::RunRecord& record);

private:
    /// What sets an earlier run apart from the one that begins: "rate 0.3", "Weight decay 0".
    QString whatDiffers(const lesson::ExperimentBlock& before) const;
    void load();
    void beginGeneration(std::uint64_t generation);
    void setState(State state);
    void goOn(State state);
    void leavePast();
    void look();
    void take(training::Snapshot snapshot);
    void lookForAWhile();
    void takeEvents();
    void finishWhenAllIsSeen();
    training::Runner::Pace pace() const;
    double rate() const;
    void setRate(double value);

    lesson::ExperimentBlock original_{};
    lesson::ExperimentBlock block_{};
    RunJournal journal_{};
    State state_ = State::Empty;
    Speed speed_ = Speed::Normal;
    bool playWhenLoaded_ = false;
    std::vector<lesson::Knob> held_{};
    training::SnapshotParts parts_{};
    std::uint64_t generation_ = 0;
    std::shared_ptr<const training::SplitDataset<float>> data_{};
    training::Snapshot snapshot_{};            ///< of the present
    std::optional<std::int64_t> lookedAt_{};   ///< the step of the past that is asked for
    std::optional<training::Snapshot> past_{}; ///< of that step, or of the one asked for before it
    std::vector<RunCurves> curves_{};
    std::vector<PastCurve> earlier_{};
    std::optional<training::Error> error_{};
    std::optional<lesson::ExperimentBlock> finished_{}; ///< the run that is over, until the next one begins
    bool stopping_ = false; ///< the runner has stopped, and its last curves may still be on their way
    int looksLeft_ = 0;
    QTimer timer_{};
    std::unique_ptr<training::Runner> runner_;
};

} // namespace downhill::app
