#pragma once

#include "training/curve_publisher.h"
#include "training/loss.h"
#include "training/run_history.h"
#include "training/runner.h"
#include "training/surface_path.h"

#include <optional>
#include <span>
#include <vector>

namespace downhill::training {

/// The runs of one experiment, advanced in lock step, with their curves. No thread of its own.
class RunGroup {
public:
    using Data = Trainer<float>::Data;

    /// Draws the data and builds a trainer for each run.
    static Result<RunGroup> create(const Experiment& experiment, const Machine& machine = {});

    const Data& data() const { return data_; }
    std::size_t size() const { return runs_.size(); }

    /// Takes every run that has not stopped `steps` further, first finishing a step that is under way.
    void advance(std::int64_t steps);
    /// The next of the five acts in every run that has not stopped.
    void act();
    void rewind();

    bool stopped() const;
    std::vector<StopReason> stopReasons() const;

    /// Ignored for a run that is not there, and for a rate that is negative or not finite.
    void setLearningRate(std::size_t run, double rate);
    /// At once; a step that is under way begins anew. Ignored where it does not fit.
    void setParameters(std::size_t run, std::span<const float> parameters);

    /// Every run as it stands now. From the first time that the optimizer's part is asked for on, until a
    /// time that it is not, moves are watched.
    std::vector<RunSnapshot> snapshot(SnapshotParts parts = {});
    /// Every run as it stood after `step` steps, or after its last or its earliest that is known (see
    /// RunHistory). The runs themselves stay where they are.
    std::vector<RunSnapshot> snapshotAt(std::int64_t step, SnapshotParts parts = {});

    /// Sends what is new of all curves by `send(run, kind, CurveUpdate) -> bool`. Returns whether all was
    /// sent.
    template <class Send>
    bool publish(Send&& send) {
        bool all = true;
        for (std::uint32_t i = 0; i < runs_.size(); ++i) {
            Run& run = runs_[i];
            const auto sendAs = [&](CurveKind kind) {
                return [&send, i, kind](const CurveUpdate& update) { return send(i, kind, update); };
            };
            all = run.batchPublisher.publish(run.batchCurve, sendAs(CurveKind::Batch)) && all;
            all = run.testPublisher.publish(run.testCurve, sendAs(CurveKind::Test)) && all;
        }
        return all;
    }

private:
    struct Run {
        explicit Run(Trainer<float> built) : trainer(std::move(built)) {}

        Trainer<float> trainer;
        LossCurve batchCurve{};
        LossCurve testCurve{};
        CurvePublisher batchPublisher{};
        CurvePublisher testPublisher{};
        SurfacePath path{};
        RunHistory history{};
        std::optional<Trainer<float>> repeater{}; ///< computes steps of the past; made when first needed
        std::int64_t recorded = 0;                ///< the last step whose loss is in `batchCurve`
        std::int64_t evaluated = -1;              ///< the step of `train` and `test`
        Evaluation train{};
        Evaluation test{};
    };

    RunGroup(const Experiment& experiment, const Machine& machine, Data data, std::vector<Run> runs);

    void begin(Run& run);
    void record(Run& run, std::int64_t step, double loss);
    void settle(Run& run);
    void evaluate(Run& run);
    bool repeat(Run& run, std::size_t index, std::int64_t step, SnapshotParts parts);
    RunSnapshot describe(const Run& run, const Trainer<float>& trainer, SnapshotParts parts) const;
    static PathPoint position(const Trainer<float>& trainer);

    Experiment experiment_;
    Machine machine_;
    Data data_;
    std::optional<SurfaceProblem> surface_{};
    LossSettings loss_{Loss::MeanSquaredError}; ///< of a network
    bool hasTest_ = false;
    bool cheap_ = true;      ///< an evaluation costs little enough to be made for every snapshot
    std::int64_t every_ = 1; ///< steps between two scheduled evaluations
    std::vector<Run> runs_;
};

} // namespace downhill::training
